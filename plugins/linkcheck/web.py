"""Links to other sites: which of them to ask about, and the verdicts → problems where they stand."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from plugins.linkcheck.causes import seen_on
from plugins.linkcheck.changed import changed_lines, touches
from plugins.linkcheck.options import web_settings
from plugins.linkcheck.progress import shown
from plugins.problems import Problem, Severity
from plugins.problems.report import Summary

if TYPE_CHECKING:  # loaded when somebody asks for it: asyncio and aiohttp take 0.2 s
    from plugins.linkcheck.external import Verdict, WebReport, WebSettings
    from plugins.linkcheck.progress import Progress


class SettingError(Exception):
    """An option about other sites that cannot be: one sentence."""


class Used(Protocol):
    """One place where an address of another site is used: the built page, and where it was typed."""

    @property
    def page(self) -> str: ...
    @property
    def fragment(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


Uses = Mapping[str, Sequence[Used]]


def check(
    uses: Uses, options: argparse.Namespace, root: Path, cache: Path | None, totals: Summary, *, by_page: bool
) -> tuple[list[Problem], Summary]:
    """Return what is wrong with links to other sites, and *totals* with theirs.

    options are those of `options.add_web_options`; root is where names of files are from. Raises UsageError and
    SettingError.
    """
    if options.changed_since:
        uses = touched(uses, changed_lines(root, options.changed_since))
    try:
        with shown() as progress:
            found = ask(uses, web_settings(options), cache, progress)
    except ValueError as error:
        raise SettingError(str(error)) from error
    slowest = [(host.host, host.mean) for host in found.slowest]
    totals = replace(totals, external_hosts=found.hosts, requests=found.requests, slowest=slowest)
    return list(problems(uses, found, by_page=by_page)), totals


def touched(uses: Uses, changes: Mapping[str, Collection[int]]) -> dict[str, list[Used]]:
    """Return what of *uses* stands in lines that were touched (see `changed`)."""
    near = {url: [use for use in used if use.file in changes] for url, used in uses.items()}
    found = {url: [use for use in used if touches(changes, use.file, use.line)] for url, used in near.items()}
    return {url: used for url, used in found.items() if used}


def ask(
    uses: Uses, settings: WebSettings, cache: Path | None, progress: Callable[[Progress], None]
) -> WebReport:
    """Return what became of each address."""
    from plugins.linkcheck.external import check_urls

    wanted = {url: sorted({use.fragment for use in used} - {""}) for url, used in uses.items()}
    return check_urls(wanted, settings, cache=cache, progress=progress)


def problems(uses: Uses, web: WebReport, *, by_page: bool) -> Iterator[Problem]:
    """Yield what is wrong with links to other sites.

    by_page: the files are the pages themselves, so a link on many of them is told once, at the first. Otherwise
    it is told at each place where a person typed it.
    """
    left_open: dict[tuple[str, str], int] = {}
    for url in sorted(uses):
        page = web.verdicts.get(url)
        if page and page.common:
            left_open[page.common, page.hint] = left_open.get((page.common, page.hint), 0) + 1
            continue
        for fragment in ("", *sorted({use.fragment for use in uses[url]} - {""})):
            verdict = web.verdicts.get(f"{url}#{fragment}" if fragment else url)
            if verdict is None or verdict.fine:
                continue
            used = [use for use in uses[url] if fragment in ("", use.fragment)]
            yield from _at_first(verdict, used) if by_page else _at_each(verdict, used)
    yield from (_of_many(common, hint, links) for (common, hint), links in left_open.items())


def _of_many(common: str, hint: str, links: int) -> Problem:
    """Return one problem for all links that are left open for one reason."""
    many = "One link to another site was" if links == 1 else f"{links} links to other sites were"
    return Problem("unverified", f"{many} {common}", hint, severity=Severity.WARNING)


def _at_first(verdict: Verdict, used: Sequence[Used]) -> Iterator[Problem]:
    pages = tuple(dict.fromkeys(use.page for use in used))
    yield _problem(verdict, used[0], len(pages), seen_on(pages))


def _at_each(verdict: Verdict, used: Sequence[Used]) -> Iterator[Problem]:
    by_place: dict[tuple[str, int, int], list[Used]] = {}
    for use in used:
        by_place.setdefault((use.file, use.line, use.column), []).append(use)
    for same in by_place.values():
        yield _problem(verdict, same[0], len({use.page for use in same}))


def _problem(verdict: Verdict, use: Used, pages: int, more: str = "") -> Problem:
    return Problem(
        verdict.code,
        verdict.message + more,
        verdict.hint,
        use.file,
        use.line,
        use.column,
        verdict.severity or Severity.WARNING,
        url=verdict.url,
        page=use.page,
        pages=pages,
    )
