"""Lead the links of a converted text to the reader's own language, and finish its links and pictures.

A link may be typed as {bundle}kind/slug, as {filename}…/en.md, as a root-relative address or as the site's
full address; attachments as {attach}name. Plain relative links between the files of content/, which editors and
code hosts follow, work too: ../364-campaign/en.md, picture.svg. What leads nowhere stays as typed, for linkcheck.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Protocol
from urllib.parse import unquote

from plugins.multilingual.views import Source

SIZES = "(min-width: 45rem) 42rem, 100vw"
"""How wide a picture in a text is, at most: its column is --measure wide (theme/static/css/tokens.css)."""
_TAG = re.compile(r"<(?P<name>a|img)\b(?P<rest>[^>]*)>", re.I)
_ADDRESS = re.compile(r"""\s(?P<name>href|src)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.I)
_INDICATOR = re.compile(
    r"\{(?P<what>bundle|filename|attach|static)\}(?P<path>[^?#]*)(?P<rest>.*)", re.S | re.I
)


class File(Protocol):
    """What a picture's tag needs to know of an attachment (`site.Attachment`)."""

    @property
    def size(self) -> tuple[int, int] | None: ...
    @property
    def sources(self) -> tuple[Source, ...]: ...
    @property
    def small(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Targets:
    """Where things are for readers of one language.

    bundles maps references to hrefs; pages maps source-language paths to hrefs; attachments maps
    "kind/slug/name" to hrefs; file_of returns what an attachment's href leads to, or None.
    """

    bundles: Mapping[str, str]
    pages: Mapping[str, str]
    attachments: Mapping[str, str]
    file_of: Callable[[str], File | None]
    base: str
    prefix: str = ""


def resolve(typed: str, ref: str, targets: Targets) -> str | None:
    """Return the href for what was typed on the page *ref*, or None if it is to stay as it is."""
    if match := _INDICATOR.fullmatch(typed):
        found = _indicated(match["what"].lower(), unquote(match["path"]), ref, targets)
        return None if found is None else found + match["rest"]
    path = (
        typed.removeprefix(targets.base)
        if typed.startswith((targets.base + "/", targets.base + "#"))
        else typed
    )
    if path == targets.base:
        path = "/"
    if not path.startswith("/"):
        return _beside(path, ref, targets)
    if path.startswith("//"):
        return None
    place, mark, rest = _split(path)
    if typed.startswith("/") and targets.prefix:
        place = place.removeprefix(targets.prefix)
    found = targets.pages.get(place)
    return None if found is None else found + mark + rest


def _beside(typed: str, ref: str, targets: Targets) -> str | None:
    """Return the href of a file named relative to the page's folder, or None if there is none."""
    place, mark, rest = _split(typed)
    if not place or ":" in place.partition("/")[0]:
        return None
    found = _indicated("filename", unquote(place), ref, targets)
    return None if found is None else found + mark + rest


def _split(path: str) -> tuple[str, str, str]:
    match = re.search(r"[?#]", path)
    return (path, "", "") if match is None else (path[: match.start()], match[0], path[match.end() :])


def _indicated(what: str, path: str, ref: str, targets: Targets) -> str | None:
    path = path.strip()
    if what == "bundle":
        return targets.bundles.get(path.strip("/"))
    joined = path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(ref, path))
    if what == "filename" and joined.endswith(".md"):
        return targets.bundles.get(posixpath.dirname(joined))
    return targets.attachments.get(joined)


def finish(html: str, ref: str, targets: Targets, *, is_first_late: bool = True) -> str:
    """Return the text with links resolved, pictures sized, phone numbers isolated and referrers withheld.

    Pictures load when they are near, but for the first if it may stand on the first screen: not is_first_late.
    """
    late = itertools.chain([is_first_late], itertools.repeat(True))
    is_picked = "<picture" in html  # somebody has chosen the files

    def tag(match: re.Match[str]) -> str:
        attributes = match["rest"]
        found = _ADDRESS.search(attributes)
        if found is None:
            return match[0]
        quoted = found["double"] if found["double"] is not None else found["single"]
        typed = unescape(quoted).strip()
        resolved = resolve(typed, ref, targets)
        address = typed if resolved is None else resolved
        added = _link_attributes(address, attributes, targets) if match["name"].lower() == "a" else ""
        around = ""
        if match["name"].lower() == "img":
            file = targets.file_of(address)
            added = _picture_attributes(file, attributes, late=next(late))
            if file and file.sources and not is_picked and " srcset=" not in attributes:
                address = resolved = file.small or address
                around = _sources(file.sources)
        if resolved is None and not added:
            return match[0]
        given = found[0] if resolved is None else f' {found["name"]}="{escape(address)}"'
        made = f"<{match['name']}{attributes[: found.start()]}{given}{added}{attributes[found.end() :]}>"
        return f"<picture>{around}{made}</picture>" if around else made

    return _TAG.sub(tag, html)


def _link_attributes(address: str, attributes: str, targets: Targets) -> str:
    if address.startswith("tel:"):
        # dir, not <bdi>: Chromium reverses "(212) …" in right-to-left text even inside <bdi>.
        return "" if " dir=" in attributes else ' dir="ltr"'
    outside = address.lower().startswith(("https://", "http://", "//")) and not address.startswith(
        targets.base + "/"
    )
    return ' rel="noreferrer"' if outside and " rel=" not in attributes else ""


def _picture_attributes(file: File | None, attributes: str, *, late: bool) -> str:
    added = ' loading="lazy"' if late and " loading=" not in attributes else ""
    if file and file.size and " width=" not in attributes:
        added += f' width="{file.size[0]}" height="{file.size[1]}"'
    return added


def _sources(sources: tuple[Source, ...]) -> str:
    return "".join(
        f'<source type="{source.type}" srcset="{escape(source.srcset)}" sizes="{SIZES}">'
        for source in sources
    )
