"""What was probably meant: the nearest page, file, bundle or id that exists.

Asked only for links that are broken, so it may look at every address of the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from plugins.linkcheck.resolve import Indicator
from plugins.linkcheck.sitemap import SiteMap
from plugins.problems import nearest

_SLIP = 0.8  # nearly the same word: preferred to a page of the same name elsewhere
_NEAR = 0.6  # difflib's own idea of "close"


def nearest_address(path: str, site: SiteMap, among: Sequence[str]) -> str:
    """Return the address most like *path*, those of the same language first, or "" if none is near."""
    for slip in (path + "/", path.rstrip("/"), path.removesuffix(".html") + "/"):
        if site.file_at(slip):
            return slip
    folded = path.casefold()
    if found := site.by_folded.get(folded) or site.by_folded.get(folded + "/"):
        return found
    language = site.language(path)
    same = [address for address in among if site.language(address) == language]
    source_first = sorted(among, key=lambda address: (site.language(address), address))
    return _nearest(path, language, same, site) or _nearest(path, language, source_first, site)


def _nearest(path: str, language: str, among: Iterable[str], site: SiteMap) -> str:
    """Compare without the language folder, so that it makes no two pages look alike."""
    own = path.removeprefix(f"/{language}") if language else path
    local: dict[str, str] = {}
    for address in among:
        folder = site.language(address)
        local.setdefault(address.removeprefix(f"/{folder}") if folder else address, address)
    return closest(own, local)


def closest(path: str, known: Mapping[str, str]) -> str:
    """Return the value of the path most like *path*, or "".

    A typing slip comes first, then the same name elsewhere (the page was moved), then what is near.
    """
    ordered = sorted(known)
    best = max(ordered, key=lambda other: _likeness(path, other), default="")
    score = _likeness(path, best)
    if score >= _SLIP:
        return known[best]
    name = _segments(path)[-1:]
    moved = [other for other in ordered if name and _segments(other)[-1:] == name]
    if moved:
        return known[max(moved, key=lambda other: _likeness(path, other))]
    return known[best] if score >= _NEAR else ""


def _likeness(one: str, other: str) -> float:
    """Return 0 to 1 for the parts in which two paths differ: a folder they share says nothing."""
    left, right = _segments(one), _segments(other)
    while left and right and left[0] == right[0]:
        left, right = left[1:], right[1:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    if not left or not right:
        return 0.0
    matcher = SequenceMatcher(None, "/".join(left), "/".join(right), autojunk=False)
    if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
        return 0.0
    return matcher.ratio()


def _segments(path: str) -> list[str]:
    return [segment for segment in path.casefold().split("/") if segment]


def nearest_id(fragment: str, ids: Iterable[str]) -> str:
    """Return the id most like *fragment*, or "" if none is near."""
    return nearest(fragment, ids) or ""


def nearest_reference(typed: Indicator, page_url: str, site: SiteMap) -> str:
    """Return what to paste for a reference in braces: "{bundle}pages/rights", "{attach}map.svg", or ""."""
    if typed.what in {"attach", "static"}:
        return _nearest_attachment(typed.path, page_url, site)
    path = typed.path.strip("/")
    if path.endswith(".md"):
        path = path.rpartition("/")[0]
    path = "/".join(path.split("/")[-2:])
    bundles = {bundle: bundle for bundle in site.bundles}
    found = bundles.get(path) or closest(path, bundles)
    return f"{{bundle}}{found}{typed.rest}" if found else ""


def _nearest_attachment(path: str, page_url: str, site: SiteMap) -> str:
    """Look beside the page first (attachments are in the source language's folder), then everywhere."""
    name = path.rpartition("/")[2]
    language = site.language(page_url)
    page = page_url.removeprefix(f"/{language}") if language else page_url
    folder = page.rpartition("/")[0] + "/"
    names = (file.removeprefix(folder) for file in site.attachments if file.startswith(folder))
    beside = {inner for inner in names if "/" not in inner}
    if found := nearest(name, beside):
        return f"{{attach}}{found}"
    return closest("/" + name, {"/" + file.rpartition("/")[2]: file for file in reversed(site.attachments)})
