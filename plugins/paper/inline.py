"""A converted text as runs of words: what of its HTML means something on paper (language, direction, bold)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser

_BREAKS = frozenset({"p", "li", "h2", "h3", "h4", "blockquote", "dt", "dd", "tr", "br"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one language. lang and dir are "" where they are those of the text around."""

    text: str
    bold: bool = False
    lang: str = ""
    dir: str = ""


Line = tuple[Run, ...]


def lines(html: str) -> list[Line]:
    """Return the paragraphs and items of a text, each as its runs; empty ones are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


def line(html: str) -> Line:
    """Return a text as one line."""
    return tuple(run for found in lines(html) for run in found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._done: list[Line] = []
        self._runs: list[Run] = []
        self._open: list[tuple[str, Run]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self._break()
        if tag in _VOID:
            return
        given = dict(attrs)
        style = replace(
            self._style,
            bold=self._style.bold or tag in ("strong", "b"),
            lang=given.get("lang") or self._style.lang,
            dir=given.get("dir") or self._style.dir,
        )
        self._open.append((tag, style))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self._break()
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        text = re.sub(r"[ \t\r\n]+", " ", data)
        if self._runs and replace(self._runs[-1], text="") == self._style:
            text = self._runs.pop().text + text
        if text:
            self._runs.append(replace(self._style, text=text))

    def finished(self) -> list[Line]:
        self._break()
        return self._done

    @property
    def _style(self) -> Run:
        return self._open[-1][1] if self._open else Run("")

    def _break(self) -> None:
        runs, self._runs = self._runs, []
        if runs:
            runs[0] = replace(runs[0], text=runs[0].text.lstrip())
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
        if any(run.text for run in runs):
            self._done.append(tuple(run for run in runs if run.text))
