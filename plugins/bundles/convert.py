"""Markdown → HTML, once per file and build, whatever the number of languages.

Links stay as they were typed; `multilingual.links` resolves them for each reader's language.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from markdown import Markdown

from plugins.bundles.model import Text

# Below this many texts a second process costs more than it saves: starting one takes about 30 ms, a text
# of 600 words 1.8 ms.
WORTH_A_SECOND_PROCESS = 80

_converter: Markdown | None = None


def convert(texts: Sequence[Text], settings: Mapping[str, Any], jobs: int | None = None) -> None:
    """Fill in the html of each text. settings are Markdown's own (extensions, …); jobs None means all cores."""
    bodies = [text.body for text in texts]
    for text, html in zip(texts, _converted(bodies, settings, jobs), strict=True):
        text.html = html


def _converted(bodies: Sequence[str], settings: Mapping[str, Any], jobs: int | None) -> Iterable[str]:
    jobs = jobs or os.cpu_count() or 1
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if jobs == 1 or not can_fork or len(bodies) < WORTH_A_SECOND_PROCESS:
        # One instance for all: building one costs as much as converting a short page.
        converter = _new_converter(settings)
        return [converter.reset().convert(body) for body in bodies]
    start = partial(_start_worker, settings)
    with multiprocessing.get_context("fork").Pool(jobs, initializer=start) as pool:
        return pool.map(_convert_one, bodies, chunksize=max(1, len(bodies) // (jobs * 8)))


def _start_worker(settings: Mapping[str, Any]) -> None:
    global _converter
    _converter = _new_converter(settings)


def _convert_one(body: str) -> str:
    assert _converter is not None
    html: str = _converter.reset().convert(body)
    return html


def _new_converter(settings: Mapping[str, Any]) -> Markdown:
    """Return a converter with the extensions of Pelican's MARKDOWN setting, without its "meta": that is ours."""
    configs = dict(settings.get("extension_configs", {}))
    names = [*settings.get("extensions", ()), *configs]
    extensions = [name for name in dict.fromkeys(names) if name != "markdown.extensions.meta"]
    form = settings.get("output_format", "html5")
    return Markdown(extensions=extensions, extension_configs=configs, output_format=form)
