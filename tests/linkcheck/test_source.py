"""A link that was extracted → where it stands in its file."""

from __future__ import annotations

from collections import Counter
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.extract import Link, extract
from plugins.linkcheck.source import Source
from tests.linkcheck.test_extract import elements

BROKEN = "zzz"


@pytest.mark.parametrize(
    ("text", "link", "place"),
    [
        ('<a href="zzz">', Link("zzz", "a", "href"), (1, 10)),
        ("<A\n HREF = zzz>", Link("zzz", "a", "href"), (2, 9)),
        ("<a title='zzz' href=' zzz '>", Link("zzz", "a", "href"), (1, 23)),
        ("<!-- <a href=zzz> --><a href=zzz>", Link("zzz", "a", "href"), (1, 30)),
        ("<template><a href=zzz></template><a href=zzz>", Link("zzz", "a", "href"), (1, 42)),
        ("<script>'<a href=zzz>'</script><a href=zzz>", Link("zzz", "a", "href"), (1, 40)),
        ("<textarea><a href=zzz></textarea><a href=zzz>", Link("zzz", "a", "href"), (1, 42)),
        ("<p data-href=zzz><a href=zzz>", Link("zzz", "a", "href"), (1, 26)),
        ("<a href=x href=zzz><a href=zzz>", Link("zzz", "a", "href"), (1, 28)),
        ('<a href="a&amp;b">', Link("a&b", "a", "href"), (1, 10)),
        ('<a href="a&#38;b">', Link("a&b", "a", "href"), (1, 10)),
        ("<a href=?a&copy=1>", Link("?a&copy=1", "a", "href"), (1, 9)),
        ("<img srcset='zzz.png 1x, zzz 2x'>", Link("zzz", "img", "srcset"), (1, 26)),
        ("<p style='background:url(zzz)'>", Link("zzz", "p", "style"), (1, 26)),
        ("<style>\n/* zzz */a{b:url(zzz)}</style>", Link("zzz", "style", "url"), (2, 4)),
        ('<meta http-equiv=refresh content="0; url=zzz">', Link("zzz", "meta", "content"), (1, 42)),
        ('<meta property=og:url content="zzz">', Link("zzz", "meta", "content"), (1, 32)),
        (
            "<script type=application/ld+json>\n{'url':\n 'zzz'}</script>",
            Link("zzz", "json-ld", "url"),
            (3, 3),
        ),
        (
            '<script type=application/ld+json>{"url": "\\/z\\/"}</script>',
            Link("/z/", "json-ld", "url"),
            (1, 43),
        ),
        ("<svg><textPath xlink:href='#zzz'/>", Link("#zzz", "textPath", "xlink:href"), (1, 28)),
        ("<p>\n<img alt=x>", Link("", "img", "src"), (2, 1)),
        ("<p>\n<img src='' alt=x>", Link("", "img", "src"), (2, 11)),
        ("<iframe srcdoc=x></iframe><iframe src=''>", Link("", "iframe", "src"), (1, 40)),
        ("<link rel=stylesheet><link rel=icon href=''>", Link("", "link", "href", "icon"), (1, 43)),
        ("<link rel=preconnect><link href=''>", Link("", "link", "href"), (1, 34)),
        ("<img data-src=x><img src=''>", Link("", "img", "src"), (1, 27)),
        ("<input src=''><input type=image>", Link("", "input", "src"), (1, 15)),
        ("<a href='' download></a><a href=''>", Link("", "a", "href"), (1, 34)),
        ("<a href='' lang=es></a><a href=''>", Link("", "a", "href"), (1, 33)),
        ("<iframe srcdoc='&lt;img>'></iframe><img>", Link("", "img", "src"), (1, 17)),
        ("<iframe srcdoc='<a href=zzz><a href=zzz>'></iframe>", Link("zzz", "a", "href"), (1, 25)),
        ("<script>x</script><script></script>", Link("", "script", "src"), (1, 19)),
        ("<a href='/zzz/b/'></a><a href='/zzz/'>", Link("/zzz/", "a", "href"), (1, 32)),
        ("<a href=zzz hreflang=es><a href=zzz>", Link("zzz", "a", "href", "", "es"), (1, 9)),
        ("no link at all", Link("zzz", "a", "href"), (1, 1)),
    ],
)
def test_where_a_link_stands(text, link, place):
    assert Source(text).of_link(link) == place


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_of_all_systems_are_counted(end):
    assert Source(f"é{end}x{end}<a href=zzz>").of_link(Link("zzz", "a", "href")) == (3, 9)


def test_each_of_equal_links_has_its_place():
    source = Source("<a href=zzz>\n<a href=zzz><a href=zzz>")
    places = [source.of_link(Link("zzz", "a", "href"), nth) for nth in range(4)]

    assert places == [(1, 9), (2, 9), (2, 21), (2, 21)]


def test_other_files_are_searched_for_the_address():
    assert Source("<loc>\n /a/b/ </loc><loc>/a/</loc>", is_page=False).of_link(Link("/a/", "xml", "loc")) == (
        2,
        19,
    )
    assert Source('{"src": "\\/a\\/"}', is_page=False).of_link(Link("/a/", "manifest", "src")) == (1, 10)


@pytest.mark.parametrize(
    ("text", "place"), [("<p id=x>\n<p id='x'>", (2, 8)), ("<p id=x>", (1, 7)), ("<p title='id=x'>", (1, 1))]
)
def test_where_an_id_stands_for_the_second_time(text, place):
    assert Source(text).of_id("x") == place


@given(st.lists(elements(), max_size=6).map("\n".join))
def test_at_its_place_each_extracted_link_begins(body):
    source, seen = Source(body), Counter[Link]()
    lines = body.split("\n")
    for link in extract(body).links:
        line, column = source.of_link(link, seen[link])
        seen[link] += 1
        if link.href:
            assert lines[line - 1][column - 1 :].startswith((escape(link.href), link.href))


@given(st.text() | st.text(alphabet="<a href='\"=>!-/srctemplate&#\n"))
def test_any_text_has_places_inside_itself(text):
    source = Source(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for link in extract(text).links:
        line, column = source.of_link(link)
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
