"""Markdown → HTML, once per file and build, whatever the number of languages.

Links stay as they were typed; `multilingual.links` resolves them for each reader's language.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from plugins.bundles.inline import use_quick_inline
from plugins.bundles.model import Text
from plugins.bundles.plain import plain_converter
from plugins.bundles.processes import MOST, in_processes
from plugins.bundles.traits import Traits, traits
from plugins.problems import Problem

# Below this many texts a second process costs more than it saves: starting one, and taking what it brings, takes
# about 15 ms; a text of 600 words 0.3 ms if it is plain.
WORTH_A_SECOND_PROCESS = 80

Check = Callable[[Text], Iterable[Problem]]
"""Says what is wrong with a text that has its html. Called where the text was converted, on all cores."""

_EXTENSIONS = "markdown.extensions."

Converted = tuple[str, Traits, str, list[Problem]]


def convert(
    texts: Sequence[Text], settings: Mapping[str, Any], check: Check, jobs: int | None = None
) -> list[list[Problem]]:
    """Fill in the html, the traits and the digest of each text and return what *check* finds in each.

    settings are Markdown's own (extensions, …); jobs None means all cores. A text that says it is_converted is only
    checked.
    """
    problems: list[list[Problem]] = []
    converted = _converted(texts, settings, check, jobs)
    for text, (html, structure, digest, found) in zip(texts, converted, strict=True):
        text.html, text.traits = html, structure
        text.keep_digest(digest)
        problems.append(found)
    return problems


def _converted(
    texts: Sequence[Text], settings: Mapping[str, Any], check: Check, jobs: int | None
) -> Iterable[Converted]:
    converter = new_converter(settings)  # one for all: building one costs as much as converting a short page
    jobs = jobs or os.cpu_count() or 1
    pieces = min(jobs * 8, MOST) if len(texts) >= WORTH_A_SECOND_PROCESS else 1

    def convert_piece(number: int) -> list[Converted]:
        return [_convert_one(text, converter, check) for text in texts[number::pieces]]

    found: dict[int, Converted] = {}
    for number, piece in enumerate(in_processes(convert_piece, pieces, jobs)):
        found |= zip(range(number, len(texts), pieces), piece, strict=True)
    return [found[number] for number in range(len(texts))]


def _convert_one(text: Text, converter: Converter, check: Check) -> Converted:
    if not getattr(text, "is_converted", False):
        text.html = converter.convert(text.body)
        text.traits = traits(text.body, text.html)
    return text.html, text.traits, text.digest, list(check(text))


def new_converter(settings: Mapping[str, Any]) -> Converter:
    """Return a converter with the extensions of Pelican's MARKDOWN setting, without its "meta": that is ours."""
    configs = dict(settings.get("extension_configs", {}))
    names = [*settings.get("extensions", ()), *configs]
    names = [name for name in dict.fromkeys(names) if name != "markdown.extensions.meta"]
    form = settings.get("output_format", "html5")
    return Converter(extensions=names, extension_configs=configs, output_format=form)


class Converter(Markdown):
    """Markdown's own, with what takes most of its time done faster. Each text is one by itself."""

    def __init__(self, **settings: Any) -> None:
        """Take the settings of Markdown's own."""
        super().__init__(**settings)
        use_quick_inline(self)
        self._plain = plain_converter(self)

    def convert(self, source: str) -> str:
        """Return the HTML of a text."""
        html = self._plain(source) if self._plain else None
        return html if html is not None else super(Converter, self.reset()).convert(source)

    def build_extension(self, ext_name: str, configs: Mapping[str, Any]) -> Extension:
        """Return an extension; Markdown's own without asking all installed packages for one, which takes 35 ms."""
        own = f"{_EXTENSIONS}{ext_name.removeprefix(_EXTENSIONS)}"
        if not ext_name.removeprefix(_EXTENSIONS).isidentifier() or find_spec(own) is None:
            return super().build_extension(ext_name, configs)
        made: Extension = importlib.import_module(own).makeExtension(**configs)
        return made

    def is_block_level(self, tag: Any) -> bool:
        """Return what Markdown's own does, which looks through a list for it, some 250 times a page."""
        if self._known_with != len(self.block_level_elements):
            self._known_with, self._blocks = len(self.block_level_elements), {}
        try:
            return self._blocks[tag]
        except (KeyError, TypeError):
            found = super().is_block_level(tag)
            if isinstance(tag, str):
                self._blocks[tag] = found
            return found

    _known_with = -1
    _blocks: dict[str, bool]
