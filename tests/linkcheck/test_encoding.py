"""Bytes → text as browsers decode them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.encoding import decode


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("é".encode(), "é"),
        ("é".encode("utf-8-sig"), "é"),
        ("é".encode("utf-16"), "é"),
        (b"\xfe\xff" + "é".encode("utf-16-be"), "é"),
        ("é".encode("cp1252"), "é"),
        (b"<meta charset=windows-1251>\xe9", "<meta charset=windows-1251>й"),
        (b"<meta charset='iso-8859-1'>\x80", "<meta charset='iso-8859-1'>€"),  # means windows-1252
        (b"<meta http-equiv=x content='text/html; charset=koi8-r'>\xe9", "И"),
        (b"<meta charset=utf-16>" + "é".encode(), "é"),
        (b"<meta charset=zzz>" + "é".encode(), "é"),
        (b"<meta charset=rot13>" + "é".encode(), "é"),  # known to Python, not to browsers
        (b"<meta charset=gb2312>\xc4\xe3", "你"),
        (b"<!-- <meta charset=koi8-r> -->" + "é".encode(), "é"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?>\xe9", "é"),
        (b"\xef\xbb\xbf<meta charset=koi8-r>" + "é".encode(), "é"),
        (b"<meta charset=utf-8>\xff", "\ufffd"),
    ],
)
def test_the_encoding_that_counts(content, text):
    assert decode(content).endswith(text)


@given(st.binary() | st.binary().map(lambda end: b"<meta charset=" + end))
def test_any_bytes_are_some_text(content):
    decode(content)
