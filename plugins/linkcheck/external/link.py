"""One address during a run: what is asked of it, what came back, what is to be remembered. Pure."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from plugins.linkcheck.external import fragments
from plugins.linkcheck.external.address import Address, MalformedError, parse
from plugins.linkcheck.external.entry import Entry
from plugins.linkcheck.external.exchange import OF_HOST, Attempt, History, Kind
from plugins.linkcheck.external.grade import FAILURES, Grade, grade, kind
from plugins.linkcheck.external.report import Verdict
from plugins.linkcheck.external.settings import WebSettings

_DAY = 86400.0


@dataclass(slots=True)
class Link:
    """An address, and the URLs as given that lead there with the fragments asked of each.

    found: for each fragment looked up, whether the page has it (None: unsure). needed: failures that make a
    fault. lost: the page looks like the one that its host shows for nothing.
    """

    address: Address
    urls: dict[str, frozenset[str]] = field(default_factory=dict)
    known: Entry | None = None
    attempts: list[Attempt] = field(default_factory=list)
    found: dict[str, bool | None] = field(default_factory=dict)
    verdict: Verdict | None = None
    needed: int = 0
    lost: bool = False

    @property
    def wanted(self) -> frozenset[str]:
        """Return all fragments asked of the page."""
        return frozenset().union(*self.urls.values())

    @property
    def history(self) -> History:
        return self.known.history if self.known else History()

    @property
    def failing(self) -> bool:
        return bool(self.attempts) and grade(self.attempts[-1]) in FAILURES

    @property
    def known_to_fail(self) -> bool:
        """Return whether an earlier run ended in the same failure."""
        return self.failing and self.history.kind == kind(self.attempts[-1])

    @property
    def good(self) -> bool:
        return bool(self.attempts) and grade(self.attempts[-1]) is Grade.GOOD and not self.lost

    @property
    def may_be_insecure(self) -> bool:
        """Return whether the link is good over http, on the port where https would be looked for."""
        over_http = self.address.scheme == "http" and self.address.has_usual_port
        return over_http and self.good and self.attempts[-1].end.scheme == "http"

    def missing(self, url: str) -> list[str]:
        """Return the fragments asked of *url* that the page certainly does not have."""
        return sorted(name for name in self.urls[url] if self.found.get(name) is False)

    def recall(self, known: Entry | None, now: float) -> None:
        """Take over what an earlier run found: the verdict too, if it is fresh and answers all that is asked."""
        self.known = known
        if known is not None:
            self.found = dict(known.fragments)
            # One from the future is not believed: somebody's clock was wrong.
            if known.checked <= now + _DAY and now < known.fresh_until and self._answered(known):
                self.verdict = known.verdict

    @property
    def last_known_good(self) -> Verdict | None:
        """Return the verdict of an earlier run, though no longer fresh, if the link was good then."""
        return (
            self.known.verdict
            if self.known and self._answered(self.known) and _was_good(self.known)
            else None
        )

    @property
    def conditions(self) -> dict[str, str] | None:
        """Return the header fields that ask for the page only if it changed since its ids were looked up."""
        if self.known is None or not self.wanted or self.last_known_good is None:
            return None
        told = {"If-None-Match": self.known.etag, "If-Modified-Since": self.known.modified}
        return {name: value for name, value in told.items() if value} or None

    def look_up(self) -> None:
        """Look for the fragments on the page that came."""
        last = self.attempts[-1]
        answer = last.last
        if answer is None or answer.status == 304:
            return
        # A redirect to a place of its own ("/new#part") takes the reader there, whatever the link asked for.
        elsewhere = any("#" in hop.headers.get("location", "") for hop in last.answers[:-1])
        if answer.body is None or elsewhere:
            self.found = dict.fromkeys(self.wanted)
        else:
            text = fragments.decode(answer.body, answer.headers.get("content-type", ""))
            self.found = fragments.look_up(self.wanted, text, whole=answer.whole)
        # The page is not needed any more, and there may be many.
        self.attempts[-1] = replace(last, answers=(*last.answers[:-1], replace(answer, body=None)))

    def tells_of_itself(self, *, network: bool) -> bool:
        """Return whether the last try says something about the link, and not about us.

        network: some host has answered in this run.
        """
        fault = self.attempts[-1].fault
        if fault is None or fault.kind not in OF_HOST | {Kind.HOST_CLOSED}:
            return True
        return network and fault.kind not in {Kind.UNREACHABLE, Kind.HOST_CLOSED}

    def entry(self, settings: WebSettings, now: float) -> Entry:
        """Return what to remember. Good answers last for days, and not all for equally many."""
        assert self.verdict is not None
        last, before = self.attempts[-1], self.history
        failing = self.failing or self.lost
        if self.good:
            history, hours = History(last_good=now), settings.fresh_days * 24
        elif failing:
            history, hours = History(before.last_good, before.first_failed or now, kind(last)), 0.0
        else:
            history, hours = before, settings.retry_hours
        by_chance = random.Random(f"{settings.seed}:{self.address.text}:{now}").uniform(-1, 1)
        headers = last.last.headers if last.last and self.good else {}
        unchanged = self.known if self.known and last.last and last.last.status == 304 else None
        return Entry(
            verdict=self.verdict,
            checked=now,
            fresh_until=now + hours * 3600 * (1 + settings.spread * by_chance),
            history=history,
            fragments=dict(self.found) if self.good else {},
            etag=headers.get("etag", unchanged.etag if unchanged else ""),
            modified=headers.get("last-modified", unchanged.modified if unchanged else ""),
        )

    def _answered(self, known: Entry) -> bool:
        return self.wanted <= known.fragments.keys()


def collect(wanted: Mapping[str, Collection[str]]) -> tuple[list[Link], list[str]]:
    """Return the addresses to ask for, each once and in order, and the URLs that are none."""
    links: dict[Address, Link] = {}
    broken: list[str] = []
    for url in sorted(wanted):
        try:
            address = parse(url)
        except MalformedError:
            broken.append(url)
            continue
        asked = frozenset(fragment for fragment in wanted[url] if fragments.place(fragment))
        known = links.setdefault(address, Link(address))
        known.urls[url] = asked
    return [links[address] for address in sorted(links, key=lambda found: found.text)], broken


def _was_good(known: Entry) -> bool:
    return known.history.first_failed is None and known.history.last_good == known.checked
