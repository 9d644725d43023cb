"""Read the files of a site that are not pages: style sheets, sitemaps, feeds and web app manifests.

Feeds follow RFC 4287 (Atom), RSS 2.0 and JSON Feed 1.1, sitemaps the sitemaps.org protocol with Google's
xhtml:link, image: and video:, manifests the W3C's Web Application Manifest, robots.txt RFC 9309.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from xml.etree import ElementTree

from plugins.linkcheck import css, structured
from plugins.linkcheck.encoding import decode
from plugins.linkcheck.extract import ASCII_SPACE, Document, Link, extract

T = TypeVar("T", str, bytes)

PAGES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})
_XML = frozenset({".xml", ".atom", ".rss", ".rdf"})
_ADDRESSES = frozenset(
    ["loc", "link", "icon", "logo", "comments", "uri", "url", "content_loc", "thumbnail_loc", "player_loc"]
)  # elements whose text is an address
_ATTRIBUTES = {"link": "href", "enclosure": "url", "thumbnail": "url", "content": "src", "image": "href"}
_STYLESHEET = re.compile(rb"""<\?xml-stylesheet\b[^>]*?\bhref=(?:"([^"]*)"|'([^']*)')""")
_SITEMAP = re.compile(r"^[ \t]*Sitemap:[ \t]*(\S+)", re.I | re.M)
# In XHTML these may be closed as they open; to a reader of HTML they would swallow the rest of the page.
_CLOSED = re.compile(r"<(script|style|textarea|title|iframe|a)(\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?/>", re.I)


def read(name: str, content: bytes) -> Document:
    """Return what one file says, by its name; a file of no known sort, or a damaged one, says nothing."""
    base = name.rpartition("/")[2].lower()
    extension = base[base.rfind(".") :] if "." in base else ""
    if extension in PAGES:
        text = decode(content)
        return extract(_CLOSED.sub(r"<\1\2></\1>", text) if extension.startswith(".xh") else text)
    if extension == ".svg":
        return extract(_CLOSED.sub(r"<\1\2></\1>", content.decode("utf-8", errors="replace")))
    if extension == ".css":
        return Document(extract_css(content.decode("utf-8-sig", errors="replace")))
    if extension in _XML:
        return Document(tuple(_or_none(extract_xml, content)))
    if extension == ".webmanifest" or base in ("manifest.json", "site.json"):
        return Document(tuple(_or_none(extract_manifest, content.decode("utf-8-sig", errors="replace"))))
    if extension == ".json" and b"jsonfeed.org/version" in content[:500]:
        return Document(tuple(_or_none(extract_json_feed, content.decode("utf-8-sig", errors="replace"))))
    if base == "robots.txt":
        found = _SITEMAP.findall(content.decode("utf-8-sig", errors="replace"))
        return Document(_links("robots", (("Sitemap", href) for href in found)))
    return Document()


def is_read(name: str) -> bool:
    """Return whether a file of this name can say anything, so that it is worth opening."""
    base = name.rpartition("/")[2].lower()
    extension = base[base.rfind(".") :] if "." in base else ""
    return extension in PAGES | _XML | {".svg", ".css", ".webmanifest", ".json"} or base == "robots.txt"


def _or_none(extract_from: Callable[[T], Iterable[Link]], content: T) -> Iterable[Link]:
    try:
        return extract_from(content)
    except ValueError:  # an attachment of some page that is not what its name says
        return ()


def extract_css(text: str) -> tuple[Link, ...]:
    """Return what a style sheet loads by url(), image-set() and @import."""
    return _links("css", css.addresses(text))


def extract_xml(content: bytes) -> tuple[Link, ...]:
    """Return the links of a sitemap, an Atom feed or an RSS feed, those in entries' HTML too.

    Raise ValueError if it is not well-formed XML.
    """
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, LookupError) as error:
        raise ValueError(f"not well-formed XML: {error}") from error
    sheets = (match[1] or match[2] for match in _STYLESHEET.finditer(content))
    links = list(_links("xml", (("href", href.decode("utf-8", errors="replace")) for href in sheets)))
    return tuple(links + list(_below(root, "")))


def _below(element: ElementTree.Element, entry: str) -> Iterator[Link]:
    """Yield the links of an element and what is in it. entry is the address of the feed's entry around it."""
    for name, href in _of_element(element):
        yield Link(href.strip(ASCII_SPACE), "xml", name, hreflang=element.get("hreflang", ""))
    if _name(element) in {"item", "entry"}:
        entry = next(
            (href for child in element if _name(child) == "link" for _, href in _of_element(child)), ""
        )
    if _holds_html(element):
        # A reader of feeds shows the text far from its page; it takes relative links to be read from there.
        for link in extract(element.text or "").links:
            yield link._replace(base=link.base or entry.strip())
    for child in element:
        yield from _below(child, entry)


def _of_element(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    name, text = _name(element), element.text or ""
    attribute = _ATTRIBUTES.get(name, "src" if name.endswith("logo") else "")
    if attribute in element.attrib:
        yield attribute, element.attrib[attribute]
    elif name in _ADDRESSES and text.strip():
        yield name, text


def _holds_html(element: ElementTree.Element) -> bool:
    name, form = _name(element), element.get("type", "")
    return name in {"description", "encoded"} or (
        name in {"content", "summary"} and form in {"html", "text/html"}
    )


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def extract_manifest(text: str) -> tuple[Link, ...]:
    """Return the links of a web app manifest. Raise ValueError if it is not JSON."""
    return _links("manifest", structured.of_manifest(text))


def extract_json_feed(text: str) -> tuple[Link, ...]:
    """Return the links of a JSON Feed. Raise ValueError if it is not JSON."""
    return _links("json", structured.of_json_feed(text))


def _links(tag: str, pairs: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    return tuple(Link(href.strip(ASCII_SPACE), tag, name) for name, href in pairs)
