"""Marks that snippets carry until their page is whole and it is known on which line and column they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN, _NUMBER, _CLOSE = "\ue000", "\ue001", "\ue002"  # private use: in no corpus's words
_MARK = re.compile(f"{_OPEN}([a-z]+)([0-9]+){_NUMBER}|{_CLOSE}")


@dataclass(frozen=True, slots=True)
class Mark:
    """What was marked: sort and number as given; text inside; line and column of its first letter; last line."""

    sort: str
    number: int
    text: str
    line: int
    column: int
    last: int


def mark(text: str, sort: str, number: int) -> str:
    """Return *text* between marks."""
    return f"{_OPEN}{sort}{number}{_NUMBER}{text}{_CLOSE}"


def mark_address(snippet: str, number: int) -> str:
    """Return *snippet* with «…» made marks of the sort "defect". Raise ValueError if there are not two."""
    before, opened, rest = snippet.partition("«")
    inside, closed, after = rest.partition("»")
    if not (opened and closed) or "«" in after:
        raise ValueError(f"one «address» is wanted in {snippet!r}")
    return before + mark(inside, "defect", number) + after


def take(text: str) -> tuple[str, list[Mark]]:
    """Return *text* without its marks, and what they marked. Marks may be nested."""
    clean: list[str] = []
    length, at, line, column = 0, 0, 1, 1
    opened: list[tuple[str, int, int, int, int]] = []
    found = []
    for match in _MARK.finditer(text):
        part = text[at : match.start()]
        clean.append(part)
        length, at = length + len(part), match.end()
        if breaks := part.count("\n"):
            line, column = line + breaks, len(part) - part.rindex("\n")
        else:
            column += len(part)
        if match[1]:
            opened.append((match[1], int(match[2]), length, line, column))
        else:
            sort, number, start, first, first_column = opened.pop()
            inside = "".join(clean)[start:]
            found.append(Mark(sort, number, inside, first, first_column, line))
    clean.append(text[at:])
    return "".join(clean), found
