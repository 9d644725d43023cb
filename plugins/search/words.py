"""Words that readers type and texts do not have in that form. Pagefind finds them; nobody sees them.

Its stemmers know most forms of most languages. What they lack, as measured with Pagefind 1.5: in Arabic the article
stays on words that are short without it (الحق is not found by حق); letters that no accent can be taken from, as the
Polish ł, are not the same as the plain ones that a foreign keyboard has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = str.maketrans({"ł": "l", "œ": "oe", "æ": "ae"})
_ARABIC_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
# The article with what may be written before it: and, so, in, as; and "for the".
_ARTICLE = re.compile(r"(?:[وف]?[بك]?ال|[وف]?لل)(\w{2,3})")


def hidden_words(said: str, also: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the other forms of the words of *said*, a text, and those of *also* that it does not have."""
    words = dict.fromkeys(_WORD.findall(said.casefold()))
    other = dict.fromkeys(form for word in words for form in _forms(word, language))
    names = dict.fromkeys(name for name in also if name and name.casefold() not in said.casefold())
    return (*(form for form in other if form not in words), *names)


def _forms(word: str, language: str) -> Iterator[str]:
    if (plain := word.translate(_PLAIN)) != word:
        yield plain
    if language == "ar" and (match := _ARTICLE.fullmatch(_ARABIC_MARKS.sub("", word))):
        yield match[1]
