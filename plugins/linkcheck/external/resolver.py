"""From the name of a host to where to connect: DNS, or what a person set instead, minus what is refused."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from contextlib import suppress

from aiohttp.abc import AbstractResolver, ResolveResult

from plugins.linkcheck.external.guard import Guard, RefusedError
from plugins.linkcheck.external.settings import WebSettings

_RULE = re.compile(
    r"(?:(?P<name>[^:\[\]]*):(?P<number>[0-9]*):)?(?P<host>\[[^\]]+\]|[^:\[\]]*):(?P<port>[0-9]*)"
)


class Resolver(AbstractResolver):
    """DNS, without the addresses that must not be reached.

    getaddrinfo runs in a daemon thread per question: /etc/hosts holds, and a name server that hangs keeps
    neither other questions nor the end of the program waiting.
    """

    def __init__(self, settings: WebSettings, guard: Guard) -> None:
        self._guard = guard
        self._rules = [_rule(text) for text in settings.connect_to]

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return where to connect for *host*. Raise OSError: gaierror, or RefusedError if all are refused."""
        set_by_hand = self._set_by_hand(host, port)
        name, number = set_by_hand or (host, port)
        if name.rstrip(".").rpartition(".")[2].lower() == "localhost":
            name = "localhost"  # RFC 6761 section 6.3: as browsers do, whatever DNS says
        found = await _lookup(name, number, family)
        if set_by_hand:
            for _, ip in found:
                self._guard.trust(ip)
            allowed = found
        else:
            allowed = [(kind, ip) for kind, ip in found if not self._guard.why_not(ip)]
        if not allowed:
            raise RefusedError(f"{host} is at {found[0][1]}, {self._guard.why_not(found[0][1])}")
        flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
        return [
            ResolveResult(
                hostname=host, host=ip, port=number, family=kind, proto=socket.IPPROTO_TCP, flags=flags
            )
            for kind, ip in allowed
        ]

    def _set_by_hand(self, host: str, port: int) -> tuple[str, int] | None:
        for name, number, to_host, to_port in self._rules:
            if name in ("", host.lower()) and number in (0, port):
                return to_host or host, to_port or port
        return None

    async def close(self) -> None:
        """Nothing is kept open."""


def _rule(text: str) -> tuple[str, int, str, int]:
    match = _RULE.fullmatch(text)
    if match is None:
        raise ValueError(f"connect_to has no entry like '{text}': write HOST:PORT or NAME:PORT:HOST:PORT")
    name, number, host, port = match.group("name", "number", "host", "port")
    return (name or "").lower(), int(number or 0), host.strip("[]"), int(port or 0)


def _with_a_route(rows: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the addresses that this machine has a way to, or all if that would leave none.

    Most machines of a CI have no IPv6; without this every failure there would look like one of IPv6.
    """
    if len({family for family, _ in rows}) < 2:
        return rows
    return [row for row in rows if _has_route(*row)] or rows


def _has_route(family: int, ip: str) -> bool:
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((ip, 9))  # UDP: the route is looked up, nothing is sent
        return True
    return False


async def _lookup(host: str, port: int, family: int) -> list[tuple[int, str]]:
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[tuple[int, str]]] = loop.create_future()

    def tell(rows: list[tuple[int, str]], error: OSError | None) -> None:
        if answer.done():
            return
        if error is None:
            answer.set_result(rows)
        else:
            answer.set_exception(error)

    def ask() -> None:
        rows: list[tuple[int, str]] = []
        error: OSError | None = None
        try:
            found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
            rows = _with_a_route([(row[0], str(row[4][0])) for row in found])
        except OSError as cause:
            error = cause
        except (UnicodeError, ValueError, OverflowError) as cause:
            error = socket.gaierror(socket.EAI_NONAME, str(cause))
        with suppress(RuntimeError):  # the loop has ended: nobody waits any more
            loop.call_soon_threadsafe(tell, rows, error)

    threading.Thread(target=ask, name=f"dns {host}", daemon=True).start()
    return await answer
