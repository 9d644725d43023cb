"""What to do after the tries so far: another one, when and how, or none. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.linkcheck.external import retry
from plugins.linkcheck.external.address import Address
from plugins.linkcheck.external.exchange import Attempt, History, Kind
from plugins.linkcheck.external.grade import FAILURES, Grade, grade, kind
from plugins.linkcheck.external.settings import WebSettings

_DEFINITE_TRIES = 2
_BUSY_TRIES = 2  # … and one more if the host said when


@dataclass(frozen=True, slots=True)
class Step:
    """One try to make: with which method, after how many seconds, from which address.

    lenient: read the answer as tolerantly as browsers do, for the last one was no HTTP to our reader.
    patience: how many times the usual timeout to wait. before: the try whose chain of redirects goes on here.
    """

    start: Address
    method: str = "HEAD"
    delay: float = 0.0
    lenient: bool = False
    patience: int = 1
    before: Attempt | None = None


def first_step(address: Address, history: History, *, head_pays: bool) -> Step:
    """Return how to ask for the first time: by HEAD, unless only GET can tell."""
    failed_before = history.first_failed is not None
    return Step(address, "HEAD" if head_pays and not failed_before else "GET")


def next_step(
    attempts: Sequence[Attempt], needed: int, settings: WebSettings, wait: float | None, *, retries_pay: bool
) -> Step | None:
    """Return the next try, or None if the tries are enough, or none would tell more.

    needed: how many failures are enough. wait: the seconds the last answer asked to wait, None if it did not.
    """
    what = grade(attempts[-1])
    if what in FAILURES:
        failures = count(attempts)
        return None if failures >= needed else _again(attempts, failures, settings)
    if what is not Grade.BUSY or not retries_pay:
        return None
    times = sum(grade(attempt) is Grade.BUSY for attempt in attempts)
    if times >= _BUSY_TRIES + (wait is not None) or (wait is not None and wait > settings.retry_after_cap):
        return None
    delay = retry.pause(settings.retry_gap, times, _seed(attempts, settings))
    return Step(attempts[0].start, "GET", max(delay, wait) if wait is not None else delay)


def _again(attempts: Sequence[Attempt], failures: int, settings: WebSettings) -> Step:
    last = attempts[-1]
    delay = retry.pause(settings.retry_gap, failures, _seed(attempts, settings))
    fault = last.fault.kind if last.fault else None
    if fault is Kind.TOO_MANY:  # browsers go twice as far: the second try goes on where the first one stopped
        return Step(last.end, "GET", delay, before=last)
    return Step(
        attempts[0].start,
        "GET",
        delay,
        lenient=fault is Kind.NOT_HTTP,
        patience=2 if len(attempts) == 1 else 1,
    )


def first_needed(attempts: Sequence[Attempt], history: History, settings: WebSettings) -> int:
    """Return how many failures are enough if no other link of the run contradicts.

    An earlier run that ended the same way was a try too.
    """
    base = _DEFINITE_TRIES if grade(attempts[-1]) is Grade.DEFINITE else settings.first_tries
    match kind(attempts[-1]):
        case Kind.NOT_HTTP:  # the first try only taught us to read more tolerantly
            base += 1
        case Kind.TIMEOUT:  # the second try was patient; many servers still work at the one we gave up
            base = min(base, _DEFINITE_TRIES)
    seen = history.first_failed is not None and history.kind == kind(attempts[-1])
    return max(1, min(base, settings.tries) - seen)


def more_needed(
    attempts: Sequence[Attempt], first: int, links: int, recovered: int, settings: WebSettings
) -> int:
    """Return how many failures are enough, now that it is known how many links failed so and came back."""
    kinds = {kind(attempt) for attempt in attempts if grade(attempt) in FAILURES}
    if len(kinds) > 1:  # today this, then that: chance has its hand in it
        return max(first, settings.tries)
    return retry.tries_needed(links, recovered, first, settings.tries)


def came_back(links: Sequence[Sequence[Attempt]]) -> tuple[int, Counter[str]]:
    """Return how many links were asked for, and how many failed in each way and were then fine.

    links: the tries of each. Answers that only tolerant reading made fine are no chance.
    """
    recovered: Counter[str] = Counter()
    for attempts in links:
        if grade(attempts[-1]) not in FAILURES:
            recovered.update({kind(attempt) for attempt in attempts if grade(attempt) in FAILURES})
    del recovered[Kind.NOT_HTTP]
    return len(links), recovered


def count(attempts: Sequence[Attempt]) -> int:
    """Return how many tries failed."""
    return sum(grade(attempt) in FAILURES for attempt in attempts)


def _seed(attempts: Sequence[Attempt], settings: WebSettings) -> str:
    return f"{settings.seed}:{attempts[0].start.text}"
