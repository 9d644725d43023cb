"""Style sheets, sitemaps, feeds and manifests → their links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.formats import extract_css, extract_manifest, extract_xml


@pytest.mark.parametrize(
    ("css", "hrefs"),
    [
        ("a{background:url(a.png)}", ["a.png"]),
        ("a{background:URL( 'a b.png' )}", ["a b.png"]),
        ('a{background:url("a.png"), url(b.png)}', ["a.png", "b.png"]),
        ('@import "b.css" layer(x);', ["b.css"]),
        ("@import 'b.css';", ["b.css"]),
        ("@import url(b.css);", ["b.css"]),
        ("a{background:url(data:image/png;base64,xx)}", []),
        ("/* url(a.png) */", []),
        ('a::before{content:"url(a.png)"}', []),
        (r"a{background:url(a\ b\28 1\29.png)}", ["a b(1).png"]),
        ("a{background:url(", [""]),
        ("a{color:red}", []),
    ],
)
def test_links_of_a_style_sheet(css, hrefs):
    assert [link.href for link in extract_css(css)] == hrefs


@given(st.text() | st.text(alphabet="url(\"'\\) @import/*a\n"))
def test_any_style_sheet_is_read(css):
    extract_css(css)


SITEMAP = b"""<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc> https://example.org/a/ </loc><lastmod>2026-01-01</lastmod>
<xhtml:link rel="alternate" hreflang="es" href="https://example.org/es/a/"/></url></urlset>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="/feed.xml" rel="self"/><id>urn:x</id>
<entry><link href="/a/"/><title>/no/</title><summary type="text">&lt;a href="/no/"&gt;</summary>
<content type="html">&lt;a href="/b/"&gt;b&lt;/a&gt;</content></entry></feed>"""
RSS = b"""<rss><channel><link>/</link><item><link>/a/</link><enclosure url="/a.mp3"/>
<description>&lt;img src="/b.png"&gt;</description></item></channel></rss>"""


@pytest.mark.parametrize(
    ("xml", "hrefs"),
    [
        (SITEMAP, ["https://example.org/a/", "https://example.org/es/a/"]),
        (ATOM, ["/feed.xml", "/a/", "/b/"]),
        (RSS, ["/", "/a/", "/a.mp3", "/b.png"]),
    ],
    ids=["sitemap", "atom", "rss"],
)
def test_links_of_a_sitemap_or_feed(xml, hrefs):
    assert [link.href for link in extract_xml(xml)] == hrefs


def test_links_of_a_manifest():
    manifest = '{"name": "/no/", "start_url": "/", "icons": [{"src": "a.png"}], "more": [{"url": "/b/"}]}'
    assert [link.href for link in extract_manifest(manifest)] == ["/", "a.png", "/b/"]


@pytest.mark.parametrize(("read", "content"), [(extract_xml, b"<a>"), (extract_manifest, "{")])
def test_a_damaged_file_is_told(read, content):
    with pytest.raises(ValueError):
        read(content)
