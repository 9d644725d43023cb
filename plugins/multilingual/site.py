"""One language's site while it is planned: its pages by bundle, and what other plugins add."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from plugins.bundles.library import Library
from plugins.bundles.model import Bundle, Text
from plugins.multilingual.addresses import Addresses
from plugins.multilingual.catalogue import N_
from plugins.multilingual.language import Language, language
from plugins.multilingual.moved import Move
from plugins.multilingual.views import Link, PageView, Source


@dataclass(frozen=True, slots=True)
class Attachment:
    """A bundle's file: where it is written (relative to the output), its href, its size if it is a picture.

    published is the file without what it tells of people: the original has more than readers get. The rest is there
    if it is a photograph: what was made of it as (file, where it is written), and how a page asks for that.
    """

    path: Path
    output: str
    href: str
    size: tuple[int, int] | None
    published: Path
    made: tuple[tuple[Path, str], ...] = ()
    sources: tuple[Source, ...] = ()
    small: str = ""


@dataclass
class LanguageSite:
    """All that is shown in one language. Plugins add index pages, files (path → text) and page data.

    entries are the views of bundles without a page of their own. Which of them a page shows it says in its data, as
    "shows": their references.
    """

    language: Language
    library: Library
    addresses: Addresses
    catalogue: gettext.NullTranslations
    attachments: dict[str, Attachment]
    publishes: Callable[[Bundle, Text], bool]
    pages: dict[str, PageView] = field(default_factory=dict)
    entries: dict[str, PageView] = field(default_factory=dict)
    text_steps: list[Callable[[LanguageSite], None]] = field(default_factory=list)
    """What plugins do to the texts once their links are resolved, before anyone reads them."""
    indexes: list[PageView] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    copies: dict[str, Path] = field(default_factory=dict)
    """Files that are made already, by where they are written, relative to the language's folder."""
    moves: tuple[Move, ...] = ()
    """The addresses that pages had before, in all languages."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all the site's languages, in the order of the settings."""
        return self.library.languages

    @property
    def is_source(self) -> bool:
        return self.language.code == self.library.source_language

    @cached_property
    def source(self) -> Language:
        return language(self.library.source_language)

    def gettext(self, message: str) -> str:
        return self.catalogue.gettext(message)

    def published_text(self, bundle: Bundle, code: str) -> Text | None:
        """Return the text that readers of a language may see, or None if it is missing or withheld."""
        text = bundle.texts.get(code)
        return text if text is not None and self.publishes(bundle, text) else None

    def all_pages(self) -> Iterator[PageView]:
        yield from self.pages.values()
        yield from self.indexes

    def views(self) -> dict[str, PageView]:
        """Return all views by a name of their own, those without a page too."""
        found = {f"page {ref}": view for ref, view in self.pages.items()}
        found |= {f"entry {ref}": view for ref, view in self.entries.items()}
        return found | {f"index {view.path}": view for view in self.indexes}

    def of_kind(self, kind: str) -> list[tuple[Bundle, PageView]]:
        """Return the bundles of one kind with their views, by slug."""
        return [(bundle, self.pages[bundle.ref]) for bundle in self.library.of_kind(kind)]

    def breadcrumbs(self, *links: Link) -> list[Link]:
        """Return the way from home to a page; the last link is the page itself."""
        home = Link(self.gettext(N_("Home")), self.home, self.language.tag, self.language.dir)
        return [home, *links]

    def link_to(self, view: PageView, *, here: bool = False) -> Link:
        """Return a link with the page's short title; without an address if it is the page itself."""
        return Link(view.label, None if here else view.url, view.lang, view.dir)

    @property
    def home(self) -> str:
        return self.addresses.href(self.addresses.root(self.language.code))
