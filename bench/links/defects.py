"""The table of what is planted broken: a row a kind, planted several times in several languages.

In a snippet «…» is the address at fault, and $names are those of names.py: $page is the typed path of
another page of the same language, $typo the same with two letters swapped, $n a number that no other planting has.
No two defects lead to the same target: what is wrong in two places for one reason is one defect.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Where = Literal["body", "head", "css", "sitemap", "feed", "manifest", "header"]


class Defect(NamedTuple):
    """One kind. suggestion is what was meant ("" if nobody can know); head goes into the same page's <head>."""

    kind: str
    snippet: str
    code: str
    suggestion: str = ""
    where: Where = "body"
    severity: str = "error"
    head: str = ""


def _link(kind: str, href: str, code: str = "missing-page", suggestion: str = "$meant") -> Defect:
    return Defect(kind, f'<p>… <a class="more" href="«{href}»">…</a></p>', code, suggestion)


def _file(kind: str, snippet: str, suggestion: str = "") -> Defect:
    return Defect(kind, snippet, "missing-file", suggestion)


DEFECTS = (
    # Pages, as people type them
    _link("page", "$typo"),
    _link("page-relative", "$relative_typo"),
    _link("page-own-host", "$base$typo"),
    _link("page-own-host-without-scheme", "//$host$typo"),
    _link("page-raw-letters", "$raw_typo"),
    _link("page-percent-encoded", "$encoded_typo"),
    _link("page-query", "$typo?from=a&amp;to=b"),
    _link("page-and-fragment", "$typo#$id"),
    _link("page-moved", "$moved"),
    _link("page-not-html", "/$n/gone.html", suggestion=""),
    _link("page-above-the-root", "../../../../../../$n/gone/", suggestion=""),
    _link("page-backslashes", "\\$n\\gone\\", suggestion=""),
    _link("page-entities", "/a&amp;b/$n/", suggestion=""),
    _link("page-encoded-space", "$page%20", suggestion="$meant"),
    _link("folder-without-index", "/$folder/", suggestion=""),
    _link("page-wrong-case", "$capitals", "wrong-case"),
    Defect("page-unquoted", "<p>… <a class=more href=«/$n/gone/»>…</a></p>", "missing-page"),
    Defect("page-capital-tag", "<P>… <A CLASS='more' HREF='«/$n/gone/»'>…</A></P>", "missing-page"),
    Defect(
        "page-tag-on-three-lines",
        '<p>… <a\n  class="more"\n  href="«$typo»"\n>…</a></p>',
        "missing-page",
        "$meant",
    ),
    Defect(
        "page-second-on-a-line",
        '<p><a href="$page">…</a> <a href="«$typo»">…</a></p>',
        "missing-page",
        "$meant",
    ),
    Defect(
        "page-after-a-comment",
        '<p><!-- <a href="$typo">…</a> --><a href="«$typo»">…</a></p>',
        "missing-page",
        "$meant",
    ),
    Defect(
        "page-below-base", '<p><a href="«$n-gone/»">…</a></p>', "missing-page", head='<base href="$index">'
    ),
    Defect("page-in-noscript", '<noscript><a href="«$typo»">…</a></noscript>', "missing-page", "$meant"),
    # Places on pages
    _link("fragment", "#$id_typo", "missing-fragment", "#$id"),
    _link("fragment-elsewhere", "$page#$id_typo", "missing-fragment", "#$id"),
    _link("fragment-case", "#P$id_tail", "missing-fragment", "#$id"),
    _link("fragment-encoded", "$page#%D8%AF%D9%84%D9%8A%D9%84-$n", "missing-fragment", ""),
    Defect("svg-use", '<svg><use href="«#icon-gone-$n»"/></svg>', "missing-fragment"),
    Defect(
        "svg-sprite",
        '<svg><use href="«/static/icons.svg#icon-$slip_mail»"/></svg>',
        "missing-fragment",
        "#icon-mail",
    ),
    # What pages load
    _file("image", '<p><img src="«$photo_typo»" alt=""></p>', "$photo"),
    Defect("image-wrong-case", '<p><img src="«$photo_capitals»" alt=""></p>', "wrong-case", "$photo"),
    _file("image-srcset", '<p><img src="$photo" srcset="$photo 1x, «/media/$n.jpg» 2x" alt=""></p>'),
    _file(
        "source-srcset",
        '<picture><source srcset="«/media/$n.webp» 480w, $photo 960w"><img src="$photo" alt=""></picture>',
    ),
    _file("video", '<video src="«/media/$n.mp4»"></video>'),
    _file("video-poster", '<video src="/media/film.mp4" poster="«$photo_typo»"></video>', "$photo"),
    _file("audio", '<audio src="«/media/$n.mp3»" controls></audio>'),
    _file("track", '<video src="/media/film.mp4"><track src="«/static/$n.vtt»"></video>'),
    _file("embed", '<embed src="«/files/$n.pdf»">'),
    _file("object", '<object data="«/files/$n.pdf»"></object>'),
    _file("script", '<script src="«/static/js/$n.js»"></script>'),
    _file("image-button", '<form action="/search/"><input type="image" src="«/media/$n.png»" alt=""></form>'),
    _file("svg-image", '<svg><image href="«/media/$n.png»"/></svg>'),
    _file("style-attribute", "<p style=\"background: url('«/media/$n.png»')\">…</p>"),
    _file("style-element", "<style>.n$n { background: url(«/media/$n.png») }</style>"),
    _file("download", '<p><a href="«/files/$slip_report.pdf»" download>…</a></p>', "/files/report.pdf"),
    Defect("iframe", '<iframe src="«$typo»" title="…"></iframe>', "missing-page", "$meant"),
    _file("table-background", '<table background="«/media/$n.png»"><tr><td>…</td></tr></table>'),
    Defect("svg-link", '<svg><a xlink:href="«$typo»"><text>…</text></a></svg>', "missing-page", "$meant"),
    Defect("usemap", '<p><img src="$photo" alt="" usemap="«#map-gone-$n»"></p>', "missing-fragment"),
    Defect("long-description", '<p><img src="$photo" alt="" longdesc="«/$n/gone/»"></p>', "missing-page"),
    # Where pages send to
    Defect("form", '<form action="«/$slip_search/»"><input name="q"></form>', "missing-page", "/search/"),
    Defect(
        "form-button",
        '<form><button formaction="«/$slip_plain.html»">…</button></form>',
        "missing-page",
        "/plain.html",
    ),
    Defect("image-map", '<map name="m$n"><area href="«$typo»" alt="…"></map>', "missing-page", "$meant"),
    Defect("quotation", '<blockquote cite="«$typo»">…</blockquote>', "missing-page", "$meant"),
    Defect(
        "other-language", '<p><a href="«$foreign»">…</a></p>', "wrong-language", "$meant", severity="warning"
    ),
    # Heads
    Defect("canonical", '<link rel="canonical" href="«$base$typo»">', "missing-page", "$meant", "head"),
    Defect("next", '<link rel="next" href="«$typo»">', "missing-page", "$meant", "head"),
    Defect(
        "alternate", '<link rel="alternate" hreflang="pt" href="«$base/pt/$n/»">', "missing-page", "", "head"
    ),
    Defect(
        "alternate-not-returned",
        '<link rel="alternate" hreflang="es-mx" href="«$base$stranger»">',
        "hreflang-not-returned",
        "",
        "head",
    ),
    Defect(
        "stylesheet",
        '<link rel="stylesheet" href="«/static/$slip_site.css»">',
        "missing-file",
        "/static/site.css",
        "head",
    ),
    Defect("icon", '<link rel="icon" href="«/icons/$n.png»">', "missing-file", "", "head"),
    Defect(
        "preload-srcset",
        '<link rel="preload" as="image" imagesrcset="$photo 1x, «/media/$n.jpg» 2x">',
        "missing-file",
        "",
        "head",
    ),
    Defect(
        "refresh", '<meta http-equiv="refresh" content="900; url=«$typo»">', "missing-page", "$meant", "head"
    ),
    Defect(
        "open-graph", '<meta property="og:image" content="«$base/media/$n.jpg»">', "missing-file", "", "head"
    ),
    Defect(
        "twitter-image",
        '<meta name="twitter:image" content="«$base$photo_typo»">',
        "missing-file",
        "$photo",
        "head",
    ),
    Defect(
        "json-ld",
        '<script type="application/ld+json">{"@type": "WebPage", "url": "«$base/$n/gone/»"}</script>',
        "missing-page",
        "",
        "head",
    ),
    # Other files
    Defect("css-url", ".n$n { background: url(«../media/$n.png») }", "missing-file", "", "css"),
    Defect("css-import", '@import "«$n.css»" print;', "missing-file", "", "css"),
    Defect("sitemap-page", "<url><loc>«$base$raw_typo»</loc></url>", "missing-page", "$meant", "sitemap"),
    Defect("feed-entry", '<entry><link href="«$base$typo»"/></entry>', "missing-page", "$meant", "feed"),
    Defect(
        "feed-text",
        '<entry><content type="html">&lt;a href="«/$n/gone/»"&gt;…&lt;/a&gt;</content></entry>',
        "missing-page",
        "",
        "feed",
    ),
    Defect("manifest-icon", "«/icons/$n.png»", "missing-file", "", "manifest"),
    # Form
    _link("empty", "", "empty-link", ""),
    Defect("empty-frame", '<iframe srcdoc="…"></iframe>\n<iframe src="«»"></iframe>', "empty-link"),
    Defect("empty-image", '<p><img src="«»" alt=""></p>', "empty-link"),
    _link("no-host", "https://?$n", "malformed-url", ""),
    _link("port-in-words", "https://example.org:port$n/", "malformed-url", ""),
    _link("space-in-host", "https://exa mple.org/$n/", "malformed-url", ""),
    _link("no-scheme", "www.example.org/$n/", "malformed-url", "https://www.example.org/$n/"),
    _link("scheme-without-colon", "https//example.org/$n/", "malformed-url", "https://example.org/$n/"),
    _link("template-left-over", "{{ address_$n }}", "missing-page", ""),
    _link("telephone", "tel:ask-at-the-desk-$n", "malformed-tel", ""),
    _link("e-mail", "mailto:desk-$n@@example.org", "malformed-mailto", ""),
    _link("e-mail-no-scheme", "desk-$n@example.org", "malformed-mailto", "mailto:desk-$n@example.org"),
    Defect("duplicate-id", '<p id="twice-$n">…</p><p id="«twice-$n»">…</p>', "duplicate-id"),
    # One template of one language's pages: one cause, whatever the number of pages
    Defect("header", '<p class="notice"><a href="«/ht/avi-$n/»">…</a></p>', "missing-page", "", "header"),
)
