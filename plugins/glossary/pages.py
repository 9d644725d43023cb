"""Put the glossary on the site: /glossary/ in every language, and on each page the terms that it uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from markupsafe import Markup

from plugins.bundles.model import Bundle, Text
from plugins.glossary import order
from plugins.glossary.terms import KIND
from plugins.glossary.uses import mark, place_of
from plugins.multilingual import links
from plugins.multilingual.language import Language
from plugins.multilingual.pages import index_view
from plugins.multilingual.plan import link_targets
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Day, Link, Notice, PageView

OWN_PATH = "glossary/"
# Its place in the footer's menu among the pages' own `Order`.
MENU_ORDER = 25


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as one page shows it.

    id is its place on the page, use the id of the place where the page uses it; lang and dir are those of the text.
    original is the term in the source language, where title is a translation; language is the name of the text's
    language, where that is not the reader's.
    """

    id: str
    title: str
    lang: str
    dir: str
    view: PageView
    also: str = ""
    original: str = ""
    language: str = ""
    use: str = ""

    @property
    def content(self) -> Markup:
        """Return the definition; it is finished only when all addresses are known."""
        return _inline(self.view.content)


def add_glossary(site: LanguageSite) -> None:
    """Give the site the page with all its terms; none if there are no terms."""
    bundles = site.library.of_kind(KIND)
    if not bundles:
        return
    _ = site.gettext
    # L10n: Title of the glossary: words of the law, such as "warrant", explained in plain language.
    title = _("Legal words")
    summary = _("What hard words mean that you may hear from ICE, in court or from a lawyer.")
    groups = _groups(site, bundles)
    sections = [Link(g["letter"], f"#{g['id']}", *_own(site)) for g in groups if g["letter"]]
    page = index_view(
        site, "glossary", OWN_PATH, title, summary, groups=groups, sections=sections, source=site.source
    )
    page.data |= {"menu": "footer", "order": MENU_ORDER, "shows": [bundle.ref for bundle in bundles]}
    page.notices = _notices(site, bundles)
    page.checked = _oldest_check(site, bundles)
    site.indexes.append(page)
    site.text_steps.append(add_terms)


def add_terms(site: LanguageSite) -> None:
    """Mark the first use of each term on every page, and give the page the terms it uses; links are finished by now."""
    known = {bundle.slug: bundle for bundle in site.library.of_kind(KIND)}
    glossary = site.addresses.href(site.addresses.root(site.language.code) + OWN_PATH)
    targets = link_targets(site)
    for page in site.pages.values():
        content, uses = mark(page.content, glossary, known)
        if uses:
            page.content = Markup(content)
            entries = [_on_page(site, known[slug], page, use, targets) for slug, use in uses.items()]
            page.data["terms"] = entries
            page.data["terms_notices"] = _unsaid([entry.view for entry in entries], page)
            page.data["shows"] = [known[slug].ref for slug in uses]


def _own(site: LanguageSite) -> tuple[str, str]:
    return site.language.tag, site.language.dir


# ── The page of all terms ────────────────────────────────────────────────────


def _groups(site: LanguageSite, bundles: Sequence[Bundle]) -> list[dict[str, Any]]:
    """Return the terms under their letters, in the language's order; in one group where it has no letters."""
    code = site.language.code
    in_source = sorted(
        bundles, key=lambda bundle: order.sort_key(bundle.shared("title", ""), site.source.code)
    )
    entries = [_entry(site, bundle, site.entries[bundle.ref], bundle.slug) for bundle in in_source]
    entries.sort(key=lambda entry: order.sort_key(entry.title, code))
    letters = groupby(entries, key=lambda entry: order.letter_of(entry.title, code))
    return [
        {"letter": letter, "id": f"letter-{number}", "terms": list(terms)}
        for number, (letter, terms) in enumerate(letters, 1)
    ]


