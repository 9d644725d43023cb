"""Join the theme's stylesheets into one. Cascade layers order the rules, so the order of files does not matter
but for the first: tokens.css, whose first statement names the layers."""

from __future__ import annotations

import hashlib
from pathlib import Path

import rcssmin

FIRST = "tokens.css"


def join(folder: Path) -> str:
    """Return all .css files under *folder*, minified. "" if there are none."""
    files = sorted(
        folder.rglob("*.css"), key=lambda path: (path.name != FIRST, path.relative_to(folder).as_posix())
    )
    return "\n".join(str(rcssmin.cssmin(path.read_text("utf-8"))) for path in files)


def fingerprinted(name: str, content: bytes) -> str:
    """Return a file name that changes with the content: site.css → site.1a2b3c4d.css."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{ending}"
