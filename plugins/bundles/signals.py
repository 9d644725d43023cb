"""Read the library when Pelican starts; every language's sub-site shares it through the settings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from pelican import Pelican, signals

from plugins.bundles.convert import convert
from plugins.bundles.library import read_library
from plugins.bundles.markup import check_html
from plugins.bundles.model import Text
from plugins.bundles.relations import check_drift, check_later
from plugins.problems import Problem


def load(pelican: Pelican) -> None:
    """Put the library into settings["LIBRARY"]. A sub-site finds it there and reads nothing."""
    settings = pelican.settings
    if "LIBRARY" in settings:
        return
    root = Path(settings.get("PROJECT_ROOT", "."))
    today = settings.get("TODAY") or datetime.datetime.now(datetime.UTC).date()
    languages = settings["LANGUAGES"]
    memory = settings.get("MEMORY")  # of earlier builds; without it everything is read anew
    library = read_library(root, Path(pelican.path), languages, settings["DEFAULT_LANG"], today, memory)
    pages = {name for ref in library.bundles for name in (ref, ref.partition("/")[2])}
    may_be_empty = {
        text.path
        for bundle in library.bundles.values()
        if not bundle.kind.needs_body
        for text in bundle.texts.values()
    }

    def check(text: Text) -> Iterator[Problem]:
        return check_html(text, pages, needs_body=text.path not in may_be_empty)

    texts = list(library.texts())
    if memory:
        texts, known = memory.adopt(library, (sorted(pages), sorted(may_be_empty)))
        library.problems += known
    found = convert(texts, settings["MARKDOWN"], check, settings.get("JOBS"))
    library.problems += [problem for of_text in found for problem in of_text]
    if memory:
        memory.keep(library, texts, found)
    bundles = library.bundles.values()
    library.problems += check_drift(bundles, library.told)
    library.problems = list(check_later(library.problems, bundles))
    settings["LIBRARY"] = library


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    signals.initialized.connect(load)
