"""The order in which problems are told, what belongs together, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from plugins.problems.plain import one_line
from plugins.problems.problem import Problem, Severity

# "about/es.md" and "about.es.md"; "about.md" has no language. Of scripts only some: "get-help" is a page.
_IN_LANGUAGE = re.compile(
    r"(?P<page>.*?)(?:^|[/.])(?P<language>[a-z]{2,3}(-(hans|hant|latn|cyrl|arab))?(-([a-z]{2}|\d{3}))?)\.md",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a check came to. None means that it was not counted.

    seconds are of the whole run; slowest has hosts with the seconds of one of their answers, slowest first;
    ignored counts the problems that a rule hides.
    """

    pages: int | None = None
    links: int | None = None
    external_hosts: int | None = None
    requests: int | None = None
    seconds: float | None = None
    ignored: int | None = None
    slowest: Sequence[tuple[str, float]] = ()


def page_and_language(file: str) -> tuple[str, str]:
    """Return what the language versions of a page have in common, and the language of this one ("" if none).

    >>> page_and_language("content/pages/about/es.md")
    ('content/pages/about', 'es')
    """
    if match := _IN_LANGUAGE.fullmatch(file):
        return match["page"], match["language"].lower()
    return file.removesuffix(".md"), ""


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once, by page, language, line and column, with the number of pages it is on."""
    same: dict[Problem, list[Problem]] = {}
    for problem in problems:
        same.setdefault(problem, []).append(problem)
    return sorted((_merge(some) if len(some) > 1 else some[0] for some in same.values()), key=_key)


def _merge(same: Sequence[Problem]) -> Problem:
    on: dict[str, int] = {}
    for problem in same:
        if problem.page:
            on[problem.page] = max(problem.pages, 1, on.get(problem.page, 0))
    pages = sum(on.values()) or max(problem.pages for problem in same)
    return replace(same[0], url=max(problem.url for problem in same), page=min(on, default=""), pages=pages)


def _key(problem: Problem) -> tuple[str, str, str, int, int, str, str, str, str]:
    page, language = page_and_language(problem.file)
    _, line, column, code, message = problem.sort_key
    return page, language, problem.file, line, column, code, message, problem.hint, problem.severity


def by_page(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Return the problems in order, those of all languages of one page together."""
    return [list(some) for _, some in groupby(ordered(problems), lambda p: page_and_language(p.file)[0])]


def by_file(problems: Iterable[Problem]) -> list[tuple[str, list[Problem]]]:
    """Return the problems in order, those of one file together."""
    return [(file, list(some)) for file, some in groupby(ordered(problems), lambda p: p.file)]


def told_once(problems: Iterable[Problem]) -> list[tuple[Problem, list[Problem]]]:
    """Return the problems in order, each with those that say the same of the same link in other places."""
    found: dict[tuple[str, ...], tuple[Problem, list[Problem]]] = {}
    for number, problem in enumerate(ordered(problems)):
        same = (problem.code, problem.severity, problem.url, problem.message, problem.hint)
        # Without an address it is not known to be one cause: two fields may be missing in the same words.
        key = same if problem.url else (str(number),)
        if key in found:
            found[key][1].append(problem)
        else:
            found[key] = (problem, [])
    return list(found.values())


def errors_and_warnings(problems: Iterable[Problem]) -> tuple[int, int]:
    """Return how many errors there are, and how many warnings."""
    severities = [problem.severity for problem in problems]
    return severities.count(Severity.ERROR), severities.count(Severity.WARNING)


def summary(problems: Sequence[Problem]) -> str:
    """Return the closing line: how many errors and warnings in how many files."""
    if not problems:
        return "No problems."
    errors, warnings = errors_and_warnings(problems)
    counts = [count(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n]
    files = count(len({problem.file for problem in problems}), "file")
    return f"{' and '.join(counts)} in {files}."


def totals(totals: Summary) -> str:
    """Return what was checked, in one sentence; "" if nothing was counted."""
    counted = (
        (totals.pages, "page"),
        (totals.links, "link"),
        (totals.external_hosts, "other site"),
        (totals.requests, "request"),
    )
    parts = [count(number, word) for number, word in counted if number is not None]
    time = "" if totals.seconds is None else f" in {totals.seconds:.1f} s"
    ignored = f" Rules hide {count(totals.ignored, 'problem')}." if totals.ignored else ""
    return (f"Checked {', '.join(parts) or 'everything'}{time}." if parts or time else "") + ignored


def slowest(totals: Summary, most: int = 5) -> str:
    """Return the hosts that took longest, in one sentence; "" if none was asked."""
    hosts = [f"{one_line(host)} {seconds:.1f} s" for host, seconds in totals.slowest[:most]]
    return f"Slowest: {', '.join(hosts)}." if hosts else ""


def count(number: int, word: str) -> str:
    """Return "1 error", "2 errors", "1,000 errors"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
