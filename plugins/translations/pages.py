"""The status pages for staff, /translations/: how far every page is translated. Not listed, not in search engines.

In the source language: all languages with their counts. In each other: its counts, and its pages by what is to be done.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from plugins.bundles.standing import Standing
from plugins.multilingual.catalogue import N_
from plugins.multilingual.language import Language, language
from plugins.multilingual.pages import index_view
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Link, Notice
from plugins.translations.survey import MARKS, Row, survey
from plugins.translations.table import MEANINGS

OWN_PATH = "translations/"
TITLE = "How far each page is translated"
TITLE_OF_LANGUAGE = "How far each page is translated into {name}"
SUMMARY = "For staff and translators. The counts are made anew with every build."

CURRENT = "current"
_COLUMNS = (CURRENT, *MARKS)
_MEANINGS = {CURRENT: "translated, and the source has not changed since", **MEANINGS}


class Count(NamedTuple):
    """How many pages have one mark, and what it means."""

    mark: str
    pages: int
    meaning: str


class Group(NamedTuple):
    """The pages that stand alike in a language, by kind: (kind, [(title, address)])."""

    name: str
    size: int
    kinds: list[tuple[str, list[tuple[str, str]]]]


def add_status_page(site: LanguageSite) -> None:
    """Add the status page. It is in the source language only, so that staff's words are not translated twelve times."""
    title = TITLE if site.is_source else TITLE_OF_LANGUAGE.format(name=_name_of(site.language, site))
    view = index_view(site, "status", OWN_PATH, title, SUMMARY, **_shown(site))
    view.noindex, view.alternates = True, []
    if not site.is_source:
        view.lang, view.dir, view.fallback = site.source.tag, site.source.dir, True
        view.canonical = site.addresses.absolute(_path(site, site.source))
        missing = site.gettext(N_("This page is not yet in %(language)s. Here it is in English."))
        view.notices = [Notice("info", missing % {"language": site.language.name_in_text})]
    site.indexes.append(view)


def _shown(site: LanguageSite) -> dict[str, Any]:
    """Return what the template shows in this language."""
    if not site.is_source:
        code = site.language.code
        rows = survey(site.library, [code]).rows
        counts = counts_of(row.standings[code] for row in rows)
        return {
            "size": len(rows),
            "counts": counts,
            "groups": _groups(site, rows),
            "all_languages": _link(site, site.source, "All languages"),
        }
    whole = survey(site.library)
    found = {code: counts_of(row.standings[code] for row in whole.rows) for code in whole.languages}
    totals = {mark: sum(row[at].pages for row in found.values()) for at, mark in enumerate(_COLUMNS)}
    return {
        "size": len(whole.rows),
        "legend": [Count(mark, totals[mark], _MEANINGS[mark]) for mark in _COLUMNS],
        "languages": [
            (_name_of(language(code), site), _link(site, language(code)), counts)
            for code, counts in found.items()
        ],
    }


def counts_of(standings: Iterable[Standing]) -> list[Count]:
    """Return how often each mark is found, those that are never found too."""
    found = [_marks(each) for each in standings]
    return [Count(mark, sum(mark in marks for marks in found), _MEANINGS[mark]) for mark in _COLUMNS]


def _marks(found: Standing) -> tuple[str, ...]:
    behind = found.state == "missing" or found.outdated or found.drifted or found.unknown
    return found.marks if behind else (CURRENT, *found.marks)


def _groups(site: LanguageSite, rows: Iterable[Row]) -> list[Group]:
    """Return the pages by how they stand, what is most to be done first: what readers do not get, then what is wrong."""
    code = site.language.code

    def urgency(row: Row) -> tuple[bool, bool, bool, bool, int]:
        at = row.standings[code]
        return (not at.withheld, not at.outdated, not at.drifted, not at.unknown, MARKS.index(at.state))

    groups = []
    for _, found in groupby(sorted(rows, key=urgency), key=urgency):
        alike = list(found)
        kinds = groupby(alike, key=lambda row: row.bundle.kind.name)
        links = [(kind.capitalize(), [_page(site, row) for row in of_kind]) for kind, of_kind in kinds]
        groups.append(Group(", ".join(alike[0].standings[code].marks).capitalize(), len(alike), links))
    return groups


def _page(site: LanguageSite, row: Row) -> tuple[str, str]:
    path = site.addresses.path(row.bundle, site.language.code)
    return row.bundle.shared("title", row.bundle.slug), site.addresses.href(path)


def _link(site: LanguageSite, to: Language, text: str = "") -> Link:
    return Link(text or to.endonym, site.addresses.href(_path(site, to)), to.tag, to.dir)


def _path(site: LanguageSite, of: Language) -> str:
    return site.addresses.root(of.code) + OWN_PATH


def _name_of(of: Language, site: LanguageSite) -> str:
    """Return what the source language calls a language, with its script: "Chinese (Simplified)"."""
    return of.locale.get_display_name(site.source.locale) or of.endonym
