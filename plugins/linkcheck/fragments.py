"""Whether a browser finds the place on a page that a fragment names (HTML standard, "find a potential
indicated element"), and which fragments name no place."""

from __future__ import annotations

from collections.abc import Container
from urllib.parse import unquote

_PREFIX = (
    "user-content-"  # what GitHub and others put before the ids of other people's text; scripts lead there
)


def stands(fragment: str, ids: Container[str]) -> bool:
    """Return whether *fragment* is found among *ids*: as typed, then decoded, then "top"."""
    if not fragment or fragment in ids:
        return True
    decoded = unquote(fragment) if "%" in fragment else fragment
    if decoded in ids or decoded.lower() == "top" or _PREFIX + decoded in ids:
        return True
    # "#/route", "#!state", "#page=2": read by a script or a viewer, not looked up on the page
    return decoded[0] in "/!?" or "=" in decoded
