"""A second reader of pages, slow and plain, to compare the fast one with."""

from __future__ import annotations

from bs4 import BeautifulSoup

from plugins.linkcheck.extract import ASCII_SPACE

WHERE = {
    "a": ["href"],
    "area": ["href"],
    "link": ["href"],
    "img": ["src"],
    "script": ["src"],
    "iframe": ["src"],
    "source": ["src"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "form": ["action"],
    "blockquote": ["cite"],
    "object": ["data"],
}


def read(html: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Return (tag, attribute, href) of every link and every id, in the order of the document."""
    soup = BeautifulSoup(html, "html.parser", multi_valued_attributes=None)
    links, ids = [], []
    for element in soup.find_all(True):
        if element.find_parent("template"):
            continue
        if element.get("id"):
            ids.append(str(element["id"]))
        if element.name == "a" and element.get("name") and element["name"] != element.get("id"):
            ids.append(str(element["name"]))
        for attribute, value in element.attrs.items():
            if attribute in WHERE.get(element.name, []):
                links.append((element.name, attribute, str(value or "").strip(ASCII_SPACE)))
    return links, ids
