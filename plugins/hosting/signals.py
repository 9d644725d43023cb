"""Write what the host needs, once all pages of a language are known."""

from __future__ import annotations

from pelican import signals
from pelican.generators import Generator

from plugins.hosting import headers, redirects
from plugins.hosting.stub import stub
from plugins.multilingual.site import LanguageSite


def add(generators: list[Generator]) -> None:
    """Add the pages at former addresses to each language, and the two files to the main site."""
    settings = generators[0].settings
    site: LanguageSite = settings["LANGUAGE_SITES"][settings["DEFAULT_LANG"]]
    for move in site.moves:
        if move.language == site.language.code:
            name = site.addresses.save_as(move.old, move.language)
            site.files[name] = stub(site, site.pages[move.ref])
    if site.is_source:
        paths = [page.path for page in site.all_pages()]
        paths += [move.old for move in site.moves if move.language == site.language.code]
        immutable = [site.addresses.href(f"/theme/{name}") for name in settings.get("STYLESHEETS", ())]
        rules = headers.rules(site.addresses, site.codes, paths, immutable)
        site.files[headers.FILE] = headers.as_text(rules)
        site.files["robots.txt"] = (
            f"User-agent: *\nDisallow:\n\nSitemap: {site.addresses.absolute('/sitemap.xml')}\n"
        )
        if lines := redirects.as_text(site.moves, site.attachments, site.addresses):
            site.files[redirects.FILE] = lines


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    signals.all_generators_finalized.connect(add)
