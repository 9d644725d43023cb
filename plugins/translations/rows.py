"""A Markdown file's lines with their places, and the parts of it that are no Markdown taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown.util import BLOCK_LEVEL_ELEMENTS

_END = re.compile(r"\r\n|\r|\n")
# Python-Markdown looks for fences at the very start of a line only.
_FENCE = re.compile(
    r"(?P<fence>~{3,}|`{3,}) *(?:\{[^\n]*\}|\.?[\w#.+-]* *(?:hl_lines=(?P<q>[\"']).*?(?P=q) *)?)$"
)
_TAG = re.compile(r" {0,3}<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?=[\s/>])")
_MARKDOWN_INSIDE = re.compile(r"[^>]*\smarkdown(?:\s*=|[\s>])")
_EMPTY = frozenset({"hr"})
_BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS)


class Row(NamedTuple):
    """One line, or what is left of it inside of a list or a quotation.

    start is where text begins in the file; lead is what stands before it in its line ("  - ", "> ").
    """

    start: int
    text: str
    lead: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()

    def without(self, length: int) -> Row:
        """Return the row without its first characters, which become part of what stands before it."""
        return Row(self.start + length, self.text[length:], self.lead + self.text[:length])


def rows(text: str, start: int = 0) -> list[Row]:
    """Return the lines of *text* from a place on, whatever their ends."""
    found = []
    for end in _END.finditer(text, start):
        found.append(Row(start, text[start : end.start()]))
        start = end.end()
    return [*found, Row(start, text[start:])]


def runs(lines: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Yield the stretches of Markdown between blocks of code, comments and raw HTML.

    Raw HTML is what Python-Markdown takes for it: a block-level tag at the start of a line up to its partner, or
    to the end if it has none. With `markdown="1"` what stands inside is a stretch of its own.
    """
    begun = at = 0
    while at < len(lines):
        last = _last_of_fence(lines, at)
        last = _last_of_comment(lines, at) if last is None else last
        inside: Sequence[Row] = ()
        if last is None and (tag := _TAG.match(lines[at].text)) and tag["name"].lower() in _BLOCKS:
            last = _last_of_tag(lines, at, tag)
            if _MARKDOWN_INSIDE.match(lines[at].text):
                inside = lines[at + 1 : last]
        if last is None:
            at += 1
            continue
        yield lines[begun:at]
        yield from runs(inside) if inside else ()
        begun = at = last + 1
    yield lines[begun:]


def _last_of_fence(lines: Sequence[Row], at: int) -> int | None:
    if not (opening := _FENCE.match(lines[at].text)):
        return None
    fence = opening["fence"]
    return next((n for n in range(at + 1, len(lines)) if lines[n].text.rstrip(" ") == fence), None)


def _last_of_comment(lines: Sequence[Row], at: int) -> int | None:
    if not re.match(r" {0,3}<!--", lines[at].text):
        return None
    after = lines[at].text.index("<!--") + 4
    if "-->" in lines[at].text[after - 2 :]:
        return at
    return next((n for n in range(at + 1, len(lines)) if "-->" in lines[n].text), None)


def _last_of_tag(lines: Sequence[Row], at: int, tag: re.Match[str]) -> int:
    if tag["close"] or tag["name"].lower() in _EMPTY:
        return at
    same = re.compile(rf"<(?P<close>/?){re.escape(tag['name'])}(?=[\s/>])[^>]*?(?P<empty>/?)>", re.I)
    depth = 0
    for number in range(at, len(lines)):
        for match in same.finditer(lines[number].text):
            depth += 0 if match["empty"] else -1 if match["close"] else 1
        if depth <= 0:
            return number
    return len(lines) - 1