def _entry(site: LanguageSite, bundle: Bundle, view: PageView, place: str) -> Entry:
    text = (
        bundle.source if view.fallback else site.published_text(bundle, site.language.code) or bundle.source
    )
    original = str(bundle.shared("title", ""))
    return Entry(
        id=place,
        title=view.title,
        lang=view.lang,
        dir=view.dir,
        view=view,
        also=_also(text, view.title),
        original="" if original.casefold() in view.title.casefold() else original,
        language=_name_of(site.source, site) if view.lang != site.language.tag else "",
    )


def _also(text: Text, title: str) -> str:
    """Return the other words for a term with the commas of its script; not those that are part of its title."""
    words = (word for word in text.fields.get("also", ()) if word.casefold() not in title.casefold())
    return _COMMAS.get(text.language.partition("-")[0], ", ").join(words)


_COMMAS = {"zh": "、", "ar": "، ", "ur": "، "}


def _name_of(language: Language, site: LanguageSite) -> str:
    """Return what readers of the site's language call another; its own name where CLDR does not know."""
    names = site.language.locale.languages
    return names.get(language.locale.language) or language.endonym


def _notices(site: LanguageSite, bundles: Sequence[Bundle]) -> list[Notice]:
    """Return what is to be said of the page: each doubt about any of its terms once, and whether some are missing."""
    _ = site.gettext
    views = [site.entries[bundle.ref] for bundle in bundles]
    missing = [view for view in views if view.fallback]
    found: dict[str, Notice] = {}
    if missing:
        # L10n: %(language)s is the reader's language, in that language. "Words" are terms that are explained.
        some = _("Some of these words are not yet in %(language)s. They stand here in English.")
        none = _("This page is not yet in %(language)s. Here it is in English.")
        said = none if len(missing) == len(views) else some
        text = said % {"language": site.language.name_in_text}
        found[text] = Notice("info", text)
    source = site.addresses.href(site.addresses.root(site.source.code) + OWN_PATH)
    for view in views:
        # The last notice of a fallback says that it is one.
        for notice in view.notices[:-1] if view.fallback else view.notices:
            link = notice.link and Link(site.source.endonym, source, site.source.tag, site.source.dir)
            found[notice.text] = replace(notice, link=link)
    return list(found.values())


def _oldest_check(site: LanguageSite, bundles: Sequence[Bundle]) -> Day | None:
    days = [day for bundle in bundles if (day := bundle.shared("checked"))]
    return Day(min(days).isoformat(), site.language.date(min(days))) if days else None


# ── A page that uses terms ───────────────────────────────────────────────────


def _on_page(site: LanguageSite, bundle: Bundle, page: PageView, use: str, targets: links.Targets) -> Entry:
    """Return a term as a page in the text's language shows it: a fallback page shows the source's own words."""
    view = site.entries[bundle.ref]
    if page.fallback and not view.fallback:
        content = links.finish(bundle.source.html, bundle.ref, targets)
        view = replace(
            view,
            title=bundle.shared("title", bundle.slug),
            lang=site.source.tag,
            dir=site.source.dir,
            content=Markup(content),
            fallback=True,
            notices=[],
        )
    entry = _entry(site, bundle, view, place_of(bundle.slug))
    # The name of the language is told only where the definition is in another than the text around it.
    return replace(entry, use=use, language=entry.language if view.lang != page.lang else "")


def _unsaid(views: Sequence[PageView], page: PageView) -> list[Notice]:
    """Return the doubts about the definitions that the page's own notices do not have."""
    said = {notice.text for notice in page.notices}
    doubts = (notice for view in views if not view.fallback for notice in view.notices)
    return list(
        {notice.text: replace(notice, link=None) for notice in doubts if notice.text not in said}.values()
    )


_ONE_PARAGRAPH = re.compile(r"\s*<p>((?:(?!</?p\b).)*)</p>\s*", re.S)


def _inline(content: Markup) -> Markup:
    """Return the content without its paragraph, if it is one."""
    match = _ONE_PARAGRAPH.fullmatch(content)
    return Markup(match[1]) if match else content
