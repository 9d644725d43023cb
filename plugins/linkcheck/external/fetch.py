"""Ask other sites: one pool of connections, the pace of each host, one request at a time.

What an answer means is decided elsewhere; here is only the network.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import TracebackType

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from plugins.linkcheck.external import fragments, plain, tls
from plugins.linkcheck.external.address import Address, literal
from plugins.linkcheck.external.body import decoded
from plugins.linkcheck.external.exchange import KEPT, OF_HOST, Answer, Fault, Kind
from plugins.linkcheck.external.faults import fault_of
from plugins.linkcheck.external.grade import broken_off, is_busy, refuses_head
from plugins.linkcheck.external.guard import Guard
from plugins.linkcheck.external.pace import HostDownError, HostPace, OutOfTimeError
from plugins.linkcheck.external.resolver import Resolver
from plugins.linkcheck.external.retry import retry_after
from plugins.linkcheck.external.settings import WebSettings

_LARGEST_FIELD = 256 * 1024  # bytes; Chromium's limit for a whole head
_FAILURES = (
    aiohttp.ClientError,
    HttpProcessingError,
    OSError,
    ValueError,
    asyncio.IncompleteReadError,
    EOFError,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What to ask for. body: a page is to be read; text: whatever it is. lenient, patience: see plan.Step."""

    method: str = "HEAD"
    body: bool = False
    text: bool = False
    headers: Mapping[str, str] | None = None
    lenient: bool = False
    patience: int = 1


class BrokenOffError(Exception):
    """The connection ended before the answer; __cause__ says how."""


