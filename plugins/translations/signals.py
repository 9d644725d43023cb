"""Pelican's side: put the status page into each language's site."""

from __future__ import annotations

from plugins.multilingual.signals import language_site_planned
from plugins.translations.pages import add_status_page


def register() -> None:
    """Connect to the planning of each language's site. Pelican calls this once for each build."""
    language_site_planned.connect(add_status_page)
