"""A second reader of pages, slow and plain, to compare the fast one with."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from plugins.linkcheck.extract import ASCII_SPACE

WHERE = {
    "a": ["href"],
    "area": ["href"],
    "audio": ["src"],
    "blockquote": ["cite"],
    "body": ["background"],
    "button": ["formaction"],
    "del": ["cite"],
    "embed": ["src"],
    "form": ["action"],
    "frame": ["src", "longdesc"],
    "html": ["manifest"],
    "iframe": ["src", "longdesc"],
    "img": ["src", "srcset", "longdesc", "usemap"],
    "input": ["formaction"],
    "ins": ["cite"],
    "link": ["href", "imagesrcset"],
    "object": ["data", "usemap"],
    "q": ["cite"],
    "script": ["src"],
    "source": ["src", "srcset"],
    "track": ["src"],
    "video": ["src", "poster"],
}
STRUCTURE = {"html", "body", "frame"}  # stand once, or not beside others
VOID = {"area", "embed", "frame", "img", "input", "link", "source", "track"}
_SHAPE = re.compile(r"(?:[1-9][0-9]*w|[0-9.]+x)?")


def read(html: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Return (tag, attribute, href) of every link and every id, in the order of the document."""
    soup = BeautifulSoup(html, "html.parser", multi_valued_attributes=None)
    elements = [element for element in soup.find_all(True) if not element.find_parent("template")]
    links = [link for element in elements for link in _of_element(element)]
    ids = [str(element["id"]) for element in elements if element.get("id")]
    return [link for link in links if link[2]], ids


def _of_element(element: Tag) -> list[tuple[str, str, str]]:
    found = []
    name = element.name
    style = str(element.get("style") or "")
    if "(" in style:
        urls = re.findall(r"url\(\s*'?([^()']*?)'?\s*\)", style)
        found += [(name, "style", url) for url in urls if not url.startswith("data:")]
    for attribute, value in element.attrs.items():
        if attribute in WHERE.get(name, []):
            text = str(value or "")
            hrefs = _srcset(text) if attribute.endswith("srcset") else [text.strip(ASCII_SPACE)]
            found += [(name, attribute, href) for href in hrefs]
    return found


def _srcset(text: str) -> list[str]:
    """Return the addresses of the plain srcsets that the tests make."""
    parts = [part for part in re.split(r"\s*,\s+", text.strip()) if part]
    pairs = [part.split(maxsplit=1) for part in parts]
    return [pair[0] for pair in pairs if len(pair) == 1 or _SHAPE.fullmatch(pair[1])]
