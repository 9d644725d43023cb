"""Find words in a text of any script: whole words where words are set apart, anywhere in it where they are not.

Python's word boundary does not know combining marks: it would find the Bengali word for frozen water in its own
genitive. Capital letters do not matter, nor do the vowel points of Arabic and Hebrew, which may be left out, the kind
of apostrophe or hyphen, the white space between two words, or the form of normalization (Unicode Annex 15).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Chinese and Japanese, Thai, Lao, Burmese, Khmer: no space between words.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Korean sets words apart, but joins its particles to them.
_JOINED = "\u1100-\u11ff\uac00-\ud7a3"
_POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0653\u0656-\u065f\u0670\u06d6-\u06ed"
_MAY_BE_POINTED = re.compile("[\u05d0-\u05f2\u0620-\u063f\u0641-\u064a\u066e-\u06d3]")
_POINTED = re.compile(f"({_MAY_BE_POINTED.pattern})[{_POINTS}]+")
_SAME = {"'": "['’ʼ]", "’": "['’ʼ]", "-": "[-‐‑]", "‑": "[-‐‑]"}


def pattern(words: Iterable[str], endings: str = "") -> re.Pattern[str] | None:
    """Return what finds any of *words*, the longest first; None if there are none.

    endings is a pattern for what may follow a word without making it another one: "(?:e?s)?".
    """
    forms = sorted({form for word in words if word.strip() for form in _forms(word)}, key=len, reverse=True)
    groups: dict[tuple[bool, bool], list[str]] = {}
    for form in forms:
        apart = not re.match(f"[{_UNSPACED}]", form), not re.search(f"[{_UNSPACED}{_JOINED}]$", form)
        groups.setdefault(apart, []).append(_typed(form))
    parts = (
        (_BEFORE if before else "") + f"(?:{'|'.join(same)})" + (endings + _AFTER if after else "")
        for (before, after), same in groups.items()
    )
    return re.compile("|".join(parts), re.I) if forms else None


def folded(word: str) -> str:
    """Return a word as equal words have it, however they are written."""
    plain = _POINTED.sub(r"\1", unicodedata.normalize("NFC", word)).casefold()
    return " ".join(re.sub("[‐‑]", "-", re.sub("[’ʼ]", "'", plain)).split())


def _forms(word: str) -> set[str]:
    composed = _POINTED.sub(r"\1", unicodedata.normalize("NFC", word.strip()))
    as_typed = _POINTED.sub(r"\1", word.strip())
    return {form for form in (composed, unicodedata.normalize("NFD", composed), as_typed) if form}


def _typed(form: str) -> str:
    return r"\s+".join("".join(map(_letter, part)) for part in form.split())


def _letter(letter: str) -> str:
    points = f"[{_POINTS}]*" if _MAY_BE_POINTED.match(letter) else ""
    return (_SAME.get(letter) or re.escape(letter)) + points


def _marks() -> str:
    """Return the class of what belongs to the letter before it: combining marks, and what joins two letters."""
    codes = (code for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M")
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + "\u200c\u200d"


_MARKS = _marks()  # 10 ms
_BEFORE = rf"(?<![^\W{_UNSPACED}])(?<![{_MARKS}])"
_AFTER = rf"(?![^\W{_UNSPACED}])(?![{_MARKS}])"
