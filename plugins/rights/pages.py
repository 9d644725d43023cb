"""The situations on the page that names them, and each one's phrase on a page of its own, in large letters."""

from __future__ import annotations

from plugins.bundles.model import Bundle
from plugins.multilingual.catalogue import N_
from plugins.multilingual.pages import index_view
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Link, PageView
from plugins.rights.parts import parts_of

INDEX = "pages/know-your-rights"
OWN_PATH = "know-your-rights/"


def add_situations(site: LanguageSite) -> None:
    """Give the page of all situations and the first page their list, and each situation its neighbours."""
    rows = sorted(site.of_kind("rights"), key=lambda found: (found[0].shared("order", 999), found[0].slug))
    if not rows:
        return
    views = [view for _, view in rows]
    index = site.pages.get(INDEX)
    for view in (index, site.pages.get("pages/home")):
        if view is not None:
            view.data["situations"] = views
    for bundle, view in rows:
        view.data["others"] = [other for other in views if other is not view]
        view.data["show"] = _show_page(site, bundle, view)
        way = [site.link_to(index)] if index else []
        view.breadcrumbs = site.breadcrumbs(*way, site.link_to(view, here=True))


def _show_page(site: LanguageSite, bundle: Bundle, situation: PageView) -> PageView:
    """Return the page that a reader holds up for an officer to read; what it says is known once texts are finished."""
    path = f"{OWN_PATH}{bundle.slug}/show/"
    title = site.gettext(N_("Show this"))
    page = index_view(site, "show", path, title, situation.summary, situation=situation)
    page.risk, page.noindex, page.alternates = "high", True, []
    page.breadcrumbs = site.breadcrumbs(
        site.link_to(situation), Link(title, None, site.language.tag, site.language.dir)
    )
    site.indexes.append(page)
    return page


def add_phrases(site: LanguageSite) -> None:
    """Take each situation's text apart into what to say, to do and not to do."""
    for _, view in site.of_kind("rights"):
        view.data["parts"] = parts_of(view.content)
