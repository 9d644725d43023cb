"""Addresses as they are requested: the host in ASCII, the rest percent-encoded, no fragment, no credentials.

`plugins.linkcheck.urls` reads them as the WHATWG URL Standard says, hosts in odd figures included; here come
the standard's percent-encode sets for path and query. What is already percent-encoded stays as it is.
"""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from dataclasses import dataclass, field

from plugins.linkcheck import urls

_USUAL_PORTS = {"http": 80, "https": 443}
_CREDENTIALS = re.compile(r"[a-z]+:[/\\]*[^/\\?#]*[^/\\?#@:][^/\\?#]*@", re.I)
_PATH = frozenset(b' "#<>?^`{}')
_QUERY = frozenset(b" \"#<>'")
_NOWHERE = urls.Url("", "", "/")


class MalformedError(ValueError):
    """An address that no browser could open."""


@dataclass(frozen=True, slots=True)
class Address:
    """One http(s) address.

    host is ASCII, IPv6 without brackets; target is path and query. credentials: a user name or password was
    written in it, which is not sent.
    """

    scheme: str
    host: str
    port: int
    target: str
    credentials: bool = field(default=False, compare=False)

    @property
    def authority(self) -> str:
        """Return the host as an address shows it: IPv6 in brackets, the port unless it is the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.has_usual_port else f"{host}:{self.port}"

    @property
    def text(self) -> str:
        """Return the address to request."""
        return f"{self.origin}{self.target}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def key(self) -> str:
        """Return host and port: what the limits for one host count by."""
        return f"{self.host.rstrip('.')}:{self.port}"

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def has_usual_port(self) -> bool:
        return self.port == _USUAL_PORTS[self.scheme]


def parse(url: str) -> Address:
    """Return the address to request for an absolute http(s) URL. Raise MalformedError if there is none."""
    address = _address(urls.parse(url, _NOWHERE))
    if address is None:
        raise MalformedError(url)
    if not _CREDENTIALS.match(urls.clean(url)):
        return address
    return Address(address.scheme, address.host, address.port, address.target, credentials=True)


def follow(address: Address, location: str) -> tuple[Address | None, str]:
    """Return where a Location leads from *address*, or None, and its scheme.

    None with a scheme other than http and https: the redirect leaves the web.
    Raise MalformedError for a Location that no browser could follow.
    """
    path, mark, query = address.target.partition("?")
    url = urls.parse(location, urls.Url(address.scheme, address.authority, path, query if mark else None))
    if url is None:
        raise MalformedError(location)
    if url.scheme not in _USUAL_PORTS:
        return None, url.scheme
    found = _address(url)
    if found is None:
        raise MalformedError(location)
    return found, url.scheme


def literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the IP address that a host is, or None if it is a name."""
    with suppress(ValueError):
        return ipaddress.ip_address(host)
    return None


def _address(url: urls.Url | None) -> Address | None:
    if url is None or url.scheme not in _USUAL_PORTS or not url.host.strip("."):
        return None
    match = re.fullmatch(r"\[?(?P<host>.*?)\]?(?::(?P<port>[0-9]+))?", url.host)
    assert match is not None, "a host that was read has this form"
    query = "" if url.query is None else "?" + _encode(url.query, _QUERY)
    port = int(match["port"]) if match["port"] else _USUAL_PORTS[url.scheme]
    return Address(url.scheme, match["host"], port, _encode(url.path or "/", _PATH) + query)


def _encode(text: str, also: frozenset[int]) -> str:
    # surrogateescape gives back the bytes of a Location that is not UTF-8, as browsers send them.
    try:
        octets = text.encode("utf-8", "surrogateescape")
    except UnicodeError:
        octets = text.encode("utf-8", "replace")
    return "".join(
        f"%{octet:02X}" if octet < 0x20 or octet > 0x7E or octet in also else chr(octet) for octet in octets
    )
