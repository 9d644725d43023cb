"""The page of all terms, and the terms that a page explains at its end."""

from __future__ import annotations

from plugins.glossary.uses import mark

SITE = """
-- content/glossary/judicial-warrant/en.md --
Title: judge's warrant
Also: judicial warrant
Source: https://example.com/warrant

A paper that a judge signs. Not a [detainer]({bundle}glossary/detainer).

-- content/glossary/judicial-warrant/es.md --
Title: orden judicial
Also: orden de un juez, orden
Translation: machine

Un papel que firma un juez.

-- content/glossary/judicial-warrant/ar.md --
Title: أمر قضائي
Translation: reviewed
Translator: A
Reviewed: 2026-05-18

ورقة يوقّعها قاضٍ.

-- content/glossary/detainer/en.md --
Title: detainer
Source: https://example.com/detainer

A request from ICE.

-- content/glossary/acd/en.md --
Title: ACD
Source: https://example.com/acd

A case that is put off.

-- content/pages/rights/en.md --
## One {#one}

A [judge's warrant]({bundle}glossary/judicial-warrant) and a [detainer](/glossary/#detainer). Again:
a [warrant]({bundle}glossary/judicial-warrant).

-- content/pages/rights/es.md --
Title: Derechos
Summary: S.
Translation: reviewed
Translator: A
Reviewed: 2026-05-18

## Uno {#one}

Una [orden judicial]({bundle}glossary/judicial-warrant) y un [detainer]({bundle}glossary/detainer).
"""


def words(element):
    return " ".join(element.get_text(" ", strip=True).split())


def entries(page):
    return {item["id"]: item for item in page.select(".term-list__item")}


def test_all_terms_stand_on_one_page_under_their_letters(build):
    site = build(SITE)
    assert site.problems == []
    page = site.page("/glossary/")

    assert [words(heading) for heading in page.main.find_all("h2")] == ["A", "D", "J"]
    assert list(entries(page)) == ["acd", "detainer", "judicial-warrant"]
    links = [(words(link), link["href"]) for link in page.select(".jump a")]
    assert links == [("A", "#letter-1"), ("D", "#letter-2"), ("J", "#letter-3")]
    assert page.find(id="letter-3")
    warrant = entries(page)["judicial-warrant"]
    assert words(warrant.dfn) == "judge's warrant"
    assert "A paper that a judge signs." in words(warrant)
    assert words(warrant.find_all("dd")[1]) == "Also: judicial warrant"
    assert not (site.output / "glossary" / "judicial-warrant").exists()


def test_a_translation_stands_beside_the_english_term_and_the_rest_says_that_it_is_english(build):
    page = build(SITE).page("/es/glossary/")

    own = entries(page)["judicial-warrant"]
    assert own.get("lang") is None
    assert words(own.dfn) == "orden judicial"
    assert [(english["lang"], words(english)) for english in own.select("dt span")] == [
        ("en", "judge's warrant")
    ]
    assert words(own.find_all("dd")[1]).endswith("orden de un juez")  # what the title has is not said again
    other = entries(page)["detainer"]
    assert (other["lang"], other["dir"], words(other.dfn)) == ("en", "ltr", "detainer")
    assert (words(other.select_one(".tag")), other.select_one(".tag")["lang"]) == ("inglés", "es")
    notices = [words(notice) for notice in page.select(".notice")]
    assert len(notices) == 2  # some are missing; a machine made one
    assert page.select_one(".notice a")["href"] == "/glossary/"


def test_terms_of_another_script_stand_after_those_of_the_language(build):
    page = build(SITE).page("/ar/glossary/")

    assert list(entries(page)) == ["judicial-warrant", "acd", "detainer"]
    assert [words(heading) for heading in page.main.find_all("h2")] == ["ا", "A", "D"]


def test_chinese_has_no_letters_and_keeps_the_order_of_english(build):
    detainer = "\n-- content/glossary/detainer/zh-hans.md --\nTitle: 拘留请求书（detainer）\nTranslation: machine\n\n请求。\n"
    page = build(SITE + detainer).page("/zh-hans/glossary/")

    assert page.select(".jump, .glossary h2") == []
    assert list(entries(page)) == ["acd", "detainer", "judicial-warrant"]


def test_the_footer_leads_to_the_glossary_and_the_sitemap_lists_it_once_a_language(build):
    site = build(SITE)

    assert site.page("/es/").select_one("footer a[href='/es/glossary/']")
    sitemap = (site.output / "sitemap.xml").read_text("utf-8")
    assert sitemap.count("<loc>https://example.org/es/glossary/</loc>") == 1
    assert "judicial-warrant" not in sitemap


def test_without_terms_there_is_no_glossary(build):
    site = build()

    assert site.problems == []
    assert not (site.output / "glossary").exists()


