"""Where the tables of a TOML file and their keys stand, which the standard library's reader does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*|\n|[\[\]{}]|[^\S\n]+|[^\s\"'#\[\]{}=]+|.",
    re.DOTALL,
)


class Place(NamedTuple):
    """Line and column, from 1, the column in characters."""

    line: int
    column: int

    @classmethod
    def at(cls, text: str, offset: int) -> Place:
        """Return the place of the character at *offset*."""
        return cls(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def header_places(text: str, name: str) -> list[dict[str, Place]]:
    """Return for each [[name]] of valid TOML where it begins (under "") and where each of its keys does."""
    header = re.compile(rf"\[\[[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*\]\]")
    found: list[dict[str, Place]] = []
    current: dict[str, Place] = {}
    for offset, token in _beginnings(text):
        if token == "[":
            current = {"": Place.at(text, offset)}
            if header.match(text, offset):
                found.append(current)
        else:
            key = token[1:-1] if token[0] in "\"'" else token.partition(".")[0]
            current.setdefault(key, Place.at(text, offset))
    return found


def _beginnings(text: str) -> Iterator[tuple[int, str]]:
    """Yield the first token of each statement: the bracket of a header, or a key."""
    depth, at_start = 0, True
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "\n":
            at_start = at_start or depth == 0
        elif not token.isspace() and token[0] != "#":
            if at_start:
                yield match.start(), token
            at_start = False
            # Brackets inside of strings are parts of their tokens.
            depth += (token in "[{") - (token in "]}")
