"""Where a link was typed: a Markdown file → its links with line and column.

The forms are those of Python-Markdown: inline links and pictures, <address>, reference definitions and the
attributes of raw HTML. What stands in code is text, not a link. Asked only for links that are broken, so
it is written to be read, not to be fast.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import quote

from plugins.bundles import frontmatter

_AUTOLINK = re.compile(r"<(?P<href>(?:ftp|https?)://[^<>\s]*)>", re.I)
_AUTOMAIL = re.compile(r"<(?P<href>[^<> !\n/=\"']+@[^@<> \n/=\"']+)>")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]*\]:[ ]*\n?[ ]*<?(?P<href>[^\s<>]+)", re.M)
_TAG = re.compile(r"<[a-z][a-z0-9]*(?=[\s/])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.I)
_ATTRIBUTE = re.compile(
    r"""\s(?:xlink:)?(?:href|src|poster|data|action|cite)\s*=\s*
    (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))""",
    re.I | re.X,
)
_TITLE = re.compile(r"""\s+(?:"[^"]*"|'[^']*')\s*\Z""", re.S)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")

_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:.*\n)*? {0,3}(?P=fence)[ \t]*$", re.M)
_SPAN = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_OPENS_BLOCK = re.compile(r" {0,3}(?:[*+-]|\d+\.|:|\[\^[^\]]+\]:)\s")


class Typed(NamedTuple):
    """One link as typed. href has its entities and backslashes read, as the page has it; line and column of
    its first character count from 1."""

    href: str
    line: int
    column: int


def link_positions(text: str) -> list[Typed]:
    """Return the links of a Markdown file (front matter and all) in the order typed.

    A reference definition counts once, where it stands, however often it is used.
    """
    text = _normal(text)
    body = _body_start(text)
    masked = _without_code(text, body)
    found = sorted({*_inline(masked), *_angled(masked), *_definitions(masked), *_raw(masked)})
    starts = _line_starts(text)
    return [Typed(href, *_place(starts, at)) for at, href in found]


def front_matter_position(text: str, value: str) -> tuple[int, int] | None:
    """Return (line, column) of *value* in the front matter, where it is a whole word, or None."""
    text = _normal(text)
    word = re.compile(rf"(?<![^\s,;:(]){re.escape(value)}(?![^\s,;)])")
    match = word.search(text, 0, _body_start(text)) if value else None
    return _place(_line_starts(text), match.start()) if match else None


def spellings(text: str, href: str) -> list[Typed]:
    """Return where *href* stands below the front matter, as a link or not, in any of the ways to write it."""
    text = _normal(text)
    starts, body = _line_starts(text), _body_start(text)
    escaped = escape(href, quote=False)
    forms = dict.fromkeys(
        (href, escaped, escape(href), re.sub(r"([_*])", r"\\\1", href), quote(href, safe="/#?&=:@%+,;()!*'~"))
    )
    return [
        Typed(form, *_place(starts, match.start()))
        for form in forms
        if form
        for match in re.finditer(re.escape(form), text)
        if match.start() >= body
    ]


def insert(text: str, at: Typed, words: str, length: int) -> str:
    """Return the body of a Markdown file with *words* put in *length* characters after a place in the file."""
    text = _normal(text)
    index = _line_starts(text)[at.line - 1] + at.column - 1 + length
    return text[_body_start(text) : index] + words + text[index:]


def _normal(text: str) -> str:
    """Return *text* with one kind of line end and without the byte order mark, which is no column."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _body_start(text: str) -> int:
    return len(text) - len(frontmatter.parse(text).body)


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _place(starts: list[int], at: int) -> tuple[int, int]:
    line = bisect_right(starts, at)
    return line, at - starts[line - 1] + 1


def _without_code(text: str, body: int) -> str:
    """Return *text* with front matter, code and comments blanked, every character in its place."""
    text = _blank(text, 0, body)
    for pattern in (_FENCE, _COMMENT):
        text = pattern.sub(lambda match: _blank(match[0], 0, len(match[0])), text)
    text = "".join(_without_indented(text.splitlines(keepends=True)))
    return _SPAN.sub(lambda match: _blank(match[0], 0, len(match[0])), text)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def _without_indented(lines: list[str]) -> Iterator[str]:
    """Blank code blocks: four spaces after an empty line, four more inside a list, footnote or definition."""
    depth, after_blank, in_code = 4, True, False
    for line in lines:
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
        if not line.strip():
            after_blank = True
            yield line
            continue
        if indent < 4 and (after_blank or _OPENS_BLOCK.match(line)):
            depth = 8 if _OPENS_BLOCK.match(line) else 4
        in_code = indent >= depth and (after_blank or in_code)
        after_blank = False
        yield _blank(line, 0, len(line)) if in_code else line


def _inline(text: str) -> Iterator[tuple[int, str]]:
    """Yield [text](href "title") and ![alt](href), where the square brackets have a beginning."""
    for match in re.finditer(r"(?<!\\)\]\(", text):
        end = _closing(text, match.end())
        if end is None or not _opened(text, match.start()):
            continue
        inner = text[match.end() : end]
        start = match.end() + len(inner) - len(inner.lstrip())
        href = _TITLE.sub("", " " + inner).strip()
        if href.startswith("<") and ">" in href:
            start, href = start + 1, href[1 : href.index(">")]
        yield start, _read(href)


def _closing(text: str, at: int) -> int | None:
    """Return the index of the round bracket that closes the one before *at*, or None if none does."""
    depth = 1
    for match in re.finditer(r"\\.|\n[ \t]*\n|[()]|<[^<>\n]*>|(?<=\s)\"[^\"\n]*\"(?=\s*\))", text[at:]):
        if match[0].startswith("\n"):
            return None
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return at + match.start()
    return None


def _opened(text: str, at: int) -> bool:
    """Return whether the square bracket at *at* closes one in the same paragraph."""
    paragraph = text[:at][-5000:]
    paragraph = re.split(r"\n[ \t]*\n", paragraph)[-1]
    depth = 0
    for mark in re.findall(r"\\.|[\[\]]", paragraph):
        depth = max(0, depth + {"[": 1, "]": -1}.get(mark, 0))
    return depth > 0


def _angled(text: str) -> Iterator[tuple[int, str]]:
    for match in _AUTOLINK.finditer(text):
        yield match.start("href"), unescape(match["href"])
    for match in _AUTOMAIL.finditer(text):
        yield match.start("href"), "mailto:" + unescape(match["href"]).removeprefix("mailto:")


def _definitions(text: str) -> Iterator[tuple[int, str]]:
    for match in _DEFINITION.finditer(text):
        yield match.start("href"), _read(match["href"])


def _raw(text: str) -> Iterator[tuple[int, str]]:
    for tag in _TAG.finditer(text):
        for match in _ATTRIBUTE.finditer(tag[0]):
            name = next(name for name in ("double", "single", "bare") if match[name] is not None)
            yield tag.start() + match.start(name), unescape(match[name]).strip()


def _read(href: str) -> str:
    """Return an address as Markdown reads it: backslashes that escape are gone, entities decoded."""
    return unescape(_ESCAPED.sub(r"\1", href))
