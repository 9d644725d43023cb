"""What a check of external links gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.problems import Severity


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one URL, or of one fragment on it.

    code is "" and severity None if all is well. status is 0 without an answer. final_url is where the link
    leads in the end, "" if nowhere; for `redirected` it is the address to write. host is host:port. requests
    and seconds are what this run spent on it; cached: an earlier run found it.
    """

    url: str
    code: str = ""
    severity: Severity | None = None
    message: str = ""
    hint: str = ""
    status: int = 0
    final_url: str = ""
    host: str = ""
    requests: int = 0
    seconds: float = 0.0
    cached: bool = False
    common: str = ""
    """Why not only this link is left open: what to say once for all of them, after their number."""

    @property
    def fine(self) -> bool:
        return not self.code


@dataclass(frozen=True, slots=True)
class HostTime:
    """How long one host took: requests and seconds in all."""

    host: str
    requests: int
    seconds: float

    @property
    def mean(self) -> float:
        """Return the seconds of one request."""
        return self.seconds / self.requests if self.requests else 0.0


@dataclass(frozen=True, slots=True)
class WebReport:
    """What became of all.

    verdicts has one entry for each URL as given, and one under "URL#fragment" for each fragment that is
    missing. hosts counts the hosts linked to; slowest are the five slowest of those asked.
    """

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    hosts: int = 0
    requests: int = 0
    seconds: float = 0.0
    slowest: tuple[HostTime, ...] = ()

    def about(self, url: str, fragment: str = "") -> tuple[Verdict, ...]:
        """Return what there is to tell about a link: of its page, then of its fragment."""
        found = (self.verdicts.get(url), self.verdicts.get(f"{url}#{fragment}") if fragment else None)
        return tuple(verdict for verdict in found if verdict is not None and not verdict.fine)
