"""What there is on the site: its files, the ids of its pages, its languages and bundles.

Capital letters count, because they do on the servers that publish the site, whatever the disk it was
built on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from plugins.linkcheck import urls
from plugins.linkcheck.redirects import Redirects

_SLASHES = re.compile("/{2,}")
_PARAMETERS = re.compile(r";[^/]*")  # RFC 3986, section 3.3: "/about/;jsessionid=1"
_INDEX = "index.html"
_INDEXES = ("index.html", "index.htm", "index.xhtml", "index.shtml")
_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml")


@dataclass(frozen=True)
class SiteMap:
    """The site as built.

    files maps each file's path from the site's root ("/get-help/index.html") to the ids on it; a file that
    is not a page has none. languages are the folders of the languages other than the source ("es"),
    bundles the references that {bundle} takes ("pages/get-help"); renamed maps those that it took before a folder
    was renamed to those it takes now.

    own is whether the site is ours, which has one form of each address ("/get-help/") and no other. Any other
    site is read as plain web servers do: "/get-help" too finds the folder. clean is whether its host finds
    x.html for "/x"; tell_private whether links to this machine and into private networks are at fault; redirects are those that its host makes; moved maps a page that sends its readers on to
    where; alternates maps a page to its other languages' pages by tag.
    """

    files: Mapping[str, Collection[str]]
    url: str = ""
    languages: frozenset[str] = frozenset()
    bundles: frozenset[str] = frozenset()
    own: bool = True
    clean: bool = False
    tell_private: bool = False
    redirects: Redirects = field(default_factory=Redirects)
    moved: Mapping[str, str] = field(default_factory=dict)
    alternates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        files: Mapping[str, Iterable[str]],
        url: str = "",
        languages: Iterable[str] = (),
        bundles: Iterable[str] = (),
        *,
        own: bool = True,
    ) -> SiteMap:
        """Return the map for paths as the output folder has them: POSIX, relative, in any normal form."""
        known = {normal(path): frozenset(ids) for path, ids in files.items()}
        return cls(known, url, frozenset(languages), frozenset(bundles), own)

    @cached_property
    def home(self) -> urls.Home:
        """Where the site is published."""
        return urls.Home(self.url)

    def file_at(self, path: str) -> str | None:
        """Return the file that answers at *path*, or None: "/x/" is answered by x/index.html."""
        try:
            return self._answers[path]
        except KeyError:
            found = self._answers[path] = self._look_up(path)
            return found

    @cached_property
    def _answers(self) -> dict[str, str | None]:
        return {}

    def _look_up(self, path: str) -> str | None:
        if self.own:
            file = path + _INDEX if path.endswith("/") else path
            return file if file in self.files else None
        if "//" in path:  # servers of files take several slashes for one
            path = _SLASHES.sub("/", path)
        if ";" in path and (found := self.file_at(_PARAMETERS.sub("", path) or "/")):
            return found if path not in self.files else path
        if not path.endswith("/"):
            if path in self.files:
                return path
            if self.clean and path + ".html" in self.files:
                return path + ".html"
            path += "/"
        return next((path + name for name in _INDEXES if path + name in self.files), None)

    def now_at(self, file: str | None) -> str:
        """Return where a page of ours that only sends readers on leads to, or "" for any other file.

        Readers of an old link are served by it; a link on our own pages is to be mended.
        """
        return self.moved.get(file, "") if self.own and file else ""

    def needs_extension(self, path: str) -> str:
        """Return the page that only a host with clean addresses finds at *path*, or ""."""
        found = self.file_at(path) is None and not path.endswith("/")
        return next((path + end for end in (".html", ".htm") if found and path + end in self.files), "")

    def language(self, path: str) -> str:
        """Return the language folder that *path* is in, or "" for the source language."""
        first = path.lstrip("/").partition("/")[0]
        return first if first in self.languages else ""

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The addresses of all pages, sorted: "/get-help/", "/404.html"."""
        return tuple(sorted(address(file) for file in self.files if is_page(file)))

    @cached_property
    def attachments(self) -> tuple[str, ...]:
        """The paths of all files that are not pages, sorted."""
        return tuple(sorted(file for file in self.files if not is_page(file)))

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder with something in it, with a slash at its end."""
        found: set[str] = set()
        for file in self.files:
            folder = file.rpartition("/")[0]
            while folder + "/" not in found:
                found.add(folder + "/")
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def held(self) -> dict[bool, Any]:
        """Room for what suggest.py makes of the addresses of pages (False) and other files (True), once."""
        return {}

    @cached_property
    def meant(self) -> dict[tuple[str, bool, str], str]:
        """What suggest.py found to be nearest, by what it was asked."""
        return {}

    @cached_property
    def by_folded(self) -> dict[str, str]:
        """Every address by its small letters."""
        files = () if self.own else self.files
        return {place.casefold(): place for place in (*files, *self.attachments, *self.pages)}


def normal(path: str) -> str:
    """Return a file's path as the map has it: from the root, in normal form C."""
    return unicodedata.normalize("NFC", "/" + path.lstrip("/"))


def is_page(file: str) -> bool:
    """Return whether the file is HTML, so that its ids are known."""
    return file.endswith(_PAGES) or file.lower().endswith(_PAGES)


def address(file: str) -> str:
    """Return where a file is found: "/x/" for "/x/index.html"."""
    folder, _, name = file.rpartition("/")
    return folder + "/" if name in _INDEXES else file
