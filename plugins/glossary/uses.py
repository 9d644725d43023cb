"""Find where a page uses terms: the first link to each term leads to its definition on the page itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

_LINK = re.compile(r'<a\b(?P<before>[^>]*?)\shref="(?P<to>[^"]*)"(?P<after>[^>]*)>', re.I)
_CLASS = re.compile(r'(\sclass=")', re.I)
_ID = re.compile(r'\sid="([^"]*)"', re.I)


def place_of(slug: str) -> str:
    """Return the id at which a page has the definition of a term."""
    return f"term-{slug}"


def mark(html: str, glossary: str, known: Collection[str]) -> tuple[str, dict[str, str]]:
    """Return a page's HTML with the first use of each term marked, and the id of that use by term, in their order.

    glossary is the href of the glossary in the reader's language; known are the terms by slug. Further links to a
    term go on leading to the glossary.
    """
    used: dict[str, str] = {}

    def tag(match: re.Match[str]) -> str:
        page, _, slug = match["to"].partition("#")
        if page != glossary or slug not in known or slug in used:
            return match[0]
        attributes = match["before"] + match["after"]
        given = _ID.search(attributes)
        used[slug] = unescape(given[1]) if given else f"{place_of(slug)}-use"
        if _CLASS.search(attributes):
            attributes = _CLASS.sub(r"\1term ", attributes, count=1)
        else:
            attributes += ' class="term"'
        own = "" if given else f' id="{used[slug]}"'
        return f'<a{attributes}{own} href="#{place_of(slug)}">'

    return _LINK.sub(tag, html), used
