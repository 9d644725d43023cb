"""How fast one host is asked: so many at once, so many in a second, slower when it says so.

Requests are spaced evenly from the moment the last one was sent, so no window of one second holds more than
the rate, whatever delayed them. A host is one name and port.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from plugins.linkcheck.external.exchange import Fault, Kind

_SLOWEST = 5.0  # seconds between two requests
_STOP_RETRYING, _CLOSE = 4, 8  # answers in a row that say "too many"


class OutOfTimeError(Exception):
    """The time of the run ends before this request could be sent."""


class HostDownError(Exception):
    """The host was found out a moment ago: asking again now would tell nothing new."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.kind)
        self.fault = fault


class HostPace:
    """The turns of one host, and how it has answered."""

    def __init__(self, per_host: int, rate: float, clock: Callable[[], float]) -> None:
        self._slots = asyncio.Semaphore(per_host)
        self._clock = clock
        self._usual = 1 / rate
        self.interval = self._usual
        self.not_before = 0.0
        self.busy_in_a_row = 0
        self.in_flight = 0
        self.requests = 0
        self.seconds = 0.0
        self.refuses_head = False
        self._fault: Fault | None = None
        self._fault_until = 0.0

    @property
    def retries_pay(self) -> bool:
        """Return whether asking again what was refused as too much is still worth it."""
        return self.busy_in_a_row < _STOP_RETRYING

    @property
    def closed(self) -> bool:
        """Return whether the host has refused so often that it is left alone for this run."""
        return self.busy_in_a_row >= _CLOSE

    def busy(self, wait: float) -> None:
        """The host says that it is asked too much: wait, then ask at half the rate."""
        self.busy_in_a_row += 1
        self.interval = min(_SLOWEST, self.interval * 2)
        self.not_before = max(self.not_before, self._clock() + wait)

    def down(self, fault: Fault, seconds: float) -> None:
        """The host, not a page of it, failed: who asks within *seconds* is told the same."""
        self._fault, self._fault_until = fault, self._clock() + seconds

    def strained(self) -> None:
        """The host dropped a connection: it may be a limit that does not say so."""
        self.interval = min(_SLOWEST, max(self.interval, self._usual * 1.5))

    def fine(self) -> None:
        """The host answered: go slowly back to the usual rate."""
        self._fault = None
        self.busy_in_a_row = 0
        self.interval = max(self._usual, self.interval * 0.9)

    @asynccontextmanager
    async def turn(self, everyone: asyncio.Semaphore, deadline: float) -> AsyncIterator[None]:
        """Wait for a turn and hold it.

        Raise OutOfTimeError if it would come after *deadline*, HostDownError if the host is left alone.
        """
        async with self._slots:
            while True:
                if self.closed:
                    raise HostDownError(Fault(Kind.HOST_CLOSED))
                if self._fault is not None and self._clock() < self._fault_until:
                    raise HostDownError(self._fault)
                delay = self.not_before - self._clock()
                if delay > 0:
                    await self._sleep(delay, deadline)
                    continue
                async with everyone:
                    now = self._clock()
                    if now < self.not_before:  # another turn of this host was quicker
                        continue
                    if now >= deadline:
                        raise OutOfTimeError
                    self.not_before = now + self.interval
                    self.in_flight += 1
                    try:
                        yield
                    finally:
                        self.in_flight -= 1
                        self.seconds += self._clock() - now
                    return

    async def _sleep(self, delay: float, deadline: float) -> None:
        if self._clock() + delay >= deadline:
            raise OutOfTimeError
        await asyncio.sleep(delay)
