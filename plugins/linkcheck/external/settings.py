"""What may be set about asking other sites, each with its default."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields

# Goes up when the rules of judgement change: verdicts kept under other rules are not used.
RULES = 1
_WITHOUT_EFFECT_ON_VERDICTS = frozenset(
    {
        "concurrency",
        "per_host",
        "rate",
        "budget",
        "fresh_days",
        "spread",
        "retry_hours",
        "seed",
        "archive_api",
    }
    | {"tries", "first_tries", "retry_gap", "retry_after_cap", "patience_hours"}
)


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How other sites are asked.

    contact: address in the User-Agent, to which the owner of a site can write.
    concurrency, per_host: requests in flight, in all and to one host and port.
    rate: requests to one host and port in a second, evenly spaced; it falls when the host asks for less.
    connect_timeout: seconds for name, connection and TLS. read_timeout: seconds without a byte.
        total_timeout: seconds for one request. The second try waits twice as long for the answer.
    tries: requests before an error, at most; first_tries: before one that no other link contradicts
        (see retry.tries_needed).
    retry_gap: seconds to the second try, twice that to each further one, plus up to a quarter by chance.
    retry_after_cap: the longest Retry-After that is waited for, in seconds; beyond it: unverified.
    budget: seconds for the whole run; what is left is "not checked today".
    max_redirects: hops followed. max_body: bytes of a page read, and only to look up a fragment.
    allow_private: also ask private, loopback and other special addresses. allow_networks: only these of them
        ("127.0.0.0/8").
    connect_to: where to connect instead of asking DNS: "HOST:PORT", or as in curl "NAME:PORT:HOST:PORT" with
        empty parts for any. The name in the request stays. An address in figures is never redirected so.
    ca_file: certificates trusted in addition (PEM); SSL_CERT_FILE replaces the system's, as everywhere.
    soft_404: ask each host for a page that cannot exist, and doubt pages that look like the answer.
    insecure_probe: look whether hosts of http: links answer over https:, one request for each, on the usual
        ports. https_probes: for so many hosts at most.
    archive_api: address of the Internet Archive's availability API, asked for 404 and 410 only; "" for off.
    fresh_days: how long a good answer stays good, give or take the share spread. retry_hours: the same for
        "unverified"; what is broken is asked again at once.
    patience_hours: how long a link that was fine lately may answer badly, or not at all, before it is an error
        (404, 410 and names that are gone do not wait).
    seed: what the jitter and the spread are made from.
    """

    contact: str = "https://campaigns.immigrantdefenseproject.org"
    concurrency: int = 48
    per_host: int = 2
    rate: float = 4.0
    connect_timeout: float = 6.0
    read_timeout: float = 6.0
    total_timeout: float = 8.0
    tries: int = 5
    first_tries: int = 3
    retry_gap: float = 2.0
    retry_after_cap: float = 30.0
    budget: float = 55.0
    max_redirects: int = 10
    max_body: int = 1 << 20
    allow_private: bool = False
    allow_networks: tuple[str, ...] = ()
    connect_to: tuple[str, ...] = ()
    ca_file: str = ""
    soft_404: bool = False
    insecure_probe: bool = True
    https_probes: int = 15
    archive_api: str = ""
    fresh_days: float = 7.0
    spread: float = 0.3
    retry_hours: float = 0.0
    patience_hours: float = 24.0
    seed: str = ""

    @property
    def user_agent(self) -> str:
        """Return who asks, with the address to write to."""
        return f"Mozilla/5.0 (compatible; linkcheck/1.0; +{self.contact})"

    @property
    def digest(self) -> str:
        """Return a name for all settings that can change a verdict."""
        told = [
            (f.name, getattr(self, f.name)) for f in fields(self) if f.name not in _WITHOUT_EFFECT_ON_VERDICTS
        ]
        return hashlib.sha256(repr((RULES, told)).encode()).hexdigest()[:16]
