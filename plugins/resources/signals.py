"""Connect the resource library to each language's site."""

from __future__ import annotations

from plugins.multilingual.signals import language_site_finished, language_site_planned
from plugins.resources.data import publish_data
from plugins.resources.pages import add_resources


def register() -> None:
    """Connect to the language sites. Pelican calls this once for each build."""
    language_site_planned.connect(add_resources)
    language_site_finished.connect(publish_data)
