"""The pages of the style guide: one of tokens, and as many of components as keep each page as light as all others.

They are in English in every language's site, as fallback pages: their words are for those who work on the theme.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.incremental import kept
from plugins.incremental.stamps import digest
from plugins.multilingual.catalogue import N_
from plugins.multilingual.pages import index_view
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Link, Notice, PageView
from plugins.styleguide.examples import Component, as_plain, of_plain, read_components
from plugins.styleguide.tokens import Tokens, read_tokens

TEMPLATE = "styleguide"
OWN_PATH = "styleguide/"
TITLE = "Style guide"
_PICTURE = "/theme/icons/favicon.svg"  # an image that every site of this theme has
SUMMARY = "For those who work on the theme: its colours, type and space, and every component."
# Bytes, compressed, of examples and of the stylesheets that only they need: what the frame of a page leaves of the first
# round trip.
_ROOM = 3_700


@dataclass(frozen=True, slots=True)
class Sheet:
    """Components on one page, and the templates whose stylesheets they need beside the common one."""

    components: tuple[Component, ...]
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """All that the guide shows. is_wanted says whether the theme has its template."""

    is_wanted: bool
    tokens: Tokens
    sheets: tuple[Sheet, ...]


def read_guide(theme: Path, made_by: str = "") -> Guide:
    """Return the guide of a theme.

    made_by stands for the theme's files and our code: if they are what they were, components are not rendered again.
    """
    templates, styles = theme / "templates", theme / "static" / "css"
    if not (templates / f"{TEMPLATE}.html").is_file():
        return Guide(False, read_tokens(""), ())
    files = {path.relative_to(styles): path.read_text("utf-8") for path in sorted(styles.rglob("*.css"))}
    own: dict[str, str] = {}
    for path, css in files.items():
        for template in path.stem.split("+") if path.parts[0] == "pages" else []:
            own[template] = own.get(template, "") + css
    common = "".join(css for path, css in files.items() if path.parts[0] != "pages")
    components = _components(templates, made_by)
    tokens = read_tokens(files.get(Path("tokens.css"), ""))
    return Guide(True, tokens, tuple(pack(components, common, own)))


def _components(templates: Path, made_by: str) -> list[Component]:
    if not made_by:
        return read_components(templates, _PICTURE)
    table, mark = kept.of("style guide"), digest(made_by.encode())
    known, found = table.get("components", (b"", ()))
    if known != mark:
        found = [as_plain(component) for component in read_components(templates, _PICTURE)]
        table["components"] = mark, found
    return [of_plain(component) for component in found]


def pack(
    components: Sequence[Component], common: str, own: Mapping[str, str], room: int = _ROOM
) -> list[Sheet]:
    """Return components on as few sheets as there is room on; own are the stylesheets of single templates."""
    needed = {component.name: _template_of(component, common, own) for component in components}
    sheets: list[Sheet] = []
    for component in sorted(components, key=lambda each: (needed[each.name], each.name)):
        alone = Sheet((component,), (needed[component.name],) if needed[component.name] else ())
        if sheets and _weight(both := _joined(sheets[-1], alone), own) <= room:
            sheets[-1] = both
        else:
            sheets.append(alone)
    return sheets


def _template_of(component: Component, common: str, own: Mapping[str, str]) -> str:
    """Return a template whose stylesheet the component needs; "" for none."""
    special = [name for name in component.classes if not re.search(rf"\.{name}(?![\w-])", common)]
    fitting = {
        template: sum(bool(re.search(rf"\.{name}(?![\w-])", css)) for name in special)
        for template, css in own.items()
    }
    best = max(fitting, key=lambda template: (fitting[template], -len(own[template])), default="")
    return best if fitting.get(best) else ""


def _joined(one: Sheet, other: Sheet) -> Sheet:
    return Sheet(one.components + other.components, tuple(sorted({*one.templates, *other.templates})))


def _weight(sheet: Sheet, own: Mapping[str, str]) -> int:
    examples = "".join(example.html for each in sheet.components for example in each.examples)
    styles = [own[template] for template in sheet.templates]
    return sum(len(gzip.compress(text.encode())) for text in [examples, *styles])


def add_pages(site: LanguageSite, guide: Guide) -> None:
    """Add the guide's pages to the site of one language."""
    first = _page(site, OWN_PATH, TITLE, SUMMARY, tokens=guide.tokens, sheets=_links(site, guide.sheets))
    site.indexes.append(first)
    for number, sheet in enumerate(guide.sheets, 1):
        names = f"{sheet.components[0].name} – {sheet.components[-1].name}"
        page = _page(site, f"{OWN_PATH}{number}/", f"{TITLE} {number}", names, sheet=sheet)
        page.data["sheets"] = sheet.templates
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
