"""One server on this machine that plays every host of hosts.py, serves a folder too, and counts what is asked."""

from __future__ import annotations

import asyncio
import mimetypes
import socket
import struct
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bench.links.hosts import HOSTS, address
from bench.links.ways import WAYS, Answer, Request

_NO_LINGER = struct.pack("ii", 1, 0)  # closing then sends RST


@dataclass(slots=True)
class Tally:
    """What one host saw: requests by method, how many at once at most, and when (monotonic seconds)."""

    methods: Counter[str] = field(default_factory=Counter)
    paths: Counter[str] = field(default_factory=Counter)
    now: int = 0
    at_once: int = 0
    times: list[float] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return len(self.times)

    def recent(self, seconds: float = 1.0) -> int:
        """Return how many requests came in the last *seconds*."""
        since = time.monotonic() - seconds
        return sum(1 for moment in reversed(self.times) if moment > since)

    @property
    def peak_rate(self) -> int:
        """The most requests in any one second."""
        start, best = 0, 0
        for end, moment in enumerate(self.times):
            while self.times[start] <= moment - 1:
                start += 1
            best = max(best, end - start + 1)
        return best


class Web:
    """The server's state: port, the folder served at 127.0.0.1, and a tally for each host of hosts.py by name.

    awkward is False where 127.0.1.1 and so on are no addresses (macOS): then only the folder is served.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.awkward = True
        self.folder = Path()
        self.tallies: dict[str, Tally] = defaultdict(Tally)

    def reset(self) -> None:
        """Forget what was counted; hosts that fail once fail once more."""
        self.tallies.clear()

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer requests until the other side, or the way of a host, ends the connection."""
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            while await self._answer(reader, writer):
                pass
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip().split("\r\n")
        method, target, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        parts = urlsplit(target)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        name = (parts.netloc or headers.get("host", "")).partition(":")[0]
        number = int(name.rpartition(".")[2]) - 1 if name.startswith("127.0.1.") else -1
        if number < 0:
            return await _send(writer, method, self._file(parts.path))
        tally = self.tallies[HOSTS[number].name]
        request = Request(method, path, tally.paths[path], tally.recent())
        tally.methods[method] += 1
        tally.paths[path] += 1
        tally.times.append(time.monotonic())
        tally.now += 1
        tally.at_once = max(tally.at_once, tally.now)
        try:
            answer = WAYS[HOSTS[number].way](request) if path != "/robots.txt" else Answer(404)
            await asyncio.sleep(answer.delay)
            return await _send(writer, method, answer)
        finally:
            tally.now -= 1

    def _file(self, path: str) -> Answer:
        """Return the file at *path*, a folder's index, or 404."""
        file = self.folder / unquote(path).lstrip("/")
        file = file / "index.html" if path.endswith("/") else file
        if ".." in file.parts or not file.is_file():
            return Answer(404)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        # LinkChecker waits up to 0.6 s between requests to any host that does not say it bears more.
        return Answer(headers={"Content-Type": kind, "LinkChecker": "yes"}, body=file.read_bytes())


async def _send(writer: asyncio.StreamWriter, method: str, answer: Answer) -> bool:
    """Write *answer* and return whether the connection stays open."""
    if answer.ending in ("reset", "empty"):
        if answer.ending == "reset":
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        return False
    phrase = HTTPStatus(answer.status).phrase if answer.status in set(HTTPStatus) else "Denied"
    headers = {"Content-Type": "text/html; charset=utf-8", **answer.headers}
    body = answer.body
    if answer.ending == "chunked":
        headers["Transfer-Encoding"] = "chunked"
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    elif answer.ending == "close":
        headers["Connection"] = "close"
    else:
        headers["Content-Length"] = str(len(body))
    lines = [
        f"HTTP/1.1 {answer.status} {phrase}",
        *(f"{name}: {value}" for name, value in headers.items()),
        "",
        "",
    ]
    writer.write("\r\n".join(lines).encode("latin-1") + (b"" if method == "HEAD" else body))
    await writer.drain()
    return answer.ending != "close"


@contextmanager
def serving() -> Iterator[Web]:
    """Run the server in a thread of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        web = Web(free.getsockname()[1])
    awkward = [address(number) for number, host in enumerate(HOSTS) if host.way]
    loop = asyncio.new_event_loop()
    start = partial(asyncio.start_server, web.connection, port=web.port, backlog=512)
    try:
        server = loop.run_until_complete(start(["127.0.0.1", *awkward]))
    except OSError:
        server, web.awkward = loop.run_until_complete(start("127.0.0.1")), False
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
