"""The fonts of paper: one family for each script, all of them in Debian's fonts-noto-core and fonts-noto-cjk."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.core import get_global

from plugins.incremental import kept
from plugins.multilingual.language import Language

if TYPE_CHECKING:
    import typst

LATIN, SERIF = "Noto Sans", "Noto Serif"
# Urdu in Naskh is read as Arabic: the style of its letters belongs to the language, not to the script.
_OF_LANGUAGE = {"ur": "Noto Nastaliq Urdu"}
# By script (ISO 15924): for text, for what is large.
_OF_SCRIPT = {
    "Latn": (LATIN, SERIF),
    "Cyrl": (LATIN, SERIF),
    "Grek": (LATIN, SERIF),
    "Arab": ("Noto Naskh Arabic", "Noto Naskh Arabic"),
    "Beng": ("Noto Sans Bengali", "Noto Sans Bengali"),
    "Hebr": ("Noto Sans Hebrew", "Noto Serif Hebrew"),
    "Hans": ("Noto Sans CJK SC", "Noto Sans CJK SC"),
    "Hant": ("Noto Sans CJK TC", "Noto Sans CJK TC"),
    "Kore": ("Noto Sans CJK KR", "Noto Sans CJK KR"),
    "Jpan": ("Noto Sans CJK JP", "Noto Sans CJK JP"),
    "Deva": ("Noto Sans Devanagari", "Noto Serif Devanagari"),
    "Guru": ("Noto Sans Gurmukhi", "Noto Serif Gurmukhi"),
    "Gujr": ("Noto Sans Gujarati", "Noto Serif Gujarati"),
    "Ethi": ("Noto Sans Ethiopic", "Noto Serif Ethiopic"),
    "Armn": ("Noto Sans Armenian", "Noto Serif Armenian"),
    "Geor": ("Noto Sans Georgian", "Noto Serif Georgian"),
    "Thai": ("Noto Sans Thai", "Noto Serif Thai"),
}


@dataclass(frozen=True, slots=True)
class Faces:
    """The families that a language is set in: text, and what is large."""

    body: str
    display: str

    @property
    def wanted(self) -> tuple[str, ...]:
        """Return all families that its paper needs, the Latin ones for English words too."""
        return tuple(dict.fromkeys((self.body, self.display, LATIN, SERIF)))


def faces(language: Language) -> Faces | None:
    """Return the families for a language, or None if no font is known for its script."""
    if own := _OF_LANGUAGE.get(language.locale.language):
        return Faces(own, own)
    found = _OF_SCRIPT.get(script(language))
    return Faces(*found) if found else None


def script(language: Language) -> str:
    """Return the script that a language is written in (ISO 15924), from CLDR's likely subtags."""
    locale = language.locale
    likely: str = get_global("likely_subtags").get(locale.language, "")
    return locale.script or next((part for part in likely.split("_") if len(part) == 4), "Latn")


@cache
def installed() -> typst.Fonts:
    """Return the fonts of this machine; looking for 400 takes 0.1 s."""
    import typst  # here, because most builds make no paper

    return typst.Fonts(include_embedded_fonts=False)


Places = dict[str, list[tuple[str, int]]]
"""Where each family is: files, and which of the fonts in a file it is."""


def files() -> dict[str, tuple[str, ...]]:
    """Return what tells one state of each family's files from another: paths, sizes and times."""
    return _files()


@cache
def _files() -> dict[str, tuple[str, ...]]:
    """Look up where they are once a day, and when a folder with fonts has changed."""
    table, today = kept.of("fonts"), datetime.datetime.now(datetime.UTC).date().isoformat()
    day, folders, places = table.get("places", ("", {}, {}))
    try:
        if day == today and _changes(folders) == folders:
            return _states(places)
    except OSError:
        pass
    places = _places()
    table["places"] = (
        today,
        _changes({str(Path(path).parent) for at in places.values() for path, _ in at}),
        places,
    )
    return _states(places)


def _changes(folders: Iterable[str]) -> dict[str, int]:
    return {folder: Path(folder).stat().st_mtime_ns for folder in sorted(folders)}


def missing(wanted: Faces) -> list[str]:
    """Return which of a language's families this machine does not have."""
    lacking = [family for family in wanted.wanted if family not in files()]
    if lacking and kept.of("fonts").pop("places", None):  # they may have been installed since
        _files.cache_clear()
        lacking = [family for family in lacking if family not in files()]
    return lacking


def _places() -> Places:
    found: Places = {}
    for font in installed().fonts():
        if font.path:
            found.setdefault(font.family, []).append((str(font.path), font.index))
    return found


def _states(places: Places) -> dict[str, tuple[str, ...]]:
    return {family: tuple(sorted(_state(*place) for place in found)) for family, found in places.items()}


def _state(path: str, index: int) -> str:
    stat = Path(path).stat()
    return f"{path}:{index}:{stat.st_size}:{stat.st_mtime_ns}"
