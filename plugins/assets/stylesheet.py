"""Join the theme's stylesheets into one. Cascade layers order the rules, so the order of files does not matter
but for the first: tokens.css, whose first statement names the layers."""

from __future__ import annotations

import hashlib
from pathlib import Path

import lightningcss

FIRST = "tokens.css"


class StylesheetError(ValueError):
    """A stylesheet that is no CSS: one sentence with the file, line and column."""


def join(folder: Path) -> str:
    """Return all .css files under *folder*, minified. "" if there are none. Raises StylesheetError."""
    files = sorted(
        folder.rglob("*.css"), key=lambda path: (path.name != FIRST, path.relative_to(folder).as_posix())
    )
    # First each for itself, so that an error names its file; then all, so that equal layers become one.
    parts = [_minified(path.read_text("utf-8"), path.relative_to(folder).as_posix()) for path in files]
    return _minified("\n".join(parts), FIRST) if parts else ""


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
    """Return a file name that changes with the content: site.css → site.1a2b3c4d.css."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{ending}"
