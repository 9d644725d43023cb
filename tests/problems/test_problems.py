"""Problems are told once, in order, in the form each reader needs; the docs explain each code."""

from __future__ import annotations

import json
import re

from plugins.problems import CODES, Problem, Severity, did_you_mean
from plugins.problems.report import as_github, as_json, as_text, ordered, summary
from tests.conftest import ROOT

LINK = Problem("missing-page", "No page of this site is at '/get-hlep/'.", "Did you mean '/get-help/'?",
               "content/pages/about/en.md", 14, 7)  # fmt: skip
OVERDUE = Problem("check-overdue", "Late.", file="content/pages/a/en.md", severity=Severity.WARNING)


def test_a_problem_is_one_line_with_place_sentence_cure_and_code():
    assert as_text([LINK]) == (
        "content/pages/about/en.md:14:7: No page of this site is at '/get-hlep/'. "
        "Did you mean '/get-help/'? [missing-page]"
    )
    assert as_text([OVERDUE]) == "content/pages/a/en.md:1:1: warning: Late. [check-overdue]"


def test_the_same_problem_is_told_once_and_by_file():
    assert ordered([LINK, OVERDUE, LINK]) == [OVERDUE, LINK]
    assert summary([OVERDUE, LINK]) == "1 error and 1 warning in 2 files."
    assert summary([]) == "No problems."


def test_programs_get_json_and_github_gets_annotations():
    assert json.loads(as_json([LINK]))["problems"][0]["line"] == 14
    assert as_github([LINK]) == (
        "::error file=content/pages/about/en.md,line=14,col=7,title=missing-page::"
        "No page of this site is at '/get-hlep/'. Did you mean '/get-help/'?"
    )
    assert "%0A" in as_github([Problem("bad-value", "two\nlines")])


def test_suggestions_look_past_capitals_and_stay_silent_when_nothing_is_near():
    assert did_you_mean("STAUS", ["Status", "Title"]) == "Did you mean 'Status'?"
    assert did_you_mean("zzz", ["Status"]) == ""


def test_each_code_is_explained_and_each_explanation_has_a_code():
    text = (ROOT / "docs" / "problems.md").read_text("utf-8")

    assert re.findall(r"^## ([a-z-]+)", text, re.MULTILINE) == list(CODES)


def test_every_code_that_plugins_tell_is_in_the_table():
    told = set()
    for path in (ROOT / "plugins").rglob("*.py"):
        told |= set(
            re.findall(r"""(?:\bProblem\(|_tell\([^,"]+, |code=)"([a-z-]+)["]""", path.read_text("utf-8"))
        )

    assert told <= CODES.keys()
    assert len(told) > 15
