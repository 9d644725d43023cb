"""One try: a request, and those that its redirects lead to, to the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from plugins.linkcheck.external import redirects
from plugins.linkcheck.external.exchange import Answer, Attempt, Fault, Kind
from plugins.linkcheck.external.fetch import Web, Wish, was_sent
from plugins.linkcheck.external.grade import refuses_head
from plugins.linkcheck.external.plan import Step


async def attempt(
    web: Web, step: Step, *, body: bool = False, text: bool = False, headers: Mapping[str, str] | None = None
) -> Attempt:
    """Make one try. Raise OutOfTimeError if the run ends before.

    body: read the page at the end; text: whatever it is. headers: sent with the first request.
    """
    before = step.before.answers[:-1] if step.before else ()
    answers: list[Answer] = list(before)
    seen = {answer.address for answer in answers}
    address, asked, seconds = step.start, 0, 0.0
    wish = Wish(step.method, body, text, headers, step.lenient, step.patience)

    def ended(fault: Fault | None) -> Attempt:
        start = step.before.start if step.before else step.start
        return Attempt(start, tuple(answers), fault, asked, seconds, address, wish.method)

    while True:
        answer, spent, method = await web.ask(address, wish)
        wish = replace(wish, method=method)
        seconds += spent
        asked += was_sent(answer)
        if isinstance(answer, Fault):
            return ended(answer)
        if refuses_head(answer):
            wish = replace(wish, method="GET")
            continue
        answers.append(answer)
        seen.add(address)
        hop = redirects.next_hop(answer)
        if hop is None or isinstance(hop, Fault):
            return ended(hop)
        if hop in seen:
            return ended(Fault(Kind.LOOP))
        if len(answers) - len(before) > web.settings.max_redirects:
            return ended(Fault(Kind.TOO_MANY, str(len(answers) - 1)))
        address, wish = hop, replace(wish, headers=None)
