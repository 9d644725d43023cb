"""Split Markdown into its blocks as Python-Markdown does with this site's extensions, keeping every place.

It need not be right about every oddity: what is no piece stays as it was typed, and an import is refused if the
page's HTML would get another structure. The order of the tests is that of Python-Markdown's block processors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.translations.cells import cells, is_table
from plugins.translations.leaf import Leaf, Sort, heading, leaf
from plugins.translations.rows import Row, runs

_INDENT = re.compile(r" {4}| {0,3}\t")
_HEADING = re.compile(r"(?P<signs>#{1,6})")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")
_RULE = re.compile(r" {0,3}(?:(?:-+ {0,2}){3,}|(?:_+ {0,2}){3,}|(?:\*+ {0,2}){3,}) *$")
_MARKERS = {"ol": re.compile(r" {0,3}\d+\. +"), "ul": re.compile(r" {0,3}[*+-] +")}
_NESTED = re.compile(r"(?: {4,7}| {0,3}\t {0,3})(?:\d+\.|[*+-]) +")
_DEFINITION = re.compile(r" {0,3}: {1,3}")
_QUOTE = re.compile(r" {0,3}> ?")
_NOTE = re.compile(r" {0,3}\[\^(?P<name>[^\]]*)\]: *")
_ABBREVIATION = re.compile(r"\*\[(?P<name>[^\\\]]*)\] ?: *(?=\S)")
_REFERENCE = re.compile(r" {0,3}\[[^\[\]]+\]: *\S")
# Where Python-Markdown's extensions put a list of headings or the footnotes.
_PLACES = ("[TOC]", "///Footnotes Go Here///")
_BLANK = Row(0, "")
_DEEPEST = 30  # quotations in lists in quotations: Python-Markdown gives up at some depth too
_Found = tuple[int, list[Leaf]]
"""Where the next block begins, and the pieces of this one."""


def leaves(lines: Sequence[Row]) -> Iterator[Leaf]:
    """Yield the pieces of text in a Markdown file's body, in their order."""
    for run in runs(lines):
        yield from _leaves(run)


def _leaves(
    rows: Sequence[Row], within: tuple[str, ...] = (), first: Sort = Sort.PARAGRAPH, label: str = ""
) -> Iterator[Leaf]:
    """Yield the pieces of one stretch. first is what its first paragraph is, label what that is called."""
    at = 0
    while at < len(rows):
        if rows[at].is_empty:
            at += 1
            continue
        at, found = _block(rows, at, _end(rows, at), within, (first, label))
        yield from found
        first, label = Sort.PARAGRAPH, ""


def _block(
    rows: Sequence[Row], at: int, end: int, within: tuple[str, ...], first: tuple[Sort, str]
) -> _Found:
    """Read the block that begins at a row; another one may begin before its end."""
    block = rows[at:end]
    if len(within) == _DEEPEST:
        return end, leaf(first[0], block, within, first[1])
    if _INDENT.match(block[0].text):
        while at < end and _INDENT.match(rows[at].text):
            at += 1
        return at, []
    if is_table(block):
        return end, cells(block, within)
    if (inner := _first(block, _HEADING, _RULE)) is not None and not (inner == 1 and _is_underlined(block)):
        if inner:
            return _block(rows, at, at + inner, within, first)
        signs = _HEADING.match(block[0].text)
        return at + 1, heading(block[0].without(signs.end()), len(signs["signs"]), within) if signs else []
    if _is_underlined(block):
        return at + 2, heading(block[0], 1 if block[1].text.startswith("=") else 2, within)
    for tag, marker in _MARKERS.items():
        if marker.match(block[0].text):
            return _list(rows, at, end, within, tag)
    if (inner := _first(block, _DEFINITION)) is not None:
        terms = [piece for row in block[:inner] for piece in leaf(Sort.TERM, [row], within)]
        at, found = _definition(rows, at + inner, end, within)
        return at, [*terms, *found]
    if (inner := _first(block, _QUOTE)) is not None:
        before = list(_leaves(block[:inner], within, *first)) if inner else []
        return end, [*before, *_leaves([_unquoted(row) for row in block[inner:]], (*within, "quote"))]
    if (inner := _first(block, _NOTE, _ABBREVIATION, _REFERENCE)) is not None:
        if inner:
            return at + inner, leaf(first[0], block[:inner], within, first[1])
        return _named(rows, at, end, within)
    if len(block) == 1 and block[0].text.strip() in _PLACES:
        return end, []
    return end, leaf(first[0], block, within, first[1])


