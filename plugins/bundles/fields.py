"""The types a field may have: what was typed → a value, or one sentence about what is wrong."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers

from plugins.problems import did_you_mean, nearest

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
    said: str = ""
    """The form as messages name it, where the staff guide has the exact word."""

    @property
    def in_words(self) -> str:
        return self.said or self.form


_QUOTED = re.compile(r"[\"“”„«](?P<inner>[^\"“”„«»]*)[\"“”»]|['‘](?P<single>[^'‘’]*)['’]")
_BRACKETED = re.compile(r"\[(?P<inner>[^\[\]]*)\]")


def read_value(kind: FieldType, typed: str) -> Any:
    """Return what was typed as the field's type reads it. Habits from YAML are told, not taken for words."""
    if quoted := _QUOTED.fullmatch(typed):
        inner = (quoted["inner"] or quoted["single"] or "").strip()
        if not inner:
            raise BadValueError("it has no value.", "", code="field-empty")
        hint = f"Remove the quotation marks around it: {_shortened(inner)}"
        raise BadValueError("the value stands in quotation marks.", hint)
    if kind.form != TEXT.form and (listed := _BRACKETED.fullmatch(typed)):
        plain = ", ".join(part.strip(" \"'“”‘’") for part in listed["inner"].split(","))
        raise BadValueError("the value stands in brackets.", f"Write it without brackets: {plain}")
    return kind.read(typed)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"


def _text(typed: str) -> str:
    return typed


def _description(typed: str) -> str:
    if re.fullmatch(r"\S+\.(?:svg|jpe?g|png|webp|avif|gif)", typed, re.I):
        hint = "Write what the picture shows, for people who do not see it."
        raise BadValueError(f"'{typed}' is the name of a file.", hint)
    return typed


