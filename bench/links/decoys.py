"""The table of what only looks broken: whoever reports one of these sends people to mend what is whole.

$names are those of names.py, as in defects.py; /gone/… is never there, so it must never be looked up.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from bench.links.addresses import FRAGMENT_PAIRS, FRAGMENTS, PATHS, SCHEMES, SRCSETS

Where = Literal["body", "head", "css", "feed"]


class Lookalike(NamedTuple):
    """One kind; head goes into the same page's <head>, before anything planted there."""

    kind: str
    snippet: str
    where: Where = "body"
    head: str = ""
    language: str = ""  # planted on a page of this language only


def _links(prefix: str, hrefs: dict[str, str]) -> tuple[Lookalike, ...]:
    """Return a row a link; an address in special letters is planted where slugs have them."""
    return tuple(
        Lookalike(
            f"{prefix}-{kind}", f'<p><a href="{href}">…</a></p>', language="es" if "code" in kind else ""
        )
        for kind, href in hrefs.items()
    )


_NO_LINKS = {
    "comment": '<!-- <a href="/gone/$n/">…</a> -->',
    "comment-on-lines": '<!--\n<a href="/gone/$n/">…</a>\n<img src="/gone/$n.png">\n-->',
    "comment-with-dashes": '<!-- a - b -- c > <img src="/gone/$n.png"> -->',
    "comment-ends-with-bang": '<!-- <a href="/gone/$n/">…</a> --!><p>…</p>',
    "comment-for-old-browsers": '<!--[if IE]><script src="/gone/$n.js"></script><![endif]-->',
    "comment-bogus": '<!a href="/gone/$n/"><p>…</p>',
    "processing-instruction": '<?xml-stylesheet href="/gone/$n.css"?><p>…</p>',
    "cdata": '<![CDATA[<a href="/gone/$n/"]]><p>…</p>',
    "template": '<template><a href="/gone/$n/">…</a></template>',
    "template-image": '<template><p><img src="/gone/$n.png" alt=""></p></template>',
    "template-in-template": '<template><template><a href="/gone/1/">1</a></template><a href="/gone/$n/">2</a></template>',
    "template-id": '<template><p id="main">…</p></template>',
    "textarea": '<textarea><a href="/gone/$n/">…</a></textarea>',
    "script-string": "<script>var row = \"<a href='/gone/$n/'>…</a>\";</script>",
    "script-template": '<script type="text/x-template"><img src="/gone/$n.png"></script>',
    "script-json": '<script type="application/json">{"url": "/gone/$n/", "href": "/gone/$n"}</script>',
    "script-comment": "<script>// see /gone/$n.js and import('/gone/$n.mjs') some day\n</script>",
    "style-comment": "<style>/* background: url(/gone/$n.png) */</style>",
    "style-string": '<style>.n$n::after { content: "url(/gone/$n.png)" }</style>',
    "iframe-content": '<iframe src="$page" title="…"><a href="/gone/$n/">…</a></iframe>',
    "noembed": '<noembed><img src="/gone/$n.png"></noembed>',
    "xmp": '<xmp><a href="/gone/$n/">…</a></xmp>',
    "escaped": '<p>&lt;a href="/gone/$n/"&gt;…&lt;/a&gt;</p>',
    "escaped-code": '<pre><code>&lt;img src="/gone/$n.png"&gt;</code></pre>',
    "text": "<p>$base/gone/$n/ and /gone/$n.html are words here</p>",
    "title-attribute": "<p title='<a href=\"/gone/$n/\">…</a>'>…</p>",
    "alt-attribute": '<p><img src="$photo" alt=\'<img src="/gone/$n.png">\'></p>',
    "data-href": '<p data-href="/gone/$n/">…</p>',
    "data-src": '<p><img src="$photo" data-src="/gone/$n.jpg" alt=""></p>',
    "data-srcset": '<p><img src="$photo" data-srcset="/gone/$n.jpg 2x" alt=""></p>',
    "data-url": '<button type="button" data-url="/gone/$n/">…</button>',
    "data-background": '<div data-background="url(/gone/$n.png)">…</div>',
    "hx-get": '<button type="button" hx-get="/gone/$n/">…</button>',
    "ng-href": '<p><a href="$page" ng-href="/gone/{{ n }}/">…</a></p>',
    "colon-href": '<p><a href="$page" :href="/gone/$n/">…</a></p>',
    "event-handler": '<button type="button" onclick="location.href=\'/gone/$n/\'">…</button>',
    "input-value": '<p><input value="/gone/$n/"></p>',
    "option-value": '<select><option value="/gone/$n/">…</option></select>',
    "href-on-paragraph": '<p href="/gone/$n/">…</p>',
    "src-on-span": '<p><span src="/gone/$n.png">…</span></p>',
    "action-on-div": '<div action="/gone/$n/">…</div>',
    "src-on-a": '<p><a src="/gone/$n.png" href="$page">…</a></p>',
    "href-on-img": '<p><img href="/gone/$n/" src="$photo" alt=""></p>',
    "second-href": '<p><a href="$page" href="/gone/$n/">…</a></p>',
    "item-id": '<p itemscope itemid="/gone/$n/">…</p>',
    "about": '<p about="/gone/$n/" resource="/gone/$n/">…</p>',
    "namespace": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"></svg>',
    "a-without-href": "<p><a>…</a></p>",
    "a-with-name": '<p><a name="n$n">…</a></p>',
    "a-disabled": '<p><a role="link" aria-disabled="true">…</a></p>',
    "a-with-id-and-name": '<p><a id="both-$n" name="both-$n" href="#both-$n">…</a></p>',
    "ids-that-differ-in-case": '<p id="Case-$n">…</p><p id="case-$n">…</p>',
    "id-in-comment": '<!-- <p id="main">…</p> --><p>…</p>',
    "form-without-action": '<form><input name="q"></form>',
    "form-with-empty-action": '<form action=""><input name="q"></form>',
    "video-without-src": '<video><source src="/media/film.mp4"></video>',
}
_HEADS = {
    "meta-description": '<meta name="description" content="/gone/$n/">',
    "meta-title": '<meta property="og:title" content="/gone/$n/">',
    "meta-refresh-itself": '<meta http-equiv="refresh" content="900">',
    "dns-prefetch": '<link rel="dns-prefetch" href="//fonts.example.org">',
    "preconnect": '<link rel="preconnect" href="https://fonts.example.org" crossorigin>',
    "base-target": '<base target="_blank">',
    "json-ld-text": '<script type="application/ld+json">{"@type": "Thing", "name": "/gone/$n/", "url": "$base$page"}</script>',
    "json-ld-id": '<script type="application/ld+json">{"@context": "https://schema.org", "@id": "#thing-$n"}</script>',
    "imagesrcset": '<link rel="preload" as="image" imagesrcset="$photo 1x, /files/a,b.jpg 2x">',
    "alternate-in-capitals": '<link rel="ALTERNATE" type="application/rss+xml" href="/feed.xml">',
    "head-noscript": '<noscript><link rel="stylesheet" href="/static/print.css"></noscript>',
}
_STYLES = {
    "comment": "/* @import 'gone.css'; a { background: url(gone.png) } */",
    "string": '.n$n::before { content: "url(gone.png) @import gone.css" }',
    "data": ".n$n { background: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=) }",
    "mask-in-the-page": ".n$n { mask: url(#mask); fill: url('#paint') }",
    "escape": ".n$n { background: url(../files/two\\ words.pdf) }",
    "spaces": '.n$n { background: URL(  "../media/photo-001.jpg"  ) }',
    "local-font": '@font-face { font-family: N; src: local("gone.woff2"), url(fonts/text.woff2) }',
    "source-map": "/*# sourceMappingURL=gone.css.map */",
}
_OTHERS = (
    Lookalike("style-attribute-entities", '<p style="background: url(&quot;$photo&quot;)">…</p>'),
    Lookalike(
        "style-attribute-data",
        "<p style=\"background: url('data:image/gif;base64,R0lGODlhAQABAAAAACw=')\">…</p>",
    ),
    Lookalike("image-data", '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""></p>'),
    Lookalike(
        "object-with-content", '<object data="/files/report.pdf"><a href="/files/report.pdf">…</a></object>'
    ),
    Lookalike(
        "below-base", '<p><a href="../plain.html">…</a></p>', head='<base href="/guides/">', language="en"
    ),
    Lookalike(
        "second-base", '<p><a href="news/">…</a></p>', head='<base href="${home}"><base href="/gone/">'
    ),
    Lookalike("other-language-said", '<p><a href="$foreign" hreflang="$foreign_language">…</a></p>'),
    Lookalike("other-language-only", '<p><a href="$only_english">…</a></p>'),
    Lookalike("feed-id", "<entry><id>$base/gone/$n/</id><title>/gone/</title></entry>", "feed"),
    Lookalike(
        "feed-text",
        '<entry><content type="html">&lt;!-- &lt;a href="/gone/$n/"&gt; --&gt;</content></entry>',
        "feed",
    ),
)
DECOYS = (
    *(Lookalike(kind, snippet) for kind, snippet in _NO_LINKS.items()),
    *(Lookalike(f"head-{kind}", snippet, "head") for kind, snippet in _HEADS.items()),
    *_links("fragment", FRAGMENTS),
    *(Lookalike(f"fragment-{kind}", snippet) for kind, snippet in FRAGMENT_PAIRS.items()),
    *_links("path", PATHS),
    *_links("scheme", SCHEMES),
    *(
        Lookalike(f"srcset-{kind}", f'<p><img src="$photo" srcset="{value}" alt=""></p>')
        for kind, value in SRCSETS.items()
    ),
    *(Lookalike(f"css-{kind}", snippet, "css") for kind, snippet in _STYLES.items()),
    *_OTHERS,
)
