"""What all files say, kept small: each different link once, and per file the numbers of its links.

5,000 pages with 100 links each have half a million links, but a menu makes most of them the same. A link is
judged once for all pages; relative links are first led to the place they mean.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from plugins.linkcheck import schemes
from plugins.linkcheck.extract import Document, Link
from plugins.linkcheck.fragments import stands
from plugins.linkcheck.resolve import Seen, look
from plugins.linkcheck.urls import Home, Kind

_NOTHING_TO_ASK = -1
_MAY_BE_EMPTY = frozenset({"action", "formaction"})  # empty: this page
_EVERYWHERE = ("http://", "https://", "mailto:", "tel:")  # leads to one place from every page
_SEPARATOR = "\0"  # no id has one: HTML's parser replaces it


class Entry(NamedTuple):
    """One link and what it is; pages that have the same one share it."""

    link: Link
    seen: Seen


Row = tuple[str, str, str, str, str, str, Kind, str, str, bool, bool]
"""An entry laid flat: what Link has, then what Seen has. 140,000 of these load in half the time."""


class Entries:
    """Entries by number, kept as rows: most are only asked what they are, and an Entry is made when one is needed."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """Take the rows, which are kept if they are a list."""
        self.rows = rows if isinstance(rows, list) else list(rows)

    def __getitem__(self, number: int) -> Entry:
        row = self.rows[number]
        return Entry(Link(*row[:6]), Seen(*row[6:]))

    def __iter__(self) -> Iterator[Entry]:
        return map(self.__getitem__, range(len(self.rows)))

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def by_path(self) -> dict[str, list[int]]:
        """The numbers of the entries that lead to a path on the site, by the path."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            if row[6] == "internal" and not row[9]:
                found[row[7]].append(number)
        return dict(found)

    @cached_property
    def elsewhere(self) -> list[int]:
        """The numbers of the entries that lead to no path on the site."""
        return [number for number, row in enumerate(self.rows) if row[6] != "internal" or row[9]]

    @cached_property
    def marked(self) -> list[int]:
        """The numbers of the entries that Record.marked has: <link> and refresh."""
        return [number for number, row in enumerate(self.rows) if _is_marked(row)]


def _is_marked(row: Row) -> bool:
    return bool(row[1] == "link" or row[3] == "refresh")


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

    uses holds those in which something can be wrong, in the order written, and marked those of them that say
    something about the page itself (<link>, a refresh); links is the number of all. ids are as Ids takes them.
    """

    uses: array[int]
    marked: array[int]
    links: int
    ids: str
    twice: tuple[str, ...]
    language: str

    def renumbered(self, new: Callable[[int], int]) -> Record:
        """Return the record with the entries' numbers in another table."""
        return self._replace(uses=array("I", map(new, self.uses)), marked=array("I", map(new, self.marked)))


class Table:
    """The different links of many files, each with its number."""

    def __init__(self, home: Home, rows: Iterable[Row] = ()) -> None:
        """Begin with *rows*, whose numbers are kept."""
        self.entries = Entries(list(rows))
        self._home = home
        self._numbers = {row: number for number, row in enumerate(self.entries.rows)}
        self._marked = {number for number, row in enumerate(self.entries.rows) if _is_marked(row)}
        self._everywhere: dict[Link, int] = {}
        self._here: dict[Link, int] = {}
        self._folder = ""

    def record(self, path: str, document: Document) -> Record:
        """Return what the file at *path* says and number what is new in it."""
        uses = self._uses(path, document)
        ids = _SEPARATOR.join(("", *document.ids, "")) if document.ids else ""
        marked = array("I", [number for number in uses if number in self._marked])
        return Record(uses, marked, len(document.links), ids, document.twice, document.language)

    def _uses(self, path: str, document: Document) -> array[int]:
        uses = array("I")
        everywhere = {} if document.base else self._everywhere
        folder = path.rpartition("/")[0] + "\0" + document.base
        if folder != self._folder:
            self._folder, self._here = folder, {}
        here, ids = self._here, frozenset(document.ids)
        for link in document.links:
            href = link.href
            first = href[:1]
            if first == "/" or (first in "hmt" and href.startswith(_EVERYWHERE)):
                number = everywhere.get(link)
                if number is None:
                    number = everywhere[link] = self._number(link, path, document)
            elif first == "#" and href[1:] in ids and not document.base and link.attribute != "usemap":
                continue
            elif first in ("#", "?", ""):
                number = self._on_page(link, path, document, ids)
            else:
                number = here.get(link)
                if number is None:
                    number = here[link] = self._number(link, path, document)
            if number != _NOTHING_TO_ASK:
                uses.append(number)
        return uses

    def _number(self, link: Link, path: str, document: Document) -> int:
        seen = _seen(link, path, document, self._home)
        if seen is None:
            return _NOTHING_TO_ASK
        return self._numbered((*link, *seen))

    def _on_page(self, link: Link, path: str, document: Document, ids: frozenset[str]) -> int:
        """Return the number of a link within the page, if the place is not there."""
        seen = _seen(link, path, document, self._home)
        if seen is None:
            return _NOTHING_TO_ASK
        here = seen.kind == "internal" and seen.path == path and link.rel != "refresh"
        if here and (not seen.fragment or stands(seen.fragment, ids)):
            return _NOTHING_TO_ASK
        return self._numbered((*link, *seen))

    def _numbered(self, row: Row) -> int:
        rows = self.entries.rows
        number = self._numbers.setdefault(row, len(rows))
        if number == len(rows):
            rows.append(row)
            if _is_marked(row):
                self._marked.add(number)
        return number

    def number(self, rows: Iterable[Row]) -> list[int]:
        """Return the numbers of entries that another table has, new ones for those that this one has not."""
        return list(map(self._numbered, rows))


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
