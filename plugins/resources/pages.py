"""Put the library on the site: each resource's data, /resources/, its A–Z, and a page for each value of each facet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from plugins.bundles.model import Bundle
from plugins.glossary import order
from plugins.multilingual.catalogue import N_
from plugins.multilingual.pages import index_view
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Link, PageView
from plugins.resources.describe import describe
from plugins.resources.facets import FACETS, in_order, tally
from plugins.resources.links import OWN_PATH, Facet, facets_of, facets_within, link_to, path_of, value_link
from plugins.resources.shelves import PER_INDEX, PER_PAGE, divided, in_parts

A_TO_Z = OWN_PATH + "a-z/"
TEMPLATE = "resources_index"
# Its place in the menu among the pages' own `Order`.
MENU_ORDER = 40

Row = tuple[Bundle, PageView]


def newest_first(row: Row) -> tuple[int, str]:
    """Return what rows are to be sorted by: those without a year come last."""
    bundle, _ = row
    return -(bundle.shared("year") or 0), bundle.slug


def add_resources(site: LanguageSite) -> None:
    """Give each resource's view its data, and the site its lists."""
    rows = site.of_kind("resources")
    for bundle, view in rows:
        view.data |= describe(site, bundle)
    library = _Library(site, sorted(rows, key=lambda row: (not row[1].in_language, *newest_first(row))))
    for _, view in rows:
        view.breadcrumbs = site.breadcrumbs(library.home, site.link_to(view, here=True))
    first = library.add_all()
    first.data |= {"menu": "main", "order": MENU_ORDER}
    library.add_a_to_z()
    library.add_facets()


@dataclass(frozen=True, slots=True)
class _List:
    """A list, which may need several pages. name leads to the first; label_of says under which heading an entry stands."""

    path: str
    title: str
    name: Link
    rows: Sequence[Row]
    label_of: Callable[[PageView], str]
    facets: tuple[Facet, ...]
    sorts: Sequence[Link] = ()
    compact: bool = False


class _Library:
    """One language's lists. The rows are sorted and counted once: every list keeps their order."""

    def __init__(self, site: LanguageSite, rows: Sequence[Row]) -> None:
        """Put each row on the shelves of its values."""
        self.site, self.rows = site, rows
        self.counts = tally(bundle for bundle, _ in rows)
        self.title = site.gettext(N_("Resources"))
        self.summary = site.gettext(
            N_("Toolkits, reports and guides for communities, attorneys and advocates.")
        )
        self.home = link_to(site, self.title, OWN_PATH)
        _ = site.gettext
        # L10n: Resources with the newest first.
        newest = _("Newest first")
        # L10n: Resources by title. Write the first and the last letter of your alphabet, or "By title".
        letters = _("A–Z")
        self.newest, self.letters = link_to(site, newest, OWN_PATH), link_to(site, letters, A_TO_Z)
        self.shelves: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            for facet, values_of in FACETS.items():
                for value in values_of(row[0]):
                    self.shelves.setdefault((facet, value), []).append(row)

    def add_all(self) -> PageView:
        """Add /resources/ and the pages that follow it; return the first."""
        sorts = [replace(self.newest, current=True), self.letters]
        facets = facets_of(self.site, self.counts)
        return self._add(
            _List(OWN_PATH, self.title, self.home, self.rows, self._by_language(self.rows), facets, sorts)
        )

    def add_a_to_z(self) -> None:
        """Add all resources by title, under the letters of the language if it has any."""
        own = self.site.language.code
        # First as in the source language: the order for languages that have none of their own here.
        rows = sorted(self.rows, key=lambda row: order.sort_key(str(row[0].shared("title", "")), "en"))
        rows.sort(key=lambda row: order.sort_key(row[1].title, own))
        facets = facets_of(self.site, self.counts)
        sorts = [self.newest, replace(self.letters, current=True)]
        title = self._titled(self.letters)
        self._add(_List(A_TO_Z, title, self.letters, rows, lambda view: order.letter_of(view.title, own), facets, sorts, compact=True))  # fmt: skip

    def add_facets(self) -> None:
        """Add the page of each value that a resource has. An initiative that is not there has none: the check tells of it."""
        for facet, counts in self.counts.items():
            for value in in_order(facet, counts):
                if name := value_link(self.site, facet, value):
                    rows = self.shelves[facet, value]
                    facets = facets_within(self.site, self.counts, tally(b for b, _ in rows), facet, value)
                    path = path_of(facet, value)
                    if facet == "initiative":
                        self.site.pages[f"initiatives/{value}"].data["library"] = name
                    self._add(_List(path, self._titled(name), name, rows, self._by_language(rows), facets))

    def _add(self, shown: _List) -> PageView:
        views = [view for _, view in shown.rows]
        found = list(divided(views, PER_INDEX if shown.compact else PER_PAGE))
        added = [self._page(shown, number, len(found), items) for number, items in enumerate(found, 1)]
        self.site.indexes += added
        return added[0]

    def _page(self, shown: _List, number: int, count: int, items: Sequence[PageView]) -> PageView:
        total = self.site.catalogue.ngettext("%(num)s resource", "%(num)s resources", len(shown.rows))
        total %= {"num": len(shown.rows)}
        # L10n: A long list is divided into pages.
        where = self.site.gettext(N_("Page %(number)s of %(count)s")) % {"number": number, "count": count}
        page = index_view(
            self.site,
            TEMPLATE,
            _numbered(shown.path, number),
            shown.title if number == 1 else f"{shown.title} – {where}",
            self.summary if shown.path == OWN_PATH and number == 1 else f"{total} – {self.summary}",
            total=total,
            parts=in_parts(items, shown.label_of),
            compact=shown.compact,
            facets=shown.facets,
            sorts=shown.sorts,
            whole=None if shown.sorts else self.home,
            where=where if count > 1 else "",
            before=link_to(self.site, "", _numbered(shown.path, number - 1)) if number > 1 else None,
            after=link_to(self.site, "", _numbered(shown.path, number + 1)) if number < count else None,
        )
        steps = [self.home] if shown.path == OWN_PATH else [self.home, shown.name]
        steps += [link_to(self.site, where, "")] if number > 1 else []
        page.breadcrumbs = self.site.breadcrumbs(*steps[:-1], replace(steps[-1], url=None))
        return page

    def _titled(self, name: Link) -> str:
        what = name.title if name.dir == self.site.language.dir else f"\u2068{name.title}\u2069"
        # L10n: Title of a list. %(what)s is what these have in common: "Resources: Reports", "Resources: 2019".
        return self.site.gettext(N_("Resources: %(what)s")) % {"what": what}

    def _by_language(self, rows: Sequence[Row]) -> Callable[[PageView], str]:
        """Return what heading a resource stands under: none if those in the reader's language are all or none."""
        if len({view.in_language for _, view in rows}) < 2:
            return lambda view: ""
        # L10n: Heading above the resources that can be read in the reader's language.
        own = self.site.gettext(N_("In your language"))
        # L10n: Heading above the resources that cannot.
        others = self.site.gettext(N_("In other languages"))
        return lambda view: own if view.in_language else others


def _numbered(path: str, number: int) -> str:
    return path if number == 1 else f"{path}page/{number}/"
