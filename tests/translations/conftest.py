"""A small site and what goes to translators and comes back: `exchange = make_exchange({"pages/about/en.md": "…"})`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pelicanconf import MARKDOWN
from plugins.bundles.library import Library, read_library, source_text
from plugins.bundles.model import Bundle, Text
from plugins.bundles.schema import KINDS
from plugins.translations.exchange import export_file, import_file, renderer, write
from plugins.translations.importing import ImportResult
from plugins.translations.rebuild import translation_text

LANGUAGES = ("en", "es", "ar", "bn", "zh-hans")
TODAY = datetime.date(2026, 7, 1)
RENDER = renderer(MARKDOWN)


def page(english: str, spanish: str | None = None) -> Bundle:
    """Return a page that is nowhere on the disk."""
    folder = Path("/nowhere/content/pages/about")
    empty = Text("en", "content/pages/about/en.md", "", {}, {}, "", 1)
    bundle = Bundle(KINDS["pages"], "about", folder, {"en": empty}, "en")
    bundle.texts["en"] = source_text(english, bundle)
    if spanish is not None:
        bundle.texts["es"] = translation_text(spanish, bundle, "es")
    return bundle


def library_of(bundle: Bundle) -> Library:
    return Library(Path("/nowhere"), LANGUAGES, "en", bundles={bundle.ref: bundle})


@dataclass
class Exchange:
    """A site on the disk, its export and its import. {digest} in a text becomes the digest of the page's source."""

    root: Path

    @property
    def library(self) -> Library:
        return read_library(self.root, self.root / "content", LANGUAGES, "en", datetime.date.min)

    def put(self, files: Mapping[str, str | bytes]) -> None:
        for name in sorted(files, key=lambda name: not name.endswith("en.md")):
            content = files[name]
            path = self.root / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                if "{digest}" in content:
                    ref = name.rpartition("/")[0]
                    content = content.replace("{digest}", self.library.bundles[ref].source.digest)
                content = content.encode()
            path.write_bytes(content)

    def export(self, language: str = "es", refs: Sequence[str] = (), **options) -> Path:
        """Write a translators' file and return its path."""
        path, content = export_file(self.root, self.library, language, refs, **options)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    def take(self, path: Path, **options) -> ImportResult:
        """Import a translators' file, and write what it makes."""
        result = import_file(self.root, self.library, path, MARKDOWN, TODAY, **options)
        write(result.files)
        return result

    def read(self, name: str) -> str:
        return (self.root / "content" / name).read_bytes().decode()

    def refused(self, path: Path) -> list[str]:
        """Return what is said of a file; nothing may have been written."""
        result = import_file(self.root, self.library, path, MARKDOWN, TODAY)
        assert result.problems
        assert not result.files
        return [str(problem) for problem in result.problems]


@pytest.fixture
def make_exchange(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Exchange]:
    """Return a function that writes the Markdown files of a site by their names in content/."""

    def make(files: Mapping[str, str | bytes]) -> Exchange:
        exchange = Exchange(tmp_path)
        exchange.put(files)
        return exchange

    return make
