"""Links and ids of pages + map of the site → findings.

A link that leaves the site is only looked at for its form; whether the other site answers is another check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import unquote

from plugins.linkcheck import schemes, suggest
from plugins.linkcheck.extract import Document, Link
from plugins.linkcheck.resolve import Target, indicator, resolve
from plugins.linkcheck.sitemap import SiteMap, is_page
from plugins.linkcheck.urls import classify

# What a browser loads into the page; an address without extension is a file here too.
_LOADED = frozenset({"src", "srcset", "imagesrcset", "poster", "data", "url", "@import"})
_MAY_BE_EMPTY = frozenset({"action", "formaction", "cite"})  # empty: this page
_SAME_EVERYWHERE = ("/", "http:", "https:", "mailto:", "tel:")  # leads to one place from every page


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the output and its address on the site: "/get-help/", "/site.css"."""

    path: str
    document: Document


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong on one page of the output.

    page_path is the page's address. link is None if no link is at fault. target is what is missing: a path
    on the site, a reference in braces, or the id or href at fault. fragment is set when only the place on
    target is missing. suggestion is an address, a reference or a fragment's id; "" if nothing is near.
    """

    code: str
    page_path: str
    link: Link | None
    target: str
    fragment: str = ""
    suggestion: str = ""


Nearest = Callable[[str, bool], str]


def check(pages: Iterable[Page], site: SiteMap) -> Iterator[Finding]:
    """Yield what is wrong with the links and ids of *pages*, page by page in the order written."""

    # The menu is on every page: its links are judged once, and a suggestion is looked for once.
    # 131,000 links on 1,000 pages, half of them broken: 0.25 s with both caches, 3.8 s without the second.
    @cache
    def nearest(path: str, loaded: bool) -> str:
        return suggest.nearest_address(path, site, site.attachments if loaded else site.pages)

    @cache
    def verdict(href: str, attribute: str, tag: str, page_url: str, base: str) -> Finding | None:
        return judge(Link(href, tag, attribute, 0), page_url, base, site, nearest)

    for page in pages:
        for link in page.document.links:
            page_url = "" if link.href.startswith(_SAME_EVERYWHERE) else page.path
            fault = verdict(link.href, link.attribute, link.tag, page_url, page.document.base)
            if fault is not None:
                yield replace(fault, page_path=page.path, link=link)
        for identity, times in Counter(page.document.ids).items():
            if times > 1:
                yield Finding("duplicate-id", page.path, None, identity)


def judge(link: Link, page_url: str, base: str, site: SiteMap, nearest: Nearest) -> Finding | None:
    """Return what is wrong with one link on the page at *page_url*, or None."""

    def fault(code: str, target: str, fragment: str = "", suggestion: str = "") -> Finding:
        return Finding(code, page_url, link, target, fragment, suggestion)

    href = link.href
    if not href.strip():
        return None if link.attribute in _MAY_BE_EMPTY else fault("empty-link", "")
    if reference := indicator(href):
        code = "missing-file" if reference.what in {"attach", "static"} else "missing-page"
        typed = f"{{{reference.what}}}{reference.path}"
        return fault(code, typed, suggestion=suggest.nearest_reference(reference, page_url, site))
    match classify(href, site.url):
        case "unsafe":
            return fault("unsafe-link", href)
        case "malformed":
            return fault("malformed-url", href)
        case "tel":
            near = schemes.tel(href)
            return None if schemes.is_tel(href) else fault("malformed-tel", href, suggestion=near)
        case "mailto":
            return None if schemes.is_mailto(href) else fault("malformed-mailto", href)
    target = resolve(href, page_url, site.url, base)
    if target is None:
        return None
    file = None if target.outside else site.file_at(target.path)
    if file is None:
        return fault(*_missing(link, target, site, nearest))
    if not is_page(file) or _stands(target.fragment, site.files[file]):
        return None
    fragment = unquote(target.fragment)
    return fault("missing-fragment", target.path, fragment, suggest.nearest_id(fragment, site.files[file]))


def _stands(fragment: str, ids: frozenset[str]) -> bool:
    """Return whether a browser finds the place: as typed, then decoded, then "top"."""
    decoded = unquote(fragment)
    return not fragment or fragment in ids or decoded in ids or decoded.lower() == "top"


def _missing(link: Link, target: Target, site: SiteMap, nearest: Nearest) -> tuple[str, str, str, str]:
    """Return code, target, fragment ("") and suggestion of a link to nothing."""
    if meant := schemes.meant(link.href):
        beginning = meant.partition(":")[0]
        return f"malformed-{'url' if beginning == 'https' else beginning}", link.href, "", meant
    loaded = (link.attribute in _LOADED and link.tag != "iframe") or _is_file(target.path)
    if target.outside:  # typed from the host's root, without the folder that the site is published in
        near = site.folder + target.path if site.file_at(target.path) else ""
    else:
        near = nearest(target.path, loaded)
    same = near != target.path and near.casefold() == target.path.casefold()
    return "wrong-case" if same else "missing-file" if loaded else "missing-page", target.path, "", near


def _is_file(path: str) -> bool:
    """Return whether the last part of *path* has an extension other than a page's."""
    name, dot, extension = path.rpartition("/")[2].rpartition(".")
    return bool(dot and name and extension.isalnum()) and extension.lower() not in {"html", "htm", "md"}
