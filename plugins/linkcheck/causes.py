"""Many findings, few causes: a link of a template is told once, with the number of pages that show it.

A cause is what is missing. Links within a page and links typed relative to it lead elsewhere from each page, so
there the same words on many pages are one cause, and on a few pages as many slips.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import chain
from typing import NamedTuple

from plugins.linkcheck.check import Finding
from plugins.linkcheck.sitemap import is_page

_MANY = 4  # pages: fewer may be typed by hand
_SHARE = 200  # of all pages one in so many, where a site is large


class Cause(NamedTuple):
    """One thing to mend: the finding to tell, and the pages that show it, in order."""

    finding: Finding
    pages: tuple[str, ...]


def causes(findings: Iterable[Finding], page_count: int) -> list[Cause]:
    """Return what is at the root of *findings*, each cause once, in the order of its first page."""
    by_target: dict[Hashable, list[Finding]] = {}
    for finding in findings:
        by_target.setdefault(_what(finding), []).append(finding)
    many = max(_MANY, -(-page_count // _SHARE))
    by_words: dict[Hashable, list[list[Finding]]] = {}
    for same in by_target.values():
        by_words.setdefault(_words(same[0]), []).append(same)
    found: list[Cause] = []
    for groups in by_words.values():
        pages = {finding.page_path for group in groups for finding in group}
        merged = [list(chain.from_iterable(groups))] if len(groups) > 1 and len(pages) >= many else groups
        found += map(_cause, merged)
    return sorted(found, key=lambda cause: (cause.pages[0], cause.finding.code, cause.finding.target))


def _cause(same: list[Finding]) -> Cause:
    """Return the cause that findings have in common, told on a page rather than in a feed or sitemap."""
    first = min(same, key=lambda finding: _is_list(finding.page_path))
    pages = sorted({finding.page_path for finding in same} - {first.page_path})
    return Cause(first, (first.page_path, *pages))


def _what(finding: Finding) -> Hashable:
    """Return what is at fault; findings that agree in it are always one cause."""
    link, code = finding.link, finding.code
    if code == "duplicate-id":
        return code, finding.target, finding.page_path
    if code == "empty-link" and link is not None:
        return code, link, finding.page_path
    if code == "hreflang-not-returned":
        return code, finding.target
    if code == "missing-fragment" and link is not None and link.attribute == "usemap":
        return code, link.href, finding.page_path
    return code, finding.target, finding.fragment


def _words(finding: Finding) -> Hashable:
    """Return how it is written; on many pages, what is written in the same way is one cause."""
    link, code = finding.link, finding.code
    if code == "duplicate-id":
        return code, finding.target
    if code == "hreflang-not-returned":
        return code, finding.detail
    if link is None or link.href.startswith(("/", "http:", "https:")):
        return _what(finding)
    return code, link, finding.fragment


def _is_list(path: str) -> bool:
    """Return whether the file lists pages for machines (feed, sitemap), so that no person typed its links."""
    return not (path.endswith("/") or is_page(path))


def seen_on(pages: tuple[str, ...]) -> str:
    """Return the words that name the other pages of a cause, or ""."""
    others = pages[1:]
    if not others:
        return ""
    if len(others) <= 3:
        return f" (Also on {', '.join(others)}.)"
    return f" (On {len(pages)} pages.)"
