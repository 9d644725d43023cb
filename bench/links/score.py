"""Compare one checker's report with the truth: what was found, where it pointed, and what it got wrong."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, unquote, urljoin

from bench.links.truth import Decoy, Planted, Truth


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a checker says is wrong.

    file is below the site's folder; line and column are 0 if it does not say. url is the address at fault,
    typed or whole; hint is what it suggests, if anything.
    """

    file: str
    line: int = 0
    column: int = 0
    url: str = ""
    code: str = ""
    severity: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """found: file and target right; placed: line too; columns, codes and suggestions: those right as well."""

    defects: int
    found: int
    placed: int
    columns: int
    codes: int
    suggestions: int
    suggestible: int
    entries: int
    missed: tuple[Planted, ...]
    decoys: tuple[Decoy, ...]
    others: tuple[Entry, ...]


def score(truth: Truth, entries: Sequence[Entry]) -> Score:
    """Return how good the report is. An entry that says no line is judged by its file and target alone."""
    by_file: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_file[entry.file].append(entry)
    used: set[int] = set()
    missed, best = [], []
    for defect in truth.defects:
        hits = _hits(truth, defect, by_file)
        used.update(id(entry) for entry, _ in hits)
        if hits:
            best.append((defect, max(hits, key=lambda hit: _quality(defect, *hit))))
        else:
            missed.append(defect)
    left = [entry for entry in entries if id(entry) not in used]
    fooled, others = [], []
    for entry in left:
        decoy = next((one for one in truth.decoys if one.file == entry.file and _is_at(one, entry)), None)
        if decoy is None:
            others.append(entry)
        elif decoy not in fooled:
            fooled.append(decoy)
    qualities = [_quality(defect, *hit) for defect, hit in best]
    return Score(
        defects=len(truth.defects),
        found=len(best),
        placed=sum(quality[0] for quality in qualities),
        columns=sum(quality[1] for quality in qualities),
        codes=sum(quality[2] for quality in qualities),
        suggestions=sum(quality[3] for quality in qualities),
        suggestible=sum(bool(defect.suggestion) for defect in truth.defects),
        entries=len(entries),
        missed=tuple(missed),
        decoys=tuple(fooled),
        others=tuple(others),
    )


def _hits(truth: Truth, defect: Planted, by_file: dict[str, list[Entry]]) -> list[tuple[Entry, int]]:
    """Return the entries that tell of *defect*, each with the column that would be right."""
    found = []
    for place in defect.places:
        meant = target(truth, place.file, defect.href)
        for entry in by_file.get(place.file, ()):
            if entry.line == place.line or (not entry.line and target(truth, place.file, entry.url) == meant):
                found.append((entry, place.column))
    return found


def _quality(defect: Planted, entry: Entry, column: int) -> tuple[bool, bool, bool, bool]:
    """Return whether line, column, code and suggestion are right."""
    hint = _normal(entry.hint)
    near = bool(defect.suggestion) and _normal(defect.suggestion) in hint
    return bool(entry.line), entry.column == column, entry.code == defect.code, near


def _is_at(decoy: Decoy, entry: Entry) -> bool:
    """Return whether *entry* is on the decoy's lines or, if it says no line, names an address in its text."""
    if entry.line:
        return decoy.first <= entry.line <= decoy.last
    path = _normal(entry.url).partition("://")[2].partition("/")[2] or _normal(entry.url)
    return len(path) > 3 and path in _normal(unescape(decoy.text))


def target(truth: Truth, file: str, href: str) -> str:
    """Return the whole address that *href* has in *file*, in one form for all ways to write it."""
    page = quote(file.removesuffix("index.html"))
    return _normal(urljoin(f"{truth.base_url}/{page}", unescape(href).strip()))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", unquote(text)).rstrip("/")
