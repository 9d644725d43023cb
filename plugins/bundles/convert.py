"""Markdown → HTML, once per file and build, whatever the number of languages.

Links stay as they were typed; `multilingual.links` resolves them for each reader's language.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markdown import Markdown

from plugins.bundles.model import Text
from plugins.bundles.traits import Traits, traits
from plugins.problems import Problem

# Below this many texts a second process costs more than it saves: starting one takes about 30 ms, a text
# of 600 words 1.8 ms.
WORTH_A_SECOND_PROCESS = 80

Check = Callable[[Text], Iterable[Problem]]
"""Says what is wrong with a text that has its html. Called where the text was converted, on all cores."""

_work: tuple[Markdown, Check] | None = None


def convert(
    texts: Sequence[Text], settings: Mapping[str, Any], check: Check, jobs: int | None = None
) -> list[Problem]:
    """Fill in the html and the traits of each text and return what *check* finds in them, in their order.

    settings are Markdown's own (extensions, …); jobs None means all cores.
    """
    problems: list[Problem] = []
    for text, (html, structure, found) in zip(texts, _converted(texts, settings, check, jobs), strict=True):
        text.html, text.traits = html, structure
        problems += found
    return problems


def _converted(
    texts: Sequence[Text], settings: Mapping[str, Any], check: Check, jobs: int | None
) -> Iterable[tuple[str, Traits, list[Problem]]]:
    jobs = jobs or os.cpu_count() or 1
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if jobs == 1 or not can_fork or len(texts) < WORTH_A_SECOND_PROCESS:
        # One instance for all: building one costs as much as converting a short page.
        _start(settings, check)
        return list(map(_convert_one, texts))
    with multiprocessing.get_context("fork").Pool(jobs, _start, (settings, check)) as pool:
        return pool.map(_convert_one, texts, chunksize=max(1, len(texts) // (jobs * 8)))


def _start(settings: Mapping[str, Any], check: Check) -> None:
    global _work
    _work = _new_converter(settings), check


def _convert_one(text: Text) -> tuple[str, Traits, list[Problem]]:
    assert _work is not None, "_start comes first"
    converter, check = _work
    text.html = converter.reset().convert(text.body)
    return text.html, traits(text.body, text.html), list(check(text))


def _new_converter(settings: Mapping[str, Any]) -> Markdown:
    """Return a converter with the extensions of Pelican's MARKDOWN setting, without its "meta": that is ours."""
    configs = dict(settings.get("extension_configs", {}))
    names = [*settings.get("extensions", ()), *configs]
    extensions = [name for name in dict.fromkeys(names) if name != "markdown.extensions.meta"]
    form = settings.get("output_format", "html5")
    return Markdown(extensions=extensions, extension_configs=configs, output_format=form)
