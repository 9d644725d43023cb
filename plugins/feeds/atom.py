"""Write Atom feeds (RFC 4287).

By hand, not by feedgenerator, which comes with Pelican: it takes the clock's time where a date is missing (so that an
empty feed changes with every build), knows no language of a link or an entry and only HTML summaries. To mend that one
has to replace all of its methods that write.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
# What XML 1.0 (section 2.2) does not allow at all, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Words:
    """A plain text with its language (BCP 47) and direction ("ltr" or "rtl")."""

    text: str
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. url is the page's, absolute; content is HTML with absolute links, "" for none.

    category is a code and its label in the feed's language.
    """

    id: str
    url: str
    title: Words
    summary: Words
    content: str
    updated: datetime.date
    published: datetime.date | None
    category: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed. url is its own, page that of the page with the same content; both are absolute."""

    id: str
    url: str
    page: str
    lang: str
    title: Words
    subtitle: Words
    author: Words
    author_url: str
    updated: datetime.date
    entries: Sequence[Entry]


def write(feed: Feed) -> str:
    """Return the feed as XML."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.lang})
    _text(root, "title", feed.title, feed.lang)
    _text(root, "subtitle", feed.subtitle, feed.lang)
    SubElement(root, "link", {"rel": "self", "type": MEDIA_TYPE, "href": feed.url})
    SubElement(
        root, "link", {"rel": "alternate", "type": "text/html", "hreflang": feed.lang, "href": feed.page}
    )
    SubElement(root, "id").text = feed.id
    SubElement(root, "updated").text = timestamp(feed.updated)
    author = SubElement(root, "author")
    SubElement(author, "name").text = _clean(feed.author.text)
    SubElement(author, "uri").text = feed.author_url
    for entry in feed.entries:
        _entry(root, entry, feed.lang)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(root: Element, entry: Entry, feed_lang: str) -> None:
    lang = entry.title.lang
    element = SubElement(root, "entry", {} if lang == feed_lang else {"xml:lang": lang})
    _text(element, "title", entry.title, lang)
    SubElement(
        element, "link", {"rel": "alternate", "type": "text/html", "hreflang": lang, "href": entry.url}
    )
    SubElement(element, "id").text = entry.id
    if entry.published:
        SubElement(element, "published").text = timestamp(entry.published)
    SubElement(element, "updated").text = timestamp(entry.updated)
    if entry.category:
        term, label = entry.category
        more = {} if lang == feed_lang else {"xml:lang": feed_lang}
        SubElement(element, "category", {"term": term, "label": _clean(label), **more})
    if entry.summary.text:
        _text(element, "summary", entry.summary, lang)
    if entry.content:
        SubElement(element, "content", {"type": "html"}).text = _clean(entry.content)


def _text(parent: Element, name: str, words: Words, around: str) -> None:
    element = SubElement(parent, name, {} if words.lang == around else {"xml:lang": words.lang})
    element.text = _clean(marked(words.text, words.dir))


def timestamp(day: datetime.date) -> str:
    """Return a day as RFC 3339 has times: its noon in UTC, which is the same day in New York, Dhaka and Seoul."""
    return f"{day.isoformat()}T12:00:00Z"


def marked(text: str, direction: str) -> str:
    """Return a plain text that shows in its direction where readers of feeds go by its first letter.

    "ICE" at the beginning of an Arabic title would turn it around: Atom has no attribute for direction, so a mark
    (U+200F, U+200E) says it, as the Unicode Bidirectional Algorithm's rule P2 reads it.
    """
    first = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "")
    if direction == "rtl":
        return text if first in ("R", "AL") else "\u200f" + text
    return "\u200e" + text if first in ("R", "AL") else text


def isolated(words: Words, around: str) -> str:
    """Return words to be set into a plain text of the direction *around*, which they leave as it is (U+2068, U+2069)."""
    return words.text if words.dir == around else f"\u2068{words.text}\u2069"


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
