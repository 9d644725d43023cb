"""CSS → what it loads."""

from __future__ import annotations

import pytest

from plugins.linkcheck.css import addresses


@pytest.mark.parametrize(
    ("css", "hrefs"),
    [
        ("a{b:image-set('a.png' 1x, url(b.png) 2x)}", ["a.png", "b.png"]),
        ("a{b:-webkit-image-set(url(a.png) 1x)}", ["a.png"]),
        ("a{b:image-set('a.png' type('image/png') 1x)}", ["a.png"]),
        ("a{b:image-set(linear-gradient(red, blue) 1x, 'a.png' 2x); c:'no.png'}", ["a.png"]),
        ("@import 'a.css' supports(display:grid) screen;", ["a.css"]),
        ("@IMPORT\turl(a.css);", ["a.css"]),
        ("@import'a.css';", ["a.css"]),
        ("@namespace url(http://www.w3.org/1999/xhtml);a{b:url(c.png)}", ["c.png"]),
        ("@namespace svg 'http://www.w3.org/2000/svg';", []),
        ("@-moz-document url(http://a/), domain(b){a{b:url(c.png)}}", ["c.png"]),
        ("a{fill:url(#gradient);b:url('#x')}", []),
        ("a{b:url(a.svg#x)}", ["a.svg#x"]),
        (
            "@font-face{src:url('a.eot?#iefix') format('embedded-opentype'),url(a.woff2)}",
            ["a.eot?#iefix", "a.woff2"],
        ),
        ("a{b:url(about:blank)}", []),
        ("a{b:my-url(a.png)}", []),
        ("a{b:url(a b.png)}", []),  # no address to a browser either
        ("a{b:url()}", [""]),
        ("a{b:url(data:image/svg+xml;utf8,<svg xmlns='http://x'/>)}", []),
        ("a{b:url(\"data:image/svg+xml;utf8,<svg xmlns='url(x)'/>\")}", []),
        ("a{b:url(a.png", ["a.png"]),
        ("a{content:'\\'url(a.png)'}", []),
        ("/* unclosed url(a.png)", []),
    ],
)
def test_what_a_style_loads(css, hrefs):
    assert [href for _, href in addresses(css)] == hrefs
