"""What templates show: one view per page and language, every decision taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

# Lists that say as much about their reader as what they lead to: what is searched for, and for whom resources are.
_LISTS_AT_RISK = frozenset({"search", "resources_index"})


@dataclass(frozen=True, slots=True)
class Link:
    """A titled link. lang and dir are those of the title."""

    title: str
    url: str | None
    lang: str
    dir: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in one of the site's languages, for the language list."""

    tag: str
    code: str
    dir: str
    endonym: str
    url: str
    current: bool
    translated: bool

    @property
    def lang(self) -> str:
        """Return the tag under the name that Pelican's own themes use for a page's translations."""
        return self.tag


@dataclass(frozen=True, slots=True)
class Alternate:
    """A rel=alternate link; both values as search engines want them."""

    hreflang: str
    href: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A message about the page itself, in the reader's language. link leads to the source text.

    Where the text has %(number)s, templates set the helpline's number.
    """

    kind: str
    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day for machines and for people."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class Review:
    """Who checked a translation, and when (None if that is not known)."""

    translator: str
    day: Day | None


@dataclass(frozen=True, slots=True)
class Source:
    """A picture in one media type, as the srcset of a <source>."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its size in CSS pixels and its description in the text's language.

    small is what browsers load that know the type of none of the sources; "" if that is the picture itself.
    """

    url: str
    width: int
    height: int
    alt: str
    sources: tuple[Source, ...] = ()
    small: str = ""


@dataclass(slots=True)
class PageView:
    """One page as one language's readers see it; also what lists show of it (a card).

    lang and dir are those of the text, which on a fallback page are not the reader's. What a kind of page
    has beside this (parts, resources, date, …) is in `data`, put there by that kind's plugin, and read by
    templates as if it were a field: `page.parts`.
    """

    kind: str
    template: str
    title: str
    summary: str
    lang: str
    dir: str
    path: str
    url: str
    canonical: str
    save_as: str
    short_title: str = ""
    content: Markup = Markup("")  # noqa: RUF009 (Markup is immutable)
    sections: list[Link] = field(default_factory=list)
    """The parts of the content, by their second-level headings."""
    noindex: bool = False
    fallback: bool = False
    image: Picture | None = None
    checked: Day | None = None
    review: Review | None = None
    modified: str = ""
    """The last day on which the page is known to have changed (ISO 8601), or ""."""
    risk: str = ""
    notices: list[Notice] = field(default_factory=list)
    breadcrumbs: list[Link] = field(default_factory=list)
    alternates: list[Alternate] = field(default_factory=list)
    translations: list[LanguageLink] = field(default_factory=list)
    context: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        # Called only for what is not a field. "data" itself is missing while a view is being copied.
        if name != "data" and name in self.data:
            return self.data[name]
        raise AttributeError(name)

    @property
    def at_risk(self) -> bool:
        """Return whether somebody who is seen reading it may be in danger: it then has a way to leave at once."""
        return self.risk == "high" or self.kind == "resources" or self.template in _LISTS_AT_RISK

    @property
    def label(self) -> str:
        """Return the title for menus and breadcrumbs."""
        return self.short_title or self.title
