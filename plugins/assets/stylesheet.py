"""Join the theme's stylesheets: one for every page, one for each template that has more to say, one for paper.

theme/static/css/**.css are joined into site.css, which a page waits for before it shows anything. What only some
templates need stands in css/pages/, under their names (home.css, home+page.css), and what only a printer needs in
css/print.css and css/print/: those are files of their own, so that no page waits for them in vain. Cascade layers order
the rules, so the order of files does not matter but for the first: tokens.css, whose first statement names the layers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import lightningcss

FIRST = "tokens.css"
SITE, PRINT, PAGES = "site.css", "print.css", "pages"
PRINT_FOLDER = "print/"


class StylesheetError(ValueError):
    """A stylesheet that is no CSS: one sentence with the file, line and column."""


def stylesheets(folder: Path) -> dict[str, str]:
    """Return each stylesheet, minified, by its name: site.css, print.css, pages/home.css. Raises StylesheetError.

    site.css is there even if it is empty; a template has one of its own at most, whatever files name it.
    """
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.css"))}
    own = {name: _templates(name) for name in files if name.startswith(f"{PAGES}/")}
    paper = [name for name in files if name == PRINT or name.startswith(PRINT_FOLDER)]
    common = sorted(
        (name for name in files if name not in (*own, *paper)), key=lambda name: (name != FIRST, name)
    )
    # First each for itself, so that an error names its file; then all, so that equal layers become one.
    parts = {name: _minified(path.read_text("utf-8"), name) for name, path in files.items()}
    found = {SITE: _joined(parts[name] for name in common)}
    if paper:
        found[PRINT] = _joined(parts[name] for name in paper)
    for template in sorted({template for templates in own.values() for template in templates}):
        needed = [parts[name] for name, templates in own.items() if template in templates]
        found[f"{PAGES}/{template}.css"] = _joined(needed)
    return found


def _templates(name: str) -> list[str]:
    """Return the templates that a file in pages/ is for: pages/home+page.css → home, page."""
    return name.removeprefix(f"{PAGES}/").removesuffix(".css").split("+")


def _joined(parts: Iterable[str]) -> str:
    css = "\n".join(parts)
    return _minified(css, FIRST) if css else ""


def _minified(css: str, name: str) -> str:
    try:
        return lightningcss.process_stylesheet(css, filename=name, minify=True)
    except ValueError as error:
        raise StylesheetError(_sentence(str(error), name)) from error


def _sentence(told: str, name: str) -> str:
    """Return lightningcss's message, which ends in "at name:line:column" with lines from 0, in our own form."""
    what, _, place = told.removeprefix("Parsing stylesheet failed: ").partition(f" at {name}:")
    line, _, column = place.partition(":")
    where = f":{int(line) + 1}:{column}" if line.isdigit() else ""
    return f"theme/static/css/{name}{where}: {what}."


def fingerprinted(name: str, content: bytes) -> str:
    """Return a file name that changes with the content: pages/home.css → home.1a2b3c4d.css."""
    stem, _, ending = name.rpartition("/")[2].rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{ending}"
