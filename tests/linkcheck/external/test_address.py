"""What is sent for what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.external.address import MalformedError, follow, parse

WRITTEN = [
    ("https://example.org", "https://example.org/"),
    ("HTTP://Example.ORG:80/a", "http://example.org/a"),
    ("https://example.org:8443/?q", "https://example.org:8443/?q"),
    (
        "https://bücher.example/straße?größe=ü",
        "https://xn--bcher-kva.example/stra%C3%9Fe?gr%C3%B6%C3%9Fe=%C3%BC",
    ),
    ("https://example.org/a b|c'd?e f'g", "https://example.org/a%20b|c'd?e%20f%27g"),
    ("https://example.org/%7Euser/%zz?a=%20", "https://example.org/%7Euser/%zz?a=%20"),
    ("https://example.org/a/../b/./c", "https://example.org/b/c"),
    ("https://example.org/a#fragment", "https://example.org/a"),
    ("https://user:word@example.org/", "https://example.org/"),
    ("http://2130706433/", "http://127.0.0.1/"),
    ("http://0x7f.1/", "http://127.0.0.1/"),
    ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
    ("http://under_score.example/", "http://under_score.example/"),
]


@pytest.mark.parametrize(("url", "sent"), WRITTEN)
def test_an_address_is_sent_as_browsers_send_it(url: str, sent: str) -> None:
    assert parse(url).text == sent


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "https://", "http://[::1/", "http://a b/", "http://h:99999/", "x"]
)
def test_what_no_browser_opens_is_malformed(url: str) -> None:
    with pytest.raises(MalformedError):
        parse(url)


def test_addresses_that_differ_in_the_query_only_are_two() -> None:
    assert parse("https://example.org/a?b=1") != parse("https://example.org/a?b=2")
    assert parse("https://example.org/a?") != parse("https://example.org/a")


def test_credentials_are_noticed_and_left_out() -> None:
    address = parse("https://user:word@example.org/page?mail=a@b")

    assert address.credentials
    assert "word" not in address.text
    assert not parse("https://example.org/@name").credentials


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "http://example.org:81/b"),
        ("b?c", "http://example.org:81/a/b?c"),
        ("?c", "http://example.org:81/a/page?c"),
        ("//other.example/b", "http://other.example/b"),
        ("https://other.example/b#c", "https://other.example/b"),
        ("/caf\udce9", "http://example.org:81/caf%E9"),
        ("", "http://example.org:81/a/page?q"),
    ],
)
def test_a_location_is_followed_as_browsers_follow_it(location: str, target: str) -> None:
    address, _ = follow(parse("http://example.org:81/a/page?q"), location)

    assert address is not None
    assert address.text == target


@pytest.mark.parametrize(
    "location", ["mailto:a@b.example", "ftp://example.org/", "javascript:1", "zoommtg://x"]
)
def test_a_location_may_leave_the_web(location: str) -> None:
    assert follow(parse("http://example.org/"), location) == (None, location.partition(":")[0])


@given(st.text())
def test_what_was_encoded_once_is_not_encoded_again(text: str) -> None:
    try:
        address = parse(f"https://example.org/{text}")
    except MalformedError:
        return

    assert address.text.isascii()
    assert parse(address.text) == address


@given(st.text())
def test_any_location_leads_somewhere_or_is_malformed(location: str) -> None:
    try:
        address, scheme = follow(parse("https://example.org/a/b?c"), location)
    except MalformedError:
        return

    assert (address is not None) == (scheme in {"http", "https"})
