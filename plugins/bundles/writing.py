"""Headings, lists, tables and stars that Markdown does not read as what they were meant to be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from html import unescape

from plugins.bundles.typed import Finding, Typed

_unread = partial(Finding, code="markdown-unread")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) .*$", re.M)
_SEEN = re.compile(r">\s*[^<&\s]")
_UNSEEN = re.compile(r"<!--[\s\S]*?-->|<(?!img\b)[^>]*>", re.I)
_CODE = re.compile(r"<(code|pre)\b.*?</\1>|<!--.*?-->", re.I | re.S)


def check_conflict(typed: Typed) -> Iterator[Finding]:
    """Yield the marks that Git leaves where two people changed the same lines."""
    body = typed.text.body
    if ("<" in body or ">" in body) and (match := _CONFLICT.search(body)):
        what = "Two versions of the text stand here one below the other: Git could not choose."
        hint = "Keep the lines that are right, and remove those with '<<<<<<<', '=======' and '>>>>>>>'."
        yield Finding(*match.span(), "markdown-unread", what, hint)


def check_empty(typed: Typed) -> Iterator[Finding]:
    """Yield a text of which nothing is to be seen."""
    body, html = typed.text.body, typed.text.html
    if ("<" not in body or "<!--" not in html) and _SEEN.search(html):
        return
    seen = _UNSEEN.sub("", html)
    if body.strip() and not unescape(seen).strip():
        start = len(body) - len(body.lstrip())
        what = "This page has no text that readers would see."
        yield Finding(
            start, len(body), "body-empty", what, "Write the text below the fields, after one empty line."
        )


def check_writing(typed: Typed) -> Iterator[Finding]:
    """Yield Markdown that is shown as it was typed."""
    yield from _headings(typed)
    shown = cache(partial(_shown, typed.text.html))
    several = [block for block in typed.blocks if len(block) > 1]
    for block in several:
        if any("|" in line for _, line in block):
            yield from _table(block)
        yield from _list(block, shown)
    if any(sign in typed.prose for sign in _BULLETS + _DASHES) or _BRACKETED_NUMBER.search(typed.prose):
        for block in several:
            yield from _bullets(block)
    if "*" in typed.text.html and "**" in shown():
        yield from _stars(typed)
    yield from _code(typed)


def _shown(html: str) -> str:
    """Return what readers see, code left out, each paragraph with its tag."""
    return re.sub(r"<(?!p>)[^>]*>", "", _CODE.sub("", html))


# ── Headings ─────────────────────────────────────────────────────────────────

_WIDE = re.compile(r"\s{0,3}(?P<signs>#*[＃]+#*)\s*(?P<words>.*)")
_SIGNS = re.compile(r"(?P<indent> {0,3})(?P<signs>#+)(?P<words>.*)")
_BRACES = re.compile(r"(?P<before>.*?)(?P<braces>\{(?P<inside>[^{}]*)(?P<close>\}?))[\s#]*$")
_ATTRIBUTE = re.compile(r"""[#.][^\s#.="'{}]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s{}"']+)""")


def _headings(typed: Typed) -> Iterator[Finding]:
    for at, line in typed.lines:
        if line.lstrip()[:1] not in ("#", "＃"):
            continue
        if match := _WIDE.match(line):
            right = "#" * min(6, len(match["signs"])) + f" {match['words']}"
            what = "This is no heading: '＃' is the wide sign of Chinese and Japanese keyboards."
            yield Finding(
                at + match.start("signs"), at + len(line), "markdown-unread", what, f"Write '{right}'."
            )
        elif match := _SIGNS.match(line):
            yield from _heading(at, line, match, typed.text.body[at : at + len(line)])


def _heading(at: int, line: str, match: re.Match[str], raw: str) -> Iterator[Finding]:
    signs, words = match["signs"], raw[match.start("words") :].strip()
    finding = partial(_unread, start=at + match.start("signs"), end=at + len(line))
    bare = re.sub(r"\s*\{[^}]*\}?\s*$", "", words).rstrip("#").strip()
    if len(signs) > 6:
        what = f"There are no headings with {len(signs)} signs: the smallest has six."
        yield finding(
            code="heading-level", what=what, hint="Write '### ' or as many as fit the heading above."
        )
    elif match["indent"] and raw.startswith(" ") and words and line[match.end("signs") :].startswith(" "):
        what = "This is no heading, because there is a space before it."
        yield finding(what=what, hint=f"Write '{signs} {words}' at the very start of the line.")
    elif not bare:
        yield finding(
            what="This heading has no words.", hint=f"Write '{signs} ' and its words, or remove the line."
        )
    elif braces := _BRACES.match(raw):
        yield from _braces(at, signs, bare, braces)


def _braces(at: int, signs: str, words: str, match: re.Match[str]) -> Iterator[Finding]:
    """Yield what is wrong with the id at the end of a heading."""
    inside = match["inside"].strip().removeprefix(":").strip()
    finding = partial(_unread, start=at + match.start("braces"), end=at + match.end())
    identity = "-".join(re.findall(r"[^\s#.:]+", inside))
    hint = f"Write '{signs} {words} {{#{identity}}}'."
    if not match["close"] and inside.startswith("#"):
        yield finding(what=f"'{match['braces']}' is not closed, so readers see it.", hint=hint)
    elif not match["close"]:
        return
    elif not match["before"].endswith((" ", "\t")):
        if inside.startswith("#"):
            what = f"'{match['braces']}' is shown as it is, because there is no space before it."
            yield finding(what=what, hint=hint)
    elif not inside or _ATTRIBUTE.sub("", inside).strip():
        what = (
            f"'{match['braces']}' does not give the heading an id: that is '#' and one word without spaces."
        )
        yield finding(what=what, hint=hint)


# ── Tables ───────────────────────────────────────────────────────────────────

_ROW = re.compile(r"\s*\|.*\S")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_NEARLY_RULE = re.compile(r"\s*\|[\s|:–—―−_=-]*[–—―−_=][\s|:–—―−_=-]*")


def _table(block: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    rows = [number for number, (_, line) in enumerate(block) if _ROW.match(line)]
    rule = next((n for n, (_, line) in enumerate(block) if n and "|" in line and _RULE.fullmatch(line)), None)
    if rule is not None and "|" not in block[rule - 1][1]:
        return
    if rule is not None and rule > 1 and not _RULE.fullmatch(block[0][1]):
        at, line = block[rule - 1]
        what = "This table is shown as it was typed, because the line above it is not empty."
        yield _line_finding(at, line, what, "Leave an empty line before the table.")
    elif rule == 1:
        cells = _cells(block[0][1])
        for at, line in block[2:]:
            if "|" in line and (more := _cells(line)) > cells:
                what = (
                    f"This row has {more} cells and the table's head {cells}, so readers do not see the last."
                )
                yield _line_finding(
                    at, line, what, "Write as many cells as the head has; a '|' in the words is '&#124;'."
                )
    elif len(rows) > 1 and rows[1] == rows[0] + 1:
        cells = _cells(block[rows[0]][1])
        right = "|" + " --- |" * cells
        nearly = next((block[n] for n in rows if _NEARLY_RULE.fullmatch(block[n][1])), None)
        if nearly:
            what = "This table is shown as it was typed, because the line below its head has other signs than '-'."
            yield _line_finding(*nearly, what, f"Write '{right}'.")
        else:
            what = "This table is shown as it was typed, because the line below its head is missing."
            yield _line_finding(*block[rows[0]], what, f"Write '{right}' as a line below this one.")


def _cells(line: str) -> int:
    return line.strip().strip("|").count("|") + 1


def _line_finding(at: int, line: str, what: str, hint: str) -> Finding:
    """Return a finding about a line and what follows from it in the lines below."""
    start = at + len(line) - len(line.lstrip())
    return Finding(start, at + len(line), "markdown-unread", what, hint)


# ── Lists ────────────────────────────────────────────────────────────────────

_ITEM = re.compile(r"\s*(?:(?P<sign>[-*+])|(?P<number>\d{1,3}\.))\s+\S")
_BULLETS, _DASHES = "•·▪▫◦●○■□‣⁃∙※", "–—"
_BULLET = re.compile(
    rf"\s*(?:(?P<sign>[{_BULLETS}]|[{_DASHES}](?=\s))|(?P<number>[0-9]{{1,2}}\))(?=\s))\s*(?P<word>\S)"
)
_BRACKETED_NUMBER = re.compile(r"\)(?<=[0-9]\))\s")
_HEADING = re.compile(r"\s*#{1,6}")


def _list(block: Sequence[tuple[int, str]], shown: Callable[[], str]) -> Iterator[Finding]:
    """Yield a list that goes on from the paragraph above it."""
    if len(block) < 3 or _kind(block[0][1]):
        return
    kinds = [_kind(line) for _, line in block]
    for number in range(1, len(block) - 1):
        kind = kinds[number]
        if kind and kinds[number - 1] is None and kind in kinds[number + 1 :]:
            at, line = block[number]
            if not _HEADING.match(block[number - 1][1]) and _is_shown(line, shown()):
                what = "This list is shown as it was typed, because the line above it is not empty."
                yield _line_finding(at, line, what, "Leave an empty line before the list.")
            return


def _kind(line: str) -> str | None:
    match = _ITEM.match(line)
    return (match["sign"] or "1.") if match else None


def _is_shown(line: str, shown: str) -> bool:
    """Return whether a line of the page begins with the sign of the item."""
    sign = line.split(maxsplit=1)[0]
    return bool(re.search(rf"^(?:<p>)?\s*{re.escape(sign)}\s", shown, re.M))


def _bullets(block: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    """Yield signs of lists that are none in Markdown, if there are two of them."""
    found = [(at, line, match) for at, line in block if (match := _BULLET.match(line))]
    kinds = {match["sign"] or ")" for _, _, match in found}
    if len(found) > 1 and len(kinds) == 1:
        at, line, match = found[0]
        sign = match["sign"]
        right = "- " if sign else f"{match['number'][:-1]}. "
        what = f"This list is shown as one paragraph: '{sign or match['number']}' does not begin an item."
        hint = f"Write '{right}' at the start of each item, and leave an empty line before the list."
        yield _line_finding(at, line, what, hint)


# ── Stars, and code that is none ─────────────────────────────────────────────


def _stars(typed: Typed) -> Iterator[Finding]:
    """Yield two stars that have no partner."""
    for block in typed.blocks:
        start, end = block[0][0], block[-1][0] + len(block[-1][1])
        words = re.sub(
            r"<[a-z/!][^<>]*>|\]\([^()\s]*\)", lambda m: " " * len(m[0]), typed.prose[start:end], flags=re.I
        )
        marks = list(re.finditer(r"(?<!\s)\*\*+|(?<!\*)\*\*+(?!\s|\*)", words))
        spaced = re.search(
            r"(?<!\S)(?<!\d )\*\*[ \t]+\S[^*\n]*\*\*|(?<!\S)\*\*\S[^*\n]*[ \t]\*\*(?!\S)", words
        )
        if len(marks) % 2:
            lone = _lone([mark.start() for mark in marks], words)
            what = "These two stars have no partner, so readers see them and the words are not bold."
            yield _unread(
                start=start + lone,
                end=start + lone + 2,
                what=what,
                hint="Write '**' at both ends of the bold words.",
            )
        elif spaced:
            what = "These words are not bold and readers see the stars, because of a space beside them."
            right = "**" + spaced[0].strip("*").strip() + "**"
            yield _unread(
                start=start + spaced.start(), end=start + spaced.end(), what=what, hint=f"Write '{right}'."
            )


def _lone(marks: Sequence[int], words: str) -> int:
    """Return which of an odd number of marks is without a partner: one that cannot close what the last opened."""
    is_open = False
    last = marks[0]
    for at in marks:
        opens = at == 0 or words[at - 1].isspace() or words[at - 1] in "([{«“¿¡\"'"
        if is_open and opens:
            return last
        is_open, last = not is_open, at
    return last


def _code(typed: Typed) -> Iterator[Finding]:
    for start, end in typed.code_blocks:
        words = typed.text.body[start:end]
        if re.search(r"\]\([^()\s]+\)", words):
            what = "This paragraph is shown as code, because there are spaces at the start of the line."
            at = start + len(words) - len(words.lstrip())
            yield _unread(start=at, end=end, what=what, hint="Remove the spaces at the start of the line.")
