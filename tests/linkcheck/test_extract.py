"""A page → its links and ids."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.extract import extract
from tests.linkcheck import reference


@pytest.mark.parametrize(
    ("html", "hrefs"),
    [
        ('<a href="/a/">a</a>', ["/a/"]),
        ("<A HREF=/a/>", ["/a/"]),
        ('<a href=" /a/?x=1&amp;y=2\n">', ["/a/?x=1&y=2"]),
        ('<a href="\u00a0/a/">', ["\u00a0/a/"]),  # no white space to a browser
        ("<a href>", [""]),
        ('<a href="">', [""]),
        ("<a>the page itself</a>", []),
        ('<map><area href="/b/"></map>', ["/b/"]),
        ('<img src="a.png" srcset="b.png 1x, c.png 2x">', ["a.png", "b.png", "c.png"]),
        ('<picture><source srcset="a.webp 480w, b.webp 800w"></picture>', ["a.webp", "b.webp"]),
        ('<link rel="preload" imagesrcset="a.png 2x">', ["a.png"]),
        ('<link rel="canonical" href="https://example.org/">', ["https://example.org/"]),
        ('<link rel="manifest" href="/m.json">', ["/m.json"]),
        ('<script src="a.js"></script>', ["a.js"]),
        ("<script>'<a href=no>'</script>", []),
        ('<iframe src="a.html"></iframe>', ["a.html"]),
        ('<video src="a.mp4" poster="a.jpg"><track src="a.vtt"></video>', ["a.mp4", "a.jpg", "a.vtt"]),
        ('<audio src="a.mp3"></audio><embed src="b.svg">', ["a.mp3", "b.svg"]),
        ('<object data="a.pdf"></object>', ["a.pdf"]),
        (
            '<form action="/s/"><input type="image" src="a.png" formaction="/t/"></form>',
            ["/s/", "a.png", "/t/"],
        ),
        ('<input src="no.png">', []),  # only a button that is a picture loads one
        ('<frameset><frame src="/f/" longdesc="/g/"></frameset>', ["/f/", "/g/"]),
        ('<body background="b.png"><table background="t.png"></table>', ["b.png", "t.png"]),
        ('<html manifest="a.appcache">', ["a.appcache"]),
        ('<img src="a.png" longdesc="/l/" usemap="#m">', ["a.png", "/l/", "#m"]),
        (
            '<svg><textPath href="#a"/><feImage href="b.png"/><pattern xlink:href="#c"/></svg>',
            ["#a", "b.png", "#c"],
        ),
        ('<a href="/a/" hreflang="es" lang="es" ping="/p">', ["/a/"]),
        ('<link rel="preconnect dns-prefetch" href="https://fonts.example/">', []),
        ('<link rel="stylesheet">', [""]),
        ("<img>", [""]),
        ('<img data-src="late.png">', []),
        ('<img :src="picture">', []),
        ("<script></script>", [""]),
        ("<script>run()</script>", []),
        ('<script id="later"></script>', []),
        ('<script type="application/json"></script>', []),
        ('<iframe srcdoc="&lt;a href=/in/>&lt;a href=#x>"></iframe>', ["/in/"]),
        ('<p style="background:url(&quot;a b.png&quot;)">', ["a b.png"]),
        ('<p style="color:red">', []),
        ("<style>@import 'a.css'; b{background:url(c.png)}</style>", ["a.css", "c.png"]),
        ("<textarea><a href=/no/></textarea><title><a href=/no/></title>", []),
        ('<script type="application/ld+json">{"url": "/u/", "@id": "/no/"}</script>', ["/u/"]),
        ('<meta itemprop="image" content="i.png">', ["i.png"]),
        ('<meta name="msapplication-TileImage" content="t.png">', ["t.png"]),
        ('<meta property="og:see_also" content="/s/">', ["/s/"]),
        ('<form><button formaction="/u/"></button></form>', ["/u/"]),
        ('<blockquote cite="/q/"><q cite="/r/"></q></blockquote>', ["/q/", "/r/"]),
        ('<del cite="/q/"></del><ins cite="/r/"></ins>', ["/q/", "/r/"]),
        ('<svg><use href="#a"/><use xlink:href="s.svg#b"/></svg>', ["#a", "s.svg#b"]),
        ('<svg><a xlink:href="/c/"></a><image href="d.png"/></svg>', ["/c/", "d.png"]),
        ('<meta property="og:image" content="/o.png">', ["/o.png"]),
        ('<meta property="og:url" content="/o/">', ["/o/"]),
        ('<meta name="twitter:image" content="/t.png">', ["/t.png"]),
        ('<meta name="description" content="/not/">', []),
        ('<meta http-equiv="refresh" content="0; url=/new/">', ["/new/"]),
        ("<meta http-equiv=REFRESH content=\"5;URL='/new/'x\">", ["/new/"]),
        ('<meta http-equiv="refresh" content="0 /new/">', ["/new/"]),
        ('<meta http-equiv="refresh" content="30">', []),
        ('<meta http-equiv="refresh" content="30; url=">', []),
        ('<noscript><a href="/n/"></a></noscript>', ["/n/"]),
        ('<!-- <a href="/c/"></a> -->', []),
        ('<template><a href="/t/" id="t"></a></template>', []),
        ('<p data-src="/d/" title="/t/">', []),
        ('<a href="/a/" href="/b/">', ["/a/"]),
    ],
)
def test_links_of_a_page(html, hrefs):
    assert [link.href for link in extract(html).links] == hrefs


def test_a_link_knows_its_element():
    first, second = extract('<a href="/a/"></a><img src="b.png">').links

    assert (first.tag, first.attribute) == ("a", "href")
    assert (second.tag, second.attribute) == ("img", "src")


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ('<h2 id="call"></h2><p id="fax">', ("call", "fax")),
        ('<a name="old"></a>', ("old",)),
        ('<a id="one" name="one"></a>', ("one",)),
        ('<p id=""><p id>', ()),
        ('<input name="q">', ()),
        ('<p id="x"><p id="x">', ("x",)),
        ('<p id="تواصل&amp;">', ("تواصل&",)),
    ],
)
def test_ids_of_a_page(html, ids):
    assert extract(html).ids == ids


@pytest.mark.parametrize(
    ("html", "twice"),
    [
        ('<p id="x"><p id="y"><p id="x"><p id="x">', ("x", "x")),
        ('<p id="x"><p id="X">', ()),
        ('<a id="x" name="x"></a>', ()),
        ('<a name="x"></a><h2 id="x"></h2>', ()),  # the way of old to mark a heading
        ('<template><p id="x"></template><p id="x">', ()),
        ('<svg><g id="x"/></svg><svg><g id="x"/></svg>', ()),  # one drawing, pasted twice
    ],
)
def test_ids_that_stand_twice(html, twice):
    assert extract(html).twice == twice


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ('<a href="/" hreflang="es">', "es"),
        ('<a href="/" lang="ar">', "ar"),
        ('<a href="/">', ""),
        ('<link rel="Alternate  " hreflang="es" href="/es/">', "es"),
    ],
)
def test_a_link_knows_the_language_it_names(html, named):
    assert [link.hreflang for link in extract(html).links] == [named]


def test_a_page_knows_its_language_and_maps():
    document = extract('<html lang="es-MX"><map name="m" id="n"></map>')

    assert (document.language, document.maps) == ("es-MX", ("m", "n"))


@pytest.mark.parametrize(
    ("html", "base"),
    [
        ('<base href=" /es/ ">', "/es/"),
        ('<base target="_top"><base href="/a/"><base href="/b/">', "/a/"),
        ("<p>", ""),
    ],
)
def test_base_of_a_page(html, base):
    assert extract(html).base == base


@given(st.text() | st.text(alphabet="<a href='\"=>!-/svgtemplate&#\0\ud800 \n"))
def test_any_text_is_read(text):
    extract(text)


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
values = words | st.sampled_from(["/a/?b&amp;c", " /x/ ", "#é", "{bundle}pages/x"])
pictures = st.sampled_from(
    ["", "a.png", "a.png 1x, b.png 2x", " a.png 480w , b.png 9w", "a,b.png", "a.png foo"]
)
styles = st.sampled_from(["color:red", "background:url(c.png)", "a:url( ) url('d e.png')", "url(data:,x)"])
KINDS = {"srcset": pictures, "imagesrcset": pictures, "style": styles}
tags = st.sampled_from(sorted({*reference.WHERE, "p", "div", "span", "h2", "template"} - reference.STRUCTURE))


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """Well-formed markup of any element that may have an address, nested as HTML allows."""
    tag = draw(tags)
    names = ["id", "title", "style", "lang", "data-src", *reference.WHERE.get(tag, [])]
    chosen = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    attributes = {name: draw(KINDS.get(name, values)) for name in chosen}
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    if tag in reference.VOID:
        return f"<{tag}{written}>"
    blocks = depth and tag in {"div", "blockquote", "template"}
    inner = draw(st.lists(elements(depth=depth - 1), max_size=3)) if blocks else []
    return f"<{tag}{written}>{''.join(inner)}</{tag}>"


@given(st.lists(elements(), max_size=6).map("".join))
def test_two_readers_see_the_same(body):
    html = f"<!doctype html><html><head><title>t</title></head><body>{body}<!-- <a href=x> --></body></html>"
    document = extract(html)

    links, ids = reference.read(html)
    assert [(link.tag, link.attribute, link.href) for link in document.links if link.href] == links
    assert set(document.ids) == set(ids)
