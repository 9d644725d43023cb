"""Connect the offer to keep pages to each language's site."""

from __future__ import annotations

from plugins.multilingual.signals import language_site_finished
from plugins.offline.pages import add_offer


def register() -> None:
    """Connect to the language sites. Pelican calls this once for each build."""
    language_site_finished.connect(add_offer)
