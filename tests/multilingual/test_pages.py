"""What readers of each language see: the same page in every language, linked both ways."""

from __future__ import annotations

import datetime

from plugins.bundles.library import read_library
from plugins.bundles.scaffold import accept, new_translation

TODAY = datetime.date(2026, 5, 18)
SITE = """
-- content/pages/about/en.md --
See [rights]({bundle}pages/rights#say), [the list](/initiatives/), [itself](https://example.org/rights/),
[a file]({attach}leaflet.pdf), [elsewhere](https://example.com/) and [call](tel:+12127256422).

![A map]({attach}map.svg)

-- content/pages/about/map.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 50"/>

-- content/pages/about/leaflet.pdf --
%PDF

-- content/pages/about/es.md --
Vea [derechos]({bundle}pages/rights#say).

-- content/pages/rights/en.md --
## Say this {#say}

Text.

-- content/pages/rights/ar.md --
Title: حقوقك
Summary: ملخص.
Translation: machine

## قل هذا {#say}

نص.

-- content/initiatives/courts/en.md --
Text.
"""


def test_links_keep_the_readers_language(build):
    site = build(SITE)
    assert site.problems == []

    spanish = [a["href"] for a in site.page("/es/about/").article.select("a")]
    arabic = [a["href"] for a in site.page("/ar/about/").article.select("a")]

    assert spanish == ["/es/rights/#say"]
    assert arabic[:3] == ["/ar/rights/#say", "/ar/initiatives/", "/ar/rights/"]
    assert arabic[3] == "/about/leaflet.pdf"


def test_links_and_pictures_in_text_are_finished(build):
    article = build(SITE).page("/about/").article

    assert article.select_one("a[href^=tel]")["dir"] == "ltr"
    assert article.select_one("a[href^='https://example.com']")["rel"] == ["noreferrer"]
    picture = article.select_one(".prose img")
    assert (picture["width"], picture["height"]) == ("80", "50")
    assert (
        "loading" not in picture.attrs
    )  # the first may stand on the first screen; tests/pictures has the others


def test_alternates_are_absolute_reciprocal_and_have_a_default(build):
    site = build(SITE)

    def alternates(path):
        return {link["hreflang"]: link["href"] for link in site.page(path).select("link[rel=alternate]")}

    expected = {
        "en": "https://example.org/rights/",
        "ar": "https://example.org/ar/rights/",
        "x-default": "https://example.org/rights/",
    }
    assert alternates("/rights/") == alternates("/ar/rights/") == expected
    assert alternates("/es/rights/") == {}


def test_a_fallback_page_is_canonical_at_its_source_and_not_in_the_sitemap(build):
    site = build(SITE)
    sitemap = (site.output / "sitemap.xml").read_text("utf-8")

    assert site.page("/es/rights/").select_one("link[rel=canonical]")["href"] == "https://example.org/rights/"
    assert "https://example.org/ar/rights/" in sitemap
    assert "https://example.org/es/rights/" not in sitemap


def test_the_language_list_leads_to_the_same_page_in_each_languages_own_name(build):
    links = build(SITE).page("/ar/about/").select_one(".language-list").select("[hreflang], [aria-current]")

    found = [(link["lang"], link["dir"], link.get_text(strip=True)) for link in links]
    assert found == [
        ("en", "ltr", "English"),
        ("es", "ltr", "Español"),
        ("ar", "rtl", "العربية"),
        ("zh-Hans", "ltr", "简体中文"),
    ]
    assert [link.get("aria-current") for link in links] == [None, None, "true", None]


def test_a_machine_translation_says_so_in_the_readers_language(build):
    page = build(SITE).page("/ar/rights/")

    notice = page.select_one(".notice")
    assert notice.a["href"] == "/rights/"
    assert notice.find_parent("article") is None
    assert any("\u0600" <= letter <= "\u06ff" for letter in notice.get_text())


def test_an_outdated_translation_warns_its_reader_and_staff_until_it_is_accepted(make_site):
    site = make_site(SITE)
    library = read_library(site.root, site.root / "content", ["en", "es"], "en", TODAY)
    new = new_translation(library, "pages/rights", "es", TODAY)
    site.write("content/pages/rights/es.md", new.text.replace("Text.", "Texto."))
    assert site.build().problems == []

    source = site.root / "content/pages/rights/en.md"
    source.write_text(source.read_text("utf-8").replace("Text.", "Another   text."), "utf-8")
    assert site.build().codes == ["translation-outdated"]
    assert site.outcome.ok
    assert len(site.page("/es/rights/").select(".notice")) == 2

    source.write_text(source.read_text("utf-8").replace("Another   text.", "Another text.\n"), "utf-8")
    library = read_library(site.root, site.root / "content", ["en", "es"], "en", TODAY)
    accepted = accept(library, "content/pages/rights/es.md", "es", TODAY)
    site.write("content/pages/rights/es.md", accepted.text)
    assert site.build().problems == []


def test_white_space_does_not_make_a_translation_outdated(make_site):
    site = make_site(SITE)
    library = read_library(site.root, site.root / "content", ["en", "es"], "en", TODAY)
    new = new_translation(library, "pages/rights", "es", TODAY)
    site.write("content/pages/rights/es.md", new.text.replace("Text.", "Texto."))
    source = site.root / "content/pages/rights/en.md"
    source.write_text(source.read_text("utf-8").replace("Text.", "Text.\n\n"), "utf-8")

    assert site.build().problems == []


def test_a_strict_policy_withholds_an_unreviewed_translation_of_a_risky_page(make_site):
    site = make_site(SITE, extra="WITHHOLD_UNREVIEWED_RISK = True\n")
    source = site.root / "content/pages/rights/en.md"
    source.write_text("Risk: high\n" + source.read_text("utf-8"), "utf-8")

    site.build()

    assert site.page("/ar/rights/").article["lang"] == "en"
    assert "https://example.org/ar/rights/" not in (site.output / "sitemap.xml").read_text("utf-8")


def test_a_translation_may_have_an_address_of_its_own(make_site):
    site = make_site(SITE)
    site.write("content/pages/rights/es.md", "Title: Derechos\nSummary: S.\nSlug: derechos\nTranslation: draft\n\n"
               "## Diga {#say}\n\nx\n")  # fmt: skip
    site.build()

    assert site.problems == []
    assert site.page("/es/derechos/").h1.string == "Derechos"
    assert site.page("/es/about/").article.a["href"] == "/es/derechos/#say"
    alternates = {
        link["hreflang"]: link["href"] for link in site.page("/rights/").select("link[rel=alternate]")
    }
    assert alternates["es"] == "https://example.org/es/derechos/"


def test_a_title_is_text_even_if_it_looks_like_markup(build):
    html = build(
        '-- content/pages/odd/en.md --\nTitle: A <script>alert(1)</script>\nSummary: "S" & <b>\n\nText.\n'
    ).html("/odd/")

    assert "<script>alert" not in html
    assert "A &lt;script&gt;" in html
