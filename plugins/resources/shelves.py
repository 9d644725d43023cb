"""Divide a list of resources into pages, and a page into parts with headings. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from plugins.multilingual.views import PageView

T = TypeVar("T")

PER_PAGE = 20
"""As many entries as fit into the first round trip of a slow network, with the words around them."""
PER_INDEX = 60
"""The same for entries of one line, as in the A–Z."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list. label is its heading, "" for none."""

    label: str
    id: str
    entries: tuple[PageView, ...]


def divided(entries: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield the entries of each page; one page without entries if there are none."""
    for start in range(0, max(len(entries), 1), size):
        yield entries[start : start + size]


def in_parts(views: Sequence[PageView], label_of: Callable[[PageView], str]) -> list[Part]:
    """Return the entries under their labels; those of one label must stand together."""
    grouped = groupby(views, key=label_of)
    return [Part(label, f"part-{number}", tuple(own)) for number, (label, own) in enumerate(grouped, 1)]
