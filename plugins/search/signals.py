"""Make each language's index once its texts are finished, before its pages are written, and put it into the site."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pelican import signals
from pelican.generators import Generator

from plugins.multilingual.signals import language_site_planned
from plugins.multilingual.site import LanguageSite
from plugins.problems import Problem, Severity
from plugins.search import index
from plugins.search.documents import documents
from plugins.search.pages import add_search, fill


def add_index(generators: list[Generator]) -> None:
    """Put the index of a language into the site, and tell its page; without one that is a list, and a problem says why."""
    settings = generators[0].settings
    code = settings["DEFAULT_LANG"]
    site: LanguageSite = settings["LANGUAGE_SITES"][code]
    output = Path(settings["OUTPUT_PATH"]) if site.is_source else Path(settings["OUTPUT_PATH"]).parent
    found, library = documents(site), site.library
    try:
        folder = index.make(found, site.language, library.root / ".cache" / "search")
    except index.SearchError as error:
        hint = "Delete the folder .venv and build again: ./run then installs all packages anew."
        problem = Problem("search-missing", str(error), hint, severity=Severity.WARNING)
        if problem not in library.problems:
            library.problems.append(problem)
        fill(site, found, "")
        return
    rebuild = settings.get("REBUILD")
    written = index.publish(folder, output, partial(rebuild.is_copied, code) if rebuild else _never)
    if rebuild:  # they stay with the language if nothing of it changes
        rebuild.languages[code].files |= written
    fill(site, found, site.addresses.href(f"/{index.FOLDER}/{folder.name}/"))


def _never(_name: str, _path: Path) -> bool:
    return False


def register() -> None:
    """Connect to Pelican and to the language sites. Pelican calls this once for each build."""
    language_site_planned.connect(add_search)
    signals.all_generators_finalized.connect(add_index)
