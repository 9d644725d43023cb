"""Telephone numbers, form numbers, addresses and Latin names in right-to-left text keep to themselves."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from plugins.multilingual.bidi import isolate, isolated

_TAGS = re.compile(r"</?bdi(?: dir=\"ltr\")?>")


@pytest.mark.parametrize(
    ("text", "isolates"),
    [
        ("اتصل (212) 725-6422 الآن", ['<bdi dir="ltr">(212) 725-6422</bdi>']),
        ("نموذج I-200 (ICE) و Form I-205", ["<bdi>I-200 (ICE)</bdi>", "<bdi>Form I-205</bdi>"]),
        ("بموجب 8 U.S.C. 1227 و287(g)", ["<bdi>8 U.S.C. 1227</bdi>", '<bdi dir="ltr">287(g)</bdi>']),
        (
            "راسل a.b@c.org أو https://ice.gov/x?a=1&amp;b=2",
            ["<bdi>a.b@c.org</bdi>", "<bdi>https://ice.gov/x?a=1&amp;b=2</bdi>"],
        ),
        ("منذ 2019 ICE (إدارة)", ["<bdi>ICE</bdi>"]),
        ("AT&amp;T و U.S.", ["<bdi>AT&amp;T</bdi>", "<bdi>U.S.</bdi>"]),
        ("&quot;Am I free?&quot; &lt;نعم&gt;", ["<bdi>Am I free</bdi>"]),
        ('<a href="/x" dir="ltr">(212) 725-6422</a> <span lang="en">I do <b>not</b></span>', []),
        ("<code>ICE</code><pre>ICE</pre><!-- ICE -->", []),
        ("בלויז ייִדיש 48 שעה", []),
    ],
)
def test_each_run_is_isolated_once(text, isolates):
    found = isolate(text)
    assert re.findall(r"<bdi.*?</bdi>", found) == isolates
    assert isolate(found) == found
    assert _TAGS.sub("", found) == text


_PIECES = st.sampled_from(
    [
        "سؤال",
        "ICE",
        " ",
        "(",
        ")",
        "I-200",
        "(212) 725-6422",
        "&amp;",
        "&quot;",
        "<b>",
        "</b>",
        ".",
        "2019",
        "<br>",
        "“",
        "U.S.",
    ]
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_words_and_tags_stay_as_they_were(html):
    once = isolate(html)
    assert _TAGS.sub("", once) == html
    assert once.count("<bdi") == once.count("</bdi>")
    assert isolate(once) == once


def test_a_plain_text_is_escaped_and_isolated_only_where_it_reads_from_the_right():
    arabic, english = SimpleNamespace(dir="rtl"), SimpleNamespace(dir="ltr")
    assert isolated("ICE <b> & نموذج", arabic) == Markup("<bdi>ICE</bdi> &lt;<bdi>b</bdi>&gt; &amp; نموذج")
    assert not isinstance(isolated("ICE <b>", english), Markup)
