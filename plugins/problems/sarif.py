"""Problems for code scanning: SARIF 2.1.0 (OASIS, with errata 01).

Files are relative to the project's root, columns count characters and not UTF-16 units as by default. Rules
have no helpUri: it must be absolute, and our explanations are in docs/problems.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from plugins.problems.codes import CODES
from plugins.problems.data import counts
from plugins.problems.order import Summary, ordered
from plugins.problems.plain import encodable
from plugins.problems.problem import Problem

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
EXPLANATIONS = "docs/problems.md"


def as_sarif(problems: Sequence[Problem], totals: Summary | None = None) -> str:
    """Return a SARIF log with one run."""
    problems = ordered(problems)
    codes = sorted({problem.code for problem in problems})
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": {"name": "Site check", "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(problem, codes.index(problem.code), seen) for problem in problems],
        "properties": counts(problems, totals),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return encodable(json.dumps(log, ensure_ascii=False, indent=2))


def _rule(code: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    if code in CODES:
        rule["shortDescription"] = {"text": CODES[code].meaning}
        rule["help"] = {"text": f"{CODES[code].meaning} See '{code}' in {EXPLANATIONS}."}
    return rule


def _result(problem: Problem, rule_index: int, seen: Counter[str]) -> dict[str, Any]:
    fingerprint = _fingerprint(problem)
    seen[fingerprint] += 1
    return {
        "ruleId": problem.code,
        "ruleIndex": rule_index,
        "level": problem.severity.value,
        "message": {"text": _message(f"{problem.message} {problem.hint}".strip())},
        "locations": [{"physicalLocation": _location(problem)}],
        "partialFingerprints": {"codeFileLink/v1": f"{fingerprint}:{seen[fingerprint]}"},
        "properties": {
            "url": problem.url, "page": problem.page, "pages": problem.pages, "hint": problem.hint,
        },
    }  # fmt: skip


def _message(text: str) -> str:
    """Return *text* without placeholders in it.

    The standard (3.11.5) would have every brace doubled, but what shows messages does not undo it, and staff
    would write "{{filename}}". So only what looks like a placeholder is.
    """
    return re.sub(r"\{(\d+)\}", r"{{\1}}", text)


def _location(problem: Problem) -> dict[str, Any]:
    # GitHub refuses results without a location; "." is the project itself.
    location: dict[str, Any] = {"artifactLocation": _artifact(problem.file or ".")}
    if problem.file:
        location["region"] = {"startLine": max(1, problem.line), "startColumn": max(1, problem.column)}
    return location


def _artifact(file: str) -> dict[str, str]:
    """Return a relative reference with the name that stands for the root, or a file: URI outside of it."""
    file = encodable(file)
    if file.startswith("/"):
        return {"uri": "file://" + quote(file)}
    if re.match("[A-Za-z]:/", file):
        return {"uri": f"file:///{file[:2]}{quote(file[2:])}"}
    return {"uri": quote(file), "uriBaseId": "%SRCROOT%"}


def _fingerprint(problem: Problem) -> str:
    """Return what stays the same when lines move, and when the theme's fault is on one more page."""
    parts = (problem.code, problem.file, problem.url or problem.message)
    return hashlib.sha256(encodable("\0".join(parts)).encode()).hexdigest()[:32]
