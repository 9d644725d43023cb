"""Connect the initiatives to each language's site."""

from __future__ import annotations

from plugins.initiatives.pages import add_actions, add_initiatives, publish_data
from plugins.multilingual.signals import language_site_finished, language_site_planned


def register() -> None:
    """Connect to the language sites. Pelican calls this once for each build."""
    language_site_planned.connect(add_initiatives)
    language_site_finished.connect(add_actions)
    language_site_finished.connect(publish_data)
