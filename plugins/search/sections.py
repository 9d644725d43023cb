"""Take a page's markup apart into its headings and the text below each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_HEADING = re.compile(r"(<h([2-6])\b[^>]*>.*?</h\2>)", re.S | re.I)
_ID = re.compile(r'\bid="[^"]*"')
_TAG = re.compile(r"</?([a-z][a-z0-9]*)\b[^>]*>|<!--.*?-->", re.S | re.I)
# Between the letters of one word there may be one of these.
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "dfn",
        "em",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    ]
)


@dataclass(frozen=True, slots=True)
class Section:
    """heading is markup, "" before the first one; text stands below it; said is both, without markup."""

    heading: str
    text: str
    said: str


def sections(html: str) -> list[Section]:
    """Return the sections of a page in order."""
    parts = _HEADING.split(html)
    headings = ["", *parts[1::3]]
    levels = ["", *parts[2::3]]
    found = []
    for heading, level, body in zip(headings, levels, parts[0::3], strict=True):
        own, text = plain_text(heading), plain_text(body)
        place = _ID.search(heading)
        markup = f"<h{level} {place[0] if place else ''}>{_escaped(own)}</h{level}>" if own else ""
        found.append(Section(markup, text, f"{own} {text}".strip()))
    return found


def plain_text(html: str) -> str:
    """Return what a reader reads of markup, on one line."""
    bare = _TAG.sub(lambda tag: "" if (tag[1] or "").lower() in _INLINE else " ", html)
    return " ".join(unescape(bare).split())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
