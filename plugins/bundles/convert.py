"""Markdown → HTML, once per file and build, whatever the number of languages.

Links stay as they were typed; `multilingual.links` resolves them for each reader's language.
"""

from __future__ import annotations

import multiprocessing
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from html import unescape
from html.parser import HTMLParser
from typing import Any

from markdown import Markdown

from plugins.bundles.model import Text
from plugins.problems import Problem

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


# ── What converted text must not hold ────────────────────────────────────────

_TOP_HEADING = re.compile(r"<h1\b")
_MAYBE_UNSAFE = re.compile(
    r"<(?:script|style|iframe|frame|object|embed|applet|form|input|button|link|meta|base|svg|math|template|audio|video)\b"
    r"|\son[a-z]+\s*=|\sstyle\s*=|\ssrcdoc\s*=",
    re.I,
)
_UNSAFE_TAGS = frozenset(
    [
        "script",
        "style",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "form",
        "input",
        "button",
        "link",
        "meta",
        "base",
        "svg",
        "math",
        "template",
        "audio",
        "video",
    ]
)


def check_html(text: Text) -> Iterator[Problem]:
    """Yield a problem for each heading as large as the title and for markup that could run or load something."""
    if _TOP_HEADING.search(text.html):
        line, column = _find(text, re.compile(r"^#(?!#)|<h1\b", re.M | re.I), re.compile(r"^=+\s*$", re.M))
        what = "This heading is as large as the page's title, which stands above it already."
        yield Problem("heading-level", what, "Write '## ' instead of '# '.", text.path, line, column)
    yield from _undescribed(text)
    yield from _unfinished(text)
    if _MAYBE_UNSAFE.search(text.html):  # a quick look first: almost no page has any
        finder = _UnsafeFinder()
        finder.feed(text.html)
        for code in dict.fromkeys(finder.found):
            line, column = _find(text, re.compile(re.escape(code), re.I))
            what = f"'{code}' is not allowed in the text: it could run code or load things on the reader's phone."
            yield Problem(
                "markup-unsafe", what, "Remove it, or write it in Markdown.", text.path, line, column
            )


_NO_ALT = re.compile(r"""<img\b(?![^>]*\balt=["'][^"'])[^>]*>""", re.I)
_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.I | re.S)
_NOT_A_LINK = re.compile(r"\] ?\((?=https?:|/|#|\{|tel:|mailto:)[^\s<]{0,40}")


def _undescribed(text: Text) -> Iterator[Problem]:
    if _NO_ALT.search(text.html):
        line, column = _find(text, re.compile(r"!\[\s*\]|<img\b", re.I))
        what = "This picture has no description for people who do not see it."
        hint = "Write it between the square brackets: ![What the picture shows](…)."
        yield Problem("alt-missing", what, hint, text.path, line, column)


def _unfinished(text: Text) -> Iterator[Problem]:
    for match in _NOT_A_LINK.finditer(_CODE.sub("", text.html)):
        typed = unescape(match[0])
        line, column = _find(text, re.compile(re.escape(typed)), re.compile(re.escape(typed[:8])))
        what = f"'{typed}' was meant to be a link and is not one."
        hint = "Write [text](address): no space between the two pairs of brackets, and close both."
        yield Problem("link-unfinished", what, hint, text.path, line, column)


class _UnsafeFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSAFE_TAGS:
            self.found.append(f"<{tag}")
        for name, _ in attrs:
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(f"{name}=")


def _find(text: Text, *patterns: re.Pattern[str]) -> tuple[int, int]:
    """Return line and column in the file of the first pattern that occurs in the body."""
    for pattern in patterns:
        if match := pattern.search(text.body):
            before = text.body[: match.start()]
            return text.body_line + before.count("\n"), len(before) - before.rfind("\n")
    return text.body_line, 1
