"""Pelican's side: put the style guide into each language's site."""

from __future__ import annotations

from pathlib import Path

from pelican import Pelican, signals

from plugins.multilingual import signals as multilingual
from plugins.multilingual.site import LanguageSite
from plugins.styleguide.pages import Guide, add_pages, read_guide

_guides: list[Guide] = []


def prepare(pelican: Pelican) -> None:
    """Read the theme once for all languages."""
    if pelican.settings["DEFAULT_LANG"] == pelican.settings["LIBRARY"].source_language:
        rebuild = pelican.settings.get("REBUILD")
        _guides[:] = [read_guide(Path(pelican.settings["THEME"]), rebuild.made_by if rebuild else "")]


def add(site: LanguageSite) -> None:
    """Add the pages of the guide, if the theme has a template for them."""
    if _guides and _guides[0].is_wanted:
        add_pages(site, _guides[0])


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    signals.initialized.connect(prepare)
    multilingual.language_site_planned.connect(add)
