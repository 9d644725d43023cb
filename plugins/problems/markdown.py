"""Problems as GitHub Flavored Markdown, for the summary of a job or an issue: a table per file.

Words of the content are shown as they are: they make no markup, and mention nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.problems.order import Summary, by_file, count, slowest, summary, told_once, totals
from plugins.problems.plain import one_line
from plugins.problems.problem import Problem, Severity
from plugins.problems.text import on_pages

LONGEST = 60_000  # characters: an issue may have 65,536, and at 4 bytes each a job's summary 1 MiB
_LONGEST_CELL = 1_000
_MOST_PLACES = 10
_HEAD = "| Line | What is wrong | Code |\n| ---: | --- | --- |"


def as_markdown(problems: Sequence[Problem], counted: Summary | None = None) -> str:
    """Return a heading with the number of problems, what was checked, and the tables.

    What would make it longer than GitHub takes is left out, and how much that is, is said.
    """
    opening = f"## {summary(problems).removesuffix('.')}"
    closing = [line for line in (totals(counted), slowest(counted)) if line] if counted else []
    parts = [opening, *([" ".join(text(line) for line in closing)] if closing else [])]
    rows = dict(told_once(problems))
    left_out = 0
    size = sum(map(len, parts)) + 200
    for file, some in by_file(list(rows)):
        table = [f"### {code(file or 'The whole site')}\n\n{_HEAD}"]
        size += len(table[0]) + 2
        for problem in some:
            row = _row(problem, rows[problem])
            if left_out or size + len(row) + 1 > LONGEST:
                left_out += 1
                continue
            size += len(row) + 1
            table.append(row)
        if len(table) > 1:
            parts.append("\n".join(table))
    if left_out:
        parts.append(f"And {count(left_out, 'more problem')}: `./run check` shows all of them.")
    return "\n\n".join(parts)


def _row(problem: Problem, others: Sequence[Problem]) -> str:
    words = one_line(" ".join(part for part in (problem.message, problem.hint, on_pages(problem)) if part))
    told = text(words if len(words) <= _LONGEST_CELL else words[: _LONGEST_CELL - 1] + "…")
    if problem.severity is Severity.WARNING:
        told = f"**Warning:** {told}"
    if others:
        places = ", ".join(text(one_line(other.place)) for other in others[:_MOST_PLACES])
        more = len(others) - _MOST_PLACES
        rest = f" and in {count(more, 'more place')}" if more > 0 else ""
        told += f"<br>Also at {places}{rest}."
    return f"| {problem.line}:{problem.column} | {told} | {text(one_line(problem.code))} |"


def text(words: str) -> str:
    """Return Markdown that shows *words*, which are one line, and does nothing else."""
    # An entity is no markup, whatever it stands for, and no table cell ends at it (CommonMark, section 2.5).
    plain = re.sub(r"[&<>|]", lambda match: f"&#{ord(match[0])};", words)
    plain = re.sub(r"([\\`*_~\[\]!{}$])", r"\\\1", plain)
    # GitHub looks for names, numbers of issues and addresses in what is shown; a comment parts their text.
    return re.sub(r"(?<!&)[@#]|:(?=//)|\bwww(?=\.)", lambda match: f"{match[0]}<!-- -->", plain)


def code(words: str) -> str:
    """Return a code span that shows *words* (CommonMark, section 6.1)."""
    words = one_line(words)
    fence = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    space = " " if words[:1] in ("`", " ") or words[-1:] in ("`", " ") else ""
    return f"{fence}{space}{words}{space}{fence}"
