"""What each host of hosts.py does when it is asked: request → answer."""

from __future__ import annotations

import gzip as compression
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

_PAGE = b'<!doctype html><html lang="en"><head><title>A page</title></head><body><p id="part">Words.</p></body></html>'
_BIG = _PAGE + b"<!-- " + b"x" * (8 << 20) + b" -->"
_LIMIT = 5  # requests a second that the limited host bears


@dataclass(frozen=True, slots=True)
class Request:
    """A request: path with its query; seen is how often this path was asked before, recent how often the
    host was asked in the second before."""

    method: str
    path: str
    seen: int
    recent: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back. body None: the connection is cut ("reset") or closed ("empty") without a word."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = _PAGE
    delay: float = 0.0
    ending: Literal["", "reset", "empty", "chunked", "close"] = ""


_FINE = Answer()
_RESET = Answer(ending="reset")


def _to(place: str, status: int) -> Answer:
    return Answer(status, {"Location": place}, b"")


def _head(status: int) -> Callable[[Request], Answer]:
    return lambda request: Answer(status) if request.method == "HEAD" else _FINE


def _once(first: Answer) -> Callable[[Request], Answer]:
    return lambda request: _FINE if request.seen else first


def _moves(status: int, steps: int = 1, end: str = "/there") -> Callable[[Request], Answer]:
    """Return a way that leads through /1, /1/s, /1/s/s … to *end*."""

    def way(request: Request) -> Answer:
        if request.path == end:
            return _FINE if end == "/there" else Answer(404)
        done = request.path.count("/s")
        return _to(end if done + 1 >= steps else request.path + "/s", status)

    return way


WAYS: dict[str, Callable[[Request], Answer]] = {
    "plain": lambda request: _FINE,
    "gzip": lambda request: Answer(headers={"Content-Encoding": "gzip"}, body=compression.compress(_PAGE)),
    "chunked": lambda request: Answer(ending="chunked"),
    "without_length": lambda request: Answer(ending="close"),
    "big": lambda request: Answer(body=_BIG),
    "slow": lambda request: Answer(delay=1.5),
    "head_405": _head(405),
    "head_501": _head(501),
    "head_404": _head(404),
    "head_reset": lambda request: _RESET if request.method == "HEAD" else _FINE,
    "permanent": _moves(301),
    "permanent_308": _moves(308),
    "temporary": _moves(302),
    "chain": _moves(301, steps=3),
    "loop": lambda request: _to(request.path, 302),
    "to_gone": _moves(301, end="/gone"),
    "gone_404": lambda request: Answer(404),
    "gone_410": lambda request: Answer(410),
    "reset": lambda request: _RESET,
    "empty": lambda request: Answer(ending="empty"),
    "reset_once": _once(_RESET),
    "busy_once": _once(Answer(503)),
    "busy": lambda request: Answer(503),
    "too_many_once": _once(Answer(429, {"Retry-After": "1"})),
    "too_many": lambda request: Answer(429, {"Retry-After": "2"}),
    "wall_403": lambda request: Answer(403, {"Server": "cloudflare", "cf-mitigated": "challenge"}),
    "wall_999": lambda request: Answer(999),
    "wall_401": lambda request: Answer(401, {"WWW-Authenticate": "Basic"}),
    "limited": lambda request: Answer(429, {"Retry-After": "1"}) if request.recent >= _LIMIT else _FINE,
}
