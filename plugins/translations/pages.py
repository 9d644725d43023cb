"""The status page for staff, /translations/: how far every page is translated. Not listed, not in search engines."""

from __future__ import annotations

from markupsafe import Markup

from plugins.multilingual.catalogue import N_
from plugins.multilingual.pages import index_view
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Notice
from plugins.translations.survey import survey
from plugins.translations.table import MEANINGS, as_html

OWN_PATH = "translations/"
TITLE = "How far each page is translated"
SUMMARY = "For staff and translators. The table is made anew with every build."


def add_status_page(site: LanguageSite) -> None:
    """Add the status page. It is in the source language only, so that staff's words are not translated twelve times."""
    # as_html escapes the texts in it; MEANINGS are ours.
    table = Markup(as_html(survey(site.library)))
    view = index_view(site, "status", OWN_PATH, TITLE, SUMMARY, table=table)
    meanings = "".join(f"<dt>{mark}</dt><dd>{meaning}</dd>\n" for mark, meaning in MEANINGS.items())
    view.content = Markup(f"<dl>\n{meanings}</dl>\n")
    view.noindex, view.alternates = True, []
    if not site.is_source:
        view.lang, view.dir, view.fallback = site.source.tag, site.source.dir, True
        view.canonical = site.addresses.absolute(site.addresses.root(site.source.code) + OWN_PATH)
        missing = site.gettext(N_("This page is not yet in %(language)s. Here it is in English."))
        view.notices = [Notice("info", missing % {"language": site.language.name_in_text})]
    site.indexes.append(view)
