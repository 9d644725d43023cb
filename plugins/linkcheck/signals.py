"""Read the output once the main site, which ends last, is written, and check every internal link in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.problems import Severity

if TYPE_CHECKING:  # other sites are checked without Pelican, whose import takes 0.1 s
    from pelican import Pelican

    from plugins.bundles.library import Library, Published
    from plugins.incremental.rebuild import Rebuild
    from plugins.linkcheck.origin import Origin


def check_output(pelican: Pelican) -> None:
    """Add a problem to the library for each internal link of the output that leads nowhere."""
    from plugins.bundles.renamed import former_refs
    from plugins.linkcheck.collector import without_garbage_collection
    from plugins.linkcheck.site import Site

    library: Library = pelican.settings["LIBRARY"]
    if pelican.settings["DEFAULT_LANG"] != library.source_language:
        return
    rebuild = pelican.settings.get("REBUILD")  # which has left out what an earlier build has written
    output = rebuild.complete() if rebuild else Path(pelican.settings["OUTPUT_PATH"])
    if rebuild and _are_as_they_were(rebuild, output, pelican.settings):
        rebuild.notes["links"] = "fine"
        return
    with without_garbage_collection():
        site = Site.read(
            output,
            base_url=pelican.settings["SITEURL"],
            cache=library.root / ".cache" / "links.read",
            languages=[code for code in library.languages if code != library.source_language],
            source_language=library.source_language,
            own=True,
            tell_private=True,
            bundles=library.bundles,
            renamed=former_refs(library.bundles.values()),
            copies=library.copies,
        )
        origin = _origin(pelican.settings, library)
        found = list(origin.problems(site.told()))
    if rebuild:
        rebuild.notes["links"] = "wrong" if found else "fine"
    if any(problem.severity is Severity.ERROR for problem in library.problems):
        # A page without its fields, or that is not there, breaks links of the theme: the cause is told already.
        texts = {text.path for text in library.texts()}
        found = [problem for problem in found if problem.file in texts]
    library.problems += found
    pelican.settings["LINKCHECK_RESULT"] = (site, origin)  # for whoever checks the links to other sites


def _are_as_they_were(rebuild: Rebuild, output: Path, settings: dict[str, Any]) -> bool:
    """Return whether nothing was wrong with the last build's links, and none of them has changed."""
    from plugins.linkcheck.again import say_the_same
    from plugins.linkcheck.urls import Home

    base, changed, others = rebuild.changes()
    if rebuild.last_notes.get("links") != "fine" or base is None or others or len(changed) > 200:
        return False
    try:
        return say_the_same(sorted(changed), base, output, Home(settings["SITEURL"]))
    except OSError:
        return False


def _origin(settings: dict[str, Any], library: Library) -> Origin:
    """Return what the output was made from."""
    from plugins.linkcheck.origin import Origin
    from plugins.linkcheck.urls import Home

    return Origin(
        ByAddress(library.all_published),
        partial(read_templates, Path(settings["THEME"]), library.root),
        partial(_new_converter, settings["MARKDOWN"]),
        Home(settings["SITEURL"]),
    )


class ByAddress(Mapping[str, "Published"]):
    """What the pages of the output were made from, by their address; found out when somebody asks."""

    def __init__(self, published: Callable[[], Mapping[str, Published]]) -> None:
        self._published = published

    @cached_property
    def _found(self) -> dict[str, Published]:
        from plugins.linkcheck.sitemap import address

        return {address("/" + name): published for name, published in self._published().items()}

    def __getitem__(self, path: str) -> Published:
        return self._found[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _new_converter(settings: dict[str, Any]) -> Any:
    """Return what converts Markdown as the build does: text → HTML."""
    from plugins.bundles.convert import new_converter

    return new_converter(settings).convert


def read_templates(theme: Path, root: Path) -> dict[str, str]:
    """Return the text of each template by its path, relative to the project's root where it is inside."""
    paths = sorted((theme / "templates").rglob("*.html"))
    return {
        (path.relative_to(root) if path.is_relative_to(root) else path).as_posix(): path.read_text("utf-8")
        for path in paths
    }


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    from pelican import signals

    signals.finalized.connect(check_output)
