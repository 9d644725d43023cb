"""Ask for every link once, again where it failed, and say what became of it.

First every link on its own: a try, and after a pause another one where that failed. When all have had theirs,
it is known how often links of this run fail by chance; what still fails is tried as often as that demands.
What was good lately comes from the cache, and each verdict goes there as soon as it is found.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from plugins.linkcheck.external import plan, verdict
from plugins.linkcheck.external.address import parse
from plugins.linkcheck.external.cache import Cache
from plugins.linkcheck.external.chain import attempt
from plugins.linkcheck.external.exchange import OF_HOST, Kind
from plugins.linkcheck.external.fetch import Web
from plugins.linkcheck.external.grade import Grade, grade, kind
from plugins.linkcheck.external.link import Link, collect
from plugins.linkcheck.external.pace import OutOfTimeError
from plugins.linkcheck.external.plan import came_back
from plugins.linkcheck.external.probes import Probes
from plugins.linkcheck.external.report import HostTime, Verdict, WebReport
from plugins.linkcheck.external.settings import WebSettings
from plugins.linkcheck.progress import Progress
from plugins.problems import Severity

# Links that have had their first tries do not wait longer than this share of the time for those that have not.
_TIME_FOR_FIRST = 0.6
# With so many hosts, and not one that answers, it is not they who are at fault.
_MANY_HOSTS = 5
_PERHAPS_OURS = frozenset({Kind.NAME_TEMPORARY, Kind.UNREACHABLE, Kind.NO_CONNECTION})


def check_urls(
    wanted: Mapping[str, Collection[str]],
    settings: WebSettings | None = None,
    *,
    cache: Path | None = None,
    progress: Callable[[Progress], None] | None = None,
    now: float | None = None,
) -> WebReport:
    """Return what became of each URL of *wanted*, and of the fragments asked of it.

    wanted: absolute http(s) URLs without fragment → the fragments linked to. cache: the file that remembers,
    None for none. progress: called as links are done. now: seconds since 1970, for what the cache keeps.
    Raise ValueError or OSError for settings that cannot be: a connect_to or a ca_file that is none.
    """
    with Cache(cache) as remembered:
        run = _Run(settings or WebSettings(), remembered, progress, time.time() if now is None else now)
        return asyncio.run(run.check(wanted))


class _Run:
    """One check from beginning to end."""

    def __init__(
        self, settings: WebSettings, cache: Cache, progress: Callable[[Progress], None] | None, now: float
    ) -> None:
        self._settings = settings
        self._digest = settings.digest
        self._cache = cache
        self._progress = progress
        self._now = now
        self._over_http: list[Link] = []

    async def check(self, wanted: Mapping[str, Collection[str]]) -> WebReport:
        self._links, malformed = collect(wanted)
        for link in self._links:
            link.recall(self._cache.get(link.address.text, self._digest), self._now)
        asked = [link for link in self._links if link.verdict is None]
        async with Web(self._settings, self._cache.head_refused()) as self._web:
            self._probes = Probes(self._web)
            self._tell()
            await self._ask_all(asked)
            await self._look_for_https()
            for host, pace in sorted(self._web.hosts.items()):
                if pace.refuses_head:
                    self._cache.refuse_head(host, self._now)
            if asked:
                self._cache.forget(self._now)
            return self._report(malformed)

    async def _ask_all(self, links: list[Link]) -> None:
        if not links:
            return
        tasks = {asyncio.create_task(self._first(link)): link for link in links}
        done, late = await asyncio.wait(tasks, timeout=self._settings.budget * _TIME_FOR_FIRST)
        early = [link for task, link in tasks.items() if task in done]
        await asyncio.gather(self._again(early), *late)
        await self._again(links)
        for task in done:
            task.result()

    async def _first(self, link: Link) -> None:
        """Make the tries that a link has on its own; leave it without verdict if it still fails."""
        step: plan.Step | None = plan.first_step(link.address, link.history, head_pays=not self._reads(link))
        while step is not None and await self._try(link, step):
            step = self._next(link, plan.first_needed(link.attempts, link.history, self._settings))
        if link.verdict is None and not link.failing:
            await self._settle(link)

    async def _again(self, links: list[Link]) -> None:
        """Try what fails as often as the failures of this run demand, then decide."""
        while links := [link for link in links if link.verdict is None]:
            asked, recovered = came_back([link.attempts for link in self._links if link.attempts])
            for link in links:
                first = plan.first_needed(link.attempts, link.history, self._settings)
                back = recovered[kind(link.attempts[-1])]
                link.needed = plan.more_needed(link.attempts, first, asked, back, self._settings)
            await asyncio.gather(*(self._once_more(link) for link in links))

    async def _once_more(self, link: Link) -> None:
        step = self._next(link, link.needed)
        if step is None:
            await self._settle(link)
        else:
            await self._try(link, step)

    def _next(self, link: Link, needed: int) -> plan.Step | None:
        last = link.attempts[-1]
        wait = self._web.wait(last.last) if last.fault is None else None
        pays = self._web.host(last.end).retries_pay
        return plan.next_step(link.attempts, needed, self._settings, wait, retries_pay=pays)

    async def _try(self, link: Link, step: plan.Step) -> bool:
        """Make one try. Return False, with a verdict, if the time of the run ends before."""
        conditions = None if link.attempts else link.conditions
        try:
            if step.delay:
                await self._web.sleep(step.delay)
            self._tell()
            made = await attempt(self._web, step, body=self._reads(link), headers=conditions)
        except OutOfTimeError:
            await self._settle(link, confirmed=False)
            return False
        before = link.attempts[-1] if link.attempts else None
        if before and link.failing and before.method == "HEAD" and grade(made) is Grade.GOOD:
            self._web.host(made.end).refuses_head = True  # the next link of this host is spared the detour
        link.attempts.append(made)
        return True

    def _reads(self, link: Link) -> bool:
        """Return whether the page itself must be read."""
        return bool(link.wanted) or self._settings.soft_404

    async def _settle(self, link: Link, *, confirmed: bool = True) -> None:
        """Decide, remember, and tell that one more is done. confirmed: there was time for all tries."""
        if not link.attempts:
            link.verdict = link.last_known_good or verdict.untold(link.address)
        else:
            link.verdict = await self._judge(link, confirmed=confirmed)
            if link.good:
                link.look_up()
            if link.may_be_insecure and self._settings.insecure_probe:
                self._over_http.append(link)  # kept when its host has been asked
            elif confirmed and link.tells_of_itself(network=self._web.answered):
                self._keep(link)
        self._tell()

    async def _judge(self, link: Link, *, confirmed: bool) -> Verdict:
        settings = self._settings
        with suppress(OutOfTimeError):
            link.lost = link.good and settings.soft_404 and await self._probes.looks_lost(link.attempts[-1])
        if link.lost:
            found = verdict.looks_lost(link.address, link.attempts[-1])
        else:
            found = verdict.judge(
                link.address, link.attempts, link.history, settings, self._now, confirmed=confirmed
            )
        if found.severity is Severity.ERROR and found.status in (404, 410) and settings.archive_api:
            with suppress(OutOfTimeError):
                found = verdict.with_copy(found, await self._probes.archived(link.address))
        return replace(found, seconds=sum(attempt.seconds for attempt in link.attempts))

    async def _look_for_https(self) -> None:
        """Find out which links over http could be over https, one question for each host."""
        hosts = await self._probes.secure_hosts({link.address.host for link in self._over_http})
        for link in self._over_http:
            if link.address.host in hosts and link.verdict is not None and link.verdict.fine:
                link.verdict = verdict.insecure(link.address, link.verdict)
            self._keep(link)

    def _keep(self, link: Link) -> None:
        self._cache.put(link.address.text, self._digest, link.entry(self._settings, self._now))

    def _tell(self) -> None:
        if self._progress is not None:
            done = sum(link.verdict is not None for link in self._links)
            hosts = tuple(host for host, pace in self._web.hosts.items() if pace.in_flight)
            self._progress(Progress(done, len(self._links), hosts))

    def _report(self, malformed: list[str]) -> WebReport:
        if not self._web.answered:
            self._doubt_the_network()
        verdicts = {url: verdict.malformed(url) for url in malformed}
        for link in self._links:
            assert link.verdict is not None
            for url in link.urls:
                found = link.verdict
                if found.fine and parse(url).credentials:
                    found = verdict.with_credentials(found)
                verdicts[url] = replace(found, url=url)
                for fragment in link.missing(url) if link.verdict.final_url else ():
                    missing = verdict.missing_fragment(url, fragment, link.verdict)
                    verdicts[missing.url] = missing
        paces = self._web.hosts.items()
        times = [HostTime(host, pace.requests, pace.seconds) for host, pace in paces if pace.requests]
        return WebReport(
            verdicts=dict(sorted(verdicts.items())),
            hosts=len({link.address.host for link in self._links}),
            requests=self._web.requests,
            seconds=self._web.elapsed,
            slowest=tuple(sorted(times, key=lambda time: (-time.mean, time.host))[:5]),
        )

    def _doubt_the_network(self) -> None:
        """Not one host answered: call nothing broken anew if that may be because of the network here."""
        failed = [link for link in self._links if link.failing and not link.known_to_fail]
        ends = {attempt.fault.kind for link in failed for attempt in link.attempts if attempt.fault}
        many = len({link.address.host for link in failed}) >= _MANY_HOSTS
        if ends <= _PERHAPS_OURS or (many and ends <= OF_HOST):
            for link in failed:
                link.verdict = verdict.offline(link.address)
