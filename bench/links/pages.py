"""One page's HTML, as generators of large sites write it: some 30 KB, 200 links and 200 ids."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from html import escape

from bench.links.plan import PARTS, Page, Plan, identity, typed
from bench.links.words import LANGUAGES, NAMES, words

PHOTOS = 240
_RELATED = 30
_PARAGRAPHS = 3  # of a heading


@dataclass(slots=True)
class Layout:
    """A page's lines in four parts; what is planted goes to the end of head or among blocks."""

    head: list[str]
    top: list[str]
    blocks: list[str]
    bottom: list[str]

    def text(self) -> str:
        """Return the page."""
        return "\n".join([*self.head, "</head>", *self.top, *self.blocks, *self.bottom, "</html>", ""])


def page_layout(page: Page, plan: Plan, shared: str = "") -> Layout:
    """Return the lines of *page*; shared is markup that stands in the header of every page of its language."""
    chance = random.Random(f"{plan.seed}/{page.path}")
    nav = plan.frames[page.language]
    return Layout(
        _head(page, plan, nav[0]), _top(page, plan, nav, shared), _blocks(page, plan, chance), _bottom(nav)
    )


def _head(page: Page, plan: Plan, home: Page) -> list[str]:
    own = plan.base_url + typed(page)
    title = escape((page.slug or page.section or "home").replace("-", " "))
    direction = "rtl" if page.language == "ar" else "ltr"
    lines = [
        "<!doctype html>",
        f'<html lang="{page.language}" dir="{direction}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{title}</title>",
        '<meta name="viewport" content="width=device-width">',
        f'<link rel="canonical" href="{own}">',
    ]
    translations = plan.translations[page.stem]
    lines += [
        f'<link rel="alternate" hreflang="{other.language}" href="{plan.base_url}{typed(other)}">'
        for other in translations
    ]
    photo = f"/media/photo-{len(page.slug) % PHOTOS:03}"
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "url": own,
        "image": plan.base_url + photo + ".jpg",
    }
    return [
        *lines,
        f'<link rel="alternate" hreflang="x-default" href="{plan.base_url}{typed(translations[0])}">',
        '<link rel="stylesheet" href="/static/site.css?v=3">',
        '<link rel="stylesheet" media="print" href="/static/print.css">',
        '<link rel="icon" type="image/svg+xml" href="/favicon.svg">',
        '<link rel="manifest" href="/site.webmanifest">',
        f'<link rel="alternate" type="application/atom+xml" href="{typed(home)}feed.xml">',
        f'<link rel="preload" as="image" imagesrcset="{photo}-480.jpg 480w, {photo}.jpg 960w" imagesizes="50vw">',
        f'<meta property="og:url" content="{own}">',
        f'<meta property="og:image" content="{plan.base_url}{photo}.jpg">',
        f'<meta name="twitter:image" content="{plan.base_url}{photo}-480.jpg">',
        '<script src="/static/js/site.js" defer></script>',
        f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>',
    ]


def _top(page: Page, plan: Plan, nav: list[Page], shared: str) -> list[str]:
    own = {other.language: other for other in plan.translations[page.stem]}
    homes = {other.language: other for other in plan.translations["home"]}
    switcher = [
        f'<li><a href="{typed(own.get(code, homes[code]))}" hreflang="{code}" lang="{code}">{NAMES[code]}</a></li>'
        for code in LANGUAGES
    ]
    return [
        '<body class="page" id="page">',
        '<a class="skip" href="#main">↓</a>',
        '<header id="header">',
        '<a href="tel:+12125550100" dir="ltr">212-555-0100</a> <a href="mailto:help@bench.example">✉</a>',
        '<nav class="languages" id="languages"><ul>',
        *switcher,
        "</ul></nav>",
        '<nav class="main" id="nav"><ul>',
        *(
            f'<li id="nav-{at}"><a href="{typed(one)}">{one.section or "⌂"}</a></li>'
            for at, one in enumerate(nav)
        ),
        "</ul></nav>",
        *([shared] if shared else []),
        "</header>",
        '<nav class="contents" id="contents"><ol>',
        *(f'<li id="c-{part}"><a href="#{identity(part)}">{part}</a></li>' for part in range(PARTS)),
        "</ol></nav>",
        '<main id="main">',
    ]


def _blocks(page: Page, plan: Plan, chance: random.Random) -> list[str]:
    """Return the text and, of a home or an index, all its pages: what stands on one line stays together."""
    known, others = words(page.language), plan.articles[page.language]

    def say(count: int) -> str:
        return " ".join(chance.choices(known, k=count))

    blocks = [f"<h1>{say(4)}</h1>"]
    for part in range(PARTS):
        blocks.append(f'<h2 id="{identity(part)}">{say(4)}</h2>')
        for number in range(_PARAGRAPHS):
            other = chance.choice(others)
            fragment = f"#{identity(chance.randrange(PARTS))}" if number else ""
            link = f'<a href="{typed(other)}{fragment}">{say(2)}</a>'
            outside = (
                f' <a href="https://example.org/{chance.randrange(60)}">{say(1)}</a>' if not number else ""
            )
            blocks.append(
                f'<p id="p-{part}-{number}">{say(7)} {link} {say(3)} <em>{say(1)}</em>.{outside}</p>'
            )
        if part % 6 == 0:
            blocks.append(_figure(chance.randrange(PHOTOS), say(3)))
    listed = plan.in_section[page.language, page.section] if page.section and not page.slug else []
    if page.slug:
        listed = chance.sample(others, min(_RELATED, len(others)))
    blocks += [
        f'<p id="more-{at}"><a href="{typed(other)}" id="to-{at}">{escape(other.slug.replace("-", " "))}</a></p>'
        for at, other in enumerate(listed)
    ]
    return blocks


def _figure(photo: int, alternative: str) -> str:
    name = f"/media/photo-{photo:03}"
    return (
        f'<figure><picture><source type="image/jpeg" srcset="{name}-480.jpg 480w, {name}.jpg 960w" sizes="50vw">'
        f'<img src="{name}.jpg" srcset="{name}-480.jpg 1x, {name}.jpg 2x" alt="{alternative}" loading="lazy"></picture>'
        f'<svg aria-hidden="true"><use href="/static/icons.svg#icon-mail"/></svg></figure>'
    )


def _bottom(nav: list[Page]) -> list[str]:
    return [
        "</main>",
        '<footer id="footer"><ul>',
        *(
            f'<li id="foot-{at}"><a href="{typed(one)}#main">{one.section or "⌂"}</a></li>'
            for at, one in enumerate(nav)
        ),
        "</ul>",
        '<form action="/search/" id="search"><input name="q"><button formaction="/search/?all=1">?</button></form>',
        f'<p><a href="#page">↑</a> <a href="/files/report.pdf">PDF</a> <a href="{typed(nav[0])}feed.xml">Atom</a></p>',
        "</footer>",
        "</body>",
    ]
