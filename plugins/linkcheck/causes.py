"""Many findings, few causes: a link of a template is told once, with the number of pages that show it.

A cause is what is missing. Links within a page and links typed relative to it lead elsewhere from each page, so
there the same words on many pages are one cause, and on a few pages as many slips. An empty link says nothing
about where it comes from, so what stands around it tells a template's from those that people typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from itertools import chain
from typing import NamedTuple

from plugins.linkcheck.check import Finding
from plugins.linkcheck.extract import Link
from plugins.linkcheck.sitemap import is_page

_MANY = 4  # pages: fewer may be typed by hand
_SHARE = 200  # of all pages one in so many, where a site is large
_SURE = 50  # pages with the same element: a template's, whatever stands beside it
_OPENED = 200  # pages at most that are opened to compare what stands around one empty link


class Around(NamedTuple):
    """What stands around a link: its element with its words, and both with what is beside them."""

    element: str
    beside: str


class Cause(NamedTuple):
    """One thing to mend: the finding to tell, all pages that show it, in order, and the other findings.

    is_common is whether so many pages show it that a template must have made them.
    """

    finding: Finding
    pages: tuple[str, ...]
    others: tuple[Finding, ...] = ()
    is_common: bool = False


Look = Callable[[Finding], Around]


def causes(findings: Iterable[Finding], page_count: int, look: Look | None = None) -> list[Cause]:
    """Return what is at the root of *findings*, each cause once, in the order of its first page.

    look returns what stands around an empty link; without it, the nth of each page are taken for the same.
    """
    by_target: dict[Hashable, list[Finding]] = {}
    empty: dict[Link, list[Finding]] = {}
    for finding in findings:
        if finding.code == "empty-link" and finding.link is not None:
            empty.setdefault(finding.link, []).append(finding)
        else:
            by_target.setdefault(_what(finding), []).append(finding)
    many = max(_MANY, -(-page_count // _SHARE))
    by_words: dict[Hashable, list[list[Finding]]] = {}
    for same in by_target.values():
        by_words.setdefault(_words(same[0]), []).append(same)
    found: list[Cause] = []
    for groups in by_words.values():
        pages = {finding.page_path for group in groups for finding in group}
        merged = [list(chain.from_iterable(groups))] if len(groups) > 1 and len(pages) >= many else groups
        found += (_cause(same, many) for same in merged)
    for alike in empty.values():
        found += (_cause(same, many) for same in _empty(alike, many, page_count, look))
    return sorted(found, key=_order)


def _order(cause: Cause) -> tuple[str, str, str, int]:
    return cause.pages[0], cause.finding.code, cause.finding.target, cause.finding.nth


def _cause(same: list[Finding], many: int) -> Cause:
    """Return the cause that findings have in common, told on a page rather than in a feed or sitemap."""
    first = min(same, key=lambda finding: _is_list(finding.page_path))
    pages = sorted({finding.page_path for finding in same} - {first.page_path})
    others = tuple(finding for finding in same if finding is not first)
    return Cause(first, (first.page_path, *pages), others, len(pages) + 1 >= many)


# ── Empty links ──────────────────────────────────────────────────────────────


def _empty(alike: list[Finding], many: int, page_count: int, look: Look | None) -> list[list[Finding]]:
    """Return equal empty links by the place in which they are to be mended: a page's, or a template's."""
    around = _around(alike, look) if look else {}
    by_element: dict[Hashable, list[Finding]] = {}
    for finding in alike:
        seen = around.get(_place(finding))
        by_element.setdefault(seen.element if seen else finding.nth, []).append(finding)
    found: list[list[Finding]] = []
    for same in by_element.values():
        if _is_on(same, max(many, min(_SURE, page_count // 2))):
            found += _without_seconds(same)
            continue
        by_beside: dict[Hashable, list[Finding]] = {}
        for finding in same:
            seen = around.get(_place(finding))
            by_beside.setdefault(seen.beside if seen else finding.nth, []).append(finding)
        for few in by_beside.values():
            found += _without_seconds(few) if _is_on(few, many) else [[finding] for finding in few]
    return found


def _place(finding: Finding) -> tuple[str, int]:
    return finding.page_path, finding.nth


def _is_on(findings: list[Finding], pages: int) -> bool:
    """Return whether *findings* are on at least so many pages."""
    return len({finding.page_path for finding in findings}) >= pages


def _without_seconds(same: list[Finding]) -> list[list[Finding]]:
    """Return what a template repeats on each page as one group a repetition."""
    times: Counter[str] = Counter()
    groups: dict[int, list[Finding]] = {}
    for finding in same:
        groups.setdefault(times[finding.page_path], []).append(finding)
        times[finding.page_path] += 1
    return list(groups.values())


def _around(alike: list[Finding], look: Look) -> dict[tuple[str, int], Around]:
    """Return what stands around equal empty links, by page and number on the page.

    Opening thousands of pages would take seconds. If so many have one, most have as many as the next, which a
    template made: what stands on one of these is taken to stand on all.
    """
    counts = Counter(finding.page_path for finding in alike)
    if len(counts) <= _OPENED:
        return {_place(finding): look(finding) for finding in alike}
    ((usual, _),) = Counter(counts.values()).most_common(1)
    example = next(page for page, times in counts.items() if times == usual)
    first = {finding.nth: look(finding) for finding in alike if finding.page_path == example}
    odd = set([page for page, times in counts.items() if times != usual][:_OPENED])
    return {
        _place(finding): look(finding) if finding.page_path in odd else first[finding.nth]
        for finding in alike
        if finding.page_path in odd or counts[finding.page_path] == usual
    }


# ── Other findings ───────────────────────────────────────────────────────────


def _what(finding: Finding) -> Hashable:
    """Return what is at fault; findings that agree in it are always one cause."""
    link, code = finding.link, finding.code
    if code == "duplicate-id":
        return code, finding.target, finding.page_path
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
