"""Make each language's index once its texts are finished, and copy all of them into the site when it is written."""

from __future__ import annotations

from pathlib import Path

from pelican import Pelican, signals

from plugins.multilingual.signals import language_site_finished, language_site_planned
from plugins.multilingual.site import LanguageSite
from plugins.problems import Problem
from plugins.problems.problem import Severity
from plugins.search import index
from plugins.search.documents import documents
from plugins.search.pages import add_search, fill


def make_index(site: LanguageSite) -> None:
    """Make the index of a language and tell its page; without one the page is a list, and a problem says why."""
    found = documents(site)
    library = site.library
    try:
        folder = index.make(found, site.language, library.root / ".cache" / "search")
    except index.SearchError as error:
        hint = "Run ./run build once more; if that does not help, delete .venv, and ./run installs all anew."
        problem = Problem("search-missing", str(error), hint, severity=Severity.WARNING)
        if problem not in library.problems:
            library.problems.append(problem)
        fill(site, found, "")
    else:
        fill(site, found, site.addresses.href(f"/{index.FOLDER}/{folder.name}/"))


def publish(pelican: Pelican) -> None:
    """Copy the indexes that the pages name into the output of the main site, which ends last."""
    settings = pelican.settings
    if settings["DEFAULT_LANG"] != settings["LIBRARY"].source_language:
        return
    sites: dict[str, LanguageSite] = settings["LANGUAGE_SITES"]
    named = (page.context.get("index") for site in sites.values() for page in site.indexes)
    kept = settings["LIBRARY"].root / ".cache" / "search"
    folders = [kept / Path(href).name for href in named if href]
    index.publish(folders, Path(settings["OUTPUT_PATH"]))


def register() -> None:
    """Connect to Pelican and to the language sites. Pelican calls this once for each build."""
    language_site_planned.connect(add_search)
    language_site_finished.connect(make_index)
    signals.finalized.connect(publish)
