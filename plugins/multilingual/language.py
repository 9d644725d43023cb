"""A language of the site: its tag, direction and own name, from Babel's CLDR data."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from plugins.incremental import kept


@dataclass(frozen=True, slots=True)
class Language:
    """One language. code is lower case, as in file names and addresses; tag is BCP 47 with its usual capitals."""

    code: str
    tag: str
    dir: str
    endonym: str
    locale: Locale

    @property
    def name_in_text(self) -> str:
        """Return its own name as it stands in a sentence: "español", where the list of languages has "Español"."""
        return _own_name(self.tag, self.locale)

    def date(self, day: datetime.date) -> str:
        """Return the day written out as this language does."""
        if months := _MONTHS.get(self.locale.language):
            return f"{day.day} {months[day.month - 1]} {day.year}"
        return format_date(day, format="long", locale=self.locale)


# Where CLDR has a language's name and no more: Babel then shows the months of a language it inherits from, which
# for Haitian Creole is French. Names as in the calendars of New York City's Haitian Creole pages.
_MONTHS = {
    "ht": (
        "janvye",
        "fevriye",
        "mas",
        "avril",
        "me",
        "jen",
        "jiyè",
        "out",
        "septanm",
        "oktòb",
        "novanm",
        "desanm",
    ),
}


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
    name, direction = language_in_itself(tag)
    return Language(code.lower(), tag, direction, name, locale)


def own_name(tag: str, locale: Locale) -> str:
    """Return the language's name in itself, beginning with a capital as in a list of names."""
    name = _own_name(tag, locale)
    return name[:1].upper() + name[1:]


def _own_name(tag: str, locale: Locale) -> str:
    name: str = locale.languages.get(tag.replace("-", "_")) or locale.get_language_name(locale) or tag
    return name


def fault_of_table(codes: Sequence[str], source: str) -> str:
    """Return what is wrong with a site's table of languages and what to write instead, or ""."""
    for code in codes:
        lowered = code.lower().replace("_", "-")
        if code != lowered:
            return f"'{code}' is not written in small letters with hyphens. Write '{lowered}'."
        if _locale(canonical_tag(code)) is None:
            return f"'{code}' is not a language that CLDR knows. Write a BCP 47 tag, with a comma between two: 'es', 'zh-hant'."
    if twice := [code for code in codes if list(codes).count(code) > 1]:
        return f"'{twice[0]}' stands twice. Remove one of them."
    if list(codes[:1]) != [source]:
        return f"the source language '{source}' (DEFAULT_LANG) does not stand first. Write it first."
    return ""


@cache
def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@cache
def language_in_itself(tag: str) -> tuple[str, str]:
    """Return endonym and direction for any tag a resource may name; the tag itself where CLDR knows nothing."""
    # Kept, because Babel takes 4 ms to load a language's data.
    found: tuple[str, str] = kept.of("languages").find(tag, lambda: _language_in_itself(tag))
    return found


def _language_in_itself(tag: str) -> tuple[str, str]:
    locale = _locale(tag)
    if locale is None:
        return tag, "ltr"
    return own_name(tag, locale), "rtl" if locale.character_order == "right-to-left" else "ltr"
