"""Connect the situations to each language's site."""

from __future__ import annotations

from plugins.multilingual.signals import language_site_finished, language_site_planned
from plugins.rights.pages import add_phrases, add_situations


def register() -> None:
    """Connect to the language sites. Pelican calls this once for each build."""
    language_site_planned.connect(add_situations)
    language_site_finished.connect(add_phrases)
