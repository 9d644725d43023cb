"""Where an address of another site is used: the page at once, the line and column when they are asked for."""

from __future__ import annotations

from plugins.linkcheck.extract import Link
from plugins.linkcheck.places import Places
from plugins.linkcheck.table import Entry


class Use:
    """One place where an address of another site is used; where it stands is looked up when asked."""

    __slots__ = ("_entry", "_place", "_places", "page")

    def __init__(self, page: str, entry: Entry, places: Places) -> None:
        """Take the page's address, the link, and what can find it in the page's file."""
        self.page = page
        self._entry = entry
        self._places = places
        self._place: tuple[int, int] | None = None

    @property
    def fragment(self) -> str:
        """The place on the other page that is asked for, as typed, or ""."""
        return self._entry.seen.fragment

    @property
    def link(self) -> Link:
        """The link as the page has it."""
        return self._entry.link

    @property
    def href(self) -> str:
        """The address as typed."""
        return self._entry.link.href

    @property
    def tag(self) -> str:
        """The element that has it: "a", "img", …; "css", "xml" or "json" outside pages."""
        return self._entry.link.tag

    @property
    def file(self) -> str:
        """The file, as Problem.file has it."""
        return self._places.file(self.page)

    @property
    def line(self) -> int:
        """The line in the file, from 1."""
        return self._at()[0]

    @property
    def column(self) -> int:
        """The column in characters, from 1."""
        return self._at()[1]

    def _at(self) -> tuple[int, int]:
        if self._place is None:
            self._place = self._places.of_link(self.page, self._entry.link)
        return self._place
