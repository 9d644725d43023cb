"""Put the tree on the pages: parts, breadcrumbs, resources and news of each initiative, and the index."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from plugins.bundles.model import Bundle
from plugins.initiatives.tree import Node, grow, ways
from plugins.multilingual.catalogue import N_
from plugins.multilingual.links import resolve
from plugins.multilingual.pages import index_view
from plugins.multilingual.plan import link_targets
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Link, PageView

STATUS_LABELS = {
    # L10n: The state of a campaign: work goes on and we ask you to join.
    "active": N_("Active campaign"),
    # L10n: The state of a campaign: its goal was reached.
    "won": N_("Won"),
    # L10n: The state of a campaign: steady work without one goal.
    "ongoing": N_("Ongoing work"),
}
OWN_PATH = "initiatives/"
# Its place in the menu among the pages' own `Order`.
MENU_ORDER = 10


def add_initiatives(site: LanguageSite) -> None:
    """Give each initiative's view its data, and the site its index and initiatives.json."""
    tops = grow(site.library.of_kind("initiatives"))
    title = site.gettext(N_("Initiatives"))
    summary = site.gettext(
        N_("Our campaigns for the rights of immigrants in New York, and where each stands.")
    )
    for top in tops:
        for node in top.walk():
            _fill(site, node)
    for slug, way in ways(tops).items():
        view = _view(site, slug)
        links = [site.link_to(_view(site, step), here=step == slug) for step in way]
        index = Link(
            title, site.addresses.href(site.addresses.root(site.language.code) + OWN_PATH), *_own(site)
        )
        view.breadcrumbs = site.breadcrumbs(index, *links)
        if len(way) > 1:
            view.data["parent"] = _view(site, way[-2])
    cards = [_view(site, top.bundle.slug) for top in tops]
    index_page = index_view(site, "initiatives_index", OWN_PATH, title, summary, initiatives=cards)
    index_page.data |= {"menu": "main", "order": MENU_ORDER}
    site.indexes.append(index_page)
    if home := site.pages.get("pages/home"):
        home.data["initiatives"] = cards


def add_actions(site: LanguageSite) -> None:
    """Lead each initiative's action to the reader's language; all addresses are known by now."""
    targets = link_targets(site)
    for bundle, view in site.of_kind("initiatives"):
        text = site.published_text(bundle, site.language.code) or bundle.source
        label = text.fields.get("action") or bundle.shared("action")
        link = text.fields.get("action_link") or bundle.shared("action_link")
        if label and link:
            url = resolve(link, bundle.ref, targets) or link
            away = url.startswith(("http://", "https://"))
            view.data["action"] = {"label": label, "url": url, "away": away}


def publish_data(site: LanguageSite) -> None:
    """Add initiatives.json."""
    tops = grow(site.library.of_kind("initiatives"))
    site.files["initiatives.json"] = as_json(site, tops)


def _own(site: LanguageSite) -> tuple[str, str]:
    return site.language.tag, site.language.dir


def _view(site: LanguageSite, slug: str) -> PageView:
    return site.pages[f"initiatives/{slug}"]


def _fill(site: LanguageSite, node: Node) -> None:
    bundle = node.bundle
    view = _view(site, bundle.slug)
    status = bundle.shared("status", "ongoing")
    news = _of_initiative(site, "news", bundle.slug)
    news.sort(key=lambda found: (found[0].date, found[0].slug), reverse=True)
    resources = _of_initiative(site, "resources", bundle.slug)
    resources.sort(key=lambda found: (-found[0].shared("year", 0), found[0].slug))
    view.data |= {
        "status": {"code": status, "label": site.gettext(STATUS_LABELS[status])},
        "since": bundle.shared("since"),
        "parent": None,
        "parts": [_view(site, part.bundle.slug) for part in node.parts],
        "resources": [found for _, found in resources],
        "news": [found for _, found in news],
        "latest_news": news[0][1] if news else None,
        "resource_count": len(resources),
        "action": None,
        "meta": [],
    }


def _of_initiative(site: LanguageSite, kind: str, slug: str) -> list[tuple[Bundle, PageView]]:
    return [(bundle, view) for bundle, view in site.of_kind(kind) if slug in bundle.shared("initiatives", ())]


def as_json(site: LanguageSite, tops: Iterable[Node]) -> str:
    """Return the index's data: a tree of initiatives, with absolute addresses."""
    rows = [_row(site, node) for node in tops]
    data = {"language": site.language.tag, "initiatives": rows}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _row(site: LanguageSite, node: Node) -> dict[str, Any]:
    view = _view(site, node.bundle.slug)
    origin = site.addresses.base.removesuffix(site.addresses.prefix)
    picture = view.image
    return {
        "slug": node.bundle.slug,
        "title": view.title,
        "summary": view.summary,
        "language": view.lang,
        "url": origin + view.url,
        "status": view.status["code"],
        "since": view.since,
        "image": {"url": origin + picture.url, "alt": picture.alt} if picture else None,
        "resources": len(view.resources),
        "latest_news": origin + view.latest_news.url if view.latest_news else None,
        "parts": [_row(site, part) for part in node.parts],
    }
