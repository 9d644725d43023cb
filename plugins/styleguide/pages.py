"""The pages of the style guide: one of tokens, and as many of components as keep each page as light as all others.

They are in English in every language's site, as fallback pages: their words are for those who work on the theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.multilingual.catalogue import N_
from plugins.multilingual.pages import index_view
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Link, Notice, PageView
from plugins.styleguide.examples import Component, read_components
from plugins.styleguide.tokens import Tokens, read_tokens

TEMPLATE = "styleguide"
OWN_PATH = "styleguide/"
TITLE = "Style guide"
SUMMARY = "For those who work on the theme: its colours, type and space, and every component."
# Characters of examples on one page, so that it fits into one round trip like every other.
_ROOM = 9_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """Components that need the same stylesheet: the one of a template, "" for what every page has."""

    template: str
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """All that the guide shows. is_wanted says whether the theme has its template."""

    is_wanted: bool
    tokens: Tokens
    sheets: tuple[Sheet, ...]


def read_guide(theme: Path) -> Guide:
    """Return the guide of a theme."""
    templates, styles = theme / "templates", theme / "static" / "css"
    if not (templates / f"{TEMPLATE}.html").is_file():
        return Guide(False, read_tokens(""), ())
    own = {
        path.stem.split("+")[0]: path.read_text("utf-8")
        for path in sorted((styles / "pages").glob("*.css"))
        if path.stem != TEMPLATE
    }
    # An image that every site of this theme has.
    components = read_components(templates, "/theme/icons/favicon.svg")
    return Guide(
        True,
        read_tokens((styles / "tokens.css").read_text("utf-8")),
        tuple(pack(components, own)),
    )


def pack(components: Iterable[Component], styles: Mapping[str, str], room: int = _ROOM) -> list[Sheet]:
    """Return components by the stylesheet that they need and by name, no more on a sheet than there is room for."""
    by_template: dict[str, list[list[Component]]] = {}
    for component in components:
        sheets = by_template.setdefault(_template_of(component, styles), [[]])
        if sheets[-1] and sum(map(_size, sheets[-1])) + _size(component) > room:
            sheets.append([])
        sheets[-1].append(component)
    return [
        Sheet(template, tuple(sheet)) for template in sorted(by_template) for sheet in by_template[template]
    ]


def _template_of(component: Component, styles: Mapping[str, str]) -> str:
    return next(
        (name for name, css in styles.items() if any(f".{each} " in css for each in component.classes)), ""
    )


def _size(component: Component) -> int:
    return sum(len(example.html) for example in component.examples) + len(component.purpose)


def add_pages(site: LanguageSite, guide: Guide) -> None:
    """Add the guide's pages to the site of one language."""
    first = _page(site, OWN_PATH, TITLE, SUMMARY, tokens=guide.tokens, sheets=_links(site, guide.sheets))
    site.indexes.append(first)
    for number, sheet in enumerate(guide.sheets, 1):
        names = f"{sheet.components[0].name} – {sheet.components[-1].name}"
        page = _page(site, f"{OWN_PATH}{number}/", f"{TITLE} {number}", names, sheet=sheet)
        page.breadcrumbs = site.breadcrumbs(
            Link(TITLE, first.url, first.lang, first.dir), *page.breadcrumbs[-1:]
        )
        site.indexes.append(page)


def _links(site: LanguageSite, sheets: Sequence[Sheet]) -> list[tuple[Link, Sheet]]:
    source = site.source
    return [
        (
            Link(f"{TITLE} {number}", f"{site.home}{OWN_PATH}{number}/", source.tag, source.dir),
            sheet,
        )
        for number, sheet in enumerate(sheets, 1)
    ]


def _page(site: LanguageSite, own_path: str, title: str, summary: str, **data: object) -> PageView:
    view = index_view(site, TEMPLATE, own_path, title, summary, **data)
    view.noindex, view.alternates = True, []
    if not site.is_source:
        view.lang, view.dir, view.fallback = site.source.tag, site.source.dir, True
        view.canonical = site.addresses.absolute(site.addresses.root(site.source.code) + own_path)
        missing = site.gettext(N_("This page is not yet in %(language)s. Here it is in English."))
        view.notices = [Notice("info", missing % {"language": site.language.name_in_text})]
    return view
