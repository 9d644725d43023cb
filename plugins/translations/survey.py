"""The state of every translation of the site: page × language, with counts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from plugins.bundles.library import Library
from plugins.bundles.model import Bundle
from plugins.bundles.standing import STATES, Standing, standing

MARKS = (*STATES, "outdated", "drifted", "unknown", "withheld")
"""All that can be said of a translation: its state, and what may be said besides."""


@dataclass(frozen=True, slots=True)
class Row:
    """One page: its bundle, and where it stands in each language but the source's, by code."""

    bundle: Bundle
    standings: dict[str, Standing]


@dataclass(frozen=True, slots=True)
class Survey:
    """Rows by reference; languages are the columns."""

    rows: list[Row]
    languages: tuple[str, ...]

    def counts(self) -> dict[str, Counter[str]]:
        """Return by language how many pages have each mark; every page has one state."""
        return {
            code: Counter(mark for row in self.rows for mark in row.standings[code].marks)
            for code in self.languages
        }

    def entries(self) -> Iterator[tuple[Row, str, Standing]]:
        """Yield every cell: the row, the language and the standing."""
        for row in self.rows:
            for code, found in row.standings.items():
                yield row, code, found


def survey(library: Library, only: Collection[str] = ()) -> Survey:
    """Return the survey of a library whose texts have been converted; of some languages if they are named."""
    languages = tuple(
        code for code in library.languages if code != library.source_language and (not only or code in only)
    )
    rows = [
        Row(bundle, {code: standing(bundle, code) for code in languages})
        for bundle in library.bundles.values()
    ]
    return Survey(rows, languages)


def narrowed(
    whole: Survey,
    pages: Collection[str] = (),
    languages: Collection[str] = (),
    marks: Collection[str] = (),
    *,
    high_risk: bool = False,
) -> Survey:
    """Return the part of a survey that was asked for; nothing given means everything.

    pages are references or their beginnings ("initiatives"); of marks one must hold in one of the languages.
    """
    codes = tuple(code for code in whole.languages if not languages or code in languages)

    def wanted(row: Row) -> bool:
        ref = row.bundle.ref
        named = not pages or any(ref == page or ref.startswith(page.rstrip("/") + "/") for page in pages)
        marked = not marks or any(set(marks) & set(row.standings[code].marks) for code in codes)
        return named and marked and (not high_risk or row.bundle.shared("risk") == "high")

    rows = [
        Row(row.bundle, {code: row.standings[code] for code in codes}) for row in whole.rows if wanted(row)
    ]
    return Survey(rows, codes)
