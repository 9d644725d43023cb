"""Read the files of a site that are not pages: style sheets, sitemaps, feeds and web app manifests.

CSS tokens follow CSS Syntax Level 3, feeds RFC 4287 (Atom) and RSS 2.0, sitemaps the sitemaps.org protocol
with Google's xhtml:link, manifests the W3C's Web Application Manifest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

from plugins.linkcheck.extract import ASCII_SPACE, Link, extract

# Alternatives are tried in order, so an address inside a comment or another string is not seen.
_CSS = re.compile(
    r"""
    (?P<comment> /\*.*?(?:\*/|\Z) )
    | (?P<at> @import\s+ )? (?:
        url\(\s* (?: "(?P<double>(?:[^"\\\n]|\\.)*)" | '(?P<single>(?:[^'\\\n]|\\.)*)'
                   | (?P<bare>(?:[^\s"'()\\]|\\[0-9a-f]{1,6}\s?|\\.)*) ) \s*(?:\)|\Z)
        | (?P<string> "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    )
    """,
    re.X | re.S | re.I,
)
_CSS_ESCAPE = re.compile(r"\\(?:(?P<code>[0-9a-fA-F]{1,6})[ \t\n\f\r]?|\n|(?P<character>.))", re.S)


def extract_css(text: str) -> tuple[Link, ...]:
    """Return what a style sheet loads by url() and @import. data: addresses are content, not links."""
    found: list[tuple[str, str]] = []
    for match in _CSS.finditer(text):
        values = (match["double"], match["single"], match["bare"])
        href = next((value for value in values if value is not None), None)
        if href is None and match["at"] and match["string"]:
            href = match["string"][1:-1]
        if href is not None:
            found.append(("@import" if match["at"] else "url", _CSS_ESCAPE.sub(_unescape, href)))
    return _links("css", ((name, href) for name, href in found if not href.lower().startswith("data:")))


def _unescape(match: re.Match[str]) -> str:
    if match["code"]:
        code = int(match["code"], 16)
        return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    return match["character"] or ""


def extract_xml(content: bytes) -> tuple[Link, ...]:
    """Return the links of a sitemap, an Atom feed or an RSS feed, those in entries' HTML too.

    Raise ValueError if it is not well-formed XML.
    """
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise ValueError(f"not well-formed XML: {error}") from error
    return _links("xml", (link for element in root.iter() for link in _of_element(element)))


def _of_element(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    name = str(element.tag).rpartition("}")[2]
    text = element.text or ""
    if name == "link" and "href" in element.attrib:
        yield "href", element.attrib["href"]
    elif name in {"loc", "link", "icon", "logo"} and text.strip():
        yield name, text
    elif name == "enclosure" and "url" in element.attrib:
        yield "url", element.attrib["url"]
    elif name in {"description", "encoded"} or (
        name in {"content", "summary"} and element.attrib.get("type") in {"html", "text/html"}
    ):
        for link in extract(text).links:
            yield link.attribute, link.href


def extract_manifest(text: str) -> tuple[Link, ...]:
    """Return the links of a web app manifest. Raise ValueError if it is not JSON."""
    return _links("manifest", _of_manifest(json.loads(text)))


def _of_manifest(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in {"start_url", "scope", "src", "url", "action"} and isinstance(inner, str):
                yield name, inner
            else:
                yield from _of_manifest(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_manifest(inner)


def _links(tag: str, pairs: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    return tuple(Link(href.strip(ASCII_SPACE), tag, name, index) for index, (name, href) in enumerate(pairs))
