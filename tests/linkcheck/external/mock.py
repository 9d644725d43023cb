"""A small web on loopback that answers as awkwardly as the real one, down to the bytes.

Every host of it is at two ports of 127.0.0.1, one of them with TLS; `MockWeb.settings` sends all names there.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import subprocess
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.linkcheck.external import WebSettings

PAGE = b"<!doctype html><title>A page</title><h1 id=top-1>Hello</h1><p id=deep>Text</p><a name=old></a>"


@dataclass
class Asked:
    """One request as it arrived: when, where to, with what; and how to answer it."""

    at: float
    host: str
    method: str
    target: str
    headers: dict[str, str]
    writer: asyncio.StreamWriter
    number: int = 0  # the how-manieth request for this host and target, from 1

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    def reset(self) -> None:
        """Break the connection off with RST."""
        self.writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
        )
        self.writer.transport.abort()


Handler = Callable[[Asked], Awaitable[None] | None]


def reply(status: int = 200, body: bytes = PAGE, **headers: str) -> Handler:
    """Return a handler that answers well-formed; header names have _ for -."""
    told = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = f"HTTP/1.1 {status} Whatever\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items())

    def answer(asked: Asked) -> None:
        asked.send(
            head.encode("utf-8", "surrogateescape") + b"\r\n" + (b"" if asked.method == "HEAD" else body)
        )

    return answer


def redirect(location: str, status: int = 301, **headers: str) -> Handler:
    return reply(status, b"", location=location, **headers)


def raw(data: bytes) -> Handler:
    """Return a handler that sends exactly *data* and closes."""
    return lambda asked: asked.send(data)


def by_method(*, head: Handler, get: Handler) -> Handler:
    return lambda asked: (head if asked.method == "HEAD" else get)(asked)


def first_then(times: int, first: Handler, then: Handler) -> Handler:
    """Return a handler that answers the first *times* requests in one way and all others in another."""
    return lambda asked: (first if asked.number <= times else then)(asked)


def drop(asked: Asked) -> None:
    asked.reset()


def hang_up(asked: Asked) -> None:
    """Close without an answer."""


async def hang(asked: Asked) -> None:
    await asyncio.sleep(30)


@dataclass
class MockWeb:
    """The web: routes by "host/path", "host/*" for all other paths of a host; 404 for everything else."""

    routes: dict[str, Handler] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    at_once: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    plain_port: int = 0
    tls_port: int = 0
    ca_file: str = ""
    certificates: Path | None = None

    def settings(self, **others: Any) -> WebSettings:
        """Return quick settings under which every name leads here."""
        chosen: dict[str, Any] = {
            "connect_to": (
                "gone.test::gone.invalid:",
                "closed.test::127.0.0.1:1",
                f":80:127.0.0.1:{self.plain_port}",
                f":443:127.0.0.1:{self.tls_port}",
            ),
            "ca_file": self.ca_file,
            "rate": 500.0,
            "retry_gap": 0.05,
            "connect_timeout": 2.0,
            "read_timeout": 0.3,
            "total_timeout": 0.6,
            "budget": 20.0,
            "seed": "test",
        }
        return WebSettings(**(chosen | others))

    def asked(self, host: str = "") -> list[str]:
        """Return the requests so far: "GET host/path"."""
        return [f"{one.method} {one.host}{one.target}" for one in self.log if host in ("", one.host)]

    def most_in_a_second(self, host: str) -> int:
        times = [one.at for one in self.log if one.host == host]
        return max((sum(start <= at < start + 1 for at in times) for start in times), default=0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            first = await reader.readexactly(1)
            if first == b"\x16":  # TLS on the plain port
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, target, _ = head[0].split(" ")
            headers = {
                line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in head[1:] if line
            }
            host = headers["host"].partition(":")[0]
            asked = Asked(time.monotonic(), host, method, target, headers, writer)
            asked.number = 1 + Counter((one.host, one.target) for one in self.log)[host, target]
            self.log.append(asked)
            handler = self.routes.get(
                host + target.partition("?")[0], self.routes.get(host + "/*", reply(404))
            )
            self._in_flight[host] += 1
            self.at_once[host] = max(self.at_once[host], self._in_flight[host])
            try:
                done = handler(asked)
                if done is not None:
                    await done
                await writer.drain()
            finally:
                self._in_flight[host] -= 1
        except (OSError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()

    def start(self) -> None:
        self._in_flight: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()
        self._thread.start()
        assert self._ready.wait(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.set_exception_handler(lambda _loop, _context: None)  # what clients break off is no news
        plain = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=500))
        self.plain_port = plain.sockets[0].getsockname()[1]
        if self.certificates is not None:
            context = _by_name(self.certificates)
            secure = self._loop.run_until_complete(
                asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context, backlog=500)
            )
            self.tls_port = secure.sockets[0].getsockname()[1]
            self.ca_file = str(self.certificates / "ca.pem")
        self._loop.call_soon(self._ready.set)
        self._loop.run_forever()

    def stop(self) -> None:
        def end() -> None:
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.call_soon(self._loop.stop)

        self._loop.call_soon_threadsafe(end)
        self._thread.join(5)


# Host → how its certificate is made; every other host has a good one.
BAD_CERTIFICATES = (
    "expired.test",
    "self-signed.test",
    "wrong-name.test",
    "unknown-issuer.test",
    "no-intermediate.test",
)


def _by_name(folder: Path) -> ssl.SSLContext:
    def context(name: str) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(folder / f"{name}.pem", folder / "key.pem")
        return made

    good, bad = context("good"), {name: context(name) for name in BAD_CERTIFICATES}

    def choose(connection: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        connection.context = bad.get(name or "", good)

    good.sni_callback = choose
    return good


def make_certificates(folder: Path) -> None:
    """Write key.pem, ca.pem and a certificate for each sort of host."""

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem")
    for ca in ("ca", "other-ca"):
        openssl(
            "req", "-x509", "-new", "-key", "key.pem", "-subj", f"/CN={ca}", "-days", "2", "-out", f"{ca}.pem"
        )

    def leaf(file: str, names: str, ca: str, days: str = "2", more: str = "") -> None:
        alternatives = ",".join(f"DNS:{name}" for name in names.split())
        (folder / "extensions").write_text(f"subjectAltName={alternatives}\n{more}")
        openssl("req", "-new", "-key", "key.pem", "-subj", "/CN=leaf", "-out", "request")
        signer = (
            ("-signkey", "key.pem")
            if not ca
            else ("-CA", f"{ca}.pem", "-CAkey", "key.pem", "-CAcreateserial")
        )
        openssl(
            "x509",
            "-req",
            "-in",
            "request",
            *signer,
            "-days",
            days,
            "-extfile",
            "extensions",
            "-out",
            f"{file}.pem",
        )

    leaf("good", "secure.test www.secure.test secure2.test plain.test xn--bcher-kva.test", "ca")
    leaf("expired.test", "expired.test", "ca", days="-1")
    leaf("self-signed.test", "self-signed.test", "")
    leaf("wrong-name.test", "another.test", "ca")
    leaf("unknown-issuer.test", "unknown-issuer.test", "other-ca")
    issuer = "authorityInfoAccess=caIssuers;URI:http://ca.test/other-ca.cer\n"
    leaf("no-intermediate.test", "no-intermediate.test", "other-ca", more=issuer)
