"""Print problems: as text for people, as JSON for programs, as annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from plugins.problems.problem import Problem, Severity


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once, by file, line and column."""
    return sorted(set(problems), key=lambda problem: problem.sort_key)


def summary(problems: Sequence[Problem]) -> str:
    """Return the closing line: how many errors and warnings in how many files."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    counts = [_count(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n]
    if not problems:
        return "No problems."
    files = _count(len({problem.file for problem in problems}), "file")
    return f"{' and '.join(counts)} in {files}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def as_text(problems: Sequence[Problem]) -> str:
    """Return a line per problem; warnings say so, errors need no label."""
    return "\n".join(_line(problem) for problem in problems)


def _line(problem: Problem) -> str:
    line = str(problem)
    if problem.severity is Severity.WARNING:
        return line.replace(f"{problem.place}: ", f"{problem.place}: warning: ", 1)
    return line


def as_json(problems: Sequence[Problem]) -> str:
    """Return one JSON object with the list `problems`."""
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Return GitHub Actions workflow commands, which mark the line in a pull request."""
    return "\n".join(
        f"::{problem.severity.value} file={_escape(problem.file, properties=True)},line={problem.line},"
        f"col={problem.column},title={problem.code}::{_escape(f'{problem.message} {problem.hint}'.strip())}"
        for problem in problems
    )


def _escape(text: str, *, properties: bool = False) -> str:
    # The escapes of GitHub's own toolkit (actions/toolkit, packages/core/src/command.ts).
    table = {"%": "%25", "\r": "%0D", "\n": "%0A"} | ({":": "%3A", ",": "%2C"} if properties else {})
    return "".join(table.get(character, character) for character in text)


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
