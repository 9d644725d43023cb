"""Read data that names addresses: JSON-LD in pages, web app manifests and JSON feeds.

Only what leads to a page or a file is a link. An "@id" is the name of a thing and need not answer, except
where schema.org wants a page ("mainEntityOfPage", a breadcrumb's "item").
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_SCHEMA_LINKS = frozenset(
    [
        "url",
        "logo",
        "image",
        "sameAs",
        "thumbnail",
        "thumbnailUrl",
        "contentUrl",
        "embedUrl",
        "discussionUrl",
        "installUrl",
        "downloadUrl",
        "relatedLink",
        "significantLink",
        "hasMap",
        "license",
        "archivedAt",
        "item",
        "mainEntityOfPage",
    ]
)
_PAGES = frozenset({"item", "mainEntityOfPage"})
_MANIFEST_LINKS = frozenset({"start_url", "src", "url", "action"})
_FEED_LINKS = frozenset(
    [
        "home_page_url",
        "feed_url",
        "next_url",
        "url",
        "external_url",
        "image",
        "banner_image",
        "icon",
        "favicon",
        "avatar",
    ]
)
_LOOKS_LIKE_ADDRESS = re.compile(r"\s*(?:https?:|//|/|\.\.?/)", re.I)
_TEMPLATE = re.compile(r"\{[^}]*\}|%s")


def of_json_ld(text: str) -> Iterator[tuple[str, str]]:
    """Yield (property, address) of a block of JSON-LD; nothing if it is not JSON."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    yield from _addresses(data, _SCHEMA_LINKS)


def of_manifest(text: str) -> Iterator[tuple[str, str]]:
    """Yield (member, address) of a web app manifest. Raise ValueError if it is not JSON."""
    data = json.loads(text.removeprefix("\ufeff"))
    yield from _strings(data, _MANIFEST_LINKS)


def of_json_feed(text: str) -> Iterator[tuple[str, str]]:
    """Yield (member, address) of a JSON Feed. Raise ValueError if it is not JSON."""
    data = json.loads(text.removeprefix("\ufeff"))
    yield from _strings(data, _FEED_LINKS)


def _addresses(value: Any, wanted: frozenset[str], name: str = "") -> Iterator[tuple[str, str]]:
    """Yield what looks like an address under a wanted name: "image" may also hold an object, "item" a name."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "@id" and name in _PAGES:
                key = name
            yield from _addresses(inner, wanted, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _addresses(inner, wanted, name)
    elif isinstance(value, str) and name in wanted and _is_address(value):
        yield name, value


def _is_address(text: str) -> bool:
    return bool(_LOOKS_LIKE_ADDRESS.match(text)) and not _TEMPLATE.search(text)


def _strings(value: Any, wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in wanted and isinstance(inner, str):
                if not _TEMPLATE.search(inner):
                    yield key, inner
            else:
                yield from _strings(inner, wanted)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, wanted)
