"""Put /search/ on the site: the field for readers with scripts, and for all of them every page by title and by topic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from plugins.bundles.schema import AUDIENCES, KINDS
from plugins.glossary import order
from plugins.multilingual.catalogue import N_
from plugins.multilingual.pages import index_view
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Link, PageView
from plugins.resources import labels
from plugins.resources.links import link_to
from plugins.resources.shelves import divided
from plugins.search.documents import Document

OWN_PATH = "search/"
TEMPLATE = "search"
PER_PAGE = 60
"""As many titles as fit into the first round trip of a slow network, with the words around them."""
# The last in the menu.
MENU_ORDER = 1000
KIND_NAMES = {
    # L10n: What a page is about: neither a campaign, nor news, nor a document. "Know your rights" is one of these.
    "pages": N_("Information"),
    "initiatives": N_("Initiatives"),
    "resources": N_("Resources"),
    "news": N_("News"),
    "glossary": N_("Legal words"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Links under a heading, which may be "". lang is that of what is listed."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """What results can be chosen by: the value of each checkbox, and its name as a link without an address."""

    code: str
    label: str
    choices: tuple[tuple[str, Link], ...]


def add_search(site: LanguageSite) -> None:
    """Give the site its list of all pages, divided if it is long; the first page is the one to search on."""
    _ = site.gettext
    # L10n: A verb, in the menu, and title of the page.
    title = _("Search")
    summary = _("Find a page by its words, by its title or by topic.")
    own, others = _by_title(site)
    found = list(divided([*own, *others], PER_PAGE))
    for number, part in enumerate(found, 1):
        path = OWN_PATH if number == 1 else f"{OWN_PATH}page/{number}/"
        where = _("Page %(number)s of %(count)s") % {"number": number, "count": len(found)}
        page = index_view(
            site,
            TEMPLATE,
            path,
            title if number == 1 else f"{title} – {where}",
            summary,
            groups=_by_letter(site, [view for view in part if not view.fallback]),
            others=tuple(site.link_to(view) for view in part if view.fallback),
            topics=(),
            facets=(),
            index="",
            source=None if site.is_source else _source(site),
            first=number == 1,
            where=where if len(found) > 1 else "",
            before=link_to(site, "", _numbered(number - 1)) if number > 1 else None,
            after=link_to(site, "", _numbered(number + 1)) if number < len(found) else None,
        )
        page.short_title = title
        if number == 1:
            page.data |= {"menu": "main", "order": MENU_ORDER}
        else:
            home = link_to(site, title, OWN_PATH)
            page.breadcrumbs = site.breadcrumbs(home, Link(where, None, home.lang, home.dir))
        site.indexes.append(page)


def fill(site: LanguageSite, documents: Sequence[Document], index: str) -> None:
    """Tell the page what there is, now that all pages are known; index is where the index is, "" for none."""
    for page in site.indexes:
        if page.template == TEMPLATE and page.context["first"]:
            page.context["topics"] = tuple(group for group in _topics(site) if group.links)
            if index:
                page.context |= {"index": index, "facets": _facets(site, documents)}


def _source(site: LanguageSite) -> Link:
    path = site.addresses.root(site.source.code) + OWN_PATH
    return Link(site.source.endonym, site.addresses.href(path), site.source.tag, site.source.dir)


def _numbered(number: int) -> str:
    return OWN_PATH if number == 1 else f"{OWN_PATH}page/{number}/"


# ── All pages by title ───────────────────────────────────────────────────────


def _by_title(site: LanguageSite) -> tuple[list[PageView], list[PageView]]:
    """Return the language's own pages in its order, and those that are not in it in the source language's."""
    views = [view for view in site.pages.values() if not view.noindex]
    views.sort(key=lambda view: order.sort_key(view.label, site.source.code))
    own = sorted(
        (view for view in views if not view.fallback),
        key=lambda view: order.sort_key(view.label, site.language.code),
    )
    return own, [view for view in views if view.fallback]


def _by_letter(site: LanguageSite, views: Iterable[PageView]) -> tuple[Group, ...]:
    letters = groupby(views, key=lambda view: order.letter_of(view.label, site.language.code))
    return tuple(Group(letter, tuple(site.link_to(view) for view in found)) for letter, found in letters)


# ── By topic ─────────────────────────────────────────────────────────────────


def _topics(site: LanguageSite) -> Iterable[Group]:
    """Yield the lists that there are: of each initiative, of each kind of page, for each audience."""
    _ = site.gettext
    lists = {page.path.removeprefix(site.addresses.root(site.language.code)): page for page in site.indexes}
    initiatives = (site.link_to(view) for _bundle, view in site.of_kind("initiatives"))
    yield Group(_(N_("Initiatives")), tuple(initiatives))
    kinds = [lists[kind.url_prefix] for kind in KINDS.values() if kind.url_prefix in lists]
    # L10n: Above the sorts of page: "Resources", "News".
    yield Group(_("Lists"), tuple(site.link_to(page) for page in kinds))
    audiences = ((name, lists.get(f"resources/audience/{name}/")) for name in AUDIENCES)
    links = (replace(site.link_to(page), title=_(labels.AUDIENCES[name])) for name, page in audiences if page)
    heading = labels.FACETS["audience"]  # by a name: its key is no string to translate
    yield Group(_(heading), tuple(links))


# ── What results can be chosen by ────────────────────────────────────────────


def _facets(site: LanguageSite, documents: Sequence[Document]) -> tuple[Facet, ...]:
    """Return each facet with the values that some document has; none where there is nothing to choose."""
    found: dict[str, dict[str, None]] = {"kind": {}, "initiative": {}, "audience": {}, "year": {}}
    for document in documents:
        for name, values in document.facets.items():
            found[name] |= dict.fromkeys(values)
    ordered = {
        "kind": [name for name in KIND_NAMES if name in found["kind"]],
        "initiative": sorted(name for name in found["initiative"] if f"initiatives/{name}" in site.pages),
        "audience": [name for name in AUDIENCES if name in found["audience"]],
        "year": sorted(found["year"], reverse=True),
    }
    names = {"kind": labels.FACETS["type"]} | labels.FACETS
    return tuple(
        Facet(code, site.gettext(names[code]), tuple((f"{code}:{v}", _name(site, code, v)) for v in values))
        for code, values in ordered.items()
        if len(values) > 1
    )


def _name(site: LanguageSite, facet: str, value: str) -> Link:
    own = Link(value, None, site.language.tag, site.language.dir)
    if facet == "initiative":
        return replace(site.link_to(site.pages[f"initiatives/{value}"]), url=None)
    if facet == "kind":
        return replace(own, title=site.gettext(KIND_NAMES[value]))
    return replace(own, title=site.gettext(labels.AUDIENCES[value])) if facet == "audience" else own
