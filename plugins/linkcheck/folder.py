"""Check any folder of HTML, whatever made it: read it, judge its links, and say where in which file they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from plugins.linkcheck import store
from plugins.linkcheck.causes import Cause, causes
from plugins.linkcheck.check import Finding, leads_to, with_suggestion
from plugins.linkcheck.collector import without_garbage_collection
from plugins.linkcheck.messages import problem
from plugins.linkcheck.places import Places
from plugins.linkcheck.site import Site, finds
from plugins.linkcheck.uses import Use
from plugins.problems import Problem

_MOST_NAMED = 8  # places that a message names beside its own

__all__ = ["FolderReport", "Use", "check_folder"]


@dataclass(frozen=True)
class FolderReport:
    """What is wrong in a folder, what of it leads to other sites, and how much was looked at.

    external has, by absolute address without fragment, where it is used, once for each page. pages counts HTML
    files, links every address in any file.
    """

    problems: list[Problem]
    pages: int
    links: int
    _uses: Callable[[], dict[str, list[Use]]]

    @cached_property
    def external(self) -> dict[str, list[Use]]:
        """What leads to other sites, looked up when it is first asked for."""
        with without_garbage_collection():
            return self._uses()


def check_folder(
    root: Path,
    *,
    files: Sequence[Path] | None = None,
    base_url: str = "",
    exclude: Sequence[str] = (),
    jobs: int | None = None,
    languages: Collection[str] = (),
    source_language: str = "",
    clean_urls: bool | None = None,
    cache: Path | None = None,
    tell_private: bool = False,
) -> FolderReport:
    """Return what is wrong with the links of the site in *root*.

    files are those to check, all of them if None; what they lead to is looked up in the whole of root.
    base_url is where the site is published, so that its own full addresses are looked up too. exclude are
    regular expressions: a link, or all links of a page, whose address one of them finds, is not told.
    languages are folders of languages, in addition to those that the pages show; source_language is that of
    pages that name none. clean_urls is whether the host finds x.html for "/x"; None asks how the site itself
    links. cache is the file in which to keep what was read. tell_private is whether a link to this machine or into a
    private network is told; asking other sites tells it too. Raise NotADirectoryError if root is no folder, and
    re.error for a pattern that is none.
    """
    if not root.is_dir():
        raise NotADirectoryError(f"There is no folder {root}.")
    left_out = [re.compile(pattern) for pattern in exclude]
    with without_garbage_collection():
        site = Site.read(
            root,
            files,
            base_url,
            jobs,
            cache,
            languages,
            source_language,
            clean_urls,
            tell_private=tell_private,
        )
        places = Places(root, site.names_by_address)
        told = [finding for finding in site.findings() if not _is_excluded(finding, left_out, site)]
        found = causes(told, site.page_count, places.around)
        with store.remembering(site.map, cache and cache.with_suffix(".meant")):
            problems = [
                _problem(cause, places, site) for cause in found if not places.is_switch(cause.finding)
            ]
        problems = list(
            dict.fromkeys(problems)
        )  # what cannot be found in its file has one place, its beginning
    links = sum(record.links for record in site.checked.values())
    return FolderReport(problems, site.page_count, links, partial(site.external, places, left_out))


def _problem(cause: Cause, places: Places, site: Site) -> Problem:
    finding = with_suggestion(cause.finding, site.map)
    page = finding.page_path
    told = problem(finding, places.file(page), *_place(finding, places), own=False)
    return replace(
        told,
        message=told.message + _also(cause, told, places),
        url=leads_to(finding, site.map.home),
        page=page,
        pages=len(cause.pages),
    )


def _place(finding: Finding, places: Places) -> tuple[int, int]:
    """Return line and column of what is wrong."""
    if finding.link is None:
        return places.of_id(finding.page_path, finding.target)
    return places.of_link(finding.page_path, finding.link, finding.nth)


def _also(cause: Cause, told: Problem, places: Places) -> str:
    """Return the words that name the other places to mend, or the number of pages if a template made them."""
    if cause.is_common and len(cause.pages) > _MOST_NAMED // 2:
        return f" (On {len(cause.pages)} pages.)"
    named = cause.others[:_MOST_NAMED]
    found = dict.fromkeys(f"{places.file(other.page_path)}:{_place(other, places)[0]}" for other in named)
    found.pop(f"{told.file}:{told.line}", None)
    more = len(cause.others) - len(named)
    return f" (Also at {', '.join(found)}{f', and {more} more' if more else ''}.)" if found else ""


def _is_excluded(finding: Finding, patterns: Sequence[re.Pattern[str]], site: Site) -> bool:
    forms = [finding.page_path, leads_to(finding, site.map.home), finding.link.href if finding.link else ""]
    return finds(patterns, *forms)
