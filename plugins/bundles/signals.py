"""Read the library when Pelican starts; every language's sub-site shares it through the settings."""

from __future__ import annotations

import datetime
from pathlib import Path

from pelican import Pelican, signals

from plugins.bundles.convert import convert
from plugins.bundles.library import read_library
from plugins.bundles.markup import check_html


def load(pelican: Pelican) -> None:
    """Put the library into settings["LIBRARY"]. A sub-site finds it there and reads nothing."""
    settings = pelican.settings
    if "LIBRARY" in settings:
        return
    root = Path(settings.get("PROJECT_ROOT", "."))
    today = settings.get("TODAY") or datetime.datetime.now(datetime.UTC).date()
    languages = settings["LANGUAGES"]
    library = read_library(root, Path(pelican.path), languages, settings["DEFAULT_LANG"], today)
    texts = list(library.texts())
    convert(texts, settings["MARKDOWN"], settings.get("JOBS"))
    for text in texts:
        library.problems += check_html(text)
    settings["LIBRARY"] = library


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    signals.initialized.connect(load)