def test_the_first_use_of_a_term_leads_to_its_meaning_on_the_page_and_back(build):
    page = build(SITE).page("/rights/")

    first, detainer, again = page.select(".prose a")
    assert (first["class"], first["href"]) == (["term"], "#term-judicial-warrant")
    assert detainer["href"] == "#term-detainer"
    assert (again["href"], again.get("class")) == ("/glossary/#judicial-warrant", None)
    section = page.select_one("article .terms")
    assert [words(term) for term in section.find_all("dfn")] == ["judge's warrant", "detainer"]
    meaning = section.find(id="term-judicial-warrant").find_next("dd")
    assert words(meaning).startswith("A paper that a judge signs. Not a detainer .")
    assert meaning.find_all("a")[-1]["href"] == f"#{first['id']}"
    assert section.select_one("a.more")["href"] == "/glossary/"


def test_a_translated_page_explains_in_its_own_language_and_says_what_it_cannot(build):
    page = build(SITE).page("/es/rights/")

    section = page.select_one(".terms")
    term, other = section.find_all("dt")
    assert (words(term), term.get("lang")) == ("orden judicial", None)
    assert (words(other.dfn), other["lang"], words(other.select_one(".tag"))) == ("detainer", "en", "inglés")
    # The page is reviewed; a machine made the definition.
    assert len(page.select(".notice")) == len(section.select(".notice")) == 1


def test_a_fallback_page_explains_in_the_language_of_its_text(build):
    page = build(SITE).page("/ar/rights/")

    section = page.select_one("article[lang=en] .terms")
    assert (section["lang"], section["dir"]) == ("ar", "rtl")
    meanings = section.dl
    assert (meanings["lang"], meanings["dir"]) == ("en", "ltr")
    assert words(meanings.find("dfn")) == "judge's warrant"
    assert "A paper that a judge signs." in words(meanings)
    assert meanings.find("a", string="detainer")["href"] == "/ar/glossary/#detainer"
    assert section.select_one("a.more")["href"] == "/ar/glossary/"


def test_the_home_page_explains_its_terms_too(build):
    site = build(
        SITE + "\n-- content/pages/home/en.md --\nTitle: Home\nSummary: S.\n\n[ACD]({bundle}glossary/acd).\n",
        home=False,
    )

    assert site.page("/").select_one(".terms dfn").get_text() == "ACD"


def test_a_broken_link_in_a_term_is_told_once_where_it_was_typed(build):
    site = build(SITE.replace("glossary/detainer).\n\n-- content/glossary/judicial-warrant/es", "glossary/detaner).\n\n"
                              "-- content/glossary/judicial-warrant/es"))  # fmt: skip

    (told,) = site.problems
    assert told.startswith("content/glossary/judicial-warrant/en.md:5:46: ")
    assert "Did you mean" in told


def test_a_link_to_a_term_that_is_not_there_is_told_in_the_text_that_has_it(build):
    site = build(
        "-- content/pages/rights/en.md --\nA [warrant]({bundle}glossary/warrant).\n"
        + SITE.replace("rights", "x")
    )

    (told,) = site.problems
    assert told.startswith("content/pages/rights/en.md:4:13: ")


def test_a_page_cannot_take_the_glossarys_address(build):
    site = build("-- content/pages/glossary/en.md --\nText.\n")

    assert site.codes == ["url-clash"]


def test_the_public_site_shows_the_english_term_where_an_unreviewed_word_could_harm(make_site):
    site = make_site(
        SITE.replace("Source: https://example.com/warrant", "Source: https://example.com/\nRisk: high")
    )
    site.overrides["WITHHOLD_UNREVIEWED_RISK"] = True
    site.build()

    assert entries(site.page("/es/glossary/"))["judicial-warrant"]["lang"] == "en"
    assert entries(site.page("/ar/glossary/"))["judicial-warrant"].get("lang") is None
    assert words(site.page("/es/rights/").select_one(".terms dt").dfn) == "judge's warrant"


def test_a_files_place_is_the_terms_folder(build):
    site = build(SITE.replace("A request from ICE.", "A [request]({attach}form.txt).")
                 + "\n-- content/glossary/detainer/form.txt --\nForm\n")  # fmt: skip

    assert site.problems == []
    assert (site.output / "glossary/detainer/form.txt").is_file()
    assert (
        entries(site.page("/es/glossary/"))["detainer"].find("a", string="request")["href"]
        == "/glossary/detainer/form.txt"
    )


def test_marking_keeps_what_a_link_has_and_leaves_others_alone():
    html = '<a class="x" id="y" href="/glossary/#a">A</a> <a href="/glossary/">all</a> <a href="/glossary/#b" dir="ltr">B</a>'

    marked, uses = mark(html, "/glossary/", {"a"})

    assert uses == {"a": "y"}
    assert marked == (
        '<a class="term x" id="y" href="#term-a">A</a> <a href="/glossary/">all</a> <a href="/glossary/#b" dir="ltr">B</a>'
    )
