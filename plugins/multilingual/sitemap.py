"""sitemap.xml with language alternates: the same table the pages' own hreflang links are made from."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from plugins.multilingual.views import PageView

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(pages: Iterable[PageView]) -> str:
    """Return the sitemap (sitemaps.org 0.9) of all pages that are not fallbacks, by address.

    lastmod is there only where the content knows the day.
    """
    ElementTree.register_namespace("", _SITEMAP)
    ElementTree.register_namespace("xhtml", _XHTML)
    root = ElementTree.Element(f"{{{_SITEMAP}}}urlset")
    listed = (page for page in pages if not page.fallback and not page.noindex)
    for page in sorted(listed, key=lambda page: page.canonical):
        url = ElementTree.SubElement(root, f"{{{_SITEMAP}}}url")
        ElementTree.SubElement(url, f"{{{_SITEMAP}}}loc").text = page.canonical
        if page.modified:
            ElementTree.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = page.modified
        for other in page.alternates:
            attributes = {"rel": "alternate", "hreflang": other.hreflang, "href": other.href}
            ElementTree.SubElement(url, f"{{{_XHTML}}}link", attributes)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
