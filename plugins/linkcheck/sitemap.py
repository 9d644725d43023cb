"""What there is on the site: its files, the ids of its pages, its languages and bundles.

Capital letters count, because they do on the servers that publish the site, whatever the disk it was
built on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from plugins.linkcheck import urls

_INDEX = "index.html"


@dataclass(frozen=True)
class SiteMap:
    """The site as built.

    files maps each file's path from the site's root ("/get-help/index.html") to the ids on it; a file that
    is not a page has none. languages are the folders of the languages other than the source ("es"),
    bundles the references that {bundle} takes ("pages/get-help").
    """

    files: Mapping[str, frozenset[str]]
    url: str = ""
    languages: frozenset[str] = frozenset()
    bundles: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        files: Mapping[str, Iterable[str]],
        url: str = "",
        languages: Iterable[str] = (),
        bundles: Iterable[str] = (),
    ) -> SiteMap:
        """Return the map for paths as the output folder has them: POSIX, relative, in any normal form."""
        known = {_normal(path): frozenset(ids) for path, ids in files.items()}
        return cls(known, url, frozenset(languages), frozenset(bundles))

    @property
    def folder(self) -> str:
        """The folder of the host that the site is published in: "" or "/preview"."""
        return urls.split(urls.clean(self.url)).path.rstrip("/")

    def file_at(self, path: str) -> str | None:
        """Return the file that answers at *path*, or None: "/x/" is answered by x/index.html."""
        file = path + _INDEX if path.endswith("/") else path
        return file if file in self.files else None

    def language(self, path: str) -> str:
        """Return the language folder that *path* is in, or "" for the source language."""
        first = path.lstrip("/").partition("/")[0]
        return first if first in self.languages else ""

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The addresses of all pages, sorted: "/get-help/", "/404.html"."""
        return tuple(sorted(_address(file) for file in self.files if is_page(file)))

    @cached_property
    def attachments(self) -> tuple[str, ...]:
        """The paths of all files that are not pages, sorted."""
        return tuple(sorted(file for file in self.files if not is_page(file)))

    @cached_property
    def by_folded(self) -> dict[str, str]:
        """Every address by its small letters."""
        return {address.casefold(): address for address in (*self.attachments, *self.pages)}


def _normal(path: str) -> str:
    return unicodedata.normalize("NFC", "/" + path.lstrip("/"))


def is_page(file: str) -> bool:
    """Return whether the file is HTML, so that its ids are known."""
    return file.endswith((".html", ".htm"))


def _address(file: str) -> str:
    return file.removesuffix(_INDEX) if file.endswith("/" + _INDEX) else file
