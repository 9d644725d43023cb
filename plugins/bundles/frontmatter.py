"""Front matter with positions: where each field of a Markdown file was typed.

The form is Python-Markdown's "meta data": `Name: value` lines up to the first empty line,
a value going on in lines indented by four spaces. A `---` line before and after is allowed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9_ -]*?)\s*[:：](?P<gap>\s*)(?P<value>.*)$")
_CONTINUED = re.compile(r"(?: {4,}|\t)\s*(?P<value>.*)$")
# What begins a text rather than a misspelt field: a Markdown sign, or four words and more.
_PROSE = re.compile(r"\s{0,3}(?:[#>*+|\[!-]|[0-9]+[.)]|(?:\S+\s+){3})")
_FENCE = re.compile(r"(-{3}|\.{3})\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it was typed. line and column (of the value) count from 1."""

    name: str
    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Stray:
    """A line among the fields that is not one."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above the text, in order, and the text with the number of its first line."""

    fields: tuple[Line, ...]
    strays: tuple[Stray, ...]
    body: str
    body_line: int


def parse(text: str) -> FrontMatter:
    """Split a Markdown file (any line ends, with or without BOM) into fields and body.

    Never raises: whatever is not a field is kept as a stray line.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fields: list[Line] = []
    strays: list[Stray] = []
    at = _first_line(lines)
    fenced = at < len(lines) and bool(_FENCE.match(lines[at]))
    at += fenced
    while at < len(lines):
        line = lines[at]
        if _FENCE.match(line) if fenced else not line.strip():
            at += 1
            break
        if not line.strip():
            pass  # an empty line between two --- lines
        elif (more := _CONTINUED.match(line)) and fields:
            last = fields[-1]
            fields[-1] = Line(
                last.name, f"{last.value} {more['value'].strip()}".strip(), last.line, last.column
            )
        elif field := _FIELD.match(line.strip()):
            indent = len(line) - len(line.lstrip())
            column = indent + field.start("value") + 1
            fields.append(Line(field["name"], field["value"].strip(), at + 1, column))
        elif not fields and not fenced and not _block_has_field(lines[at:]):
            break  # no front matter at all: everything is text
        else:
            strays.append(Stray(line.strip(), at + 1))
            if _PROSE.match(line):
                break  # the empty line before the text was forgotten: one problem, not one a line
        at += 1
    return FrontMatter(tuple(fields), tuple(strays), "\n".join(lines[at:]), at + 1)


def _first_line(lines: list[str]) -> int:
    """Return the index of the first line that is not empty."""
    return next((number for number, line in enumerate(lines) if line.strip()), len(lines))


def _block_has_field(lines: list[str]) -> bool:
    """Return whether a line up to the next empty one looks like a field."""
    block = lines[: next((n for n, line in enumerate(lines) if not line.strip()), len(lines))]
    return any(_FIELD.match(line.strip()) for line in block)
