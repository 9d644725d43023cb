"""What can be found in a language: its own pages and terms, never the source text that stands in for a missing one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

from plugins.bundles.model import Bundle
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView
from plugins.search.words import hidden_words

PAGES, TERMS = "pages", "glossary"
# Links, because terms are marked in texts only later; pictures, because Pagefind would keep their addresses.
_LEFT_OUT = re.compile(r"</?(?:a|img|picture|source|svg)\b[^>]*>", re.I)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found. facets are its values by facet, words are found but never shown."""

    url: str
    title: str
    html: str
    facets: Mapping[str, Sequence[str]]
    words: Sequence[str] = ()

    def page(self, tag: str) -> str:
        """Return what Pagefind reads; all facets are one filter, so that a reader's phone asks for one file."""
        values = (f"{name}:{value}" for name, found in self.facets.items() for value in found)
        filters = "".join(f'<i data-pagefind-filter="f[content]" content="{escape(v)}"></i>' for v in values)
        return (
            f'<!doctype html><html lang="{tag}"><head><title></title>'
            f'<meta data-pagefind-meta="title[content]" content="{escape(self.title)}">'
            f'<meta data-pagefind-meta="url[content]" content="{escape(self.url)}">'
            f'<meta data-pagefind-meta="words[content]" content="{escape(" ".join(self.words))}"></head>'
            f"<body><main data-pagefind-body>{self.html}</main>{filters}</body></html>"
        )


def documents(site: LanguageSite) -> list[Document]:
    """Return all that can be found in the language of *site*, by address."""
    return sorted(_documents(site), key=lambda document: document.url)


def is_own(view: PageView) -> bool:
    """Return whether a page is to be found in its language."""
    return not (view.fallback or view.noindex)


def _documents(site: LanguageSite) -> Iterator[Document]:
    for ref, view in (site.pages | site.entries).items():
        if is_own(view):
            yield _of_bundle(site, site.library.bundles[ref], view)
    for view in site.indexes:
        if is_own(view) and view.data.get("menu"):
            yield _document(site, view, {"kind": [PAGES]}, ())


def _of_bundle(site: LanguageSite, bundle: Bundle, view: PageView) -> Document:
    text = site.published_text(bundle, site.language.code) or bundle.source
    # The source's title too: readers know many things by their English name.
    also = (bundle.shared("title", ""), view.short_title, *text.fields.get("also", ()))
    return _document(site, view, facets_of(bundle), also)


def facets_of(bundle: Bundle) -> dict[str, list[str]]:
    """Return a bundle's values by facet; an initiative belongs to itself and to what it is part of."""
    initiatives = [*bundle.shared("initiatives", ())]
    if bundle.kind.name == "initiatives":
        initiatives += [bundle.slug, *filter(None, [bundle.shared("part_of")])]
    year = bundle.shared("year") or (bundle.shared("date") and bundle.date.year)
    return {
        "kind": [bundle.kind.name],
        "initiative": initiatives,
        "audience": [*bundle.shared("audience", ())],
        "year": [str(year)] if year else [],
    }


def _document(
    site: LanguageSite, view: PageView, facets: Mapping[str, Sequence[str]], also: Sequence[str]
) -> Document:
    html = f"<p>{escape(view.summary)}</p>" * bool(view.summary) + _LEFT_OUT.sub("", view.content)
    said = f"{view.title} {_TAG.sub(' ', html)}"
    return Document(view.url, view.title, html, facets, hidden_words(said, also, site.language.code))
