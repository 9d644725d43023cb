"""How ours and stock Pelican get the corpus: the same theme, the same Markdown, their own plugins."""

from __future__ import annotations

import sys

from bench.contestants import ROOT, Contestant, Maker
from bench.corpus import LANGUAGES

THEME = ROOT / "bench" / "theme"
_COMMON = """\
SITENAME = "Benchmark"
SITEURL = "https://bench.example"
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
THEME = {theme!r}
PATH = "content"
OUTPUT_PATH = "output"
MARKDOWN = {{"extensions": ["markdown.extensions.extra", "markdown.extensions.toc"], "output_format": "html5"}}
"""
_STOCK = """\
PLUGINS = ["i18n_subsites"]
I18N_SUBSITES = {{language: {{}} for language in {others!r}}}
ARTICLE_PATHS = []
PAGE_PATHS = ["pages"]
STATIC_PATHS = []
DIRECT_TEMPLATES = []
PAGE_URL = PAGE_LANG_URL = "{{slug}}/"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = "{{slug}}/index.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
JINJA_FILTERS = {{"address": lambda page: "/" + page.url}}
"""
_OURS = """\
PLUGINS = ["plugins.bundles", "plugins.multilingual", {linkcheck}"i18n_subsites"]
LANGUAGES = {languages!r}
JINJA_FILTERS = {{"address": lambda page: page.url}}
"""
_SERVE = """\
import sys
from pathlib import Path
from plugins.builder.serve import serve
serve(Path("output").resolve(), int(sys.argv[1]), "conf.py")
"""
_VERSION = (sys.executable, "-m", "pelican", "--version")


def _ours(name: str, folder: str, linkcheck: str, languages: int) -> Contestant:
    text = _COMMON.format(theme=str(THEME))
    text += _OURS.format(languages=list(LANGUAGES[:languages]), linkcheck=linkcheck)
    return Contestant(
        name,
        folder,
        {"conf.py": text},
        (sys.executable, "-m", "plugins.builder", "--settings", "conf.py"),
        "content/pages/page-0000/en.md",
        "output/page-0000/index.html",
        ("output", ".cache"),
        (sys.executable, "-c", _SERVE, "{port}"),
        {"PYTHONPATH": str(ROOT)},
        _VERSION,
    )


def ours(_pages: int, languages: int) -> Contestant:
    """Return our builder as it is without the link check, which no other has."""
    return _ours("ours", "ours", "", languages)


def ours_checked(_pages: int, languages: int) -> Contestant:
    """Return our builder with the link check."""
    return _ours("ours with link check", "ours-checked", '"plugins.linkcheck", ', languages)


def stock(_pages: int, languages: int) -> Contestant:
    """Return Pelican as it comes, with the plugin that makes a site of each language."""
    text = _COMMON.format(theme=str(THEME)) + _STOCK.format(others=list(LANGUAGES[1:languages]))
    return Contestant(
        "stock Pelican + i18n-subsites",
        "stock",
        {"conf.py": text},
        (sys.executable, "-m", "pelican", "-q", "-s", "conf.py"),
        "content/pages/page-0000.en.md",
        "output/page-0000/index.html",
        ("output", "cache"),
        asked=_VERSION,
    )


MAKERS: dict[str, Maker] = {
    "ours": ours,
    "ours with link check": ours_checked,
    "stock Pelican + i18n-subsites": stock,
}
