"""Problems as GitHub Actions workflow commands, which mark the line in a pull request.

GitHub shows the first 10 errors, 10 warnings and 10 notices of a step, and 50 of a job; the log has all.
"""

from __future__ import annotations

from collections.abc import Sequence

from plugins.problems.order import Summary, errors_and_warnings, ordered
from plugins.problems.plain import encodable
from plugins.problems.problem import Problem

_SHOWN_PER_STEP = 10


def as_github(problems: Sequence[Problem], _totals: Summary | None = None) -> str:
    """Return a command per problem; a notice says so if GitHub will not show all of them as annotations."""
    problems = ordered(problems)
    lines = [_command(problem) for problem in problems]
    if max(errors_and_warnings(problems)) > _SHOWN_PER_STEP:
        sentence = (
            f"GitHub marks at most {_SHOWN_PER_STEP} errors and {_SHOWN_PER_STEP} warnings of a step. "
            f"All {len(problems)} are in the log of this step."
        )
        lines.append(f"::notice title=More problems than marks::{_escape(sentence)}")
    return "\n".join(lines)


def _command(problem: Problem) -> str:
    where = {"file": problem.file, "line": str(problem.line), "col": str(problem.column)}
    properties = (where if problem.file else {}) | {"title": problem.code}
    told = ",".join(f"{name}={_escape(value, in_property=True)}" for name, value in properties.items())
    return f"::{problem.severity.value} {told}::{_escape(f'{problem.message} {problem.hint}'.strip())}"


def _escape(text: str, *, in_property: bool = False) -> str:
    # The escapes of GitHub's own toolkit (actions/toolkit, packages/core/src/command.ts).
    table = {"%": "%25", "\r": "%0D", "\n": "%0A"} | ({":": "%3A", ",": "%2C"} if in_property else {})
    return "".join(table.get(character, character) for character in encodable(text))
