"""Verdicts in the words of the person who can mend the link: what is wrong, and what to write instead. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from plugins.linkcheck.external.address import Address
from plugins.linkcheck.external.exchange import Attempt, Fault, Kind
from plugins.linkcheck.external.grade import is_wall, no_place
from plugins.linkcheck.external.redirects import is_challenge, wants_login

BY_HAND = "Open it in a browser to be sure."
NOT_PUBLIC = "Link to a public address; visitors cannot open this one."
TELL = "Link to another page, or tell the owner of the site."
REMOVE = "Write the page's new address, or remove the link."

_FAULTS = {
    Kind.NO_NAME: "There is no host '{host}'.",
    Kind.NAME_TEMPORARY: "The name of the host '{host}' cannot be looked up.",
    Kind.REFUSED: "The host '{host}' accepts no connection.",
    Kind.UNREACHABLE: "The host '{host}' cannot be reached from here.",
    Kind.NO_CONNECTION: "The host '{host}' does not answer.",
    Kind.TIMEOUT: "'{place}' does not answer in time.",
    Kind.RESET: "The host '{host}' breaks the connection off.",
    Kind.EMPTY: "The host '{host}' closes the connection without an answer.",
    Kind.NOT_HTTP: "What the host '{host}' answers is not HTTP.",
    Kind.EXPIRED: "The certificate of '{host}' has expired: browsers warn visitors off.",
    Kind.WRONG_NAME: "The certificate of '{host}' is for another name: browsers warn visitors off.",
    Kind.SELF_SIGNED: "The certificate of '{host}' is signed by itself: browsers warn visitors off.",
    Kind.UNKNOWN_ISSUER: "The certificate of '{host}' is by an unknown issuer: browsers warn visitors off.",
    Kind.NO_INTERMEDIATE: "The host '{host}' leaves out a certificate between its own and its issuer's: "
    "some browsers warn visitors off.",
    Kind.CERTIFICATE: "The certificate of '{host}' is not valid: browsers warn visitors off.",
    Kind.TLS: "No secure connection to '{host}' can be made.",
    Kind.TLS_OURS: "The secure connection that '{host}' offers is one this check cannot use.",
    Kind.LOOP: "'{url}' redirects in a circle.",
    Kind.TOO_MANY: "'{url}' redirects more than {detail} times.",
    Kind.BAD_REDIRECT: "'{url}' redirects to '{detail}', which is not an address.",
    Kind.UNSAFE_REDIRECT: "'{url}' redirects to a '{detail}:' address, which browsers do not follow.",
    Kind.OTHER_SCHEME: "'{url}' leads to a '{detail}:' address, which cannot be checked.",
    Kind.BLOCKED: "The address was not asked: {detail}.",
    Kind.OURS: "'{place}' could not be asked for ({detail}).",
    Kind.HOST_CLOSED: "The host '{host}' asks to be left alone for now.",
}


def failure(attempt: Attempt) -> str:
    """Return the sentence about a try that failed or could not be judged."""
    url, place = attempt.start.text, attempt.end
    if attempt.fault is not None:
        return of_fault(attempt.fault, url, place)
    answer = attempt.answers[-1]
    if is_wall(answer) or is_challenge(attempt.answers):
        return f"The host '{place.host}' lets only people through, not this check."
    if wants_login(attempt.answers):
        return f"'{url}' leads to a page to log in at."
    if no_place(answer):
        return f"'{url}' answers {status(answer.status)} without saying where to."
    if place != attempt.start:
        return f"'{url}' leads to '{place.text}', which answers {status(answer.status)}."
    return f"'{url}' answers {status(answer.status)}."


def of_fault(fault: Fault, url: str, place: Address) -> str:
    """Return the sentence about a failure without an answer."""
    return _FAULTS[fault.kind].format(host=place.host, place=place.text, url=url, detail=fault.detail)


def status(number: int) -> str:
    """Return a status with its name: "404 (Not Found)"."""
    try:
        return f"{number} ({HTTPStatus(number).phrase})"
    except ValueError:
        return str(number)


def day(moment: float) -> str:
    """Return the day of seconds since 1970, YYYY-MM-DD in UTC."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")
