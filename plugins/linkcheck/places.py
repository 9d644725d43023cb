"""Places in the files of a folder: the file as it is to be named, and the line and column of a link in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from plugins.linkcheck.causes import Around
from plugins.linkcheck.check import Finding
from plugins.linkcheck.encoding import decode
from plugins.linkcheck.extract import Link
from plugins.linkcheck.sitemap import is_page
from plugins.linkcheck.source import Source

_KEPT = 64  # files cut into tags at one time: a page with many problems is cut once


class Places:
    """Looks things up in the files of one folder."""

    def __init__(self, root: Path, names: Mapping[str, str]) -> None:
        """Take the folder and the names of its files by their address."""
        self._root = root
        self._shown = _shown(root)
        self._names = names
        self._source = lru_cache(_KEPT)(self._read)

    def file(self, page: str) -> str:
        """Return the file behind an address, POSIX, as seen from the folder that the command runs in."""
        return f"{self._shown}{self._names[page]}"

    def of_link(self, page: str, link: Link, nth: int = 0) -> tuple[int, int]:
        """Return line and column of the nth link like this on a page."""
        return self._source(page).of_link(link, nth)

    def around(self, finding: Finding) -> Around:
        """Return what stands around a finding's link."""
        assert finding.link is not None, "asked for links"
        return self._source(finding.page_path).around(finding.link, finding.nth)

    def of_id(self, page: str, identity: str) -> tuple[int, int]:
        """Return line and column of the second element with an id."""
        return self._source(page).of_id(identity)

    def is_switch(self, finding: Finding) -> bool:
        """Return whether a link out of the page's language says so, by its words or by what is around it."""
        if finding.code != "wrong-language" or finding.link is None:
            return False
        source = self._source(finding.page_path)
        return source.names_language(finding.link, finding.detail.split()[0], finding.nth)

    def _read(self, page: str) -> Source:
        name = self._names[page]
        try:
            content = (self._root / name).read_bytes()
        except OSError:
            content = b""
        markup = is_page(name) or name.endswith(".svg")
        return Source(decode(content), is_page=markup)


def _shown(root: Path) -> str:
    """Return the folder with a slash, relative to the current one if it is inside."""
    here = Path.cwd()
    if root.is_absolute() and root.is_relative_to(here):
        root = root.relative_to(here)
    shown = root.as_posix()
    return "" if shown == "." else shown.rstrip("/") + "/"
