"""One finding about the content, and the words that suggest a cure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    """An error fails the build; a warning is told and the build goes on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at the place where a person can mend it.

    file is a POSIX path relative to the project's root ("" when the whole site is meant);
    line and column count from 1, the column in characters. Of a link, url is what it leads to, page the first
    built page that shows it and pages their number; these do not make it another problem.
    """

    code: str
    message: str
    hint: str = ""
    file: str = ""
    line: int = 1
    column: int = 1
    severity: Severity = Severity.ERROR
    url: str = field(default="", compare=False)
    page: str = field(default="", compare=False)
    pages: int = field(default=0, compare=False)

    @property
    def place(self) -> str:
        """Return where it is, as editors and terminals understand it: file:line:column."""
        return f"{self.file}:{self.line}:{self.column}" if self.file else "site"

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.file, self.line, self.column, self.code, self.message)

    def __str__(self) -> str:
        words = [f"{self.place}:", self.message, self.hint, f"[{self.code}]"]
        return " ".join(word for word in words if word)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like *word* (capital letters aside), or None if none is near."""
    by_folded = {candidate.casefold(): candidate for candidate in sorted(known)}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean 'x'?" for the nearest known word, or "" if none is near."""
    found = nearest(word, known)
    return f"Did you mean '{found}'?" if found else ""
