"""The types a field may have: what was typed → a value, or one sentence about what is wrong."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from babel import Locale, UnknownLocaleError

from plugins.problems import did_you_mean

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# BCP 47 (RFC 5646), without grandfathered and private-use tags, which no page of ours needs.
_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*", re.I)


class BadValueError(ValueError):
    """A value that a field may not have: code, sentence and cure. offset counts characters into it."""

    def __init__(self, message: str, hint: str = "", code: str = "bad-value", offset: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.code, self.offset = message, hint, code, offset


@dataclass(frozen=True, slots=True)
class FieldType:
    """How a value is read, and how staff are told to write it."""

    form: str
    read: Callable[[str], Any] = field(repr=False)
    example: str


def _text(typed: str) -> str:
    return typed


def _number(typed: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", typed):
        raise BadValueError(f"'{typed}' is not a whole number.", "Write digits only, for example 10.")
    return int(typed)


def _year(typed: str) -> int:
    if not re.fullmatch(r"(19|20)[0-9]{2}", typed):
        raise BadValueError(
            f"'{typed}' is not a year.", "Write four digits, for example 2019.", code="bad-date"
        )
    return int(typed)


def _date(typed: str) -> datetime.date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
        hint = "Write year, month and day as digits: 2026-05-18 is 18 May 2026."
        raise BadValueError(f"'{typed}' is not a date.", hint, code="bad-date")
    try:
        return datetime.date.fromisoformat(typed)
    except ValueError:
        hint = "Check the month (01 to 12) and the day."
        raise BadValueError(f"'{typed}' is no day of the calendar.", hint, code="bad-date") from None


def _web_address(typed: str) -> str:
    if re.match(r"(https?://[^\s/]+|/(?!/)|\{(bundle|attach)\}|tel:|mailto:)\S*$", typed):
        return typed
    hint = "Write the whole address, beginning with https://, or {bundle}kind/name for a page of this site."
    raise BadValueError(f"'{typed}' is not a web address.", hint, code="malformed-url")


def _file_name(typed: str) -> str:
    name = typed.removeprefix("{attach}")
    if "/" in name or "\\" in name:
        hint = "Put the file into the page's own folder and write only its name, for example picture.svg."
        raise BadValueError(f"'{typed}' is not the name of a file in this page's folder.", hint)
    return name


def _slug(typed: str) -> str:
    if not SLUG.fullmatch(typed):
        hint = "Use small letters a to z, digits and single hyphens, for example drug-reform."
        raise BadValueError(f"'{typed}' cannot be part of a web address.", hint, code="file-name")
    return typed


def language_tag(typed: str) -> str:
    """Return the BCP 47 tag in its usual capitals (zh-Hans, pt-BR); raise BadValueError if it is none.

    The language itself must be known to CLDR or be one of the few that it lacks.
    """
    if _TAG.fullmatch(typed):
        first, *rest = typed.lower().split("-")
        tag = "-".join([first, *(_cased(part) for part in rest)])
        if first in _CLDR_LACKS or _known_to_cldr(first):
            return tag
    by_name = {name.casefold(): code.replace("_", "-") for code, name in Locale("en").languages.items()}
    if meant := by_name.get(typed.casefold(), ""):
        hint = f"Did you mean '{meant}'?"
    elif _TAG.fullmatch(typed.replace("_", "-")) and "_" in typed:
        hint = f"Did you mean '{typed.replace('_', '-')}'?"
    else:
        hint = "Use the short code, for example es for Spanish or zh-Hans for simplified Chinese."
    raise BadValueError(f"'{typed}' is not a language tag.", hint, code="bad-language")


# Languages that our resources come in and CLDR's English names leave out.
_CLDR_LACKS = frozenset({"prs"})


def _known_to_cldr(language: str) -> bool:
    try:
        return language in Locale("en").languages or bool(Locale.parse(language))
    except (UnknownLocaleError, ValueError):
        return False


def _cased(part: str) -> str:
    return {2: part.upper(), 4: part.title()}.get(len(part), part)


def _several(read: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    """Read a list with commas; an error points at the member that is wrong."""

    def read_all(typed: str) -> tuple[Any, ...]:
        values: list[Any] = []
        offset = 0
        for part in re.split("[,،，、]", typed):
            member = part.strip()
            start = offset + len(part) - len(part.lstrip())
            if not member:
                raise BadValueError("There is a comma too many.", "Remove it.", offset=start)
            try:
                if (value := read(member)) in values:
                    raise BadValueError(f"'{member}' is given twice.", "Remove one of them.")
                values.append(value)
            except BadValueError as error:
                error.offset += start
                raise
            offset += len(part) + 1
        return tuple(values)

    return read_all


def choice(*known: str) -> FieldType:
    """A field that takes one of a few words."""
    return FieldType("one of " + ", ".join(known), _one_of(known), known[0])


def choices(*known: str) -> FieldType:
    """A field that takes several of a few words, with commas."""
    form = "some of " + ", ".join(known) + ", with commas"
    return FieldType(form, _several(_one_of(known)), ", ".join(known[:2]))


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if typed in known:
            return typed
        hint = did_you_mean(typed, known) or f"Write one of: {', '.join(known)}."
        raise BadValueError(f"'{typed}' is not one of the words this field takes.", hint)

    return read


TEXT = FieldType("plain text on one line", _text, "Call your senator")
NUMBER = FieldType("a whole number", _number, "10")
YEAR = FieldType("a year, YYYY", _year, "2019")
DATE = FieldType("a date, YYYY-MM-DD", _date, "2026-05-18")
ADDRESS = FieldType("a web address", _web_address, "https://nysenate.gov/")
FILE_NAME = FieldType("the name of a file in the page's folder", _file_name, "picture.svg")
SLUG_TYPE = FieldType("small letters, digits and hyphens", _slug, "drug-reform")
# Whether a reference names something is asked later, when all pages are known.
REFERENCE = FieldType("an initiative's folder name", _text, "criminal-justice-and-drug-reform")
REFERENCES = FieldType("folder names, with commas", _several(_text), "364-campaign, policing-reform")
TAGS = FieldType("BCP 47 language tags, with commas", _several(language_tag), "en, es, zh-Hans")
