"""Write the theme's static files once, when the main site is finished; tell templates their addresses."""

from __future__ import annotations

import shutil
from pathlib import Path

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.assets.stylesheet import PAGES, PRINT, SITE, fingerprinted, stylesheets
from plugins.multilingual import signals as multilingual


def prepare(pelican: Pelican) -> None:
    """Join the stylesheets and set ASSET_URL, a function from a static file's name to its href, and STYLES_FOR.

    STYLES_FOR returns the hrefs of the stylesheets that a template waits for, and of the one for paper or "".
    """
    multilingual.prepare(pelican)  # asked for here, because Pelican calls plugins in no certain order
    settings = pelican.settings
    if "ASSET_URL" in settings:
        return
    sheets = {
        name: css.encode() for name, css in stylesheets(Path(settings["THEME"]) / "static" / "css").items()
    }
    names = {name: fingerprinted(name, css) for name, css in sheets.items()}
    settings["STYLESHEETS"] = {names[name]: css for name, css in sheets.items()}
    settings["THEME_STATIC_PATHS"] = []
    prefix: str = settings["ADDRESSES"].href("/theme/")

    def url(asset: str) -> str:
        return prefix + names.get(asset, asset)

    def styles_for(template: str) -> list[str]:
        return [url(name) for name in (SITE, f"{PAGES}/{template}.css") if name in names]

    settings["ASSET_URL"] = url
    settings["STYLES_FOR"] = styles_for
    settings["PRINT_STYLE"] = url(PRINT) if PRINT in names else ""


def write(generators: list[Generator]) -> None:
    """Write the assets into the main site's output, before its pages: they are there when links are checked."""
    settings = generators[0].settings
    if settings["DEFAULT_LANG"] != settings["LIBRARY"].source_language:
        return
    static = Path(settings["THEME"]) / "static"
    target = Path(settings["OUTPUT_PATH"]) / "theme"
    target.mkdir(parents=True, exist_ok=True)
    for name, css in settings["STYLESHEETS"].items():
        (target / name).write_bytes(css)
    for path in sorted(static.rglob("*")):
        if path.is_file() and path.suffix != ".css" and not path.name.startswith("."):
            copy = target / path.relative_to(static)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    signals.initialized.connect(prepare)
    signals.all_generators_finalized.connect(write)
