"""The sitemap says what the pages say, and days only where the content knows them."""

from __future__ import annotations

from xml.etree import ElementTree

from bs4 import BeautifulSoup

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITE = """
-- content/pages/plain/en.md --
Text.

-- content/pages/law/en.md --
Title: Law
Summary: S.
Checked: 2026-01-31

Text.

-- content/pages/law/es.md --
Title: Ley
Summary: S.
Slug: ley
Former-Slugs: leyes
Translation: reviewed
Translator: A
Reviewed: 2026-03-01
Source-Date: 2026-02-20

Texto.

-- content/news/ruling/en.md --
Title: A ruling
Summary: S.
Date: 2025-12-24

Text.
"""


def listed(site):
    root = ElementTree.parse(site.output / "sitemap.xml").getroot()
    return {url.findtext("s:loc", namespaces=SPACE): url for url in root.findall("s:url", SPACE)}


def test_alternates_of_the_sitemap_are_those_of_the_pages(build):
    site = build(SITE)
    in_sitemap = {
        address: {link.get("hreflang"): link.get("href") for link in url.findall("x:link", SPACE)}
        for address, url in listed(site).items()
    }
    on_pages = {}
    for path in sorted(site.output.rglob("*.html")):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        if links := {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")}:
            name = path.relative_to(site.output).as_posix().removesuffix("index.html")
            assert page.select_one("link[rel=canonical]")["href"] == f"https://example.org/{name}"
            on_pages[f"https://example.org/{name}"] = links

    assert len(on_pages) > 15
    assert in_sitemap == on_pages


def test_the_last_change_is_told_by_language_and_only_where_it_is_known(build):
    days = {
        address.removeprefix("https://example.org"): url.findtext("s:lastmod", namespaces=SPACE)
        for address, url in listed(build(SITE)).items()
    }

    assert days["/law/"] == "2026-01-31"
    assert days["/es/ley/"] == "2026-03-01"
    assert days["/news/ruling/"] == "2025-12-24"
    assert days["/plain/"] is None
    assert days["/es/news/"] is None
