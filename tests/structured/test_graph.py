"""JSON-LD on built pages: what it says is what the page shows, in schema.org's words."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from plugins.structured.graph import as_json

SITE = """
-- content/initiatives/courts/en.md --
Title: Courts
Summary: Everyone can go to court.
Status: active
Image: picture.svg
Alt: A courthouse.
Checked: 2026-01-31

Text.

-- content/initiatives/courts/es.md --
Title: Tribunales
Short-Title: Tribunal
Summary: Resumen.
Alt: Foto.
Translation: reviewed
Translator: A
Reviewed: 2026-02-01

Texto.

-- content/initiatives/part/en.md --
Title: A part
Summary: S.
Status: won
Image: picture.svg
Alt: A door.
Part-Of: courts

Text.

-- content/news/ruling/en.md --
Title: A </script><script>alert(1)</script> & <!-- "title"
Summary: S.
Date: 2026-05-18

Text.

-- content/pages/home/es.md --
Title: Inicio
Summary: Resumen.
Translation: reviewed

Hola.
"""
# What schema.org 28.1 has: the properties that we use, by the types that may have them (their own or inherited).
THING = {"name", "description", "url", "image"}
WORK = THING | {"about", "author", "datePublished", "dateModified", "headline", "inLanguage", "isPartOf", "mainEntity",
                "publisher", "translationOfWork", "workTranslation"}  # fmt: skip
ORGANIZATION = THING | {"areaServed", "contactPoint", "nonprofitStatus"}
VOCABULARY = {
    "WebPage": WORK | {"breadcrumb"},
    "WebSite": WORK,
    "NewsArticle": WORK,
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"item", "position"},
    "NGO": ORGANIZATION,
    "LegalService": ORGANIZATION,
    "ContactPoint": THING | {"availableLanguage", "contactType", "telephone"},
    "State": THING,
    "USNonprofitType": THING,
}


def data(site, path):
    blocks = site.page(path).select('script[type="application/ld+json"]')
    assert len(blocks) == 1, path
    return json.loads(blocks[0].string)


def nodes(value):
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def pages(site):
    for path in sorted(site.output.rglob("index.html")):
        yield "/" + path.relative_to(site.output).as_posix().removesuffix("index.html")


def test_every_page_says_what_it_is_in_words_that_schema_org_has(build):
    site = build(SITE)
    for path in pages(site):
        page, node = site.page(path), data(site, path)
        assert (node["@context"], node["@type"]) == ("https://schema.org", "WebPage")
        assert node["url"] == page.select_one("link[rel=canonical]")["href"]
        assert node["name"] == page.h1.get_text()
        assert node["description"] == page.select_one("meta[name=description]")["content"]
        assert node["inLanguage"] == (page.article or page.html).get("lang")
        for inner in nodes(node):
            types = inner.get("@type", [])
            known = [VOCABULARY[name] for name in ([types] if isinstance(types, str) else types)]
            used = {name for name in inner if not name.startswith("@")}
            assert used <= set().union(*known), (path, inner)
    assert not site.page("/404.html").select("script")


def test_breadcrumbs_are_those_in_sight(build):
    site = build(SITE)
    for path in pages(site):
        seen = [
            (a.get_text(), a.get("href") and "https://example.org" + a["href"])
            for a in site.page(path).select(".breadcrumbs li > *")
        ]
        steps = data(site, path).get("breadcrumb", {}).get("itemListElement", [])
        assert [(step["name"], step.get("item")) for step in steps] == seen, path
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert len(data(site, "/initiatives/part/")["breadcrumb"]["itemListElement"]) == 4


def test_the_first_page_says_who_we_are_and_how_to_call(make_site):
    site = make_site(SITE, extra='HELPLINE_LANGUAGES = ["en", "es"]\n').build()
    about = data(site, "/es/")["about"]

    assert about["@type"] == ["NGO", "LegalService"]
    assert about["contactPoint"]["telephone"] == "+12127256422"
    assert about["contactPoint"]["availableLanguage"] == ["en", "es"]
    assert about["areaServed"] == {"@type": "State", "name": "New York"}
    assert "about" not in data(site, "/initiatives/")


def test_without_a_setting_no_more_is_promised_than_the_language_of_the_sources(build):
    assert data(build(SITE), "/es/")["about"]["contactPoint"]["availableLanguage"] == ["en"]


def test_translations_name_their_source_and_the_other_way_round(build):
    site = build(SITE)

    english, spanish = data(site, "/initiatives/courts/"), data(site, "/es/initiatives/courts/")
    assert spanish["translationOfWork"] == {"@id": english["@id"]}
    assert english["workTranslation"] == [{"@id": spanish["@id"]}]
    assert (english["dateModified"], spanish["dateModified"]) == ("2026-01-31", "2026-02-01")
    fallback = data(site, "/ar/initiatives/courts/")
    assert (fallback["@id"], fallback["inLanguage"]) == (english["@id"], "en")
    assert not {"translationOfWork", "workTranslation"} & fallback.keys()


def test_news_is_an_article_with_its_day_and_no_title_ends_the_block(build):
    site = build(SITE)
    article = data(site, "/news/ruling/")["mainEntity"]

    assert (article["@type"], article["datePublished"]) == ("NewsArticle", "2026-05-18")
    assert article["headline"] == 'A </script><script>alert(1)</script> & <!-- "title"'
    assert "alert(1)</script>" not in site.html("/news/ruling/")


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "\u2028", 'a "quote" \\', "&lt;", "שלום"])
def test_any_text_comes_back_as_it_was_and_no_sign_of_markup_is_in_it(text):
    written = str(as_json({"name": text}))

    assert json.loads(written) == {"name": text}
    assert not re.search("[<>&\u2028]", written)


def test_it_costs_little(build):
    site = build(SITE)
    for path in pages(site):
        html = site.html(path)
        without = re.sub(r'<script type="application/ld\+json">.*?</script>', "", html)
        cost = len(gzip.compress(html.encode(), 9)) - len(gzip.compress(without.encode(), 9))
        assert cost <= 350, (path, cost)
