"""Questions beyond the one request per link, each asked once per host.

Does the host of an http: link answer over https:? What does it answer for a page that cannot exist, if
robots.txt lets us ask? And, of the Internet Archive, is there a copy of a page that is gone?
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import Callable, Collection, Coroutine
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import quote

from plugins.linkcheck.external import fragments, robots
from plugins.linkcheck.external.address import Address, MalformedError, parse
from plugins.linkcheck.external.chain import attempt
from plugins.linkcheck.external.exchange import Attempt
from plugins.linkcheck.external.fetch import Web
from plugins.linkcheck.external.grade import Grade, grade
from plugins.linkcheck.external.pace import OutOfTimeError
from plugins.linkcheck.external.plan import Step

_T = TypeVar("_T")
_WORD = re.compile(r"\w+")
_ALIKE = 0.9  # the share of words that two pages have in common when they are the same page


class Probes:
    """The answers to these questions, each asked when first needed."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._asked: dict[tuple[str, str], asyncio.Task[Any]] = {}

    async def secure_hosts(self, hosts: Collection[str]) -> frozenset[str]:
        """Return those of *hosts*, asked over http on the usual port, that answer over https too.

        A connection is tried with each; the first few by name with which it can be made are asked for
        robots.txt, which every robot may read: one request for a host, whatever links there are.
        """
        names = sorted(hosts)
        can = await asyncio.gather(*(self._web.can_connect(_secure(name)) for name in names))
        chosen = [name for name, yes in zip(names, can, strict=True) if yes][
            : self._web.settings.https_probes
        ]
        answers = await asyncio.gather(*(self._answers_securely(name) for name in chosen))
        return frozenset(name for name, yes in zip(chosen, answers, strict=True) if yes)

    async def looks_lost(self, good: Attempt) -> bool:
        """Return whether a good answer looks like what its host answers for a page that cannot exist."""
        page = good.last
        if (
            page is None
            or page.address.path == "/"
            or not fragments.is_page(page.headers.get("content-type", ""))
        ):
            return False
        lost = await self._once("lost", page.address.origin, lambda: self._lost(page.address))
        if lost is None or lost.last is None or grade(lost) is not Grade.GOOD:
            return False
        if lost.last.address == page.address:
            return True
        return page.body is not None and lost.last.body is not None and _alike(page.body, lost.last.body)

    async def archived(self, address: Address) -> str:
        """Return the address of the Internet Archive's copy of a page, or ""."""
        api = self._web.settings.archive_api
        mark = "&" if "?" in api else "?"
        try:
            question = parse(f"{api}{mark}url={quote(address.text, safe='')}")
        except MalformedError:
            return ""
        found = await attempt(self._web, Step(question, "GET"), text=True)
        body = found.last.body if found.last and grade(found) is Grade.GOOD else None
        return _copy(body or b"")

    async def _answers_securely(self, name: str) -> bool:
        try:
            found = await attempt(self._web, Step(replace(_secure(name), target="/robots.txt"), "GET"))
        except OutOfTimeError:
            return False
        answer = found.last
        return (
            found.fault is None
            and answer is not None
            and answer.address.scheme == "https"
            and (grade(found) is Grade.GOOD or answer.status in (404, 410))
        )

    async def _lost(self, address: Address) -> Attempt | None:
        name = hashlib.sha256(f"{self._web.settings.seed}:{address.origin}".encode()).hexdigest()[:24]
        nowhere = replace(address, target=f"/{name}")
        if not await self._allowed(nowhere):
            return None
        return await attempt(self._web, Step(nowhere, "GET"), body=True)

    async def _allowed(self, address: Address) -> bool:
        """Return whether robots.txt allows to ask for *address*."""
        rules = await self._once("robots", address.origin, lambda: self._robots(address))
        return rules.allows(address.target)

    async def _robots(self, address: Address) -> robots.Robots:
        found = await attempt(self._web, Step(replace(address, target="/robots.txt"), "GET"), text=True)
        answer = found.last
        if found.fault is not None or answer is None:
            return robots.of_answer(0, "")
        return robots.of_answer(answer.status, (answer.body or b"").decode("utf-8", "replace"))

    async def _once(self, question: str, subject: str, ask: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
        """Return the answer to a question, asking only the first time."""
        task = self._asked.get((question, subject))
        if task is None:
            task = asyncio.create_task(ask())
            self._asked[question, subject] = task
        found: _T = await asyncio.shield(task)
        return found


def _secure(name: str) -> Address:
    return Address("https", name, 443, "/")


def _alike(one: bytes, other: bytes) -> bool:
    """Return whether two pages say nearly the same."""
    first, second = (
        set(_WORD.findall(fragments.visible_text(page.decode("utf-8", "replace")))) for page in (one, other)
    )
    return len(first & second) >= _ALIKE * len(first | second)


def _copy(body: bytes) -> str:
    try:
        closest = json.loads(body)["archived_snapshots"]["closest"]
        found = (
            str(closest["url"]) if closest["available"] and str(closest.get("status", "200")) == "200" else ""
        )
        return parse(re.sub(r"^http:", "https:", found)).text if found else ""
    except (ValueError, KeyError, TypeError):
        return ""
