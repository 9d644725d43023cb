"""Words of scripts that join their letters, written twice in a PDF: once to be seen, once for programs to read.

A PDF has letters as shapes in places. Programs that read or copy put them together again by place and by a table of
what each shape means, and fail where letters join over several heights (Nastaliq), carry points (Yiddish, Arabic) or
form new shapes together (Bengali): see docs/decisions/0009-paper.md. So the shapes are declared to mean nothing, and each
word is written once more in invisible stand-ins of its width, one for each letter, whose meaning is given in `layer`.
"""

from __future__ import annotations

import re

# Stand-ins must be letters that join nothing, in a font that the page has anyway, and that no such page uses.
_STAND_INS = [chr(point) for point in range(0x0400, 0x0530)]
_JOINED = "\u0590-\u08ff\u0900-\u0dff\ufb1d-\ufdff\ufe70-\ufeff"
_RUN = re.compile(rf"(?P<joined>[{_JOINED}][{_JOINED}\u200c\u200d]*)|[^{_JOINED}]+")
# A word with its marks, or words in a row of which none joins its letters: those stay one, spaces and all.
_PART = re.compile(rf" +|[^ {_JOINED}]+(?: +[^ {_JOINED}]+)*(?= |$)|[^ ]+")

Piece = str | list[list[str]]


class Meanings:
    """Which stand-in is written for which letter, in one document."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    def written(self, word: str) -> str:
        """Return a word in stand-ins."""
        return "".join(self._of.setdefault(letter, _STAND_INS[len(self._of)]) for letter in word)

    def letters(self) -> dict[str, str]:
        """Return the letter that each stand-in means."""
        return {stand_in: letter for letter, stand_in in self._of.items()}


def pieces(text: str, meanings: Meanings) -> list[Piece]:
    """Return a text as spaces and words; a word is a list of runs: [seen, stand-ins], or [seen] where nothing joins."""
    return [
        part if part.isspace() else [_run(match, meanings) for match in _RUN.finditer(part)]
        for part in _PART.findall(text.replace("\u00a0", " "))
    ]


def joins(text: str) -> bool:
    """Return whether a text has letters of such a script."""
    return any(match["joined"] for match in _RUN.finditer(text))


def _run(match: re.Match[str], meanings: Meanings) -> list[str]:
    return [match[0], meanings.written(match[0])] if match["joined"] else [match[0]]
