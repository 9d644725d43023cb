"""Read a srcset attribute as browsers do.

The steps are those of the HTML standard, "parsing a srcset attribute"; a candidate whose descriptors are
not valid is dropped, as browsers drop it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_SPACE = " \t\n\f\r"
_URL = re.compile(rf"[^{_SPACE}]+")
# A comma inside brackets does not end a candidate; a bracket never closed goes on to the end.
_DESCRIPTORS = re.compile(r"(?:[^,(]|\([^)]*(?:\)|\Z))*")
_DESCRIPTOR = re.compile(rf"(?:[^{_SPACE}(]|\([^)]*(?:\)|\Z))+")
_WIDTH = re.compile(r"0*[1-9][0-9]*w")
_HEIGHT = re.compile(r"0*[1-9][0-9]*h")
_DENSITY = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+|-0+(?:\.0+)?|-\.0+)(?:[eE][+-]?[0-9]+)?x")


class Candidate(NamedTuple):
    """One picture of a srcset. descriptor is as typed, "480w" or "2x", or "" if there is none."""

    url: str
    descriptor: str


@lru_cache(4096)  # the same picture is on many pages
def parse(srcset: str) -> tuple[Candidate, ...]:
    """Return the candidates that a browser would choose from, in order."""
    found: list[Candidate] = []
    at = 0
    while True:
        while at < len(srcset) and srcset[at] in _SPACE + ",":
            at += 1
        match = _URL.match(srcset, at)
        if match is None:
            return tuple(found)
        url, at = match[0], match.end()
        descriptors: list[str] = []
        if url.endswith(","):
            url = url.rstrip(",")
        elif rest := _DESCRIPTORS.match(srcset, at):
            descriptors, at = _DESCRIPTOR.findall(rest[0]), rest.end()
        if _valid(descriptors):
            found.append(Candidate(url, next((d for d in descriptors if not _HEIGHT.fullmatch(d)), "")))


def _valid(descriptors: list[str]) -> bool:
    """Return whether it is nothing, one width (with or without a height) or one density."""
    widths = sum(bool(_WIDTH.fullmatch(descriptor)) for descriptor in descriptors)
    heights = sum(bool(_HEIGHT.fullmatch(descriptor)) for descriptor in descriptors)
    densities = sum(bool(_DENSITY.fullmatch(descriptor)) for descriptor in descriptors)
    known = widths + heights + densities == len(descriptors)
    return known and (widths, heights, densities) in {(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 0, 1)}
