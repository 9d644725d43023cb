"""The headers that the host is to send: each page has all of them, none twice, and the preview sends the same."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelicanconf import LANGUAGES
from plugins.hosting.headers import Rule, as_text, headers_at, parse
from plugins.multilingual.policy import HEADER_POLICY, PAGE_POLICY
from tests.conftest import ROOT

SITE = """
-- content/pages/about/en.md --
Title: About
Summary: S.
Former-Slugs: who

Text.

-- content/pages/about/es.md --
Title: Quiénes
Summary: S.
Slug: quienes
Translation: reviewed

Texto.

-- content/news/ruling/en.md --
Text.
"""
WANTED = {
    "Content-Security-Policy": HEADER_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=()",
}


def rules(site):
    return parse((site.output / "_headers").read_text("utf-8"))


def addresses(site):
    for path in sorted(site.output.rglob("*.html")):
        yield "/" + path.relative_to(site.output).as_posix().removesuffix("index.html")


def test_every_page_has_each_header_once_and_its_own_language(build):
    site = build(SITE)
    found = rules(site)
    for address in addresses(site):
        headers = headers_at(found, address)
        assert WANTED.items() <= headers.items(), address
        assert headers["Content-Language"] == site.page(address).html["lang"], address
        assert headers["Cache-Control"] == "no-cache", address
        names = [name for rule in found if rule.matches(address) for name, _ in rule.headers]
        assert len(names) == len(set(names)), address


def test_the_policy_in_the_page_is_that_of_the_header_but_for_what_only_a_header_can_say(build):
    meta = build(SITE).page("/about/").select_one("meta[http-equiv=Content-Security-Policy]")["content"]

    assert meta == PAGE_POLICY
    assert f"{meta}; frame-ancestors 'none'" == HEADER_POLICY
    assert "unsafe" not in HEADER_POLICY


def test_what_changes_its_name_with_its_content_is_kept_for_ever_and_nothing_else(build):
    site = build(SITE)
    found = rules(site)
    files = ["/" + path.relative_to(site.output).as_posix() for path in site.output.rglob("*.*")]
    kept = {file for file in files if "immutable" in headers_at(found, file).get("Cache-Control", "")}

    assert kept
    assert kept == {file for file in files if re.search(r"\.[0-9a-f]{8}\.css$", file)}


def test_feeds_are_sent_as_feeds(build):
    found = rules(build(SITE))

    for address in ("/news/feed.xml", "/es/news/feed.xml"):
        assert headers_at(found, address)["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "Content-Type" not in headers_at(found, "/news/")


def test_a_site_below_its_hosts_root_names_the_addresses_that_browsers_ask_for(make_site):
    site = make_site(SITE, extra='SITEURL = "https://example.org/preview"\n').build()

    assert headers_at(rules(site), "/preview/es/quienes/")["Content-Language"] == "es"
    assert "/preview/who/ /preview/about/ 301" in (site.output / "_redirects").read_text("utf-8")


def test_the_limits_of_hosts_are_kept(build):
    """Cloudflare Pages takes 100 rules, and lines of 2,000 characters."""
    text = (build(SITE).output / "_headers").read_text("utf-8")

    assert len(parse(text)) <= 100
    assert max(map(len, text.splitlines())) <= 2000


@pytest.mark.parametrize(
    ("rule", "path", "matches"),
    [
        ("/*", "/x/", True),
        ("/", "/", True),
        ("/", "/x/", False),
        ("/es/*", "/es/", True),
        ("/es/*", "/espana/", False),
        ("/*/feed.xml", "/es/news/feed.xml", True),
        ("/*/feed.xml", "/feedxxml", False),
        ("/:kind/x/", "/news/x/", True),
        ("/:kind/x/", "/a/b/x/", False),
    ],
)
def test_which_paths_a_rule_matches(rule, path, matches):
    assert Rule(rule, ()).matches(path) is matches


def test_two_values_of_one_header_are_joined():
    found = parse("# a comment\n\n/*\n  X-A: 1\n/x\n  X-A: 2\n  no header\n")

    assert headers_at(found, "/x") == {"X-A": "1, 2"}


_words = st.text(string.ascii_letters + string.digits + "-_./=;' ", min_size=1, max_size=12).map(str.strip)
_values = _words.filter(bool)
_names = st.text(string.ascii_letters + "-", min_size=1, max_size=9)
_rules = st.builds(
    Rule,
    st.text(string.ascii_lowercase + "/*:-", max_size=9).map(lambda path: "/" + path),
    st.lists(st.tuples(_names, _values), max_size=3).map(tuple),
)


@given(st.lists(_rules, max_size=4))
def test_what_is_written_is_what_is_read(found):
    assert parse(as_text(found)) == found


def test_the_guide_has_the_same_headers_for_each_server():
    guide = (ROOT / "docs" / "hosting.md").read_text("utf-8")

    for server in guide.split("\n## ")[2:5]:
        for name, value in WANTED.items():
            assert re.search(rf'{name} "{re.escape(value)}"', server), (server[:10], name)
        for code in LANGUAGES[1:]:
            assert code in server, (server[:10], code)
