"""What was probably meant: the nearest page, file, bundle or id that exists.

Asked only for links that are broken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from plugins.linkcheck.likeness import NEAR, Index, closest, likeness, ratio
from plugins.linkcheck.resolve import Indicator
from plugins.linkcheck.sitemap import SiteMap
from plugins.problems import nearest

_PAGE_ENDS = (".html", ".htm", ".md", ".php", ".aspx", ".asp", ".jsp", ".xhtml")


def nearest_address(path: str, site: SiteMap, *, loaded: bool, language: str = "") -> str:
    """Return the address most like *path*, those of the same language first, or "" if none is near.

    loaded is whether a file is wanted and not a page; language is the folder of the page that has the link, to
    choose by where the address names none that is known.
    """
    asked = (path, loaded, language)
    if asked not in site.meant:
        site.meant[asked] = _nearest_address(path, site, loaded, language)
    return site.meant[asked]


def _nearest_address(path: str, site: SiteMap, loaded: bool, language: str) -> str:
    for slip in _slips(path):
        if slip != path and site.file_at(slip):
            return slip
    folded = path.casefold()
    for form in (folded, folded.rstrip("/") + "/", folded.rstrip("/")):
        if found := site.by_folded.get(form):
            return found
    named = site.language(path)
    own = path.removeprefix(f"/{named}") if named else path
    if translated := _translated(own, named, site):
        return translated
    among = _among(site, loaded)
    if not named and _almost_a_language(path, site):
        # The slip may be in the language's folder itself: "/eg/help/" for "/es/help/".
        same, any_language = among.own("").closest(own), among.whole.closest(path, f"/{language}/")
        if any_language and likeness(path, any_language) > likeness(path, same):
            return any_language
        if same:
            return same
    return among.own(named).closest(own) or among.everything.closest(own)


def _almost_a_language(path: str, site: SiteMap) -> bool:
    """Return whether the first folder is none of the site and is as long as a language's, or much like it."""
    first, slash, _ = path.lstrip("/").partition("/")
    return (
        bool(slash)
        and f"/{first}/" not in site.folders
        and any(len(first) == len(folder) or ratio(first, folder) >= NEAR for folder in site.languages)
    )


def _slips(path: str) -> list[str]:
    """Return what a path is with its end corrected: a slash too many or too few, another extension, a sign that
    was pasted with it."""
    bare = path.strip(" \u00a0\"'<>“”").rstrip("/ \u00a0\"'<>“”.,;:)")
    for end in _PAGE_ENDS:
        bare = bare.removesuffix(end)
    bare = bare.removesuffix("/index") or "/"
    return [path + "/", path.rstrip("/"), bare.rstrip("/") + "/", bare + ".html", bare]


def _translated(own: str, language: str, site: SiteMap) -> str:
    """Return the page in *language* whose other languages' page has the address typed: another slug."""
    for folder in ("", *sorted(site.languages)):
        candidate = f"/{folder}{own}" if folder else own
        others = site.alternates.get(candidate)
        found = next((page for tag, page in (others or {}).items() if site.language(page) == language), "")
        if found and (language or folder):
            return found
    return ""


class _Among:
    """The addresses that can be suggested, by language, without the language's folder."""

    def __init__(self, site: SiteMap, addresses: Sequence[str]) -> None:
        self._by_language: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for place in addresses:
            folder = site.language(place)
            local = place.removeprefix(f"/{folder}") if folder else place
            self._by_language[folder][local] = place
        self._own: dict[str, Index] = {}

    def own(self, language: str) -> Index:
        """Those of one language."""
        if language not in self._own:
            self._own[language] = Index(self._by_language[language])
        return self._own[language]

    @cached_property
    def whole(self) -> Index:
        """All addresses with their languages' folders."""
        return Index({place: place for places in self._by_language.values() for place in places.values()})

    @cached_property
    def everything(self) -> Index:
        """All languages; of pages with one local address the source language's is suggested."""
        every: dict[str, str] = {}
        for language in sorted(self._by_language):
            for local, place in self._by_language[language].items():
                every.setdefault(local, place)
        return Index(every)


def _among(site: SiteMap, loaded: bool) -> _Among:
    if loaded not in site.held:
        site.held[loaded] = _Among(site, site.attachments if loaded else site.pages)
    found: _Among = site.held[loaded]
    return found


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
    path = site.renamed.get(path, path)
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
