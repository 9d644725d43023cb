"""The installed packages with their versions."""

from __future__ import annotations

import os
import sys


def packages() -> list[str]:
    """Return the names of the folders that pip leaves, each with its version."""
    found: set[str] = set()
    for place in sys.path:
        if place.endswith(("site-packages", "dist-packages")) and os.path.isdir(place):  # noqa: PTH112
            found |= {name for name in os.listdir(place) if name.endswith(".dist-info")}  # noqa: PTH208
    return sorted(found)
