"""The page of cards: both sides, in every language, and links to it and to the PDFs from where readers are."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image


def test_a_card_has_english_words_for_an_officer_and_the_readers_language_for_the_reader(whole_site):
    page = whole_site.page("/ar/know-your-rights/cards/")

    front, back = page.select_one(".cards .carry--front"), page.select_one(".cards .carry--back")
    said = [sentence.get_text() for sentence in front.select(".carry__said")]
    assert (front["lang"], front["dir"]) == ("en", "ltr")
    assert said[0] == "I do not consent to you coming in." and said[-1] == "I want a lawyer."
    assert (back["lang"], back["dir"]) == ("ar", "rtl")
    assert back.select_one(".carry__meaning").get_text().startswith("لا أوافق على دخولكم")
    assert [item["data-allowed"] for item in back.select("li")] == ["yes", "yes", "no", "no"]
    assert back.select_one("a.phone")["dir"] == "ltr"


def test_the_first_and_last_lines_of_the_lists_are_on_the_card(whole_site):
    back = whole_site.page("/know-your-rights/cards/").select_one(".carry--back")

    assert [item.get_text() for item in back.select("li")] == [
        "Keep the door closed. Ask who it is.",
        'Ask "Am I free to go?"',
        "Do not run.",
        "Do not sign anything.",
    ]
    assert not back.select(".carry__meaning")  # the other side is in the reader's language already


def test_the_code_of_each_language_leads_to_its_own_page(whole_site):
    site = whole_site
    for root, address in (
        ("", "https://example.org/know-your-rights/"),
        ("/ar", "https://example.org/ar/know-your-rights/"),
    ):
        picture = site.page(f"{root}/know-your-rights/cards/").select_one(".cards img")
        content = (site.output / picture["src"].lstrip("/")).read_bytes()
        assert picture["alt"] == address
        assert [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(content)))] == [address]


def test_readers_find_the_cards_and_the_flyer_from_where_they_are(whole_site):
    site = whole_site
    assert site.page("/know-your-rights/").select_one("a[href='/know-your-rights/cards/']")
    situation = site.page("/ar/know-your-rights/at-home/")
    assert [link["href"] for link in situation.select(".for-paper a")] == [
        "/ar/know-your-rights/at-home/flyer.pdf",
        "/ar/know-your-rights/cards/",
    ]
    assert (
        situation.select_one("svg.code")["aria-label"] == "https://example.org/ar/know-your-rights/at-home/"
    )
    others = site.page("/know-your-rights/cards/").select(".related a")
    assert {"/know-your-rights/cards/", "/ar/know-your-rights/cards/"} <= {link["href"] for link in others}
    assert site.page("/ar/know-your-rights/cards/").select_one(".exit__link")


def test_an_unchecked_translation_is_told_on_the_page_and_on_the_sheet(rights_site):
    site = rights_site("es", state="machine").build()

    assert site.page("/es/know-your-rights/cards/").select_one(".notice")


def test_a_site_without_the_situations_has_no_cards(make_site):
    from tests.conftest import PLUGINS

    site = make_site(
        "-- content/pages/know-your-rights/en.md --\nRights.\n", plugins=[*PLUGINS, "rights", "paper"]
    ).build()

    assert site.problems == []
    assert not (site.output / "know-your-rights/cards").exists()
