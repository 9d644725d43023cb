"""Links to the library's lists, and the facets that stand beside each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Link
from plugins.resources import labels
from plugins.resources.describe import spoken
from plugins.resources.facets import Tally, in_order

OWN_PATH = "resources/"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet. Its link has no address where it is only counted."""

    link: Link
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet beside a list."""

    code: str
    label: str
    values: tuple[Value, ...]


def link_to(site: LanguageSite, title: str, own_path: str) -> Link:
    """Return a link to a page of the language, by its path from the language's home."""
    path = site.addresses.root(site.language.code) + own_path
    return Link(title, site.addresses.href(path), site.language.tag, site.language.dir)


def path_of(facet: str, value: str) -> str:
    return f"{OWN_PATH}{facet}/{value.lower()}/"


def value_link(site: LanguageSite, facet: str, value: str) -> Link | None:
    """Return a value's name with the address of its page; None for an initiative that is not there."""
    link = link_to(site, value, path_of(facet, value))
    if facet == "type":
        return replace(link, title=site.gettext(labels.TYPE_HEADINGS[value]))
    if facet == "audience":
        return replace(link, title=site.gettext(labels.AUDIENCES[value]))
    if facet == "language":
        name = spoken(value)
        return replace(link, title=name["name"], lang=name["tag"], dir=name["dir"])
    if facet == "initiative":
        view = site.pages.get(f"initiatives/{value}")
        return replace(link, title=view.label, lang=view.lang, dir=view.dir) if view else None
    return link


def facets_of(site: LanguageSite, counts: Tally) -> tuple[Facet, ...]:
    """Return the facets beside a list of all resources: each value leads to its page."""
    return tuple(found for name in counts if (found := _facet(site, name, counts)))


def facets_within(
    site: LanguageSite, counts: Tally, within: Tally, facet: str, value: str
) -> tuple[Facet, ...]:
    """Return the facets beside the list of one value.

    Its own facet comes first and leads to its other values; of the others is told how many there are *within* the list.
    """
    own = _facet(site, facet, counts, current=value)
    others = (_facet(site, name, within, linked=False) for name in counts if name != facet)
    return tuple(found for found in (own, *others) if found)


def _facet(
    site: LanguageSite, name: str, counts: Tally, *, current: str = "", linked: bool = True
) -> Facet | None:
    values = []
    for value in in_order(name, counts[name], site.language.tag):
        if link := value_link(site, name, value):
            link = replace(link, url=link.url if linked else None, current=value == current)
            values.append(Value(link, counts[name][value]))
    return Facet(name, site.gettext(labels.FACETS[name]), tuple(values)) if values else None
