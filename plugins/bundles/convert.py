"""Markdown → HTML, once per file and build, whatever the number of languages.

Links stay as they were typed; `multilingual.links` resolves them for each reader's language.
"""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markdown import Markdown

from plugins.bundles.inline import use_quick_inline
from plugins.bundles.model import Text
from plugins.bundles.plain import plain_converter
from plugins.bundles.traits import Traits, traits
from plugins.problems import Problem

# Below this many texts a second process costs more than it saves: starting one takes about 30 ms, a text
# of 600 words 1.8 ms.
WORTH_A_SECOND_PROCESS = 80

Check = Callable[[Text], Iterable[Problem]]
"""Says what is wrong with a text that has its html. Called where the text was converted, on all cores."""

Converted = tuple[str, Traits, list[Problem]]

_work: tuple[Converter, Check, Sequence[Text]] | None = None


def convert(
    texts: Sequence[Text], settings: Mapping[str, Any], check: Check, jobs: int | None = None
) -> list[list[Problem]]:
    """Fill in the html and the traits of each text and return what *check* finds in each.

    settings are Markdown's own (extensions, …); jobs None means all cores. A text that says it is_converted is only
    checked.
    """
    problems: list[list[Problem]] = []
    for text, (html, structure, found) in zip(texts, _converted(texts, settings, check, jobs), strict=True):
        text.html, text.traits = html, structure
        problems.append(found)
    return problems


def _converted(
    texts: Sequence[Text], settings: Mapping[str, Any], check: Check, jobs: int | None
) -> Iterable[Converted]:
    jobs = jobs or os.cpu_count() or 1
    if not texts:
        return []
    _start(settings, check, texts)
    if jobs == 1 or not hasattr(os, "fork") or len(texts) < WORTH_A_SECOND_PROCESS:
        # One instance for all: building one costs as much as converting a short page.
        return _convert_part((0, len(texts)))
    import multiprocessing  # here, because most builds convert one text

    size = max(1, len(texts) // (jobs * 8))
    parts = [(first, min(first + size, len(texts))) for first in range(0, len(texts), size)]
    with multiprocessing.get_context("fork").Pool(jobs, gc.disable) as pool:  # none lives long
        return [one for part in pool.imap(_convert_part, parts) for one in part]


def _start(settings: Mapping[str, Any], check: Check, texts: Sequence[Text]) -> None:
    """Set what the processes share with this one from their start: nothing of it has to be sent."""
    global _work
    _work = new_converter(settings), check, texts


def _convert_part(part: tuple[int, int]) -> list[Converted]:
    assert _work is not None, "_start comes first"
    converter, check, texts = _work
    return [_convert_one(text, converter, check) for text in texts[part[0] : part[1]]]


def _convert_one(text: Text, converter: Converter, check: Check) -> Converted:
    if not getattr(text, "is_converted", False):
        text.html = converter.convert(text.body)
        text.traits = traits(text.body, text.html)
    return text.html, text.traits, list(check(text))


def new_converter(settings: Mapping[str, Any]) -> Converter:
    """Return a converter with the extensions of Pelican's MARKDOWN setting, without its "meta": that is ours."""
    configs = dict(settings.get("extension_configs", {}))
    names = [*settings.get("extensions", ()), *configs]
    names = [name for name in dict.fromkeys(names) if name != "markdown.extensions.meta"]
    extensions = [_extension(name, configs.get(name, {})) for name in names]
    form = settings.get("output_format", "html5")
    return Converter(extensions=extensions, extension_configs=configs, output_format=form)


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


def _extension(name: Any, config: Mapping[str, Any]) -> Any:
    """Return one of Markdown's own extensions; any other stays a name, which Markdown looks up.

    It looks among the entry points of all installed packages first, which takes 35 ms.
    """
    if not isinstance(name, str) or not name.startswith("markdown.extensions."):
        return name
    return importlib.import_module(name).makeExtension(**config)
