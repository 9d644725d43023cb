"""The library as its readers meet it: facets, counts, order, languages, feed and data, recounted from the files."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from xml.etree import ElementTree

import pytest

from plugins.feeds.atom import NAMESPACE
from plugins.resources.shelves import PER_PAGE
from tests.conftest import ROOT

ROOTS = {"en": "/", "ar": "/ar/", "zh-hans": "/zh-hans/"}
THREE = f"LANGUAGES = {list(ROOTS)}\n"
TAGS = {"en": "en", "ar": "ar", "zh-hans": "zh-Hans"}
FACETS = {
    "type": "Type",
    "audience": "Audience",
    "initiative": "Initiatives",
    "language": "Languages",
    "year": "Year",
}
INITIATIVES = """
-- content/initiatives/courts/en.md --
Text.

-- content/initiatives/courts/ar.md --
نص.

-- content/initiatives/quiet/en.md --
Text.
"""
# What each is: type, audience, year, languages, initiatives.
FEW = {
    "Ants": ("toolkit", "attorneys, advocates", 2018, "en, es", "courts"),
    "bees": ("report", "attorneys", 2019, "en", "courts"),
    "Cats": ("report", "press", None, "ar, en", ""),
    "Dogs": ("know-your-rights", "community", 2019, "ht", ""),
    "eels": ("video", "community", 2025, "zh, prs", "courts"),
}


def resource(
    title, kind, audience, year, languages, initiatives, where="Link: https://www.example.com/a.pdf?b=c"
):
    lines = [f"Title: {title}", "Summary: S.", f"Type: {kind}", f"Audience: {audience}", "Publisher: IDP"]
    lines += [f"Languages: {languages}", where]
    lines += [f"Year: {year}"] if year else []
    lines += [f"Initiatives: {initiatives}"] if initiatives else []
    return (
        f"\n-- content/resources/{title.lower().replace(' ', '-')}/en.md --\n"
        + "\n".join(lines)
        + "\n\nText.\n"
    )


def library(resources):
    return INITIATIVES + "".join(resource(title, *facts) for title, facts in resources.items())


@pytest.fixture
def theme(tmp_path):
    """Return a theme whose strings are English in every language: which words they have is no matter here."""
    folder = tmp_path / "theme-without-catalogues"
    shutil.copytree(ROOT / "theme", folder, ignore=shutil.ignore_patterns("translations"))
    return folder


@pytest.fixture
def few(build, theme):
    return build(library(FEW), theme=theme, extra=THREE)


def facts_of(site):
    """Return what the Markdown files themselves say: {title: {field: values}}, read without our own reader."""
    found = {}
    for file in site.root.glob("content/resources/*/en.md"):
        fields = dict(re.findall(r"^([A-Z][A-Za-z-]*): (.*)$", file.read_text("utf-8"), re.M))
        found[fields["Title"]] = {name: re.split(r",\s*", fields[field]) if field in fields else []
                                  for name, field in FACETS.items()}  # fmt: skip
    return found


def entries(page):
    return [title.get_text(strip=True) for title in page.select(".library .entry__title a")]


def counts(page):
    """Return the facets as a page shows them: {facet: {text: (count, href)}}."""
    found = {}
    for values in page.select(".facets [data-facet]"):
        rows = {}
        for item in values.select("li"):
            name, count = re.fullmatch(
                r"(.+?) ?\((\d+)\)", item.get_text(" ", strip=True).replace("( ", "(")
            ).groups()
            rows[name.strip()] = (int(count), item.a["href"] if item.a else None)
        found[values["data-facet"]] = rows
    return found


@pytest.mark.parametrize("code", ROOTS)
def test_every_facet_has_a_page_for_each_value_that_is_there_and_the_counts_are_right(few, code):
    facts = facts_of(few)
    shown = counts(few.page(f"{ROOTS[code]}resources/"))
    for facet in FACETS:
        expected = Counter(value.lower() for own in facts.values() for value in own[facet])
        found = {href.strip("/").rpartition("/")[2]: count for count, href in shown[facet].values()}
        assert found == expected
        folder = few.output / ROOTS[code].strip("/") / "resources" / facet
        assert {path.name for path in folder.iterdir()} == set(expected)
        for value in expected:
            page = few.page(f"{ROOTS[code]}resources/{facet}/{value}/")
            titles = {title for title, own in facts.items() if value in map(str.lower, own[facet])}
            assert set(entries(page)) == titles
            assert len(entries(page)) == len(titles)
            for other, rows in counts(page).items():
                inside = Counter(one for title in titles for one in facts[title][other])
                if other != facet:  # counted within the list, and leading nowhere
                    assert sorted(count for count, _ in rows.values()) == sorted(inside.values())
                    assert {href for _, href in rows.values()} == {None}
                else:
                    assert rows == shown[facet]


def test_a_facet_page_says_what_it_is_where_it_stands_and_has_its_twins(few):
    page = few.page("/ar/resources/initiative/courts/")

    assert page.html["lang"] == "ar"
    assert "Courts (ar)" in page.h1.get_text()
    crumbs = [(a.get_text(strip=True), a.get("href")) for a in page.select(".breadcrumbs li > *")]
    assert crumbs == [("Home", "/ar/"), ("Resources", "/ar/resources/"), ("Courts (ar)", None)]
    alternates = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
    assert alternates["zh-Hans"] == "https://example.org/zh-hans/resources/initiative/courts/"
    assert alternates["x-default"] == "https://example.org/resources/initiative/courts/"
    assert page.select_one("link[rel=canonical]")["href"] == alternates["ar"]
    assert page.select_one(".facets [aria-current]")["href"] == "/ar/resources/initiative/courts/"
    assert page.select_one(".facets a[href='/ar/resources/']")
    sitemap = (few.output / "sitemap.xml").read_text("utf-8")
    for path in ("language/zh/", "year/2019/", "type/know-your-rights/", "audience/press/", "a-z/"):
        assert f"<loc>https://example.org/ar/resources/{path}</loc>" in sitemap
    assert not (few.output / "resources/type/map").exists()
    assert not (few.output / "resources/initiative/quiet").exists()


def test_the_newest_come_first_and_before_them_what_the_reader_can_read(few):
    assert entries(few.page("/resources/")) == ["bees", "Ants", "Cats", "eels", "Dogs"]
    assert entries(few.page("/ar/resources/")) == ["Cats", "eels", "bees", "Dogs", "Ants"]
    assert entries(few.page("/zh-hans/resources/")) == ["eels", "bees", "Dogs", "Ants", "Cats"]
    headings = [h.get_text(strip=True) for h in few.page("/ar/resources/").select(".library__part")]
    assert headings == ["In your language", "In other languages"]


@pytest.mark.parametrize("root", ROOTS.values())
def test_all_are_there_by_title_too(few, root):
    page = few.page(f"{root}resources/a-z/")

    titles = [a.get_text(strip=True) for a in page.select(".title-list a")]
    assert titles == ["Ants", "bees", "Cats", "Dogs", "eels"]
    assert page.select_one(f".sort-links a[href='{root}resources/']").get("aria-current") is None
    assert page.select_one(f".sort-links a[href='{root}resources/a-z/']")["aria-current"] == "true"


def test_what_is_not_in_the_readers_language_says_so_and_names_the_languages_it_has(few):
    def lines(path):
        page = few.page(path)
        return {
            entry.a.get_text(strip=True): entry.select_one(".entry__facts li")
            for entry in page.select(".entry")
        }

    arabic, english = lines("/ar/resources/"), lines("/resources/")
    assert arabic["Ants"].get_text() == "Not in your language: in English، Español"
    assert arabic["Cats"].get_text() == "العربية، English"
    assert english["Dogs"].get_text().startswith("Not in your language: in Kreyòl")
    assert english["eels"].get_text() == "Not in your language: in 中文, دری"
    assert [(name["lang"], name["dir"]) for name in english["eels"].select("span")] == [
        ("zh", "ltr"),
        ("prs", "rtl"),
    ]
    assert "Not in your language: in English، Español" in few.page("/ar/resources/ants/").main.get_text()
    assert "Not in your language" not in few.page("/resources/ants/").main.get_text()


def test_links_say_to_which_site_they_go_and_files_how_large_they_are(build, theme):
    site = build(
        resource("Far", "report", "press", 2019, "en", "")
        + resource("Near", "report", "press", 2018, "en", "", "File: leaflet.pdf")
        + "\n-- content/resources/near/leaflet.pdf --\n" + "x" * 240_000,
        theme=theme,
        extra=THREE,
    )  # fmt: skip
    far, near = (
        entry.select(".entry__facts li")[-1].get_text() for entry in site.page("/resources/").select(".entry")
    )

    assert far == "Goes to another site: example.com (PDF)"
    assert near == "PDF, 240 KB"
    assert "Goes to another site: example.com (PDF)" in site.page("/resources/far/").main.get_text()
    rows = {row["slug"]: row for row in json.loads(site.html("/resources.json"))["resources"]}
    assert (rows["far"]["host"], rows["far"]["bytes"]) == ("example.com", None)
    assert (rows["near"]["file_type"], rows["near"]["bytes"]) == ("PDF", 240_001)


def test_a_long_list_goes_on_in_pages_which_together_have_everything_once(build, theme):
    many = {
        f"Thing {number:02}": ("report", "press", 2000 + number % 20, "en", "")
        for number in range(2 * PER_PAGE + 1)
    }
    site = build(library(many), theme=theme, extra=THREE)
    for start in ("/ar/resources/", "/ar/resources/type/report/"):
        page = site.page(start)
        found, pages = entries(page), 1
        while after := page.select_one("a[rel=next]"):
            page = site.page(after["href"])
            found += entries(page)
            pages += 1
        assert pages == 3
        assert sorted(found) == sorted(many)
        assert "Page 3 of 3" in page.title.get_text()
        assert page.select_one("a[rel=prev]")["href"] == f"{start}page/2/"
        assert page.select_one("link[rel=canonical]")["href"] == f"https://example.org{start}page/3/"
    assert site.page("/ar/resources/page/2/").select_one("a[rel=prev]")["href"] == "/ar/resources/"


def test_no_resource_can_take_the_place_of_a_list(build, theme):
    site = build("-- content/resources/type/en.md --\nText.\n", theme=theme)

    assert site.codes == ["url-clash"]


def test_new_resources_can_be_followed_in_a_feed(few):
    root = ElementTree.parse(few.output / "ar/resources/feed.xml").getroot()
    space = {"a": NAMESPACE}

    assert [e.findtext("a:title", namespaces=space) for e in root.findall("a:entry", space)] == ["eels", "Dogs", "bees", "Ants", "Cats"]  # fmt: skip
    assert root.find("a:link[@rel='alternate']", space).get("href") == "https://example.org/ar/resources/"
    for path in ("/ar/resources/", "/ar/resources/year/2019/", "/ar/resources/ants/"):
        feed = few.page(path).select_one("link[type='application/atom+xml']")
        assert feed["href"] == "/ar/resources/feed.xml"
    assert few.page("/ar/resources/").main.select_one("a[href='/ar/resources/feed.xml']")


@pytest.mark.parametrize("code", ROOTS)
def test_the_data_has_everything_and_every_field_is_explained(few, code):
    data = json.loads(few.html(f"{ROOTS[code]}resources.json"))
    documented = set(
        re.findall(
            r"`(\w+)`",
            " ".join(re.findall(r"^\| (`.*?) \|", (ROOT / "docs/data.md").read_text("utf-8"), re.M)),
        )
    )

    facts = facts_of(few)
    assert data["language"] == TAGS[code]
    assert {row["title"] for row in data["resources"]} == set(facts)
    for row in data["resources"]:
        assert set(row) == documented
        own = facts[row["title"]]
        assert ([row["type"]], row["audience"], row["languages"], row["initiatives"]) == (
            own["type"], own["audience"], own["language"], own["initiative"])  # fmt: skip
        assert [str(row["year"])] == (own["year"] or ["None"])
        assert row["in_language"] is any(code.startswith(tag) for tag in row["languages"])
        assert (few.output / row["url"].removeprefix("https://example.org/") / "index.html").is_file()
    years = [row["year"] or 0 for row in data["resources"]]
    assert years == sorted(years, reverse=True)


def test_the_library_has_forty_resources_with_what_their_readers_need():
    files = sorted((ROOT / "content/resources").glob("*/en.md"))
    texts = {file.parent.name: file.read_text("utf-8") for file in files}

    assert len(files) >= 40
    links = [re.search(r"^Link: (\S+)$", text, re.M) for text in texts.values()]
    assert all(links)
    # Third parties' copies, archives of e-mails and pages with spam are no addresses to send people to.
    avoid = r"scribd|docslib|fdocuments|lawsdocbox|documentine|politicalemails|therandomtandem|/news-events"
    assert [link[1] for link in links if re.search(avoid, link[1])] == []
    for slug, text in texts.items():
        assert len(text.partition("\n\n")[2].split()) >= 25, slug


def test_an_initiative_with_many_resources_shows_the_newest_and_leads_to_all(build, theme):
    many = {f"Thing {year}": ("report", "press", year, "en", "courts, quiet") for year in range(2010, 2018)}
    many["Other"] = ("map", "press", 2020, "en", "quiet")
    page = build(library(many), theme=theme, extra=THREE).page("/ar/initiatives/courts/")

    titles = [a.get_text(strip=True) for a in page.select(".related .entry__title a")]
    assert titles == [f"Thing {year}" for year in range(2017, 2013, -1)]
    assert page.main.select_one("a[href='/ar/resources/initiative/courts/']").get_text() == "8 resources"
