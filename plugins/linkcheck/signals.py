"""Read the output once the main site, which ends last, is written, and check every internal link in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from pelican import Pelican, signals

from plugins.bundles.library import Library
from plugins.linkcheck.check import Page, check
from plugins.linkcheck.extract import Document, Link, extract
from plugins.linkcheck.formats import extract_css, extract_manifest, extract_xml
from plugins.linkcheck.origin import problems
from plugins.linkcheck.sitemap import SiteMap


def check_output(pelican: Pelican) -> None:
    """Add a problem to the library for each internal link of the output that leads nowhere."""
    library: Library = pelican.settings["LIBRARY"]
    if pelican.settings["DEFAULT_LANG"] != library.source_language:
        return
    output = Path(pelican.settings["OUTPUT_PATH"])
    files = sorted(path for path in output.rglob("*") if path.is_file())
    documents = {path.relative_to(output).as_posix(): read(path) for path in files}
    site = SiteMap.of(
        {name: document.ids for name, document in documents.items()},
        url=pelican.settings["SITEURL"],
        languages=[code for code in library.languages if code != library.source_language],
        bundles=library.bundles,
    )
    pages = [Page(_address(name), document) for name, document in documents.items()]
    published = {_address(name): origin for name, origin in library.published.items()}
    found = check(pages, site)
    library.problems += problems(
        found, published, partial(read_templates, Path(pelican.settings["THEME"]), library.root)
    )


def read(path: Path) -> Document:
    """Return the links and ids of one file; a file of no known sort has none."""
    if path.suffix == ".html":
        return extract(path.read_text("utf-8", errors="replace"))
    if path.suffix == ".css":
        return Document(tuple(extract_css(path.read_text("utf-8", errors="replace"))))
    if path.suffix in (".xml", ".atom"):
        return Document(tuple(_or_none(extract_xml, path.read_bytes())))
    if path.suffix == ".webmanifest" or path.name == "manifest.json":
        return Document(tuple(_or_none(extract_manifest, path.read_text("utf-8", errors="replace"))))
    return Document()


def _or_none(extract_from: Callable[[Any], Iterable[Link]], content: Any) -> Iterable[Link]:
    try:
        return extract_from(content)
    except ValueError:  # an attachment of some page that is not what its name says
        return ()


def _address(name: str) -> str:
    return "/" + (
        name.removesuffix("index.html") if name == "index.html" or name.endswith("/index.html") else name
    )


def read_templates(theme: Path, root: Path) -> dict[str, str]:
    """Return the text of each template by its path, relative to the project's root where it is inside."""
    paths = sorted((theme / "templates").rglob("*.html"))
    return {
        (path.relative_to(root) if path.is_relative_to(root) else path).as_posix(): path.read_text("utf-8")
        for path in paths
    }


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    signals.finalized.connect(check_output)
