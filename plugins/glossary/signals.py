"""Check the glossary once the library is read, and connect it to each language's site."""

from __future__ import annotations

from pelican import Pelican, signals

from plugins.bundles.library import Library
from plugins.bundles.signals import load
from plugins.glossary.check import check_terms, check_texts
from plugins.glossary.pages import add_glossary
from plugins.glossary.terms import read_terms
from plugins.multilingual.signals import language_site_planned


def check(pelican: Pelican) -> None:
    """Add to the library what is wrong with the glossary, and where texts do not keep to it."""
    load(pelican)  # asked for here, because Pelican calls plugins in no certain order
    settings = pelican.settings
    library: Library = settings["LIBRARY"]
    if settings.get("GLOSSARY_CHECKED") is library:
        return  # a sub-site
    settings["GLOSSARY_CHECKED"] = library
    terms = read_terms(library)
    library.problems += check_terms(library, terms)
    library.problems += check_texts(library, terms)


def register() -> None:
    """Connect to Pelican and to the language sites. Pelican calls this once for each build."""
    signals.initialized.connect(check)
    language_site_planned.connect(add_glossary)
