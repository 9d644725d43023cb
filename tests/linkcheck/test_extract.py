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
        ('<form action="/s/"><input src="a.png" formaction="/t/"></form>', ["/s/", "a.png", "/t/"]),
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


def test_a_link_knows_its_element_and_its_number():
    first, second = extract('<a href="/a/"></a><img src="b.png">').links

    assert (first.tag, first.attribute, first.index) == ("a", "href", 0)
    assert (second.tag, second.attribute, second.index) == ("img", "src", 1)


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ('<h2 id="call"></h2><p id="fax">', ("call", "fax")),
        ('<a name="old"></a>', ("old",)),
        ('<a id="one" name="one"></a>', ("one",)),
        ('<p id=""><p id>', ()),
        ('<input name="q">', ()),
        ('<p id="x"><p id="x">', ("x", "x")),
        ('<p id="تواصل&amp;">', ("تواصل&",)),
    ],
)
def test_ids_of_a_page(html, ids):
    assert extract(html).ids == ids


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
tags = st.sampled_from(["p", "div", "span", "img", "video", "blockquote", "h2", "template", "object"])


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    tag = draw(tags if depth < 3 else tags | st.just("a"))
    names = ["id", "name", "title", *reference.WHERE.get(tag, [])]
    attributes = draw(st.dictionaries(st.sampled_from(names), values, max_size=3))
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    if tag == "img":
        return f"<img{written}>"
    blocks = depth and tag in {"div", "blockquote", "template"}
    inner = draw(st.lists(elements(depth=depth - 1), max_size=3)) if blocks else [escape(draw(values))]
    return f"<{tag}{written}>{''.join(inner)}</{tag}>"


@given(st.lists(elements(), max_size=5).map("".join))
def test_two_readers_see_the_same(body):
    html = f"<!doctype html><html><head><title>t</title></head><body>{body}<!-- <a href=x> --></body></html>"
    document = extract(html)

    links, ids = reference.read(html)
    assert [(link.tag, link.attribute, link.href) for link in document.links] == links
    assert list(document.ids) == ids
