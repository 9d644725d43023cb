"""What came back from another site, as plain data: one answer, one failure, one try with all its hops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from plugins.linkcheck.external.address import Address

# The header fields that a verdict can depend on; all others are forgotten.
KEPT = frozenset(
    {
        "location",
        "retry-after",
        "set-cookie",
        "vary",
        "content-type",
        "content-encoding",
        "etag",
        "last-modified",
    }
    | {"strict-transport-security", "cf-mitigated", "x-amzn-waf-action", "x-datadome"}
)


class Kind(StrEnum):
    """The ways in which a request can fail without an answer, or a chain of redirects without an end."""

    NO_NAME = "no-name"
    NAME_TEMPORARY = "name-temporary"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NO_CONNECTION = "no-connection"
    TIMEOUT = "timeout"
    RESET = "reset"
    EMPTY = "empty"
    NOT_HTTP = "not-http"
    EXPIRED = "expired"
    WRONG_NAME = "wrong-name"
    SELF_SIGNED = "self-signed"
    UNKNOWN_ISSUER = "unknown-issuer"
    NO_INTERMEDIATE = "no-intermediate"
    CERTIFICATE = "certificate"
    TLS = "tls"
    TLS_OURS = "tls-ours"
    BLOCKED = "blocked"
    LOOP = "loop"
    TOO_MANY = "too-many"
    BAD_REDIRECT = "bad-redirect"
    UNSAFE_REDIRECT = "unsafe-redirect"
    OTHER_SCHEME = "other-scheme"
    HOST_CLOSED = "host-closed"
    OURS = "ours"


# What holds for the host and not for one page of it.
OF_HOST = frozenset(
    {Kind.NO_NAME, Kind.NAME_TEMPORARY, Kind.REFUSED, Kind.UNREACHABLE, Kind.NO_CONNECTION, Kind.EXPIRED}
    | {Kind.WRONG_NAME, Kind.SELF_SIGNED, Kind.UNKNOWN_ISSUER, Kind.NO_INTERMEDIATE, Kind.CERTIFICATE}
    | {Kind.TLS, Kind.TLS_OURS, Kind.BLOCKED}
)
CERTIFICATES = frozenset(
    {
        Kind.EXPIRED,
        Kind.WRONG_NAME,
        Kind.SELF_SIGNED,
        Kind.UNKNOWN_ISSUER,
        Kind.NO_INTERMEDIATE,
        Kind.CERTIFICATE,
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer. detail is a word for the message: an address, a scheme, a reason."""

    kind: Kind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. headers has the fields of KEPT in small letters. body is None unless it was read."""

    address: Address
    method: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: the address asked for, every answer on the way in order, and the failure that ended it, if any.

    place and method are those of the last request. asked counts the requests sent, seconds is their time without waiting for
    a turn.
    """

    start: Address
    answers: tuple[Answer, ...] = ()
    fault: Fault | None = None
    asked: int = 0
    seconds: float = 0.0
    place: Address | None = None
    method: str = "HEAD"

    @property
    def last(self) -> Answer | None:
        return self.answers[-1] if self.answers else None

    @property
    def end(self) -> Address:
        """Return the address that answered last, or where the failure happened."""
        return self.place or (self.answers[-1].address if self.answers else self.start)


@dataclass(frozen=True, slots=True)
class History:
    """What earlier runs found, in seconds since 1970; None if never.

    last_good: the last good answer. first_failed: since when it fails. kind: how it failed in the last run.
    """

    last_good: float | None = None
    first_failed: float | None = None
    kind: str = ""
