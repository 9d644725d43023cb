"""All tries of a link + what earlier runs found → the verdict. Pure.

An error is what is certain: a definite answer given again and again, or no good answer in any try. Whatever
is about us who ask, or about this moment, is a warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from plugins.linkcheck.external import redirects, words
from plugins.linkcheck.external.address import Address
from plugins.linkcheck.external.exchange import CERTIFICATES, Attempt, History, Kind
from plugins.linkcheck.external.grade import FAILURES, Grade, grade
from plugins.linkcheck.external.report import Verdict
from plugins.linkcheck.external.settings import WebSettings
from plugins.problems import Severity

_LATELY = 30 * 86400.0  # seconds; a link that was good within it "was fine lately"


def judge(
    address: Address,
    attempts: Sequence[Attempt],
    history: History,
    settings: WebSettings,
    now: float,
    *,
    confirmed: bool = True,
) -> Verdict:
    """Return the verdict on the link to *address*.

    confirmed: the tries were as many as needed. now is in seconds since 1970.
    """
    last = attempts[-1]
    answer, what = last.last, grade(last)
    ruling = _good(address, last) if what is Grade.GOOD else _bad(what, last)
    if what in FAILURES:
        ruling = _failing(ruling, attempts, history, settings, now, confirmed=confirmed)
    return Verdict(
        url=address.text,
        code=ruling.code,
        severity=ruling.severity if ruling.code else None,
        message=ruling.message,
        hint=ruling.hint,
        status=answer.status if answer and last.fault is None else 0,
        final_url=ruling.target or (answer.address.text if answer and what is Grade.GOOD else ""),
        host=address.key,
        requests=sum(attempt.asked for attempt in attempts),
    )


class _Ruling(NamedTuple):
    """What to tell. target: the address to write instead."""

    code: str = ""
    message: str = ""
    hint: str = ""
    severity: Severity = Severity.WARNING
    target: str = ""


def _good(address: Address, last: Attempt) -> _Ruling:
    moved = redirects.moved_to(last.answers)
    if moved is None:
        return _Ruling()
    if redirects.lost(last.answers):
        where = "the home page of its host: the page itself may be gone"
    else:
        where = f"'{moved.text}'"
    message = f"'{address.text}' has moved for good to {where}."
    return _Ruling("redirected", message, f"Write '{moved.text}'.", target=moved.text)


def _bad(what: Grade, last: Attempt) -> _Ruling:
    message = words.failure(last)
    kind = last.fault.kind if last.fault else None
    if kind is Kind.BLOCKED:
        return _Ruling("blocked-host", message, words.NOT_PUBLIC)
    if kind is Kind.NO_INTERMEDIATE:
        return _Ruling("certificate", message, words.TELL)
    if what not in FAILURES:
        return _Ruling("unverified", message, words.BY_HAND)
    if kind in CERTIFICATES:
        return _Ruling("certificate", message, words.TELL, Severity.ERROR)
    return _Ruling("broken-external", message, words.REMOVE, Severity.ERROR)


def _failing(
    ruling: _Ruling, attempts: Sequence[Attempt], history: History, settings: WebSettings, now: float,
    *, confirmed: bool,
) -> _Ruling:  # fmt: skip
    """Return the ruling on a failure, milder if it is not certain or may pass."""
    if not confirmed:
        message = f"{ruling.message} There was no time to try again."
        return _Ruling("unverified", message, words.BY_HAND)
    soft = any(grade(attempt) is Grade.SOFT for attempt in attempts)
    if soft and _was_fine(history, settings, now):
        message = f"{ruling.message} It was fine on {words.day(history.last_good or 0)}."
        return ruling._replace(message=message, hint=words.BY_HAND, severity=Severity.WARNING)
    return ruling


def _was_fine(history: History, settings: WebSettings, now: float) -> bool:
    """Return whether the link was good lately and has not failed for long."""
    if history.last_good is None or now - history.last_good > _LATELY:
        return False
    return history.first_failed is None or now - history.first_failed < settings.patience_hours * 3600


def untold(address: Address) -> Verdict:
    """Return the verdict on a link for which there was no time."""
    message = f"'{address.text}' was not checked today: the time for the check was over."
    hint = "The next run goes on with it; or give the check more time."
    common = "not checked today: the time for the check was over."
    return Verdict(
        address.text, "unverified", Severity.WARNING, message, hint, host=address.key, common=common
    )


def offline(address: Address) -> Verdict:
    """Return the verdict on a link if not one host answered: it is the network here that fails."""
    message = f"'{address.text}' was not checked: no host at all answers."
    hint = "Is this machine connected to the internet?"
    common = "not checked: no host at all answers."
    return Verdict(
        address.text, "unverified", Severity.WARNING, message, hint, host=address.key, common=common
    )


def insecure(address: Address, good: Verdict) -> Verdict:
    """Return the verdict on a good http link to a host that answers over https too."""
    message = f"'{address.text}' is not encrypted, though its host answers over https."
    hint = f"Write 'https{address.text.removeprefix('http')}'."
    return replace(good, code="insecure-link", severity=Severity.WARNING, message=message, hint=hint)


def with_credentials(good: Verdict) -> Verdict:
    """Return the verdict on a good link in which a user name or a password is written."""
    message = f"The link to '{good.url}' carries a user name or password; it was asked for without."
    return replace(
        good, code="unverified", severity=Severity.WARNING, message=message, hint=f"Write '{good.url}'."
    )


def with_copy(dead: Verdict, copy: str) -> Verdict:
    """Return the verdict with the address of an archived copy in its hint, if there is one."""
    return replace(dead, hint=f"{dead.hint} An archived copy is at '{copy}'.") if copy else dead


def looks_lost(address: Address, last: Attempt) -> Verdict:
    """Return the verdict on a page that looks like what its host shows for addresses that lead nowhere."""
    message = f"'{address.text}' looks like the page that its host shows for addresses that lead nowhere."
    return Verdict(
        address.text, "broken-external", Severity.WARNING, message, words.BY_HAND,
        status=last.answers[-1].status, host=address.key, requests=last.asked,
    )  # fmt: skip


def malformed(url: str) -> Verdict:
    """Return the verdict on what is no address; the check of the pages tells it too."""
    return Verdict(
        url, "malformed-url", Severity.ERROR, f"'{url}' is not a web address.",
        "Write the whole address: 'https://example.org/page'.",
    )  # fmt: skip


def missing_fragment(url: str, fragment: str, page: Verdict) -> Verdict:
    """Return the verdict on a fragment of *url* that its page has no place for."""
    message = f"The page '{page.final_url}' has no heading or element with the id '{fragment}'."
    hint = "Link to the page without it, or to an id that it has."
    return Verdict(
        f"{url}#{fragment}", "missing-external-fragment", Severity.WARNING, message, hint,
        status=page.status, final_url=page.final_url, host=page.host, cached=page.cached,
    )  # fmt: skip
