"""One try → how much it says: good, broken for certain, perhaps broken, asked too much, or nothing. Pure."""

from __future__ import annotations

from enum import StrEnum

from plugins.linkcheck.external import redirects
from plugins.linkcheck.external.exchange import Answer, Attempt, Fault, Kind
from plugins.linkcheck.external.redirects import REDIRECTS


class Grade(StrEnum):
    """What one try says about the link.

    DEFINITE: the answer is clear and will hardly change. SOFT: it fails, perhaps only now. BUSY: asked too
    much or too early. UNJUDGED: the answer is about who asks, not about the page.
    """

    GOOD = "good"
    UNJUDGED = "unjudged"
    BUSY = "busy"
    DEFINITE = "definite"
    SOFT = "soft"


FAILURES = frozenset({Grade.DEFINITE, Grade.SOFT})

_FAULTS = {
    Kind.NO_NAME: Grade.DEFINITE,
    Kind.EXPIRED: Grade.DEFINITE,
    Kind.WRONG_NAME: Grade.DEFINITE,
    Kind.SELF_SIGNED: Grade.DEFINITE,
    Kind.UNKNOWN_ISSUER: Grade.DEFINITE,
    Kind.CERTIFICATE: Grade.DEFINITE,
    Kind.LOOP: Grade.DEFINITE,
    Kind.TOO_MANY: Grade.DEFINITE,
    Kind.BAD_REDIRECT: Grade.DEFINITE,
    Kind.UNSAFE_REDIRECT: Grade.DEFINITE,
    Kind.NO_INTERMEDIATE: Grade.UNJUDGED,
    Kind.TLS_OURS: Grade.UNJUDGED,
    Kind.UNREACHABLE: Grade.UNJUDGED,
    Kind.BLOCKED: Grade.UNJUDGED,
    Kind.OTHER_SCHEME: Grade.UNJUDGED,
    Kind.HOST_CLOSED: Grade.UNJUDGED,
    Kind.OURS: Grade.UNJUDGED,
}
_GONE = frozenset({400, 404, 409, 410, 414, 422, 423, 424})
_BUSY = frozenset({420, 429, 503})
# HEAD is often not foreseen, or met with another answer than GET; these do not count before GET is tried.
# 404 and 410 do count: the GET that confirms them is the second try.
_HEAD_REFUSED = frozenset(
    {400, 402, 403, 405, 406, 409, 411, 412, 413, 414, 415, 416, 417, 418, 422, 501, 999}
)


def grade(attempt: Attempt) -> Grade:
    """Return what one try says."""
    if attempt.fault is not None:
        if attempt.fault.kind in {Kind.LOOP, Kind.TOO_MANY} and _sets_cookie(attempt):
            return Grade.UNJUDGED  # a visitor's browser would keep the cookie and perhaps get through
        return _FAULTS.get(attempt.fault.kind, Grade.SOFT)
    answer = attempt.answers[-1]
    if is_wall(answer) or redirects.is_challenge(attempt.answers) or redirects.wants_login(attempt.answers):
        return Grade.UNJUDGED
    status = answer.status
    if 200 <= status < 300 or status in (300, 304):
        return Grade.GOOD
    if status in _GONE:
        return Grade.DEFINITE
    if status in _BUSY:
        return Grade.BUSY
    return Grade.SOFT if status == 408 or (500 <= status < 600 and status != 511) else Grade.UNJUDGED


def kind(attempt: Attempt) -> str:
    """Return how a try failed, for comparison with others: the kind of fault, or the status."""
    return attempt.fault.kind.value if attempt.fault is not None else str(attempt.answers[-1].status)


def is_wall(answer: Answer) -> bool:
    """Return whether an answer is a bot wall's and not the page's."""
    headers = answer.headers
    return bool(
        "cf-mitigated" in headers
        or headers.get("x-amzn-waf-action") in {"challenge", "captcha"}
        or ("x-datadome" in headers and answer.status in (401, 403, 405))
    )


def refuses_head(answer: Answer) -> bool:
    """Return whether an answer to HEAD says nothing yet, and GET is to be tried at once."""
    return answer.method == "HEAD" and answer.status in _HEAD_REFUSED and not is_wall(answer)


def is_busy(answer: Answer) -> bool:
    """Return whether an answer says that the host is asked too much, or cannot now."""
    return answer.status in _BUSY and not is_wall(answer)


def broken_off(fault: Fault) -> bool:
    """Return whether a connection ended as hosts do that limit without saying so."""
    return fault.kind in {Kind.RESET, Kind.EMPTY, Kind.REFUSED}


def no_place(answer: Answer) -> bool:
    """Return whether an answer should redirect but does not say where to."""
    return answer.status in REDIRECTS and "location" not in answer.headers


def _sets_cookie(attempt: Attempt) -> bool:
    return any("set-cookie" in answer.headers for answer in attempt.answers)
