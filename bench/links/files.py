"""The files of the site that are no articles: pictures, style sheets, feeds, sitemap, manifest, odd names."""

from __future__ import annotations

import json
from html import escape

from bench.links.pages import PHOTOS
from bench.links.plan import Plan, typed
from bench.links.words import LANGUAGES, SECTIONS

_PAGE = '<!doctype html><html lang="en"><head><title>{0}</title></head><body><main id="main">{0}</main></body></html>\n'
_DOT = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

# Names that need care in an address; decoys link to them as they must be typed.
ODD_NAMES = (
    *(
        "files/two words.pdf",
        "files/c#.pdf",
        "files/100%.pdf",
        "files/why?.pdf",
        "files/a+b.pdf",
        "files/a,b.jpg",
    ),
    *("files/a&b.pdf", "files/o'clock.pdf", "files/(final).pdf", "files/semi;colon.pdf", "files/at@home.pdf"),
    *("files/a:b.pdf", "files/tilde~.pdf", "files/NOEXTENSION", "files/v1.2/notes.txt", "files/résumé.pdf"),
    *(
        "files/a=b.pdf",
        "files/$5.pdf",
        "files/wow!.pdf",
        "files/star*.pdf",
        "files/[1].pdf",
        "files/日程.pdf",
    ),
    ".well-known/security.txt",
)


def plain_files(plan: Plan) -> dict[str, bytes]:
    """Return the content of each file by its path below the site's folder."""
    texts = {
        "static/js/site.js": 'document.documentElement.className = "js"; // "/gone/script.js"\n',
        "static/icons.svg": '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="icon-mail" viewBox="0 0 9 9">'
        '<path d="M0 0h9v9z"/></symbol><symbol id="icon-phone"><path d="M1 1h3"/></symbol></svg>\n',
        "favicon.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>\n',
        "static/captions.vtt": "WEBVTT\n",
        "static/theme.css": ".theme { color: inherit }\n",
        "robots.txt": f"Sitemap: {plan.base_url}/sitemap.xml\n",
        "search/index.html": _PAGE.format("Search"),
        "plain.html": _PAGE.format("Plain"),
        "old-address/index.html": "<!doctype html><title>Moved</title>"
        f'<meta http-equiv="refresh" content="0; url=/{SECTIONS[0]}/"><a href="/{SECTIONS[0]}/">moved</a>\n',
    }
    found = {name: text.encode() for name, text in texts.items()}
    for photo in range(PHOTOS):
        found[f"media/photo-{photo:03}.jpg"] = found[f"media/photo-{photo:03}-480.jpg"] = _DOT
    for name in (
        "media/film.mp4",
        "media/talk.mp3",
        "files/report.pdf",
        "static/fonts/text.woff2",
        *ODD_NAMES,
    ):
        found[name] = b"-"
    return found


def style_sheets() -> dict[str, list[str]]:
    """Return the lines of each style sheet: planted lines go to the end."""
    site = [
        '@charset "utf-8";',
        '@import "theme.css";',
        '@font-face { font-family: Text; src: local("Text"), url("fonts/text.woff2") format("woff2") }',
        *(
            f".photo-{at} {{ background: url(/media/photo-{at:03}.jpg) center / cover }}"
            for at in range(PHOTOS)
        ),
        *(f".rule-{at} {{ margin: {at}px; color: #{at:03} }}" for at in range(200)),
    ]
    return {"static/site.css": site, "static/print.css": ["nav { display: none }"]}


def feeds(plan: Plan) -> dict[str, list[str]]:
    """Return the lines of each language's Atom feed, the end of the root element left off."""
    found = {}
    for language in LANGUAGES:
        home = plan.frames[language][0]
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">',
            f"<title>{language}</title><id>tag:bench.example,2026:{language}</id>",
            f'<link href="{plan.base_url}{typed(home)}"/>',
        ]
        for page in plan.articles[language][:20]:
            address = plan.base_url + typed(page)
            content = escape(f'<p><a href="{address}">{page.slug}</a></p>')
            lines += [
                "<entry>",
                f'<link href="{address}"/>',
                f'<content type="html">{content}</content>',
                "</entry>",
            ]
        found[home.file.removesuffix("index.html") + "feed.xml"] = lines
    return found


def sitemap(plan: Plan) -> list[str]:
    """Return the sitemap's lines, the end of the root element left off."""
    return [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<url><loc>{plan.base_url}{typed(page)}</loc></url>" for page in plan.pages),
    ]


def manifest(icons: list[str]) -> str:
    """Return the web app manifest; icons are the addresses of more icons, a line each."""
    rows = [
        '{"src": "/favicon.svg", "sizes": "any"}',
        *(f'{{"src": "{icon}", "sizes": "96x96"}}' for icon in icons),
    ]
    head = json.dumps({"name": "Bench", "start_url": "/", "id": "/no-page-but-a-name/"})[:-1]
    return head + ', "icons": [\n' + ",\n".join(rows) + "\n]}\n"
