"""The table of translations: what each form shows, and that its counts are right."""

from __future__ import annotations

import datetime
import json
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from plugins.bundles.convert import convert
from plugins.bundles.library import read_library
from plugins.bundles.scaffold import accept, new_translation
from plugins.translations.pages import counts_of
from plugins.translations.survey import MARKS, narrowed, survey
from plugins.translations.table import FORMATS, SIGNS, as_data, as_text
from tests.conftest import PLUGINS

TODAY = datetime.date(2026, 5, 18)
CODES = ["en", "es", "ar"]
SITE = """
-- content/pages/about/en.md --
About us.

-- content/pages/rights/en.md --
Title: Rights <now>
Summary: What you can say.
Risk: high

## Say this {#say}

Words.

-- content/pages/rights/ar.md --
Title: حقوقك
Summary: ملخص.
Translation: reviewed
Translator: Amal
Reviewed: 2026-05-18

## قل هذا {#say}

كلمات.

-- content/pages/rights/es.md --
Title: Sus derechos
Summary: Resumen.
Translation: machine

## Diga esto {#say}

Palabras.
"""


def read(site):
    library = read_library(site.root, site.root / "content", CODES, "en", TODAY)
    convert(list(library.texts()), {}, lambda _: ())
    return library


@pytest.fixture
def site(make_site):
    site = make_site(SITE)
    for code in ("ar", "es"):
        site.write(f"content/pages/rights/{code}.md", accept(read(site), "pages/rights", code, TODAY).text)
    return site


def marks(site, page, code):
    [row] = narrowed(survey(read(site)), [page]).rows
    return row.standings[code].marks


def test_each_page_has_one_state_in_each_language(site):
    assert marks(site, "pages/rights", "ar") == ("reviewed",)
    assert marks(site, "pages/rights", "es") == ("machine", "withheld")
    assert marks(site, "pages/about", "es") == ("missing",)


def test_a_file_that_is_still_the_english_text_counts_as_missing(site):
    site.write("content/pages/about/es.md", new_translation(read(site), "pages/about", "es", TODAY).text)

    assert marks(site, "pages/about", "es") == ("missing",)


@pytest.mark.parametrize(
    ("language", "old", "new", "expected"),
    [
        ("en", "Words.", "Other words.", ("reviewed", "outdated", "withheld")),
        ("en", "Words.", "Words.\n", ("reviewed",)),
        ("ar", " {#say}", "", ("reviewed", "drifted", "withheld")),
        ("ar", "Source-Date", "Title", ("reviewed",)),
        ("ar", "reviewed", "draft", ("draft", "withheld")),
    ],
)
def test_an_edit_changes_just_what_it_should(site, language, old, new, expected):
    before = as_data(survey(read(site)))
    path = site.root / f"content/pages/rights/{language}.md"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    assert marks(site, "pages/rights", "ar") == expected
    after = as_data(survey(read(site)))
    assert [page for page in after["pages"] if page["page"] != "pages/rights"] == [
        page for page in before["pages"] if page["page"] != "pages/rights"
    ]


def test_a_translation_without_its_digest_is_of_unknown_age(site):
    path = site.root / "content/pages/rights/ar.md"
    path.write_text(
        "".join(line for line in path.read_text("utf-8").splitlines(True) if "Digest" not in line), "utf-8"
    )

    assert marks(site, "pages/rights", "ar") == ("reviewed", "unknown")


def test_the_counts_are_those_of_the_cells(site):
    data = json.loads(FORMATS["json"](survey(read(site))))

    for code in data["languages"]:
        counted = Counter()
        for page in data["pages"]:
            found = page["translations"][code]
            counted[found["state"]] += 1
            counted.update(mark for mark in MARKS[4:] if found[mark])
        assert {mark: counted[mark] for mark in MARKS} == data["counts"][code]
        assert sum(data["counts"][code][state] for state in ("missing", "machine", "draft", "reviewed")) == 3


