"""sitemap.xml with language alternates: the same table the pages' own hreflang links are made from."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.multilingual.views import PageView

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"

Row = tuple[str, str]
"""The address of a page, and what the sitemap says of it."""


def rows(pages: Iterable[PageView]) -> list[Row]:
    """Return what the sitemap says of those pages that are not fallbacks. Made per language, so that it can be kept."""
    return [(page.canonical, _row(page)) for page in pages if not page.fallback and not page.noindex]


def sitemap(rows: Iterable[Row]) -> str:
    """Return the sitemap (sitemaps.org 0.9) of all pages, by address."""
    urls = "".join(row for _, row in sorted(rows, key=lambda row: row[0]))
    spaces = f'xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {spaces}>\n{urls}</urlset>\n'


def _row(page: PageView) -> str:
    # As text, not through ElementTree, which took a tenth of a large rebuild.
    lines = [f"    <loc>{_escaped(page.canonical)}</loc>\n"]
    if page.modified:  # only where the content knows the day
        lines.append(f"    <lastmod>{_escaped(page.modified)}</lastmod>\n")
    lines += [
        f'    <xhtml:link rel="alternate" hreflang="{_escaped(other.hreflang)}" href="{_escaped(other.href)}" />\n'
        for other in page.alternates
    ]
    return f"  <url>\n{''.join(lines)}  </url>\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
