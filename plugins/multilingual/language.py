"""A language of the site: its tag, direction and own name, from Babel's CLDR data."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list


@dataclass(frozen=True, slots=True)
class Language:
    """One language. code is lower case, as in file names and addresses; tag is BCP 47 with its usual capitals."""

    code: str
    tag: str
    dir: str
    endonym: str
    locale: Locale

    def name_of(self, tag: str) -> str:
        """Return another language's name in this language ("simplified Chinese"), or its tag if it has none."""
        name = self.locale.languages.get(tag.replace("-", "_"))
        if name is None:
            other = _locale(tag)
            name = other.get_display_name(self.locale) if other else None
        return name or tag

    def date(self, day: datetime.date) -> str:
        """Return the day written out as this language does."""
        return format_date(day, format="long", locale=self.locale)

    def list_of(self, words: list[str]) -> str:
        """Return the words joined as this language joins them: "a, b and c"."""
        return format_list(words, locale=self.locale)


def canonical_tag(code: str) -> str:
    """Return a tag with the capitals that RFC 5646 section 2.1.1 recommends: zh-hans → zh-Hans."""
    first, *rest = code.split("-")
    return "-".join([first.lower(), *({2: p.upper(), 4: p.title()}.get(len(p), p.lower()) for p in rest)])


@cache
def language(code: str) -> Language:
    """Return the language with a BCP 47 tag in any capitals. Raises ValueError if CLDR does not know it."""
    tag = canonical_tag(code)
    locale = _locale(tag)
    if locale is None:
        raise ValueError(f"Babel has no data for the language '{code}'.")
    direction = "rtl" if locale.character_order == "right-to-left" else "ltr"
    return Language(code.lower(), tag, direction, own_name(tag, locale), locale)


def own_name(tag: str, locale: Locale) -> str:
    """Return the language's name in itself, beginning with a capital as in a list of names."""
    name = locale.languages.get(tag.replace("-", "_")) or locale.get_language_name(locale) or tag
    return name[:1].upper() + name[1:]


@cache
def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@cache
def language_in_itself(tag: str) -> tuple[str, str]:
    """Return endonym and direction for any tag a resource may name; the tag itself where CLDR knows nothing."""
    locale = _locale(tag)
    if locale is None:
        return tag, "ltr"
    return own_name(tag, locale), "rtl" if locale.character_order == "right-to-left" else "ltr"