def _number(typed: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", typed):
        raise BadValueError(f"'{typed}' is not a whole number.", "Write digits only, for example 10.")
    return int(typed)


def _year(typed: str) -> int:
    if not re.fullmatch(r"(19|20)[0-9]{2}", typed):
        hint = "Write four digits, for example 2019."
        if re.fullmatch(r"[0-9]{4}", typed):
            hint = "Write a year from 1900 to 2099."
        raise BadValueError(f"'{typed}' is not a year.", hint, code="bad-date")
    return int(typed)


def _date(typed: str) -> datetime.date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
        hint = "Write year, month and day as digits: 2026-05-18 is 18 May 2026."
        raise BadValueError(f"'{typed}' is not a date.", hint, code="bad-date")
    try:
        day = datetime.date.fromisoformat(typed)
        if day.year < 1900:
            raise BadValueError(f"'{typed}' is in the year {day.year}.", "Check the year.", code="bad-date")
        return day
    except BadValueError:
        raise
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
        if (first in _CLDR_LACKS or _known_to_cldr(first)) and all(map(_is_subtag, tag.split("-")[1:])):
            return tag
    if meant := language_meant(typed):
        hint = f"Did you mean '{meant}'?"
    else:
        hint = "Use the short code, for example es for Spanish or zh-Hans for simplified Chinese."
    raise BadValueError(f"'{typed}' is not a language code.", hint, code="bad-language")


# Languages that our resources come in and CLDR's English names leave out.
_CLDR_LACKS = frozenset({"prs"})
# What people write for languages, besides the names that CLDR has: folded as by _folded.
_SAID = {
    "cn": "zh-Hans", "chinese": "zh-Hans", "mandarin": "zh-Hans", "中文": "zh-Hans", "简体中文": "zh-Hans",
    "chinese-simplified": "zh-Hans", "繁體中文": "zh-Hant", "chinese-traditional": "zh-Hant", "tw": "zh-Hant",
    "castellano": "es", "castilian": "es", "sp": "es", "esp": "es", "ingles": "en", "engl": "en", "eng": "en",
    "kreyol": "ht", "kreyol-ayisyen": "ht", "creole": "ht", "kreyol-ayisien": "ht", "farsi": "fa", "dari": "prs",
    "jp": "ja", "kr": "ko", "ua": "uk", "vn": "vi", "gr": "el", "bangla": "bn", "tagalog": "fil",
}  # fmt: skip


def language_meant(typed: str) -> str:
    """Return the code of the language that a name, or a code not quite right, stands for; "" if none is known."""
    name = _folded(typed)
    if found := _SAID.get(name) or _names().get(name):
        return found
    first, *rest = name.split("-")
    try:
        code = first if first in _CLDR_LACKS else Locale.parse(first).language
    except (UnknownLocaleError, ValueError):
        return ""
    scripts = (nearest(part, ("Hans", "Hant")) if len(part) == 4 else _cased(part) for part in rest)
    tag = "-".join([code, *(part for part in scripts if part)])
    return tag if tag != typed and _TAG.fullmatch(tag) else ""


@cache
def _names() -> dict[str, str]:
    """Return the codes of languages by their English names and their own. Only mistakes need them: it takes 1 s."""
    own = (code for code in locale_identifiers() if "_" not in code)
    names = {_folded(Locale.parse(code).languages.get(code, "")): code for code in own}
    english = {_folded(name): code.replace("_", "-") for code, name in Locale("en").languages.items()}
    return {name: code for name, code in {**names, **english}.items() if name}


def _folded(name: str) -> str:
    """Return a name in small letters without accents, its parts joined by hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[\s_-]+", "-", unicodedata.normalize("NFC", plain).strip()).casefold()


def _known_to_cldr(language: str) -> bool:
    """Return whether CLDR knows a code; of "eng" it knows that it should be "en", which is not the same."""
    try:
        return language in Locale("en").languages or Locale.parse(language).language == language
    except (UnknownLocaleError, ValueError):
        return False


def _is_subtag(part: str) -> bool:
    """Return whether what follows the language is a script or a territory that there is, or a variant."""
    known = {4: Locale("en").scripts, 2: Locale("en").territories, 3: Locale("en").territories}.get(len(part))
    return known is None or part in known or (part[0].isdigit() and len(part) == 4)


def _cased(part: str) -> str:
    return {2: part.upper(), 4: part.title()}.get(len(part), part)


_COMMAS = re.compile("[,،，、]")
# Not "-": folder names have it. "/" stands in paths, which the check of references looks at.
_NO_COMMAS = re.compile(r"\s*[;；|&+]\s*|\s+(?:and|or|y|和|与|و)\s+")


def members(typed: str, *, spaces: bool = True) -> list[str]:
    """Return the members of a list written with whatever people put between them."""
    parts = [part for comma in _COMMAS.split(typed) for part in _NO_COMMAS.split(comma)]
    if spaces:
        parts = [word for part in parts for word in re.split(r"[\s/]+", part.strip())]
    return [part.strip() for part in parts if part.strip()]


def with_commas(typed: str, parts: Sequence[str]) -> BadValueError:
    """Return the complaint about a list with something else between its members, at the first such place."""
    offset = typed.find(parts[1], len(parts[0]))
    while offset > 0 and not typed[offset - 1].isalnum():
        offset -= 1
    hint = f"Separate them with commas: {', '.join(parts)}."
    return BadValueError(f"'{typed}' is not a list.", hint, offset=max(offset, 0))


def _several(read: Callable[[str], Any], *, spaces: bool = True) -> Callable[[str], tuple[Any, ...]]:
    """Read a list with commas; an error points at the member that is wrong."""

    def read_all(typed: str) -> tuple[Any, ...]:
        values: list[Any] = []
        offset = 0
        for part in _COMMAS.split(typed):
            member = part.strip()
            start = offset + len(part) - len(part.lstrip())
            if not member:
                raise BadValueError("There is a comma too many.", "Remove it.", offset=start)
            try:
                if (value := read(member)) in values:
                    raise BadValueError(f"'{member}' is given twice.", "Remove one of them.")
                values.append(value)
            except BadValueError as error:
                if (
                    _all_read(read, parts := members(typed, spaces=spaces))
                    and len(parts) > typed.count(",") + 1
                ):
                    raise with_commas(typed, parts) from None
                error.offset += start
                raise
            offset += len(part) + 1
        return tuple(values)

    return read_all


def _all_read(read: Callable[[str], Any], parts: Sequence[str]) -> bool:
    try:
        return len({read(part) for part in parts}) > 1
    except BadValueError:
        return False


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
        parts = members(typed)
        if len(parts) > 1 and all(part in known for part in parts):
            raise BadValueError(f"'{typed}' is more than one word.", f"Write only one: {' or '.join(parts)}.")
        if len(known) == 1:
            hint = did_you_mean(typed, known) or f"Write {known[0]}, or remove the line."
        else:
            hint = did_you_mean(typed, known) or f"Write one of: {', '.join(known)}."
        raise BadValueError(f"'{typed}' is not one of the words this field takes.", hint)

    return read


TEXT = FieldType("plain text on one line", _text, "Call your senator")
DESCRIPTION = FieldType(TEXT.form, _description, "People walk into a courthouse.")
NUMBER = FieldType("a whole number", _number, "10")
YEAR = FieldType("a year, YYYY", _year, "2019")
DATE = FieldType("a date, YYYY-MM-DD", _date, "2026-05-18")
ADDRESS = FieldType("a web address", _web_address, "https://nysenate.gov/")
FILE_NAME = FieldType("the name of a file in the page's folder", _file_name, "picture.svg")
SLUG_TYPE = FieldType("small letters, digits and hyphens", _slug, "drug-reform")
# Whether a reference names something is asked later, when all pages are known.
REFERENCE = FieldType("an initiative's folder name", _text, "criminal-justice-and-drug-reform")
REFERENCES = FieldType("folder names, with commas", _several(_text), "364-campaign, policing-reform")
SLUGS = FieldType("earlier names, with commas", _several(_slug), "bail, bail-2019")
WORDS = FieldType("words, with commas", _several(_text, spaces=False), "deportation, expulsion")
TAGS = FieldType("BCP 47 language tags, with commas", _several(language_tag), "en, es, zh-Hans",
                 "language codes, with commas")  # fmt: skip
