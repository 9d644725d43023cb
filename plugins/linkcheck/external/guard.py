"""Which addresses may be connected to, decided on the resolved address at the moment of connecting.

What content links to must not make the machine that checks it reach inside its own network. The check stands
in the resolver and again where the socket is made, so neither DNS, redirects nor odd spellings get round it.
The ranges are those of the IANA special-purpose registries (RFC 6890) with multicast, and every IPv6 form
that carries an IPv4 address is judged by what it carries.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

from plugins.linkcheck.external.settings import WebSettings

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IPV4_COMPATIBLE = ipaddress.ip_network("::/96")
_MORE = tuple(
    ipaddress.ip_network(text)
    for text in (
        "64:ff9b:1::/48",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "fec0::/10",
        "3fff::/20",
    )
)


class RefusedError(OSError):
    """An address that is not connected to; the text names it and says what it is."""


def special(ip: IPAddress) -> str:
    """Return what makes *ip* no address of the public internet ("a loopback address"), or ""."""
    if carried := list(_carried(ip)):
        return next((what for what in map(special, carried) if what), "")
    if ip.is_loopback:
        return "a loopback address"
    if ip.is_link_local:
        return "a link-local address"
    if ip.is_multicast:
        return "a multicast address"
    if (
        ip.is_unspecified
        or ip.is_reserved
        or any(ip in network for network in _MORE if network.version == ip.version)
    ):
        return "an address for special use"
    if ip.is_private or not ip.is_global:
        return "a private address"
    return ""


def _carried(ip: IPAddress) -> Iterator[IPAddress]:
    """Yield the IPv4 addresses inside an IPv6 one: mapped, compatible, NAT64, 6to4, Teredo."""
    if isinstance(ip, ipaddress.IPv4Address):
        return
    if ip.ipv4_mapped:
        yield ip.ipv4_mapped
    elif ip in _NAT64 or (ip in _IPV4_COMPATIBLE and int(ip) > 1):
        yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    elif ip.sixtofour:
        yield ip.sixtofour
    elif ip.teredo:
        yield from ip.teredo


class Guard:
    """The rule of one run: what is special is refused unless the settings allow it."""

    def __init__(self, settings: WebSettings) -> None:
        self._all = settings.allow_private
        self._networks = tuple(ipaddress.ip_network(text, strict=False) for text in settings.allow_networks)
        self._set_by_hand: set[str] = set()

    def why_not(self, host: str) -> str:
        """Return what forbids connecting to the IP address *host* ("a loopback address"), or ""."""
        ip = ipaddress.ip_address(host.partition("%")[0])
        if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        if self._all or any(ip in network for network in self._networks if network.version == ip.version):
            return ""
        return special(ip)

    def check(self, host: str) -> None:
        """Raise RefusedError unless *host*, an IP address, may be connected to."""
        if what := self.why_not(host):
            raise RefusedError(f"{host} is {what}")

    def trust(self, host: str) -> None:
        """Let sockets be made to one address that a person has set in place of DNS."""
        self._set_by_hand.add(host)

    def socket(self, info: tuple[Any, ...]) -> socket.socket:
        """Return a socket for one row of getaddrinfo; every connection of the pool is made here."""
        family, kind, protocol, _, address = info
        if str(address[0]) not in self._set_by_hand:
            self.check(str(address[0]))
        return socket.socket(family, kind, protocol)