async def _once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from repeating a request whose connection broke off: out of turn, and not counted."""
    try:
        return await send(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise BrokenOffError from error


def was_sent(result: Answer | Fault) -> bool:
    """Return whether a request reached the host: it did not where no connection could be made."""
    return isinstance(result, Answer) or result.kind not in OF_HOST | {Kind.HOST_CLOSED}


class Web:
    """The other sites, during one run."""

    def __init__(self, settings: WebSettings, head_refused: Collection[str] = ()) -> None:
        self.settings = settings
        self.hosts: dict[str, HostPace] = {}
        self.answered = False
        self._head_refused = frozenset(head_refused)
        self._guard = Guard(settings)
        self._resolver = Resolver(settings, self._guard)
        self._context = tls.context(settings.ca_file)
        self._everyone = asyncio.Semaphore(settings.concurrency)
        self._clock = asyncio.get_running_loop().time
        self.started = self._clock()
        self.deadline = self.started + settings.budget
        # Each request has a connection of its own: on a kept one, bytes that a careless server sends after
        # its answer would become the next answer. At four requests a second the handshakes cost nothing.
        self._connector = aiohttp.TCPConnector(
            resolver=self._resolver, ssl=self._context, force_close=True, limit=0, ttl_dns_cache=300,
            socket_factory=self._guard.socket,
        )  # fmt: skip
        self._session = aiohttp.ClientSession(
            connector=self._connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False,
            max_line_size=_LARGEST_FIELD, max_field_size=_LARGEST_FIELD, max_headers=1000, trust_env=False,
            middlewares=(_once,),
        )  # fmt: skip
        self._headers = {
            "User-Agent": settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": "en,*;q=0.5",
            "Accept-Encoding": "gzip, deflate, br",
        }

    async def __aenter__(self) -> Web:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    @property
    def requests(self) -> int:
        return sum(host.requests for host in self.hosts.values())

    @property
    def elapsed(self) -> float:
        """Return the seconds since the run began."""
        return self._clock() - self.started

    def host(self, address: Address) -> HostPace:
        """Return the pace of the host of *address*."""
        pace = self.hosts.get(address.key)
        if pace is None:
            pace = HostPace(self.settings.per_host, self.settings.rate, self._clock)
            pace.refuses_head = address.key in self._head_refused
            self.hosts[address.key] = pace
        return pace

    async def sleep(self, seconds: float) -> None:
        """Wait. Raise OutOfTimeError at once if the run ends before."""
        if self._clock() + seconds >= self.deadline:
            raise OutOfTimeError
        await asyncio.sleep(seconds)

    async def ask(self, address: Address, wish: Wish) -> tuple[Answer | Fault, float, str]:
        """Send one request in the host's turn. Return what comes back, after how many seconds, and to which method.

        A host that refused HEAD while this request waited for its turn is asked by GET.
        """
        if literal(address.host) and (what := self._guard.why_not(address.host)):
            return Fault(Kind.BLOCKED, f"{address.host} is {what}"), 0.0, wish.method
        pace = self.host(address)
        try:
            async with pace.turn(self._everyone, self.deadline):
                if wish.method == "HEAD" and pace.refuses_head:
                    wish = replace(wish, method="GET")
                begun = self._clock()
                result = await self._send(address, wish)
                spent = self._clock() - begun
                if (
                    isinstance(result, Fault)
                    and result.kind is Kind.UNKNOWN_ISSUER
                    and "self" not in result.detail
                ):
                    seconds = self.settings.connect_timeout
                    if await tls.leaves_out_intermediate(address, self._resolver, self._guard, seconds):
                        result = Fault(Kind.NO_INTERMEDIATE)
        except HostDownError as error:
            return error.fault, 0.0, wish.method
        pace.requests += was_sent(result)
        self._note(pace, result)
        return result, spent, wish.method

    async def can_connect(self, address: Address) -> bool:
        """Return whether a secure connection to the host of *address* can be made, without asking for anything."""
        if literal(address.host) and self._guard.why_not(address.host):
            return False
        try:
            async with (
                self.host(address).turn(self._everyone, self.deadline),
                asyncio.timeout(self.settings.connect_timeout),
            ):
                _, writer = await plain.connect(address, self._resolver, self._guard, self._context)
                writer.transport.abort()
        except (*_FAILURES, HostDownError, OutOfTimeError):
            return False
        return True

    def wait(self, answer: Answer | None) -> float | None:
        """Return the seconds that an answer asks to wait, or None."""
        return retry_after(answer.headers.get("retry-after", ""), time.time()) if answer else None

    def _note(self, pace: HostPace, result: Answer | Fault) -> None:
        """Let the host's pace follow from what came back."""
        if isinstance(result, Answer):
            self.answered = True
            pace.refuses_head = pace.refuses_head or refuses_head(result)
            if not is_busy(result):
                pace.fine()
                return
            wait = self.wait(result)
            if wait is not None and wait > self.settings.retry_after_cap:
                wait = 0.0  # this link is given up; others of the host may be met more kindly
            pace.busy(self.settings.retry_gap if wait is None else wait)
        elif result.kind in OF_HOST:
            pace.down(result, self.settings.retry_gap * 0.75)
        elif broken_off(result):
            pace.strained()

    async def _send(self, address: Address, wish: Wish) -> Answer | Fault:
        headers = {**self._headers, **(wish.headers or {})}
        whole = min(self.settings.total_timeout * wish.patience, max(0.05, self.deadline - self._clock()))
        try:
            if wish.lenient:
                async with asyncio.timeout(whole):
                    return await plain.get(address, headers, self._resolver, self._guard, self._context)
            timeout = aiohttp.ClientTimeout(
                total=whole,
                connect=self.settings.connect_timeout,
                sock_read=self.settings.read_timeout * wish.patience,
            )
            response = await self._session.request(
                wish.method,
                URL(address.text, encoded=True),
                headers=headers,
                allow_redirects=False,
                timeout=timeout,
            )
        except Exception as error:  # one odd server must not end the check of all others
            if self._clock() >= self.deadline:
                raise OutOfTimeError from error
            return fault_of(error.__cause__ or error if isinstance(error, BrokenOffError) else error)
        try:
            kept = {
                name.lower(): value
                for name, value in reversed(list(response.headers.items()))
                if name.lower() in KEPT
            }
            answer = Answer(address, wish.method, response.status, kept)
            readable = wish.text or (wish.body and fragments.is_page(kept.get("content-type", "")))
            if readable and 200 <= answer.status < 300:
                return await self._with_body(answer, response)
            return answer
        finally:
            response.close()

    async def _with_body(self, answer: Answer, response: aiohttp.ClientResponse) -> Answer:
        """Return the answer with the beginning of its page; what goes wrong meanwhile only cuts the page short."""
        raw, whole = bytearray(), True
        try:
            async for piece in response.content.iter_any():
                raw += piece
                if len(raw) >= self.settings.max_body:
                    whole = len(raw) == self.settings.max_body and response.content.at_eof()
                    break
        except _FAILURES:
            whole = False
        page = decoded(
            bytes(raw[: self.settings.max_body]),
            answer.headers.get("content-encoding", ""),
            self.settings.max_body,
        )
        return replace(answer, body=page[0], whole=whole and page[1]) if page else answer
