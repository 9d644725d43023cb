"""Connect news to each language's site."""

from __future__ import annotations

from plugins.multilingual.signals import language_site_planned
from plugins.news.pages import add_news


def register() -> None:
    """Connect to the language sites. Pelican calls this once for each build."""
    language_site_planned.connect(add_news)
