"""Problems for programs: one JSON object (RFC 8259)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from plugins.problems.order import Summary, errors_and_warnings, ordered
from plugins.problems.plain import encodable
from plugins.problems.problem import Problem


def as_json(problems: Sequence[Problem], totals: Summary | None = None) -> str:
    """Return one object with `problems`, in order, and `summary`, where null is what was not counted."""
    report = {
        "problems": [_row(problem) for problem in ordered(problems)],
        "summary": counts(problems, totals),
    }
    return encodable(json.dumps(report, ensure_ascii=False, indent=2))


def _row(problem: Problem) -> dict[str, str | int]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "url": problem.url,
        "page": problem.page,
        "pages": problem.pages,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
    }


def counts(problems: Sequence[Problem], totals: Summary | None) -> dict[str, Any]:
    """Return what was counted, by the names that the JSON report has for it."""
    totals = totals or Summary()
    errors, warnings = errors_and_warnings(ordered(problems))
    return {
        "pages": totals.pages,
        "links": totals.links,
        "external_hosts": totals.external_hosts,
        "requests": totals.requests,
        "seconds": None if totals.seconds is None else round(totals.seconds, 3),
        "errors": errors,
        "warnings": warnings,
        "ignored": totals.ignored,
        "slowest_hosts": [{"host": host, "seconds": round(seconds, 3)} for host, seconds in totals.slowest],
    }
