"""The words that Pagefind is given for a text: each once a page, in the form that readers type.

A word once, not each time, makes the index a third smaller, and what a phone loads with it. Pagefind 1.4 takes letters
with accents for other letters, which a foreign keyboard does not have. Where it has no stemmer for the language, words
are given without accents, and worker.js takes them from what readers type; where it has one, which needs the accents,
they are given both ways. And its Arabic stemmer leaves the article on words that are short without it: الحق would not
be found by حق. Words of a page that people call something else are given with what people say: everyday.toml.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

FOLDED = frozenset({"pl", "ht", "ur", "yi"})
"""Languages whose words are given without accents only."""
_BOTH_WAYS = frozenset({"es", "fr"})
_NO_SPACES = frozenset({"zh-hans", "zh-hant"})  # Pagefind itself finds the words
# Letters that are no plain letter with an accent; worker.js has the same.
_PLAIN = str.maketrans({"ł": "l", "œ": "oe", "ي": "ی", "ى": "ی", "ك": "ک", "ۃ": "ہ", "ة": "ہ", "ه": "ہ"})
_VOWELS = re.compile(r"[\u064b-\u0652\u0670\u0640]")  # Arabic; few write them
_AROUND = re.compile(r"^[^\w]+|[^\w]+$")
_JOINED = re.compile(r"[-־'’/]")  # between words that readers type apart, or one of them alone
# The Arabic article with what may be written before it: and, so, in, as; and "for the".
_ARTICLE = re.compile(r"(?:[وف]?[بك]?ال|[وف]?لل)(\w{2,3})")


class Words:
    """What is given for the texts of one page."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._given: set[str] = set()
        self._everyday = [(re.compile(rf"(?<!\w){ours}"), said) for ours, said in _everyday(language).items()]

    def indexed(self, text: str) -> str:
        """Return the words of a text that are not given yet, each with its other forms."""
        plain = unicodedata.normalize("NFC", text).casefold()
        said = " ".join(said for ours, said in self._everyday if ours.search(plain))
        if self._language in _NO_SPACES:
            return f"{text} {said}".strip()
        text = f"{text} {said}"
        forms = dict.fromkeys(form for word in _words(text) for form in _forms(self._language, word))
        found = [form for form in forms if form not in self._given]
        self._given.update(found)
        return " ".join(found)


@lru_cache(100_000)  # pages share most of their words
def _forms(language: str, word: str) -> tuple[str, ...]:
    """Return a word and its other forms."""
    if language in FOLDED:
        return (folded(word),)
    if language == "ru":
        return word, word.replace("ё", "е")
    if language in _BOTH_WAYS:
        return word, folded(word)
    if language == "ar":
        word = _VOWELS.sub("", word)
        plain = _without_marks(word)
        match = _ARTICLE.fullmatch(plain)
        return (word, plain, match[1]) if match else (word, plain)
    return (word,)


def little(language: str) -> list[str]:
    """Return the words that count little in a search, as worker.js has what is typed."""
    words = _words(_lists().get(language, {}).get("little", ""))
    return sorted({folded(word) if language in FOLDED else word for word in words})


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "everyday.toml").read_text("utf-8"))


def _everyday(language: str) -> dict[str, str]:
    """Return what people say, by the words of our pages that mean the same."""
    return {
        re.escape(unicodedata.normalize("NFC", ours).casefold()): said
        for ours, said in _lists().get(language, {}).items()
        if ours != "little"
    }


def folded(word: str) -> str:
    """Return a word as a keyboard without accents writes it."""
    return _without_marks(word.translate(_PLAIN))


def _words(text: str) -> Iterator[str]:
    for word in unicodedata.normalize("NFC", text).casefold().split():
        if bare := _AROUND.sub("", word):
            yield bare
            if _JOINED.search(bare):
                yield from (part for part in _JOINED.split(bare) if len(part) > 1)


def _without_marks(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))
