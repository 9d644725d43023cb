"""The file _redirects → the addresses that a host sends elsewhere."""

from __future__ import annotations

import pytest

from plugins.linkcheck.redirects import parse

RULES = """
# moved in 2024
/old            /new/
/caf%C3%A9/     /coffee/        301
/blog/*         /news/:splat
/:year/report   /reports/:year  302  # by year
/alone
/*              /404.html       404
https://www.example.org/* https://example.org/:splat 301!
"""


@pytest.mark.parametrize(
    ("path", "answers"),
    [
        ("/old", True),
        ("/old/", True),
        ("/older", False),
        ("/café/", True),
        ("/blog/2020/x/", True),
        ("/blog", False),
        ("/2020/report", True),
        ("/2020/05/report", False),
        ("/alone", False),
        ("/anything", False),
        ("/", False),
    ],
)
def test_what_a_host_answers_elsewhere(path, answers):
    assert parse(RULES).answers(path) is answers


def test_no_rules_answer_nothing():
    assert not parse("").answers("/")
