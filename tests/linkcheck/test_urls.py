"""Addresses as browsers read them: hosts, ports, slashes, and what they refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.hosts import parse_authority, parse_host
from plugins.linkcheck.urls import Home, Url, parse

BASE = Url("https", "example.org", "/a/b")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Example.ORG", "example.org"),
        ("ex%41mple.org", "example.org"),
        ("example.org.", "example.org."),
        ("a_b.example", "a_b.example"),
        ("münchen.example", "xn--mnchen-3ya.example"),
        ("MÜNCHEN.example", "xn--mnchen-3ya.example"),
        ("m%C3%BCnchen.example", "xn--mnchen-3ya.example"),
        ("faß.example", "xn--fa-hia.example"),
        ("例子。测试", "xn--fsqu00a.xn--0zwm56d"),
        ("مثال.example", "xn--mgbh0fb.example"),
        ("xn--fsqu00a.example", "xn--fsqu00a.example"),
        ("GO\u200bO\u00ad.example", "goo.example"),
        ("ｅｘａｍｐｌｅ．org", "example.org"),
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0x7F.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("[::1]", "[::1]"),
        ("[0:0:0:0:0:0:0:1]", "[::1]"),
        ("[::ffff:1.2.3.4]", "[::ffff:102:304]"),
        ("1.2.3.4.5", None),
        ("256.0.0.1", None),
        ("1.2.3.08", None),
        ("example.0x", None),
        ("a.4", None),
        ("[::1", None),
        ("[::1%25eth0]", None),
        ("[1:2]", None),
        ("a b", None),
        ("a<b", None),
        ("a^b", None),
        ("a|b", None),
        ("a%20b", None),
        ("a%", None),
        ("a%00b", None),
        ("xn--", None),
        ("xn--a", None),
        ("\u00ad", None),
        ("", None),
    ],
)
def test_hosts_of_web_addresses(text, host):
    assert parse_host(text) == host


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("example.org:443", "example.org"),
        ("example.org:", "example.org"),
        ("example.org:00443", "example.org"),
        ("example.org:8080", "example.org:8080"),
        ("me:secret@example.org", "example.org"),
        ("a@b@example.org", "example.org"),
        ("[::1]:80", "[::1]:80"),
        ("example.org:65536", None),
        ("example.org:8a", None),
        ("example.org:-1", None),
        ("me@", None),
        ("@:80", None),
        ("a:b:c", None),
    ],
)
def test_ports_and_user_names(text, place):
    assert parse_authority(text, "https") == place


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("c", "https://example.org/a/c"),
        ("/c?d#e", "https://example.org/c?d"),
        ("", "https://example.org/a/b"),
        ("#x", "https://example.org/a/b"),
        ("?q", "https://example.org/a/b?q"),
        ("//example.com", "https://example.com/"),
        ("///example.com/x", "https://example.com/x"),
        ("\\\\example.com\\x", "https://example.com/x"),
        ("/\\example.com", "https://example.com/"),
        ("https:c", "https://example.org/a/c"),
        ("https:/c", "https://example.org/c"),
        ("https:////example.com", "https://example.com/"),
        ("http:c", "http://c/"),
        ("http:/c/d", "http://c/d"),
        ("HTTP:\\c", "http://c/"),
        ("  \t http://c\n/d ", "http://c/d"),
        ("ht\ntp://c/", "http://c/"),
        ("http://c/%2e%2E/.%2e/d/.", "http://c/d/"),
        ("http://c?a\\b", "http://c/?a\\b"),
        ("http://c/a b", "http://c/a%20b"),
        ("http://c/é?é", "http://c/%C3%A9?%C3%A9"),
        ("http://c/%zz", "http://c/%zz"),
        ("http://user:pass@c/", "http://c/"),
        ("http://c:80/", "http://c/"),
        ("https://c:80/", "https://c:80/"),
    ],
)
def test_where_an_address_leads(href, url):
    found = parse(href, BASE)
    assert found is not None
    assert str(found) == url


@pytest.mark.parametrize(
    "href",
    ["http://", "http:", "//", "http://:80", "http://a b/", "http://a:b/", "http:@:x", "http://[x]/", "https:\\\\", "sc://a b/", "sc://[/"],
)  # fmt: skip
def test_addresses_that_browsers_refuse(href):
    assert parse(href, BASE) is None


@pytest.mark.parametrize(
    "href", ["mailto:a", "data:,x", "sms:1", "sc:/x", "sc://host/x", "about:blank", "blob:x"]
)
def test_other_schemes_are_kept_as_they_are(href):
    found = parse(href, BASE)
    assert found is not None
    assert f"{found.scheme}:{found.path}" == href


def test_pages_with_a_percent_sign_in_their_name_lead_to_their_neighbours():
    home = Home("https://example.org")
    assert parse("c", home.page("/50%/")) == Url("https", "example.org", "/50%25/c")


@given(st.text() | st.text(alphabet="htps:/\\?#%.[]@{}0x2eE \n\t"))
def test_any_text_is_read_or_refused_and_read_again_the_same(href):
    found = parse(href, BASE)
    if found is not None and found.host:
        again = parse(str(found), BASE)
        assert again is not None
        assert str(again) == str(found)


@given(st.text(max_size=20))
def test_a_host_is_its_own_form(text):
    host = parse_host(text)
    assert host is None or parse_host(host) == host