def test_what_is_asked_for_is_shown_and_nothing_else(site):
    whole = survey(read(site))

    assert [row.bundle.ref for row in narrowed(whole, marks=["withheld"], languages=["es"]).rows] == [
        "pages/rights"
    ]
    assert narrowed(whole, marks=["withheld"], languages=["ar"]).rows == []
    assert [row.bundle.ref for row in narrowed(whole, high_risk=True).rows] == ["pages/rights"]
    assert len(narrowed(whole, ["pages"]).rows) == 3
    assert as_text(narrowed(whole, marks=["drifted"])) == "No page is like that.\n"


def test_the_terminals_table_is_aligned_and_explains_its_signs(site):
    shown = as_text(survey(read(site)))
    head, *rows = shown.split("\n\n")[0].split("\n")

    assert [head.rindex(code) + len(code) for code in ("es", "ar")] == [
        rows[-1].index("mx") + 2,
        rows[-1].index("R") + 1,
    ]
    assert "x withheld: not on the public site" in shown
    assert len(set(SIGNS.values())) == len(MARKS)


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_other_forms_say_the_same(site, form):
    found = FORMATS[form](survey(read(site)))

    assert "machine, withheld" in found
    if form == "html":
        table = BeautifulSoup(found, "html.parser")
        assert table.select_one("tbody th:-soup-contains('Rights')").get_text() == "Rights <now>"
        assert len(table.select("tbody tr")) == 3
        assert len(table.select("tfoot tr")) == len(MARKS)


@pytest.fixture
def built(make_site):
    return make_site(SITE, plugins=[*PLUGINS, "translations"]).build()


def test_the_status_page_is_for_staff_and_in_no_index(built):
    page = built.page("/ar/translations/")

    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.article["lang"] == "en"
    assert page.select_one("link[rel=canonical]")["href"] == "https://example.org/translations/"
    assert "/translations/" not in built.html("/sitemap.xml")


def counted(page, code):
    """Return what a language's status page lists: how many pages have each mark, by the groups that it shows."""
    found = Counter()
    for group in page.select("section.standing"):
        name, size = group.h2.get_text().lower().split(": ")
        links = group.select("li a")
        assert len(links) == int(size)
        assert all(link["href"].startswith(f"/{code}/") for link in links)
        found.update({mark: len(links) for mark in name.split(", ")})
    return found


@pytest.mark.parametrize("code", ["es", "ar"])
def test_a_languages_status_page_counts_the_pages_that_it_lists(built, code):
    page = built.page(f"/{code}/translations/")
    told = {row.th.get_text(): int(row.td.get_text()) for row in page.select(".standings tbody tr")}
    listed = counted(page, code)

    assert {mark: told[mark] for mark in MARKS} == {mark: listed[mark] for mark in MARKS}
    assert told["missing"] + told["machine"] + told["draft"] + told["reviewed"] == 3
    assert told["current"] == 0, "no translation here says what it was made from"


def test_a_languages_status_page_begins_with_what_is_most_to_be_done(built):
    groups = [heading.get_text() for heading in built.page("/es/translations/").select("section.standing h2")]

    assert groups == ["Machine, unknown, withheld: 1", "Missing: 2"]


def test_a_translation_of_the_source_as_it_is_counts_as_current(site):
    counts = counts_of(row.standings["ar"] for row in survey(read(site)).rows)

    assert {count.mark: count.pages for count in counts if count.pages} == {
        "current": 1,
        "missing": 2,
        "reviewed": 1,
    }


def test_the_source_languages_status_page_has_the_counts_of_each_language_and_leads_to_its_page(built):
    page = built.page("/translations/")
    heads = [head.get_text() for head in page.select(".standings thead th")]

    rows = page.select(".standings tbody tr")
    assert len(rows) == 3
    for code, row in zip(("es", "ar", "zh-hans"), rows, strict=True):
        assert row.a["href"] == f"/{code}/translations/"
        listed = counted(built.page(row.a["href"]), code)
        told = dict(zip(heads[1:], (int(cell.get_text()) for cell in row.select("td")), strict=True))
        assert told == {mark: listed[mark] for mark in told}
        assert set(told) >= set(listed)
    assert all(mark in page.article.get_text() for mark in MARKS)


def test_the_page_of_one_language_asks_for_no_other(site):
    library = read(site)

    assert survey(library, ["ar"]) == narrowed(survey(library), languages=["ar"])
