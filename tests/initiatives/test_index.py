"""The initiatives index, made from the bundles' data in every language."""

from __future__ import annotations

import json

SITE = """
-- content/initiatives/courts/en.md --
Title: Courts
Summary: S.
Status: active
Image: picture.svg
Alt: A courthouse.
Order: 2
Action: Call your senator
Action-Link: {bundle}pages/help

Text.

-- content/initiatives/reform/en.md --
Title: Reform
Summary: S.
Status: ongoing
Image: picture.svg
Alt: A book.
Order: 1

Text.

-- content/initiatives/reform/es.md --
Title: Reforma
Summary: Resumen.
Alt: Un libro.
Translation: reviewed
Translator: Ana Pérez
Reviewed: 2026-05-18

Texto.

-- content/initiatives/one-day/en.md --
Title: One day
Summary: S.
Status: won
Part-Of: reform
Since: 2016
Image: picture.svg
Alt: A calendar.

Text.

-- content/pages/help/en.md --
Help.

-- content/news/old/en.md --
Title: Old news
Summary: S.
Date: 2019-04-01
Initiatives: one-day

Text.

-- content/news/new/en.md --
Title: New news
Summary: S.
Date: 2026-05-18
Initiatives: one-day, courts

Text.

-- content/resources/report/en.md --
Title: A report
Summary: S.
Type: report
Audience: press
Year: 2019
Publisher: IDP
Languages: en
Link: https://example.com/
Initiatives: one-day
"""


def titles(elements):
    return [element.get_text(" ", strip=True) for element in elements]


def test_the_index_is_grouped_by_part_of_and_ordered(build):
    site = build(SITE)
    assert site.problems == []
    main = site.page("/initiatives/").main

    addresses = [a["href"] for a in main.select("a[href^='/initiatives/']") if a["href"] != "/"]
    order = list(dict.fromkeys(a for a in addresses if a.count("/") == 3))
    assert order == ["/initiatives/reform/", "/initiatives/one-day/", "/initiatives/courts/"]
    text = main.get_text(" ", strip=True)
    for words in ("Ongoing work", "Won", "Active campaign"):
        assert words in text
    assert {img["src"] for img in main.select("img")} >= {"/initiatives/reform/picture.svg"}


def test_an_initiative_shows_its_parts_its_place_its_resources_and_news(build):
    site = build(SITE)
    reform, one_day = site.page("/initiatives/reform/"), site.page("/initiatives/one-day/")

    assert reform.main.select_one("a[href='/initiatives/one-day/']")
    crumbs = [(a.get_text(strip=True), a.get("href")) for a in one_day.select(".breadcrumbs li > *")]
    assert crumbs == [
        ("Home", "/"),
        ("Initiatives", "/initiatives/"),
        ("Reform", "/initiatives/reform/"),
        ("One day", None),
    ]
    news = [a["href"] for a in one_day.main.select("a[href^='/news/']")]
    assert news == ["/news/new/", "/news/old/"]
    assert one_day.main.select_one("a[href='/resources/report/']")


def test_the_action_leads_to_the_readers_language(build):
    site = build(SITE)

    for path, href in (("/initiatives/courts/", "/help/"), ("/es/initiatives/courts/", "/es/help/")):
        links = [a for a in site.page(path).main.select("a") if "Call your senator" in a.get_text()]
        assert [a["href"] for a in links] == [href]


def test_other_languages_show_their_own_titles_and_mark_the_rest(build):
    main = build(SITE).page("/es/initiatives/").main

    own = main.find("a", href="/es/initiatives/reform/")
    other = main.find("a", href="/es/initiatives/courts/")
    assert own.get_text(strip=True) == "Reforma"
    assert other.get_text(strip=True) == "Courts"
    assert other.find_parent(attrs={"lang": True})["lang"] == "en"


def test_initiatives_json_says_the_same_in_each_language(build):
    site = build(SITE)
    data = json.loads((site.output / "es/initiatives.json").read_text("utf-8"))

    assert data["language"] == "es"
    reform, courts = data["initiatives"]
    assert (reform["title"], reform["language"], reform["status"]) == ("Reforma", "es", "ongoing")
    assert (courts["title"], courts["language"]) == ("Courts", "en")
    assert reform["parts"][0]["url"] == "https://example.org/es/initiatives/one-day/"
    assert reform["parts"][0]["since"] == 2016
    assert reform["parts"][0]["latest_news"] == "https://example.org/es/news/new/"


def test_resources_json_lists_the_library(build):
    data = json.loads((build(SITE).output / "resources.json").read_text("utf-8"))

    assert [(row["slug"], row["year"], row["languages"]) for row in data["resources"]] == [
        ("report", 2019, ["en"])
    ]
