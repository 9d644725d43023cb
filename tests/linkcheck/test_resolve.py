"""What was typed → a place on this site, or None."""

from __future__ import annotations

from unicodedata import normalize
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.provisional import urls

from plugins.linkcheck.resolve import Indicator, Target, classify, indicator, resolve

SITE = "https://example.org"
HERE = "/news/first/"


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/a/", Target("/a/", "")),
        ("/a/#b", Target("/a/", "b")),
        ("/a/?q=/x/#b", Target("/a/", "b")),
        ("b/", Target("/news/first/b/", "")),
        ("./b/", Target("/news/first/b/", "")),
        ("../b/", Target("/news/b/", "")),
        ("..", Target("/news/", "")),
        ("../../../../b/", Target("/b/", "")),
        ("%2E%2e/b/", Target("/news/b/", "")),
        ("", Target(HERE, "")),
        ("#b", Target(HERE, "b")),
        ("?q=1", Target(HERE, "")),
        ("#:~:text=x", Target(HERE, "")),
        ("#b:~:text=x", Target(HERE, "b")),
        ("#%62", Target(HERE, "%62")),
        ("/%61/", Target("/a/", "")),
        ("/a%2Fb/", Target("/a%2Fb/", "")),
        ("/cafe\u0301/", Target("/café/", "")),
        ("/caf%C3%A9/", Target("/café/", "")),
        ("/a b/", Target("/a b/", "")),
        (" /a/\n", Target("/a/", "")),
        ("/a\n\t/", Target("/a/", "")),
        ("\\a\\", Target("/a/", "")),
        ("/a/?x=\\", Target("/a/", "")),
        ("//example.org/a/", Target("/a/", "")),
        ("https://example.org/a/", Target("/a/", "")),
        ("HTTP://EXAMPLE.org:80/a/", Target("/a/", "")),
        ("https://example.org.", Target("/", "")),
        ("https://user@example.org/a/", Target("/a/", "")),
        ("https:\\\\example.org\\a/", Target("/a/", "")),
        ("https://example.org:8080/a/", None),
        ("https://example.org@evil.example/a/", None),
        ("https://example.org.evil.example/a/", None),
        ("https://www.example.org/a/", None),
        ("https://example.com/", None),
        ("//example.com/", None),
        ("\\\\example.com/", None),
        ("mailto:a@example.org", None),
        ("tel:+12127256422", None),
        ("data:,x", None),
        ("java\nscript:alert(1)", None),
        ("https:///", None),
        ("http://[", None),
    ],
)
def test_where_a_link_leads(href, target):
    assert resolve(href, HERE, SITE) == target


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/preview/a/", Target("/a/", "")),
        ("/preview", Target("/", "")),
        ("../a/", Target("/news/a/", "")),
        ("https://example.org/preview/a/", Target("/a/", "")),
        ("/a/", Target("/a/", "", outside=True)),
        ("/previews/a/", Target("/previews/a/", "", outside=True)),
        ("../../../a/", Target("/a/", "", outside=True)),
        ("https://example.org/a/", None),
        ("https://example.org/preview/../a/", None),
    ],
)
def test_a_site_in_a_folder(href, target):
    assert resolve(href, HERE, f"{SITE}/preview/") == target


@pytest.mark.parametrize(
    ("base", "href", "target"),
    [
        ("/es/", "b/", Target("/es/b/", "")),
        ("/es/", "/b/", Target("/b/", "")),
        ("/es/", "#b", Target("/es/", "b")),
        ("..", "b/", Target("/news/b/", "")),
        ("https://example.org/es/", "b/", Target("/es/b/", "")),
        ("https://example.com/", "b/", None),
        ("https://example.com/", "https://example.org/b/", Target("/b/", "")),
    ],
)
def test_a_base_moves_relative_links(base, href, target):
    assert resolve(href, HERE, SITE, base) == target


def test_without_a_site_address_only_links_without_host_are_internal():
    assert resolve("/a/", HERE, "") == Target("/a/", "")
    assert resolve("b/", HERE, "") == Target("/news/first/b/", "")
    assert resolve("https://example.org/a/", HERE, "") is None


@pytest.mark.parametrize(
    ("href", "kind"),
    [
        ("/a/", "internal"),
        ("", "internal"),
        ("a:b/", "other"),
        ("./a:b/", "internal"),
        ("https://example.org/", "internal"),
        ("https://EXAMPLE.org#x", "internal"),
        ("https://example.com/", "external"),
        ("//example.com/", "external"),
        ("https://münchen.example/", "external"),
        ("MAILTO:a@b.org", "mailto"),
        ("tel:1", "tel"),
        ("sms:1", "other"),
        ("data:image/png;base64,x", "other"),
        ("data:text/html,x", "unsafe"),
        (" \x01JavaScript:x", "unsafe"),
        ("java\tscript:x", "unsafe"),
        ("vbscript:x", "unsafe"),
        ("javascript.html", "internal"),
        (
            "https:/example.com",
            "internal",
        ),  # of a page on https: a path, and told as a slip if nothing is there
        ("http:/example.com", "external"),
        ("ftp://example.com/", "other"),
        ("file:///x", "file"),
        ("https://", "malformed"),
        ("https://exam ple.com/", "malformed"),
    ],
)
def test_kinds_of_address(href, kind):
    assert classify(href, SITE) == kind


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("{bundle}pages/a#b", Indicator("bundle", "pages/a", "#b")),
        ("%7Bbundle%7Dpages/a", Indicator("bundle", "pages/a", "")),
        ("{Attach} a%20b.svg", Indicator("attach", "a b.svg", "")),
        ("/{bundle}/", None),
        ("{}", None),
        ("/a/", None),
    ],
)
def test_references_that_were_not_resolved(href, found):
    assert indicator(href) == found


slugs = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
paths = st.lists(slugs, max_size=4).map(lambda parts: "/" + "".join(f"{part}/" for part in parts))


@given(paths, paths, st.sampled_from(["", SITE, f"{SITE}/preview"]))
def test_absolute_links_mean_the_same_on_every_page(target, page, site):
    prefix = site.removeprefix(SITE)
    assert resolve(prefix + quote(target), page, site) == Target(normalize("NFC", target), "")


@given(paths, slugs, paths)
def test_relative_links_are_absolute_links_from_their_page(page, href, base):
    assert resolve(quote(href), page, SITE) == resolve(quote(page + href), "/", SITE)
    assert resolve(quote(href), page, SITE, quote(base)) == resolve(quote(base + href), page, SITE)


@given(urls(), paths)
def test_other_sites_are_never_internal(url, page):
    assume("//example.org" not in url.lower())
    assert resolve(url, page, SITE) is None


@given(st.text() | st.text(alphabet="htps:/\\?#%.[]@{}2eE \n\t"), paths, st.text(max_size=8))
def test_any_text_is_resolved_below_the_root(href, page, base):
    target = resolve(href, page, SITE, base)
    assert target is None or target.path.startswith("/")
