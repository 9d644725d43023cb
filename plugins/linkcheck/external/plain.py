"""The answer of a server that our HTTP reader finds malformed, read as tolerantly as browsers read it.

Only the head is read: a status line, perhaps with stray lines before it, and fields with any line ends. It is
used for the try after an answer was found malformed, so it costs no request more.
"""

from __future__ import annotations

import asyncio
import re
import ssl

from plugins.linkcheck.external.address import Address
from plugins.linkcheck.external.exchange import KEPT, Answer, Fault, Kind
from plugins.linkcheck.external.guard import Guard
from plugins.linkcheck.external.resolver import Resolver

_MOST = 256 * 1024  # bytes of a head, as Chromium has it
_STATUS = re.compile(r"\s*(?:HTTP/[0-9](?:\.[0-9])?|ICY)[ \t]+(?P<status>[1-9][0-9]{2})(?![0-9])", re.I)


async def get(
    address: Address, headers: dict[str, str], resolver: Resolver, guard: Guard, context: ssl.SSLContext
) -> Answer | Fault:
    """Ask for *address* by GET on a connection of its own. Raise what asyncio raises when connecting."""
    reader, writer = await connect(address, resolver, guard, context)
    try:
        lines = [f"GET {address.target} HTTP/1.1", f"Host: {address.authority}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1", "replace"))
        await writer.drain()
        return parse(await _head(reader), address)
    finally:
        writer.transport.abort()


async def connect(
    address: Address, resolver: Resolver, guard: Guard, context: ssl.SSLContext
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return a connection to the host of *address*, made under the same guard as all others."""
    ip = address.host
    port = address.port
    try:
        guard.check(ip)
    except ValueError:  # a name
        row = (await resolver.resolve(address.host, port))[0]
        ip, port = row["host"], row["port"]
    secure = address.scheme == "https"
    return await asyncio.open_connection(
        ip,
        port,
        ssl=context if secure else None,
        server_hostname=address.host.rstrip(".") if secure else None,
    )


async def _head(reader: asyncio.StreamReader) -> bytes:
    head = bytearray()
    while len(head) < _MOST and not re.search(rb"\S.*?\r?\n\r?\n", head[:_MOST], re.S):
        piece = await reader.read(8192)
        if not piece:
            break
        head += piece
    return bytes(head)


def parse(head: bytes, address: Address) -> Answer | Fault:
    """Return the answer that begins with *head*; a Fault if there is no status in it."""
    if not head.strip():
        return Fault(Kind.EMPTY)
    text = head.decode("utf-8", "surrogateescape")
    match = _STATUS.match(text)
    if match is None:
        return Fault(Kind.NOT_HTTP)
    fields: dict[str, str] = {}
    for line in re.split(r"\r?\n", text[match.end() :])[1:]:
        name, colon, value = line.partition(":")
        if not line.strip():
            break
        if colon and name.strip().lower() in KEPT:
            fields.setdefault(name.strip().lower(), value.strip())
    return Answer(address, "GET", int(match["status"]), fields)
