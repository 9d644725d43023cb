"""A host is asked no faster than it likes."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise

import pytest

from plugins.linkcheck.external.exchange import Fault, Kind
from plugins.linkcheck.external.pace import HostDownError, HostPace, OutOfTimeError


def starts(pace: HostPace, requests: int, seconds: float) -> tuple[list[float], int]:
    """Return when requests that take *seconds* each were sent, and how many were in flight at most."""
    times: list[float] = []
    most = 0

    async def ask(everyone: asyncio.Semaphore) -> None:
        nonlocal most
        async with pace.turn(everyone, time.monotonic() + 60):
            times.append(time.monotonic())
            most = max(most, pace.in_flight)
            await asyncio.sleep(seconds)

    async def run() -> None:
        everyone = asyncio.Semaphore(10)
        await asyncio.gather(*(ask(everyone) for _ in range(requests)))

    asyncio.run(run())
    return times, most


def gaps(times: list[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(times)]


def test_requests_are_spaced_evenly_and_two_at_once() -> None:
    times, most = starts(HostPace(2, 50, time.monotonic), 10, 0.05)

    assert min(gaps(times)) >= 0.019
    assert most == 2


def test_a_busy_host_is_waited_for_and_then_asked_at_half_the_rate() -> None:
    pace = HostPace(2, 100, time.monotonic)
    begun = time.monotonic()
    pace.busy(0.1)

    times, _ = starts(pace, 4, 0)

    assert times[0] - begun >= 0.1
    assert min(gaps(times)) >= 0.019


def test_answers_bring_the_usual_rate_back() -> None:
    pace = HostPace(2, 10, time.monotonic)
    for _ in range(3):
        pace.busy(0)
    for _ in range(50):
        pace.fine()

    assert pace.interval == pytest.approx(0.1)


def test_a_host_that_only_refuses_is_left_alone() -> None:
    pace = HostPace(2, 1000, time.monotonic)
    for _ in range(8):
        pace.busy(0)

    assert not pace.retries_pay
    with pytest.raises(HostDownError):
        starts(pace, 1, 0)


def test_a_host_that_is_down_is_not_asked_again_at_once() -> None:
    pace = HostPace(2, 1000, time.monotonic)
    pace.down(Fault(Kind.REFUSED), 0.05)

    with pytest.raises(HostDownError):
        starts(pace, 1, 0)
    time.sleep(0.06)
    assert len(starts(pace, 1, 0)[0]) == 1


def test_a_turn_that_would_come_too_late_is_given_up_at_once() -> None:
    pace = HostPace(2, 1000, time.monotonic)
    pace.busy(30)

    async def run() -> None:
        async with pace.turn(asyncio.Semaphore(), time.monotonic() + 10):
            pass

    begun = time.monotonic()
    with pytest.raises(OutOfTimeError):
        asyncio.run(run())
    assert time.monotonic() - begun < 1
