"""Content cannot make the machine that checks it reach inside."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.external import WebSettings
from plugins.linkcheck.external.guard import Guard, RefusedError, special
from plugins.linkcheck.external.resolver import Resolver

INSIDE = [
    "127.0.0.1", "127.255.1.2", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
    "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe",
]  # fmt: skip
OUTSIDE = [
    "8.8.8.8",
    "93.184.216.34",
    "2606:2800:220:1:248:1893:25c8:1946",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("ip", INSIDE)
def test_addresses_that_are_not_public_are_refused(ip: str) -> None:
    with pytest.raises(RefusedError, match="address"):
        Guard(WebSettings()).check(ip)
    Guard(WebSettings(allow_private=True)).check(ip)


@pytest.mark.parametrize("ip", OUTSIDE)
def test_public_addresses_are_asked(ip: str) -> None:
    Guard(WebSettings()).check(ip)


@given(st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address))
def test_an_ipv4_address_is_judged_alike_in_every_ipv6_form(ip: ipaddress.IPv4Address) -> None:
    number = int(ip)
    forms = [0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80]

    for form in forms:
        assert special(ipaddress.IPv6Address(form)) == special(ip)
    assert bool(special(ip)) or ip.is_global


def test_only_the_networks_named_are_allowed() -> None:
    guard = Guard(WebSettings(allow_networks=("127.0.0.0/8",)))

    assert guard.why_not("127.0.0.1") == guard.why_not("::ffff:127.0.0.1") == ""
    assert guard.why_not("10.0.0.1") == "a private address"


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST.", "a.b.localhost"])
def test_a_name_that_leads_inside_is_refused(name: str) -> None:
    settings = WebSettings()

    with pytest.raises(RefusedError, match="loopback"):
        asyncio.run(Resolver(settings, Guard(settings)).resolve(name, 80))


def test_names_below_localhost_lead_to_this_machine_if_that_is_allowed() -> None:
    settings = WebSettings(allow_private=True)

    found = asyncio.run(Resolver(settings, Guard(settings)).resolve("a.localhost", 80, socket.AF_INET))

    assert {row["host"] for row in found} == {"127.0.0.1"}


def test_the_socket_itself_is_refused() -> None:
    with pytest.raises(RefusedError):
        Guard(WebSettings()).socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("10.0.0.1", 80)))


@pytest.mark.parametrize(
    ("rule", "name", "port", "where"),
    [
        ("127.0.0.1:8080", "a.example", 443, ("127.0.0.1", 8080)),
        ("a.example:443:127.0.0.1:8443", "a.example", 443, ("127.0.0.1", 8443)),
        (":80:127.0.0.1:8080", "b.example", 80, ("127.0.0.1", 8080)),
        ("a.example::[::1]:", "a.example", 81, ("::1", 81)),
    ],
)
def test_connections_go_where_a_person_set_them(
    rule: str, name: str, port: int, where: tuple[str, int]
) -> None:
    settings = WebSettings(connect_to=(rule,))

    found = asyncio.run(Resolver(settings, Guard(settings)).resolve(name, port))

    assert [(row["host"], row["port"], row["hostname"]) for row in found] == [(*where, name)]


def test_a_rule_that_cannot_be_read_is_told() -> None:
    with pytest.raises(ValueError, match="NAME:PORT:HOST:PORT"):
        Resolver(WebSettings(connect_to=("a:b:c",)), Guard(WebSettings()))
