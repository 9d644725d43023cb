"""Fragments on other people's pages: missing is said only where it is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.external.fragments import decode, is_page, look_up, place

TEXT = "<p>" + "A page with a text of its own. " * 10
APP = '<div id="root"></div><script src="app.js"></script>'


@pytest.mark.parametrize(
    "fragment",
    [
        "",
        "top",
        "TOP",
        "!/route",
        "/route",
        "?a",
        "page=3",
        "t=10,20",
        "xywh=1,2",
        "L10",
        "L10-L20",
        "L5C3-L7",
        ":~:text=a",
    ],
)
def test_fragments_that_are_no_place_are_not_looked_up(fragment: str) -> None:
    assert place(fragment) == ""
    assert look_up([fragment], "<p>", whole=True) == {fragment: True}


@pytest.mark.parametrize(
    ("fragment", "html", "found"),
    [
        ("a", '<h1 id="a">', True),
        ("a:~:text=x", '<h1 id="a">', True),
        ("a", '<a name="a">', True),
        ("caf%C3%A9", '<h1 id="café">', True),
        ("%41", '<h1 id="%41">', True),
        ("usage", '<h1 id="user-content-usage">', True),
        ("b", '<h1 id="a">', False),
        ("A", '<h1 id="a">', False),
        ("b", f'{TEXT}<h1 id="a"><script>let x</script>', False),
        ("tab-b", f'{TEXT}<script>show("tab-b")</script>', None),
        ("b", APP, None),
        ("b", f"{TEXT}<noscript>Please enable JavaScript.</noscript><script></script>", None),
    ],
)
def test_a_fragment_is_found_or_missing_or_unsure(fragment: str, html: str, found: bool | None) -> None:
    assert look_up([fragment], html, whole=True) == {fragment: found}


def test_a_page_that_was_cut_off_may_yet_have_it() -> None:
    assert look_up(["a", "b"], '<p id="a">', whole=False) == {"a": True, "b": None}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("é".encode(), "text/html"),
        ("é".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        (b'<meta charset="latin1">' + "é".encode("latin-1"), "text/html"),
        (b"\xef\xbb\xbf" + "é".encode(), "text/html; charset=latin1"),
        ("é".encode(), "text/html; charset=no-such-thing"),
    ],
)
def test_a_page_is_read_in_its_own_encoding(body: bytes, content_type: str) -> None:
    assert decode(body, content_type).endswith("é")


def test_only_html_has_ids() -> None:
    assert is_page("Text/HTML; charset=utf-8")
    assert is_page("application/xhtml+xml")
    assert not is_page("application/pdf")
    assert not is_page("")


@given(st.lists(st.text()), st.text(), st.booleans())
def test_any_page_is_looked_through(fragments: list[str], html: str, whole: bool) -> None:
    assert look_up(fragments, html, whole=whole).keys() == set(fragments)


@given(st.binary(), st.text())
def test_any_body_is_text(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type), str)
