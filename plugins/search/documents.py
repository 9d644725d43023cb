"""What can be found in a language: its own pages and terms, never the source text that stands in for a missing one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

from plugins.bundles.model import Bundle
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView
from plugins.search.sections import sections
from plugins.search.words import Words

PAGES = "pages"
# The kinds of page that have a name of their own; the others are pages to a reader.
NAMED = ("pages", "initiatives", "resources", "news", "glossary")
# What the words of a title count, up to 10: pages of our own before others of the same name, and lists last.
_WEIGHTS = {"pages": 10, "initiatives": 9}
_OTHERS, _LISTS = 7, 4


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found. path is its address without the site's prefix, for a term with "#".

    indexed is the markup whose words are found, text what results show of it; facets are its values by facet.
    """

    path: str
    title: str
    indexed: str
    text: str
    facets: Mapping[str, Sequence[str]]
    weight: int

    @property
    def file(self) -> str:
        """Return the file from whose name Pagefind takes the address."""
        return f"{self.path.strip('/')}/index.html".removeprefix("/")

    def page(self, tag: str) -> str:
        """Return what Pagefind reads. All facets are one filter, so that a phone asks for one file."""
        values = (f"{name}:{value}" for name, found in self.facets.items() for value in found)
        filters = "".join(f'<i data-pagefind-filter="f[content]" content="{escape(v)}"></i>' for v in values)
        return (
            f'<!doctype html><html lang="{tag}"><head><title></title>'
            f'<meta data-pagefind-meta="text[content]" content="{escape(self.text)}"></head>'
            f'<body><main data-pagefind-body><h1 data-pagefind-weight="{self.weight}">{escape(self.title)}</h1>'
            f"{self.indexed}</main>{filters}</body></html>"
        )


def documents(site: LanguageSite) -> list[Document]:
    """Return all that can be found in the language of *site*, by address."""
    return sorted(_documents(site), key=lambda document: document.path)


def is_own(view: PageView) -> bool:
    """Return whether a page is to be found in its language."""
    return not (view.fallback or view.noindex)


def facets_of(bundle: Bundle) -> dict[str, list[str]]:
    """Return a bundle's values by facet; an initiative belongs to itself and to what it is part of."""
    initiatives = [*bundle.shared("initiatives", ())]
    if bundle.kind.name == "initiatives":
        initiatives += [bundle.slug, *filter(None, [bundle.shared("part_of")])]
    year = bundle.shared("year") or (bundle.shared("date") and bundle.date.year)
    return {
        "kind": [bundle.kind.name if bundle.kind.name in NAMED else PAGES],
        "initiative": initiatives,
        "audience": [*bundle.shared("audience", ())],
        "year": [str(year)] if year else [],
    }


def _documents(site: LanguageSite) -> Iterator[Document]:
    for ref, view in (site.pages | site.entries).items():
        if is_own(view):
            bundle = site.library.bundles[ref]
            text = site.published_text(bundle, site.language.code) or bundle.source
            # The source's title too: readers know many things by their English name.
            also = (bundle.shared("title", ""), view.short_title, *text.fields.get("also", ()))
            weight = _WEIGHTS.get(bundle.kind.name, _OTHERS)
            yield _document(site, view, facets_of(bundle), also, weight)
    for view in site.indexes:
        if is_own(view) and view.data.get("menu") and view.template != "search":
            yield _document(site, view, {"kind": [PAGES]}, (), _LISTS)


def _document(
    site: LanguageSite,
    view: PageView,
    facets: Mapping[str, Sequence[str]],
    also: Sequence[str],
    weight: int,
) -> Document:
    parts = sections(f"<p>{escape(view.summary)}</p>{view.content}")
    text = " ".join(part.text for part in parts if part.text)
    words = Words(site.language.code)
    known = f"{view.title} {text}".casefold()
    names = " ".join(name for name in also if name and name.casefold() not in known)
    # The title once more: who types a page's name wants that page before those that speak of the same.
    indexed = f'<p data-pagefind-weight="{weight}">{escape(words.indexed(view.title))}</p>'
    indexed += "".join(f"{part.heading}<p>{escape(words.indexed(part.said))}</p>" for part in parts)
    indexed += f"<p>{escape(words.indexed(names))}</p>" if names else ""
    return Document(view.path, view.title, indexed, text, facets, weight)
