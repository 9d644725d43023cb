"""Chains of redirects: where a hop leads, which part of a chain is for good, and what it probably means. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from plugins.linkcheck.external.address import Address, MalformedError, follow
from plugins.linkcheck.external.exchange import Answer, Fault, Kind

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_UNSAFE_SCHEMES = frozenset({"javascript", "data", "vbscript", "file", "about", "blob"})
_LOGIN = re.compile(
    r"(?:^|[/_.-])(?:log[-_]?in|sign[-_]?in|log[-_]?on|sign[-_]?on|sso|saml|oauth2?|authenticate|wayf|cas)(?=$|[/_.?-])"
    r"|[?&](?:return_?(?:to|url|path)|redirect_(?:to|uri|url)|continue|goto|RelayState|SAMLRequest)=",
    re.I,
)
_CHALLENGE = re.compile(r"captcha|/cdn-cgi/(?:challenge|l/chk)|perfdrive\.com|are-you-(?:a-)?human", re.I)
_LANGUAGE = re.compile(r"/[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*(?=/|$)", re.I)


def next_hop(answer: Answer) -> Address | Fault | None:
    """Return where an answer redirects to; None if it does not; a Fault if no browser would go there."""
    location = answer.headers.get("location")
    if answer.status not in REDIRECTS or location is None:
        return None
    try:
        address, scheme = follow(answer.address, location)
    except MalformedError:
        return Fault(Kind.BAD_REDIRECT, location)
    if address is not None:
        return address
    return Fault(Kind.UNSAFE_REDIRECT if scheme in _UNSAFE_SCHEMES else Kind.OTHER_SCHEME, scheme)


def moved_to(answers: Sequence[Answer]) -> Address | None:
    """Return the address that replaces the first one for good, or None.

    A chain is permanent as far as its first hops are (301, 308): what comes after a temporary one may change
    any day. No address to write is: one that only adds the reader's language, one without TLS for one with
    it, a page to log in at.
    """
    target: Address | None = None
    for answer, following in pairwise(answers):
        if answer.status not in _PERMANENT or by_language(answer, following.address):
            break
        target = following.address
    if target is None or target == answers[0].address or wants_login(answers):
        return None
    return None if answers[0].address.scheme == "https" != target.scheme else target


def by_language(answer: Answer, target: Address) -> bool:
    """Return whether a hop only chooses a language: it says so, or adds "/en" in front of the same path."""
    if "accept-language" in answer.headers.get("vary", "").lower():
        return True
    old, new = answer.address.path, target.path
    match = _LANGUAGE.match(new)
    return bool(match and not _LANGUAGE.match(old) and new[match.end() :].strip("/") == old.strip("/"))


def wants_login(answers: Sequence[Answer]) -> bool:
    """Return whether a chain ends at a page to log in, to which the link itself does not lead."""
    if len(answers) < 2:
        return False
    first, last = answers[0].address, answers[-1].address
    return bool(_LOGIN.search(last.host + last.target)) and not _LOGIN.search(first.host + first.target)


def is_challenge(answers: Sequence[Answer]) -> bool:
    """Return whether a chain ends at a page that asks for a human."""
    return len(answers) > 1 and bool(_CHALLENGE.search(answers[-1].address.text))


def lost(answers: Sequence[Answer]) -> bool:
    """Return whether a link to a page ends at the home page of its host: the page itself may be gone."""
    first, last = answers[0].address, answers[-1].address
    here = first.path.rstrip("/") not in ("", "/index.html", "/index.php") and not _LANGUAGE.fullmatch(
        first.path.rstrip("/")
    )
    return here and not last.target.strip("/") and _same_site(first.host, last.host)


def _same_site(one: str, other: str) -> bool:
    return one.removeprefix("www.") == other.removeprefix("www.")
