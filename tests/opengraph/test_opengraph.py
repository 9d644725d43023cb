"""The pictures above links: one for each real page and language, in its own script."""

from __future__ import annotations

import pytest
from PIL import Image

from plugins.opengraph import signals as opengraph
from plugins.paper import fonts
from tests.conftest import PLUGINS

PAGE = """\
-- content/pages/rights/en.md --
Your rights.
-- content/pages/rights/ar.md --
Title: حقوقك
Summary: ما هي حقوقك.
Translation: reviewed
Translator: A. Reader
Reviewed: 2026-05-18

حقوقك.
"""
WITH_CARDS = [*PLUGINS[:-1], "opengraph", PLUGINS[-1]]
BASE = "https://example.org"

needs_fonts = pytest.mark.skipif("Noto Naskh Arabic" not in fonts.files(), reason="needs the Noto fonts")


def card_of(page):
    tag = page.select_one('meta[property="og:image"]')
    return tag and tag["content"]


@needs_fonts
def test_each_real_page_has_a_picture_with_its_title_and_one_that_stands_in_for_another_has_none(make_site):
    site = make_site(PAGE, plugins=WITH_CARDS)

    assert [code for code in site.build().codes if code != "message-missing"] == []

    found = {
        path: card_of(site.page(path))
        for path in ("/", "/rights/", "/ar/rights/", "/es/rights/", "/404.html")
    }
    assert found["/es/rights/"] is found["/404.html"] is None
    assert found["/ar/rights/"].startswith(f"{BASE}/ar/og/")
    assert len({found["/"], found["/rights/"], found["/ar/rights/"]}) == 3
    for address in filter(None, found.values()):
        file = site.output / address.removeprefix(f"{BASE}/")
        assert file.stat().st_size <= 60_000
        with Image.open(file) as picture:
            assert picture.size == (1200, 630)
    head = site.page("/ar/rights/")
    assert head.select_one('meta[property="og:image:alt"]')["content"] == "حقوقك"
    assert head.select_one('meta[name="twitter:card"]')["content"] == "summary_large_image"


@needs_fonts
def test_a_new_title_makes_a_new_picture_the_old_one_goes_and_other_languages_keep_theirs(make_site):
    site = make_site(PAGE, plugins=WITH_CARDS)
    site.build()

    def all_files():
        return {
            path.relative_to(site.output).as_posix(): path.read_bytes() for path in site.output.rglob("*.png")
        }

    before, old = all_files(), card_of(site.page("/rights/"))
    site.write(
        "content/pages/rights/en.md", "Title: Know your rights\nSummary: What it says.\n\nYour rights.\n"
    )
    site.build()
    after = all_files()
    assert old.removeprefix(f"{BASE}/") in before.keys() - after.keys()
    assert {name for name in before if name.startswith("ar/")} == {
        name for name in after if name.startswith("ar/")
    }

    for folder in ("output", ".cache"):
        site.remove(folder)
    site.build()
    assert all_files() == after


def test_a_language_without_its_font_has_no_pictures_and_one_sentence_says_so(make_site, monkeypatch):
    monkeypatch.setattr(opengraph.fonts, "missing", lambda faces: ["Noto Nothing"])
    site = make_site(PAGE, plugins=WITH_CARDS, extra='LANGUAGES = ["en"]\n')
    site.remove("content/pages/rights/ar.md")

    assert site.build().codes == ["card-missing"]

    assert card_of(site.page("/rights/")) is None
    assert "Noto Nothing" in site.problems[0]
