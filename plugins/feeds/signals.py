"""Add feeds to each language's site, once all its pages are known and before they are written."""

from __future__ import annotations

from urllib.parse import urlsplit

from pelican import signals
from pelican.generators import Generator

from plugins.feeds.pages import add_feeds
from plugins.multilingual.site import LanguageSite


def add(generators: list[Generator]) -> None:
    """Add the feeds of one language. FEED_AUTHORITY is a setting, so that ids outlive a move of the whole site."""
    settings, context = generators[0].settings, generators[0].context
    site: LanguageSite = settings["LANGUAGE_SITES"][settings["DEFAULT_LANG"]]
    authority = settings.get("FEED_AUTHORITY") or f"{urlsplit(site.addresses.base).hostname},2026"
    add_feeds(site, context["site"], authority)


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    signals.all_generators_finalized.connect(add)
