"""Problems for people at a terminal: a line each, which editors and terminals make a link of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from plugins.problems.order import Summary, by_page, count, slowest, summary, told_once, totals
from plugins.problems.plain import one_line
from plugins.problems.problem import Problem, Severity

_MOST_PLACES = 10
_RESET, _BOLD, _DIM, _RED, _YELLOW = "\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m"


def as_text(problems: Sequence[Problem], totals: Summary | None = None, *, colour: bool = False) -> str:
    """Return a line per problem, the languages of a page together, a blank line between pages.

    Warnings say so, errors need no label. What is wrong with the same link in several places is told once,
    with the other places below. With *totals*, the closing lines follow.
    """
    elsewhere = dict(told_once(problems))
    pages = (
        "\n".join(_lines(problem, elsewhere[problem], colour) for problem in page if problem in elsewhere)
        for page in by_page(problems)
    )
    parts = [page for page in pages if page]
    return "\n\n".join([*parts, closing(problems, totals)] if totals else parts)


def closing(problems: Sequence[Problem], counted: Summary) -> str:
    """Return the last lines: how many problems, what was checked, which hosts were slow."""
    return "\n".join(line for line in (summary(problems), totals(counted), slowest(counted)) if line)


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Return whether *stream* is a terminal whose reader has not asked for no colour (https://no-color.org)."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def _lines(problem: Problem, others: Sequence[Problem], colour: bool) -> str:
    lines = [_line(problem, colour)]
    lines += [f"    also at {one_line(other.place)}" for other in others[:_MOST_PLACES]]
    if (more := len(others) - _MOST_PLACES) > 0:
        lines.append(f"    and in {count(more, 'more place')}")
    return "\n".join(lines)


def _line(problem: Problem, colour: bool) -> str:
    warning = problem.severity is Severity.WARNING
    place, label = f"{one_line(problem.place)}:", "warning:" if warning else ""
    words = one_line(" ".join(part for part in (problem.message, problem.hint, on_pages(problem)) if part))
    code = f"[{one_line(problem.code)}]"
    if colour:
        tint = _YELLOW if warning else _RED
        place, code = f"{_BOLD}{tint}{place}{_RESET}", f"{_DIM}{code}{_RESET}"
        label = label and f"{tint}{label}{_RESET}"
    return " ".join(word for word in (place, label, words, code) if word)


def on_pages(problem: Problem) -> str:
    """Return "(On 12 pages.)" if it is on more than one and its message does not say so."""
    said = any(words in problem.message for words in ("more page", "(Also on ", "(On "))
    return f"(On {count(problem.pages, 'page')}.)" if problem.pages > 1 and not said else ""
