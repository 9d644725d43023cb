"""Put dates and initiatives on news, and make /news/ with the newest first."""

from __future__ import annotations

from plugins.multilingual.catalogue import N_
from plugins.multilingual.pages import index_view
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Day, Link

OWN_PATH = "news/"
# Its place in the menu among the pages' own `Order`.
MENU_ORDER = 50
ON_HOME = 3


def add_news(site: LanguageSite) -> None:
    """Give each news item's view its data, the site its list, and home the latest."""
    title = site.gettext(N_("News"))
    summary = site.gettext(N_("What has changed, and what it means."))
    path = site.addresses.href(site.addresses.root(site.language.code) + OWN_PATH)
    index = Link(title, path, site.language.tag, site.language.dir)
    rows = sorted(site.of_kind("news"), key=lambda found: (found[0].date, found[0].slug), reverse=True)
    for bundle, view in rows:
        initiatives = (f"initiatives/{slug}" for slug in bundle.shared("initiatives", ()))
        view.data |= {
            "date": Day(bundle.date.isoformat(), site.language.date(bundle.date)),
            "initiatives": [site.pages[ref] for ref in initiatives if ref in site.pages],
            "meta": [],
        }
        view.breadcrumbs = site.breadcrumbs(index, site.link_to(view, here=True))
    items = [view for _, view in rows]
    page = index_view(site, "news_index", OWN_PATH, title, summary, items=items)
    page.data |= {"menu": "main", "order": MENU_ORDER}
    site.indexes.append(page)
    if home := site.pages.get("pages/home"):
        home.data["news"] = items[:ON_HOME]
