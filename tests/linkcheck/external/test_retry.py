"""When to ask again, and how often."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.external.retry import pause, retry_after, tries_needed

NOW = 784111777.0  # Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 06 Nov 1994 08:50:37 GMT", 60),
        ("Sunday, 06-Nov-94 08:50:37 GMT", 60),
        ("Sun Nov  6 08:50:37 1994", 60),
        ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
        ("1.5", None),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("Sun, 99 Nov 1994 99:99:99 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(), st.floats(0, 4e9))
def test_any_retry_after_is_read(value: str, now: float) -> None:
    found = retry_after(value, now)
    assert found is None or found >= 0


def test_pauses_grow_once_and_differ_by_chance() -> None:
    first = [pause(2.0, 1, str(seed)) for seed in range(50)]
    later = [pause(2.0, failures, str(seed)) for seed in range(50) for failures in (2, 3)]

    assert 2.0 <= min(first) < max(first) <= 2.5
    assert 4.0 <= min(later) < max(later) <= 5.0
    assert pause(2.0, 1, "same") == pause(2.0, 1, "same")


@pytest.mark.parametrize(
    ("links", "recovered", "needed"),
    [(150, 0, 2), (1, 0, 2), (0, 0, 2), (150, 1, 3), (500, 25, 5), (500, 400, 5)],
)
def test_failures_that_come_back_ask_for_more_tries(links: int, recovered: int, needed: int) -> None:
    assert tries_needed(links, recovered, first=2, most=5) == needed


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_tries_stay_between_first_and_most(links: int, recovered: int) -> None:
    assert 2 <= tries_needed(links, recovered, first=2, most=5) <= 5