def _list(rows: Sequence[Row], at: int, end: int, within: tuple[str, ...], tag: str) -> _Found:
    """Read a list with everything that belongs to its items, also below empty lines."""
    marker, items = _MARKERS[tag], list[list[Row]]()
    nested = False
    while True:
        for row in rows[at:end]:
            if sign := marker.match(row.text):
                items.append([row.without(sign.end())])
                nested = False
            elif _NESTED.match(row.text) and not nested:
                items[-1] += [_BLANK, _detabbed(row)]
                nested = True
            else:
                items[-1].append(_detabbed(row) if nested else row)
        end, more = _indented(rows, end)
        items[-1] += more
        at = _next(rows, end)
        if at == len(rows) or not marker.match(rows[at].text) or _RULE.match(rows[at].text):
            break
        end = _end(rows, at)
        if inner := _first(rows[at:end], _HEADING, _RULE):
            end = at + inner
    found = [piece for item in items for piece in _leaves(item, (*within, tag), Sort.ITEM)]
    return end, found


def _definition(rows: Sequence[Row], at: int, end: int, within: tuple[str, ...]) -> _Found:
    sign = _DEFINITION.match(rows[at].text)
    assert sign is not None, "the caller has seen it"
    below = at + 1
    lazy = below < end and not _INDENT.match(rows[below].text) and not _DEFINITION.match(rows[below].text)
    while below < end and (lazy or _INDENT.match(rows[below].text)):
        below += 1
    own = [rows[at].without(sign.end()), *map(_detabbed, rows[at + 1 : below])]
    if below == end:
        below, more = _indented(rows, end)
        own += more
    return below, list(_leaves(own, (*within, "dl"), Sort.DEFINITION))


def _named(rows: Sequence[Row], at: int, end: int, within: tuple[str, ...]) -> _Found:
    """Read a footnote, an abbreviation or an address that links use by its name."""
    if sign := _NOTE.match(rows[at].text):
        below = at + 1
        while below < end and not _NOTE.match(rows[below].text):
            below += 1
        own = [rows[at].without(sign.end()), *map(_detabbed, rows[at + 1 : below])]
        if below == end:
            below, more = _indented(rows, end)
            own += more
        return below, list(_leaves(own, (*within, "note"), Sort.NOTE, sign["name"]))
    if sign := _ABBREVIATION.match(rows[at].text):
        return at + 1, leaf(Sort.ABBREVIATION, [rows[at].without(sign.end())], within, sign["name"])
    return at + 1, []


def _indented(rows: Sequence[Row], end: int) -> tuple[int, list[Row]]:
    """Return where the indented blocks below a block end, and their rows one step less indented."""
    found: list[Row] = []
    while (at := _next(rows, end)) < len(rows) and _INDENT.match(rows[at].text):
        end = _end(rows, at)
        found += [_BLANK, *map(_detabbed, rows[at:end])]
    return end, found


def _detabbed(row: Row) -> Row:
    indent = _INDENT.match(row.text)
    return row.without(indent.end()) if indent else row


def _unquoted(row: Row) -> Row:
    sign = _QUOTE.match(row.text)
    return row.without(sign.end()) if sign else row


def _is_underlined(block: Sequence[Row]) -> bool:
    return len(block) > 1 and bool(_UNDERLINE.match(block[1].text))


def _first(block: Sequence[Row], *patterns: re.Pattern[str]) -> int | None:
    """Return the number of the first row that begins as one of the patterns says."""
    return next((n for n, row in enumerate(block) if any(form.match(row.text) for form in patterns)), None)


def _end(rows: Sequence[Row], at: int) -> int:
    return next((n for n in range(at, len(rows)) if rows[n].is_empty), len(rows))


def _next(rows: Sequence[Row], at: int) -> int:
    return next((n for n in range(at, len(rows)) if not rows[n].is_empty), len(rows))
