"""Settings of the preview (`./run build`, `./run serve`). publishconf.py is stricter."""

from pathlib import Path

from markdown.extensions.toc import slugify_unicode

PROJECT_ROOT = str(Path(__file__).parent)

# ── The site ─────────────────────────────────────────────────────────────────

SITENAME = "Immigrant Defense Project"
# The address the site has in public, without a final slash; canonical and hreflang links need it. A host of
# its own, because the organization's present pages on www are cited here as another site.
SITEURL = "https://campaigns.immigrantdefenseproject.org"

# The languages of the site, the source language first: BCP 47 tags in small letters, as in the names of
# Markdown files. Everything else about a language comes from CLDR. To add one, see docs/languages.md.
LANGUAGES = ["en", "es", "zh-hans", "zh-hant", "ru", "bn", "ht", "ko", "ar", "ur", "fr", "pl", "yi"]
DEFAULT_LANG = "en"

HELPLINE = "(212) 725-6422"
LEGAL_HELP_PAGE = "pages/legal-help"
ATTORNEYS_PAGE = "pages/for-attorneys"
# Where "Leave this site" leads: a page that is nobody's secret and shows nothing personal.
EXIT_URL = "https://www.weather.gov/"
# The languages in which the helpline answers (BCP 47), for search engines. Without it: that of the source texts, since
# whoever calls must not be promised more than is known.
# HELPLINE_LANGUAGES = ["en", "es"]
# Who names the entries of our feeds, and a year in which the name was ours (RFC 4151). Never change it: readers'
# programs know the entries by it, also after a move to another address.
FEED_AUTHORITY = "campaigns.immigrantdefenseproject.org,2026"

# ── Where things are ─────────────────────────────────────────────────────────

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "America/New_York"
PLUGINS = [
    "plugins.bundles",
    "plugins.multilingual",
    "plugins.assets",
    "plugins.initiatives",
    "plugins.resources",
    "plugins.rights",
    "plugins.paper",
    "plugins.news",
    "plugins.feeds",
    "plugins.structured",
    "plugins.opengraph",
    "plugins.offline",
    "plugins.hosting",
    "plugins.glossary",
    "plugins.search",
    "plugins.translations",
    "plugins.styleguide",
    "plugins.linkcheck",
    "i18n_subsites",
]

# ── Markdown ─────────────────────────────────────────────────────────────────

MARKDOWN = {
    "extensions": [
        "markdown.extensions.abbr",
        "markdown.extensions.attr_list",
        "markdown.extensions.def_list",
        "markdown.extensions.fenced_code",
        "markdown.extensions.footnotes",
        "markdown.extensions.md_in_html",
        "markdown.extensions.sane_lists",
        "markdown.extensions.tables",
        "markdown.extensions.toc",
    ],
    # Headings that give no id of their own get one in their own script, not "_1".
    "extension_configs": {
        "markdown.extensions.footnotes": {
            "BACKLINK_TITLE": "↩ {}"
        },  # read out in every language, so no words
        "markdown.extensions.toc": {"slugify": slugify_unicode},
    },
    "output_format": "html5",
}

# Which texts are published is policy: the preview shows every translation, with its notice.
WITHHOLD_UNREVIEWED_RISK = False
