"""Whether the links of a site can be other than they were: not if no file came or went, and all that changed say the same.

Most edits change words. Reading one page before and after takes a millisecond, judging all links of 6,000 pages a
second.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from plugins.linkcheck.formats import is_read, read
from plugins.linkcheck.sitemap import address, normal
from plugins.linkcheck.table import Table
from plugins.linkcheck.urls import Home


def say_the_same(names: Iterable[str], before: Path, after: Path, home: Home) -> bool:
    """Return whether each of the files has the same links and ids in one folder as in the other."""
    return all(
        name != "_redirects" and (not is_read(name) or _said(name, before, home) == _said(name, after, home))
        for name in names
    )


def _said(name: str, folder: Path, home: Home) -> object:
    table = Table(home)
    record = table.record(address(normal(name)), read(name, (folder / name).read_bytes()))
    return table.entries.rows, record
