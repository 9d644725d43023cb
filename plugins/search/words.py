"""The words that Pagefind is given for a text: each once a section, in the form that readers type.

A word once a section, not each time, and a short one once a page, make the index a quarter smaller, and what a phone
loads with it. Pagefind 1.4
takes letters with accents for other letters, which a foreign keyboard does not have. Where it has no stemmer for the
language, words are given without accents, and worker.js takes them from what readers type; where it has one, which
needs the accents, they are given both ways. And its Arabic stemmer leaves the article on words that are short without
it: الحق would not be found by حق.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

FOLDED = frozenset({"pl", "ht", "ur", "yi"})
"""Languages whose words are given without accents only."""
_BOTH_WAYS = frozenset({"es", "fr", "ar", "ru"})
_NO_SPACES = frozenset({"zh-hans", "zh-hant"})  # Pagefind itself finds the words
# Letters that are no plain letter with an accent; worker.js has the same.
_PLAIN = str.maketrans({"ł": "l", "œ": "oe", "ي": "ی", "ى": "ی", "ك": "ک", "ۃ": "ہ", "ة": "ہ", "ه": "ہ"})
_SHORT = 3  # letters: of such words most are like "the"
_AROUND = re.compile(r"^[^\w]+|[^\w]+$")
# The Arabic article with what may be written before it: and, so, in, as; and "for the".
_ARTICLE = re.compile(r"(?:[وف]?[بك]?ال|[وف]?لل)(\w{2,3})")


class Words:
    """What is given for the texts of one page; other forms of a word only once."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._given: set[str] = set()

    def indexed(self, text: str) -> str:
        """Return the words of a section with their other forms."""
        if self._language in _NO_SPACES:
            return text
        if self._language in FOLDED:
            return " ".join(self._new(dict.fromkeys(folded(word) for word in _words(text))))
        words = dict.fromkeys(_words(text))
        other = [
            form for word in words for form in self._forms(word) if form not in self._given | words.keys()
        ]
        found = list(self._new(words))
        self._given.update(other)
        return " ".join((*found, *dict.fromkeys(other)))

    def _new(self, words: Iterable[str]) -> Iterator[str]:
        """Yield words that are not yet given, and long ones, which readers look for in each section."""
        for word in words:
            if len(word) > _SHORT or word not in self._given:
                self._given.add(word)
                yield word

    def _forms(self, word: str) -> Iterator[str]:
        if self._language not in _BOTH_WAYS:
            return
        if self._language == "ru":
            plain = word.replace("ё", "е")
        elif self._language == "ar":
            plain = _without_marks(word)
            if match := _ARTICLE.fullmatch(plain):
                yield match[1]
        else:
            plain = folded(word)
        if plain != word:
            yield plain


def folded(word: str) -> str:
    """Return a word as a keyboard without accents writes it."""
    return _without_marks(word.translate(_PLAIN))


def _words(text: str) -> Iterator[str]:
    for word in unicodedata.normalize("NFC", text).casefold().split():
        if bare := _AROUND.sub("", word):
            yield bare


def _without_marks(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))
