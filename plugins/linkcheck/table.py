"""What all files say, kept small: each different link once, and per file the numbers of its links.

5,000 pages with 100 links each have half a million links, but a menu makes most of them the same. A link is
judged once for all pages; relative links are first led to the place they mean.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from plugins.linkcheck import schemes
from plugins.linkcheck.extract import Document, Link
from plugins.linkcheck.fragments import stands
from plugins.linkcheck.resolve import Seen, look
from plugins.linkcheck.urls import Home

_NOTHING_TO_ASK = -1
_MAY_BE_EMPTY = frozenset({"action", "formaction"})  # empty: this page
_EVERYWHERE = ("http://", "https://", "mailto:", "tel:")  # leads to one place from every page
_SEPARATOR = "\0"  # no id has one: HTML's parser replaces it


class Entry(NamedTuple):
    """One link and what it is; pages that have the same one share it."""

    link: Link
    seen: Seen


class Ids:
    """The ids of a page, kept as one text: most are never asked for, and finding one takes 0.3 µs."""

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        """Take the ids joined by U+0000, which also stands at both ends."""
        self._text = text

    def __contains__(self, identity: object) -> bool:
        return f"{_SEPARATOR}{identity}{_SEPARATOR}" in self._text

    def __iter__(self) -> Iterator[str]:
        return iter(self._text[1:-1].split(_SEPARATOR) if self._text else ())

    def __len__(self) -> int:
        return max(0, self._text.count(_SEPARATOR) - 1)


class Record(NamedTuple):
    """What one file says, its links as numbers of entries.

    uses holds those in which something can be wrong, in the order written; links is the number of all. ids are
    as Ids takes them.
    """

    uses: array[int]
    links: int
    ids: str
    twice: tuple[str, ...]
    language: str

    def renumbered(self, new: Callable[[int], int]) -> Record:
        """Return the record with the entries' numbers in another table."""
        return self._replace(uses=array("I", map(new, self.uses)))


class Table:
    """The different links of many files, each with its number."""

    def __init__(self, home: Home, entries: Iterable[Entry] = ()) -> None:
        """Begin with *entries*, whose numbers are kept."""
        self.entries = list(entries)
        self._home = home
        self._numbers = {entry: number for number, entry in enumerate(self.entries)}
        self._everywhere: dict[Link, int] = {}
        self._here: dict[Link, int] = {}
        self._folder = ""

    def record(self, path: str, document: Document) -> Record:
        """Return what the file at *path* says and number what is new in it."""
        uses = array("I", self._uses(path, document))
        ids = _SEPARATOR.join(("", *document.ids, "")) if document.ids else ""
        return Record(uses, len(document.links), ids, document.twice, document.language)

    def _uses(self, path: str, document: Document) -> Iterator[int]:
        everywhere = {} if document.base else self._everywhere
        folder = path.rpartition("/")[0] + "\0" + document.base
        if folder != self._folder:
            self._folder, self._here = folder, {}
        here, ids = self._here, frozenset(document.ids)
        for link in document.links:
            href = link.href
            if href[:1] == "#" and href[1:] in ids and not document.base and link.attribute != "usemap":
                continue
            if href[:1] in ("#", "?", ""):
                number = self._on_page(link, path, document, ids)
            else:
                known = everywhere if href[:1] == "/" or href.startswith(_EVERYWHERE) else here
                found = known.get(link)
                if found is None:
                    found = known[link] = self._number(link, path, document)
                number = found
            if number != _NOTHING_TO_ASK:
                yield number

    def _number(self, link: Link, path: str, document: Document) -> int:
        seen = _seen(link, path, document, self._home)
        if seen is None:
            return _NOTHING_TO_ASK
        return self._numbered(Entry(link, seen))

    def _on_page(self, link: Link, path: str, document: Document, ids: frozenset[str]) -> int:
        """Return the number of a link within the page, if the place is not there."""
        seen = _seen(link, path, document, self._home)
        if seen is None:
            return _NOTHING_TO_ASK
        here = seen.kind == "internal" and seen.path == path and link.rel != "refresh"
        if here and (not seen.fragment or stands(seen.fragment, ids)):
            return _NOTHING_TO_ASK
        return self._numbered(Entry(link, seen))

    def _numbered(self, entry: Entry) -> int:
        number = self._numbers.setdefault(entry, len(self.entries))
        if number == len(self.entries):
            self.entries.append(entry)
        return number

    def number(self, entries: Iterable[Entry]) -> list[int]:
        """Return the numbers of entries that another table has, new ones for those that this one has not."""
        return [self._numbered(entry) for entry in entries]


def _seen(link: Link, path: str, document: Document, home: Home) -> Seen | None:
    """Return what a link is, or None if nothing can be wrong with it whatever the site has."""
    if not link.href.strip():
        return None if link.attribute in _MAY_BE_EMPTY else Seen("empty")
    if link.attribute == "usemap":
        name = link.href.partition("#")[2]
        return None if name in document.maps else Seen("map", path, name or link.href)
    seen = look(link.href, path, home, link.base or document.base)
    fine = (
        seen.kind == "other"
        or (seen.kind == "tel" and schemes.is_tel(link.href))
        or (seen.kind == "mailto" and schemes.is_mailto(link.href))
    )
    return None if fine else seen
