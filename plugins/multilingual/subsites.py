"""The one place that works around pelican-i18n-subsites 1.0.0 and Pelican 4.12.

What we keep of the plugin: it runs one Pelican per language, inside the main one, with settings of its own.
What we take over, and why (numbers from the list in docs/decisions/0002-sub-sites.md):

- Pelican's own reading, its lists and feeds are off: they read every language in every sub-site, hide or leak
  untranslated pages, and crash on drafts (1-5, 10, 12, 14). `pages` decides what a language shows.
- The theme and the attachments are written once, by the main site, and addressed from the root (6-9).
- Catalogues are ours (`catalogue`), so a missing one is a problem, not a traceback (11).
- Dates come from Babel, never from the machine's locale (13).
- The plugin keeps its state in its module, also after a build that failed; it is cleared first (15, 16).
"""

from __future__ import annotations

import posixpath
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any

from pelican.plugins.i18n_subsites import i18n_subsites as upstream

from plugins.multilingual.lean import Lean

# Upstream looks for this very string to install its own translations (11); Jinja takes the class's name as well.
GETTEXT = "jinja2.ext.InternationalizationExtension"

_OFF: dict[str, Any] = {
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "TEMPLATE_PAGES": {},
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "CACHE_CONTENT": False,
    "LOAD_CONTENT_CACHE": False,
    "RELATIVE_URLS": False,
}


def take_over(settings: MutableMapping[str, Any]) -> None:
    """Prepare the main site's settings for one build: Pelican's own content off, one sub-site per language."""
    settings.update(_OFF)
    jinja = dict(settings["JINJA_ENVIRONMENT"])
    others = [name for name in jinja.get("extensions", []) if name not in ("jinja2.ext.i18n", GETTEXT)]
    others.append(Lean)
    # Autoescape: Pelican leaves it off, and a title such as "A <script>" would run.
    settings["JINJA_ENVIRONMENT"] = {"autoescape": True, **jinja, "extensions": [*others, GETTEXT]}
    settings["I18N_SUBSITES"] = overrides(
        settings["LANGUAGES"], settings["DEFAULT_LANG"], settings["SITEURL"], settings["OUTPUT_PATH"]
    )
    upstream._MAIN_SETTINGS = None


def overrides(
    languages: Sequence[str], source_language: str, siteurl: str, output: str
) -> dict[str, dict[str, Any]]:
    """Return I18N_SUBSITES, made anew for each build because upstream writes into it."""
    return {
        language: {
            "SITEURL": posixpath.join(siteurl, language),
            "OUTPUT_PATH": str(Path(output) / language),
            "STATIC_PATHS": [],
            "THEME_STATIC_PATHS": [],
            "THEME_STATIC_DIR": "theme",
        }
        for language in languages
        if language != source_language
    }


def name_all(
    context: MutableMapping[str, Any], language: str, languages: Sequence[str], siteurl: str
) -> None:
    """Let templates see the addresses of all sub-sites, those too that stay as an earlier build wrote them."""
    found = {code: posixpath.join(siteurl, code) for code in languages}
    found[languages[0]] = siteurl
    upstream._SITE_DB.clear()
    upstream._SITE_DB.update(found)
    upstream._SITES_RELPATH_DB.clear()
    context["lang_siteurls"] = found
    context["extra_siteurls"] = {code: address for code, address in found.items() if code != language}
