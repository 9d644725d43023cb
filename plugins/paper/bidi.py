"""Right-to-left words in a PDF: one layer that is seen, and one that programs read.

PDF keeps letters as shapes in places. Programs that read or copy put them together again by place, and fail where a
script joins letters over several heights (Nastaliq) or sets points on them (Yiddish, Arabic): see decision 0009. So the
shapes are declared to be no text, and each word is written once more in invisible stand-ins of one width, whose meaning
is given afterwards, in `layer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Stand-ins must be letters that join nothing, in a font that the page has anyway, and that no right-to-left page uses.
_STAND_INS = [chr(point) for point in range(0x0400, 0x0530)]
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_RUN = re.compile(rf"(?P<rtl>[{_RTL}][{_RTL}\u200c\u200d]*)|[^{_RTL}]+")
# A word with its marks, or words in a row of which none is right to left: those stay one, spaces and all.
_PART = re.compile(rf" +|[^ {_RTL}]+(?: +[^ {_RTL}]+)*(?= |$)|[^ ]+")

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
    """Return a text as spaces and words; a word is a list of runs: [seen, stand-ins], or [seen] where it is left to right."""
    return [
        part if part.isspace() else [_run(match, meanings) for match in _RUN.finditer(part)]
        for part in _parts(text)
    ]


def _parts(text: str) -> Iterable[str]:
    return _PART.findall(text.replace("\u00a0", " "))


def _run(match: re.Match[str], meanings: Meanings) -> list[str]:
    return [match[0], meanings.written(match[0])] if match["rtl"] else [match[0]]
