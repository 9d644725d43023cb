"""Find words in a text of any script: whole words where words are set apart, anywhere in it where they are not.

A word boundary of `re` does not know combining marks: it would find the Bengali word for frozen water in its own
genitive. Capital letters do not matter, nor do the vowel points of Arabic and Hebrew, which may be left out, the kind
of apostrophe or hyphen, the white space between two words, or the form of normalization (Unicode Annex 15).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

# Chinese and Japanese, Thai, Lao, Burmese, Khmer: no space between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Korean sets words apart, but joins its particles to them.
_JOINED = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")
_JOINERS = "_\u200c\u200d"
_POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0653\u0656-\u065f\u0670\u06d6-\u06ed"
_MAY_BE_POINTED = re.compile("[\u05d0-\u05f2\u0620-\u063f\u0641-\u064a\u066e-\u06d3]")
_POINTED = re.compile(f"({_MAY_BE_POINTED.pattern})[{_POINTS}]+")
_SAME = {"'": "['’ʼ]", "’": "['’ʼ]", "-": "[-‐‑]", "‑": "[-‐‑]"}


class Words:
    """What finds any of some words in a text."""

    def __init__(self, words: Iterable[str], endings: Iterable[str] = ()) -> None:
        """Take the words, and what may follow one of them without making it another: "s", "es"."""
        whole = [form for word in words for form in _forms(word)]
        self._forms = dict.fromkeys(form + ending for form in whole for ending in ("", *endings))

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places of the text that have one of the words, in order; of those that overlap the longest."""
        # First whether any can be there at all: of 500 texts hardly one has a forbidden word.
        plain = text.casefold()
        if not any(needle in plain for needle in self._needles):
            return
        matches = [
            match
            for form, before, after in self._patterns
            for match in form.finditer(text)
            if not (before and _in_word(text[match.start() - 1 : match.start()]))
            and not (after and _in_word(text[match.end() : match.end() + 1]))
        ]
        end = 0
        for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
            if match.start() >= end:
                end = match.end()
                yield match

    @cached_property
    def _needles(self) -> frozenset[str]:
        return frozenset(map(_needle, self._forms))

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], bool, bool]]:
        return [(re.compile(_typed(form), re.I), *_set_apart(form)) for form in self._forms]


def folded(word: str) -> str:
    """Return a word as equal words have it, however they are written."""
    plain = _POINTED.sub(r"\1", unicodedata.normalize("NFC", word)).casefold()
    return " ".join(re.sub("[‐‑]", "-", re.sub("[’ʼ]", "'", plain)).split())


def _forms(word: str) -> set[str]:
    composed = _POINTED.sub(r"\1", unicodedata.normalize("NFC", word.strip()))
    as_typed = _POINTED.sub(r"\1", word.strip())
    return {form for form in (composed, unicodedata.normalize("NFD", composed), as_typed) if form}


def _typed(form: str) -> str:
    """Return a pattern for the ways to type a word."""
    return r"\s+".join("".join(map(_letter, part)) for part in form.split())


def _letter(letter: str) -> str:
    points = f"[{_POINTS}]*" if _MAY_BE_POINTED.match(letter) else ""
    return (_SAME.get(letter) or re.escape(letter)) + points


def _needle(form: str) -> str:
    """Return what every text has, its capitals folded, that has a word: its longest part that is written in one way."""
    parts = re.split(rf"[\s'’ʼ‐‑-]|(?<={_MAY_BE_POINTED.pattern})", form)
    return max((part.casefold() for part in parts), key=len)


def _set_apart(form: str) -> tuple[bool, bool]:
    """Return whether nothing of a word may stand before a word, and after it."""
    last = form[-1]
    return not _UNSPACED.match(form), not (_UNSPACED.match(last) or _JOINED.match(last))


def _in_word(beside: str) -> bool:
    """Return whether a character belongs to the word beside it; "" is the end of the text."""
    if not beside or _UNSPACED.match(beside):
        return False
    return beside.isalnum() or beside in _JOINERS or unicodedata.category(beside)[0] == "M"
