"""Write the theme's static files once, when the main site is finished; tell templates their addresses."""

from __future__ import annotations

import shutil
from pathlib import Path

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.assets.stylesheet import fingerprinted, join
from plugins.multilingual import signals as multilingual

STYLESHEET = "site.css"


def prepare(pelican: Pelican) -> None:
    """Join the stylesheet and set ASSET_URL, a function from a static file's name to its href."""
    multilingual.prepare(pelican)  # asked for here, because Pelican calls plugins in no certain order
    settings = pelican.settings
    if "ASSET_URL" in settings:
        return
    css = join(Path(settings["THEME"]) / "static" / "css").encode()
    settings["STYLESHEET"] = css
    settings["STYLESHEET_NAME"] = name = fingerprinted(STYLESHEET, css)
    settings["THEME_STATIC_PATHS"] = []
    prefix = settings["ADDRESSES"].href("/theme/")
    settings["ASSET_URL"] = lambda asset: prefix + (name if asset == STYLESHEET else asset)


def write(generators: list[Generator]) -> None:
    """Write the assets into the main site's output, before its pages: they are there when links are checked."""
    settings = generators[0].settings
    if settings["DEFAULT_LANG"] != settings["LIBRARY"].source_language:
        return
    static = Path(settings["THEME"]) / "static"
    target = Path(settings["OUTPUT_PATH"]) / "theme"
    target.mkdir(parents=True, exist_ok=True)
    (target / settings["STYLESHEET_NAME"]).write_bytes(settings["STYLESHEET"])
    for path in sorted(static.rglob("*")):
        if path.is_file() and path.suffix != ".css" and not path.name.startswith("."):
            copy = target / path.relative_to(static)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    signals.initialized.connect(prepare)
    signals.all_generators_finalized.connect(write)
