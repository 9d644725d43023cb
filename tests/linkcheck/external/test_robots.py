"""robots.txt, after RFC 9309."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.external.robots import Robots, of_answer

CASES = [
    ("", "/a", True),
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /a", "/abc", False),
    ("User-agent: *\nDisallow: /a/", "/a", True),
    ("user-agent:*\nDISALLOW:/a # why", "/a", False),
    ("User-agent: other\nDisallow: /", "/a", True),
    ("User-agent: linkcheck\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
    ("User-agent: LinkCheck/2.0\nDisallow: /a", "/a", False),
    ("User-agent: linkchecker\nDisallow: /a", "/a", True),
    ("User-agent: other\nUser-agent: *\nDisallow: /a", "/a", False),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", True),
    ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
    ("User-agent: *\nDisallow: /*/b*c", "/a/b1c2", False),
    ("User-agent: *\nDisallow: /a%3cd", "/a%3Cd", False),
    ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
    ("User-agent: *\nDisallow: /ü", "/%C3%BC", False),
    ("\ufeffUser-agent: *\r\nDisallow: /a\rnonsense", "/a", False),
    ("Disallow: /", "/a", True),
    ("User-agent: *\nSitemap: /s\nDisallow: /a", "/a", False),
]


@pytest.mark.parametrize(("text", "path", "allowed"), CASES)
def test_the_longest_rule_decides(text: str, path: str, allowed: bool) -> None:
    assert of_answer(200, text).allows(path) is allowed


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (301, True), (500, False), (429, False), (0, False)]
)
def test_no_file_allows_all_and_a_host_in_trouble_nothing(status: int, allowed: bool) -> None:
    assert of_answer(status, "User-agent: *\nDisallow: /").allows("/a") is allowed


@given(st.text(), st.text())
def test_any_file_is_read(text: str, path: str) -> None:
    assert of_answer(200, text).allows("/" + path) in (True, False)


@given(st.text("ab/*$", max_size=8), st.text("ab/", max_size=8))
def test_patterns_match_as_their_regular_expression_does(pattern: str, path: str) -> None:
    anchored = pattern.endswith("$")
    expression = re.escape(pattern[:-1] if anchored else pattern).replace(r"\*", ".*") + (
        r"\Z" if anchored else ""
    )

    expected = not re.match(expression, path)

    assert Robots(((False, pattern),)).allows(path) is expected
