"""The Atom format (RFC 4287): what is written is well-formed, in its direction, and leads to whole addresses."""

from __future__ import annotations

import datetime
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds.atom import NAMESPACE, Entry, Feed, Words, marked, timestamp, write
from plugins.feeds.entries import absolute

DAY = datetime.date(2026, 5, 18)
ATOM = {"a": NAMESPACE}


def feed(*entries: Entry, title: str = "News", lang: str = "en", dir: str = "ltr") -> Feed:
    words = Words(title, lang, dir)
    return Feed("tag:a,2026:en/news", "https://a/news/feed.xml", "https://a/news/", lang, words, words,
                Words("IDP", "en", "ltr"), "https://a/", DAY, entries)  # fmt: skip


def entry(text: str = "Text") -> Entry:
    words = Words(text, "en", "ltr")
    return Entry("tag:a,2026:en/news/x", "https://a/news/x/", words, words, f"<p>{text}</p>", DAY, DAY)


@given(st.text(), st.text())
def test_whatever_a_title_has_the_feed_is_well_formed_and_says_it(title, text):
    root = ElementTree.fromstring(write(feed(entry(text), title=title)).encode())

    def allowed(words: str) -> list[str]:
        kept = (c for c in words.lstrip("\u200e") if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
        return "".join(kept).split()

    assert allowed(root.findtext("a:title", "", ATOM)) == allowed(title)
    assert len(root.findall("a:entry", ATOM)) == 1


@pytest.mark.parametrize(
    ("text", "direction", "mark"),
    [
        ("أخبار", "rtl", ""),
        ("ICE في المحاكم", "rtl", "\u200f"),
        ("2026: أخبار", "rtl", ""),
        ("(212) 725-6422", "rtl", "\u200f"),
        ("News", "ltr", ""),
        ("العربية means Arabic", "ltr", "\u200e"),
        ("", "ltr", ""),
    ],
)
def test_a_title_that_begins_in_the_other_direction_says_which_is_its_own(text, direction, mark):
    assert marked(text, direction) == mark + text


@given(st.text(), st.sampled_from(["ltr", "rtl"]))
def test_the_first_strong_letter_always_tells_the_direction(text, direction):
    strong = [unicodedata.bidirectional(c) for c in marked(text, direction)]
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")

    assert (first != "L") == (direction == "rtl")


def test_a_day_is_the_same_day_in_new_york_and_in_seoul():
    time = datetime.datetime.fromisoformat(timestamp(DAY))

    for hours in (-10, -5, 0, 6, 9, 11):
        assert time.astimezone(datetime.timezone(datetime.timedelta(hours=hours))).date() == DAY


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/x/">x</a>', '<a href="https://a.org/x/">x</a>'),
        ('<a href="#say">x</a>', '<a href="https://a.org/news/n/#say">x</a>'),
        ('<img alt="a > b" src="p.svg">', '<img alt="a > b" src="https://a.org/news/n/p.svg">'),
        ("<a class=more href='/x/?a=1&amp;b=2'>", '<a class=more href="https://a.org/x/?a=1&amp;b=2">'),
        ('<a href="tel:+12127256422">', '<a href="tel:+12127256422">'),
        ('<a href="https://b.org/?q=/x/">', '<a href="https://b.org/?q=/x/">'),
        (
            '<img srcset="a.png 1x, /b.png 2x">',
            '<img srcset="https://a.org/news/n/a.png 1x, https://a.org/b.png 2x">',
        ),
        ('<p>href="/x/" data-href="/y/"</p>', '<p>href="/x/" data-href="/y/"</p>'),
        ('<a href="http://[">', '<a href="http://[">'),
    ],
)
def test_addresses_in_a_text_are_whole(html, expected):
    assert absolute(html, "https://a.org/news/n/") == expected


@given(st.text(alphabet="<>\"'= /#ahrefscx&;", max_size=40))
def test_making_addresses_whole_twice_changes_nothing(html):
    once = absolute(html, "https://a.org/")

    assert absolute(once, "https://b.org/") == once
