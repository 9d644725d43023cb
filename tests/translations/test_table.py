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


def test_the_status_page_is_for_staff_and_in_no_index(make_site):
    site = make_site(SITE, plugins=[*PLUGINS, "translations"]).build()
    page = site.page("/ar/translations/")

    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.article["lang"] == "en"
    assert page.select_one("link[rel=canonical]")["href"] == "https://example.org/translations/"
    assert "machine, unknown, withheld" in page.select_one(".wide table").get_text()
    assert "/translations/" not in site.html("/sitemap.xml")
