"""Where pages stand: root-relative paths, hrefs and absolute addresses, made in one place.

A path is root-relative and language-aware ("/es/initiatives/x/"); an href is a path behind the prefix of a
site that does not stand at its host's root ("/preview/es/…"); canonical and hreflang need absolute ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from plugins.bundles.model import Bundle


@dataclass(frozen=True, slots=True)
class Addresses:
    """The address scheme of one site. base is SITEURL without a final slash."""

    base: str
    source_language: str

    prefix: str = field(init=False)
    """The path part of the base: "" at the host's root."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "prefix", urlsplit(self.base).path.rstrip("/"))

    def root(self, language: str) -> str:
        """Return the path of a language's home: "/" for the source language, "/es/" for Spanish."""
        return "/" if language == self.source_language else f"/{language}/"

    def path(self, bundle: Bundle, language: str) -> str:
        """Return the path of a bundle's page in a language, or of its place on the page of its kind."""
        if not bundle.kind.own_pages:
            return f"{self.root(language)}{bundle.kind.url_prefix}#{bundle.slug}"
        slug = bundle.slug_in(language)
        own = (
            "" if (bundle.kind.name, bundle.slug) == ("pages", "home") else f"{bundle.kind.url_prefix}{slug}/"
        )
        return self.root(language) + own

    def folder(self, bundle: Bundle) -> str:
        """Return the path under which a bundle's files stand: that of its page in the source language."""
        if not bundle.kind.own_pages:
            return f"{self.root(self.source_language)}{bundle.kind.url_prefix}{bundle.slug}/"
        return self.path(bundle, self.source_language)

    def href(self, path: str) -> str:
        return self.prefix + path

    def absolute(self, path: str) -> str:
        return self.base + path

    def save_as(self, path: str, language: str) -> str:
        """Return the file a path is written to, relative to the language's folder."""
        own = path.removeprefix(self.root(language))
        return own + "index.html" if not own or own.endswith("/") else own

    def output_file(self, path: str) -> str:
        """Return the file a path is written to, relative to the whole output."""
        own = path.removeprefix("/")
        return own + "index.html" if not own or own.endswith("/") else own
