"""From tries to a verdict: what is an error, what a warning, what nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.external import WebSettings, plan, verdict, words
from plugins.linkcheck.external.address import parse
from plugins.linkcheck.external.exchange import Answer, Attempt, Fault, History, Kind
from plugins.linkcheck.external.grade import FAILURES, Grade, grade, refuses_head
from plugins.linkcheck.external.report import Verdict
from plugins.problems import Severity

LINK = parse("https://a.example/page")
SETTINGS = WebSettings()
NOW = 1_790_000_000.0
DAY = 86400.0
NEVER_BROKEN = [401, 402, 403, 405, 406, 407, 418, 421, 426, 429, 431, 451, 503, 511, 999]


def answered(status: int, **headers: str) -> Attempt:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Attempt(LINK, (Answer(LINK, "GET", status, told),), asked=1)


def failed(kind: Kind) -> Attempt:
    return Attempt(LINK, fault=Fault(kind))


def judge(*attempts: Attempt, history: History = History(), **options: bool) -> Verdict:  # noqa: B008
    return verdict.judge(LINK, attempts, history, SETTINGS, NOW, **options)


kinds = st.sampled_from(Kind).map(failed)
statuses = st.integers(100, 1000).map(answered)
attempts = st.lists(kinds | statuses, min_size=1, max_size=5)
histories = st.builds(
    History,
    st.none() | st.floats(0, NOW),
    st.none() | st.floats(0, NOW),
    st.sampled_from(["", "404", "reset"]),
)


@pytest.mark.parametrize("status", NEVER_BROKEN)
def test_a_refusal_is_never_an_error(status: int) -> None:
    found = judge(answered(status), answered(status), answered(status))

    assert (found.code, found.severity) == ("unverified", Severity.WARNING)


@pytest.mark.parametrize("status", [400, 404, 410, 500, 502, 504, 520])
def test_an_answer_that_visitors_get_too_is_an_error(status: int) -> None:
    found = judge(answered(status), answered(status))

    assert (found.code, found.severity, found.status) == ("broken-external", Severity.ERROR, status)


@pytest.mark.parametrize("status", [200, 201, 204, 206, 300, 304])
def test_a_good_answer_is_nothing_to_tell(status: int) -> None:
    assert judge(answered(404), answered(status)).fine


def test_a_wall_is_a_wall_whatever_its_status() -> None:
    for status in (200, 403, 404, 503):
        assert judge(answered(status, cf_mitigated="challenge")).code == "unverified"


@given(attempts, histories, st.booleans())
def test_only_failures_are_errors_and_errors_are_certain(attempts, history, confirmed) -> None:
    found = judge(*attempts, history=history, confirmed=confirmed)

    assert (found.severity is None) == (found.code == "")
    if found.severity is Severity.ERROR:
        assert grade(attempts[-1]) in FAILURES
        assert confirmed
        assert found.code in {"broken-external", "certificate"}
    if found.code:
        assert found.message.endswith(".")
        assert found.hint


@given(attempts)
def test_a_link_is_asked_a_bounded_number_of_times(attempts) -> None:
    """However the answers come, at most so many tries are made, and a last good one ends them."""
    made: list[Attempt] = []
    for attempt in attempts * 20:
        made.append(attempt)
        needed = plan.first_needed(made, History(), SETTINGS)
        if plan.next_step(made, needed, SETTINGS, None, retries_pay=True) is None:
            break

    assert len(made) <= 6
    if grade(made[-1]) is Grade.GOOD:
        assert plan.next_step(made, 99, SETTINGS, None, retries_pay=True) is None


@given(attempts)
def test_one_failure_is_never_enough_without_an_earlier_one(attempts) -> None:
    assert plan.first_needed(attempts, History(), SETTINGS) >= 2


def test_a_failure_of_an_earlier_run_counts_as_one_try() -> None:
    before = History(first_failed=NOW - DAY, kind="404")

    assert plan.first_needed([answered(404)], before, SETTINGS) == 1
    assert plan.first_needed([answered(410)], before, SETTINGS) == 2


def test_failures_of_different_kinds_are_tried_to_the_end() -> None:
    tries = [answered(500), failed(Kind.RESET)]

    assert plan.more_needed(tries, 3, 100, 0, SETTINGS) == SETTINGS.tries


@pytest.mark.parametrize(
    ("first", "times", "expected"),
    [
        (answered(404), 3, 3),
        (failed(Kind.RESET), 1, 1),
        (failed(Kind.NOT_HTTP), 2, 0),
        (answered(403), 9, 0),
    ],
)
def test_what_fails_and_comes_back_is_counted_as_chance(first: Attempt, times: int, expected: int) -> None:
    dead = [[answered(500), answered(500)]]

    asked, recovered = plan.came_back([[first, answered(200)]] * times + dead)

    assert asked == times + 1
    assert recovered[plan.kind(first)] == expected


def test_the_second_try_is_by_get_later_and_more_patient() -> None:
    step = plan.next_step([failed(Kind.TIMEOUT)], 3, SETTINGS, None, retries_pay=True)

    assert step is not None
    assert (step.method, step.patience) == ("GET", 2)
    assert step.delay >= SETTINGS.retry_gap


@pytest.mark.parametrize(("wait", "delay"), [(10.0, 10.0), (0.0, 2.0), (None, 2.0)])
def test_a_host_is_given_the_time_it_asks_for(wait: float | None, delay: float) -> None:
    step = plan.next_step([answered(429)], 3, SETTINGS, wait, retries_pay=True)

    assert step is not None
    assert delay <= step.delay <= delay * 1.25


def test_a_host_that_asks_for_too_much_time_is_not_waited_for() -> None:
    assert plan.next_step([answered(429)], 3, SETTINGS, 31.0, retries_pay=True) is None


LATELY, LONG_AGO = NOW - 3 * DAY, NOW - 300 * DAY


@pytest.mark.parametrize(
    ("attempt", "history", "severity"),
    [
        (answered(500), History(), "error"),
        (answered(500), History(last_good=LATELY), "warning"),
        (failed(Kind.TIMEOUT), History(last_good=LATELY), "warning"),
        (answered(500), History(last_good=LONG_AGO), "error"),
        (answered(500), History(last_good=LATELY, first_failed=NOW - 3600), "warning"),
        (answered(500), History(last_good=LATELY, first_failed=NOW - 2 * DAY), "error"),
        (answered(404), History(last_good=LATELY), "error"),
        (failed(Kind.NO_NAME), History(last_good=LATELY), "error"),
    ],
)
def test_a_link_that_was_fine_lately_is_given_a_day(
    attempt: Attempt, history: History, severity: str
) -> None:
    assert judge(attempt, attempt, attempt, history=history).severity == severity


def test_without_time_for_all_tries_nothing_is_broken() -> None:
    found = judge(answered(404), confirmed=False)

    assert (found.code, found.severity) == ("unverified", Severity.WARNING)
    assert "no time to try again" in found.message


@pytest.mark.parametrize("kind", [Kind.EXPIRED, Kind.WRONG_NAME, Kind.SELF_SIGNED, Kind.UNKNOWN_ISSUER])
def test_certificates_are_told_apart(kind: Kind) -> None:
    found = judge(failed(kind), failed(kind))

    assert (found.code, found.severity) == ("certificate", Severity.ERROR)
    assert found.message == words.of_fault(Fault(kind), LINK.text, LINK)


def test_every_kind_of_failure_has_its_own_words() -> None:
    sentences = {words.failure(failed(kind)) for kind in Kind}

    assert len(sentences) == len(Kind)


@pytest.mark.parametrize(
    ("method", "status", "refused"),
    [
        ("HEAD", 405, True),
        ("HEAD", 403, True),
        ("HEAD", 404, False),
        ("HEAD", 429, False),
        ("GET", 405, False),
    ],
)
def test_a_refused_head_is_asked_again_by_get(method: str, status: int, refused: bool) -> None:
    assert refuses_head(Answer(LINK, method, status)) is refused


def test_an_insecure_link_keeps_what_else_is_known() -> None:
    plain = parse("http://a.example/page")

    found = verdict.insecure(plain, Verdict(plain.text, status=200, final_url=plain.text))

    assert (found.code, found.hint, found.status) == ("insecure-link", "Write 'https://a.example/page'.", 200)
