"""What was probably meant."""

from __future__ import annotations

from difflib import SequenceMatcher
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.likeness import closest, ratio
from plugins.linkcheck.resolve import Indicator
from plugins.linkcheck.sitemap import SiteMap
from plugins.linkcheck.suggest import nearest_address, nearest_reference


@pytest.mark.parametrize(
    ("path", "known", "expected"),
    [
        ("/news/map-us/", ["/news/maps-us/", "/other/map-us/"], "/other/map-us/"),  # a move before a slip
        ("/news/map-us/", ["/news/maps-us/", "/a/map-us/", "/b/map-us/"], "/news/maps-us/"),  # whose move?
        ("/news/map-us/", ["/news/maps-us/", "/other/map-us/now/"], "/news/maps-us/"),
        ("/news/map-us/", ["/news/map-usual-it/", "/other/map-us/"], "/other/map-us/"),  # before what is near
        ("/news/map-us/", ["/news/map-usual-it/", "/zzz/"], "/news/map-usual-it/"),
        ("/resource/maps/", ["/resources/maps/", "/news/"], "/resources/maps/"),
        ("/resources/zzz/", ["/resources/maps/"], ""),
        ("/get-help/phone/", ["/get-help/"], ""),  # a page above is another page
        ("/", ["/a/"], ""),
        ("/a/", [], ""),
    ],
)
def test_the_closest_path(path, known, expected):
    assert closest(path, {other: other for other in known}) == expected


def test_a_bundle_that_exists_is_offered_itself():
    site = SiteMap.of({}, bundles=["news/get-help", "pages/get-help"])

    typed = Indicator("bundel", "pages/get-help", "#x")
    assert nearest_reference(typed, "/", site) == "{bundle}pages/get-help#x"


@given(st.text(alphabet="ab/"), st.lists(st.text(alphabet="ab/", min_size=1)))
def test_only_what_exists_is_suggested(path, known):
    assert closest(path, {other: other for other in known}) in {"", *known}


SLUGS = [
    f"{first}-{second}"
    for first in [
        "court",
        "police",
        "housing",
        "school",
        "visa",
        "work",
        "family",
        "health",
        "news",
        "rights",
        "bail",
        "travel",
    ]
    for second in [
        "guide",
        "help",
        "report",
        "hearing",
        "appeal",
        "clinic",
        "policy",
        "letter",
        "photos",
        "checklist",
    ]
]
SITE = SiteMap.of(
    {f"{folder}{section}/{slug}/index.html": () for folder in ("", "es/", "zh-hans/") for section in ("guides", "news")
     for slug in SLUGS},
    languages=["es", "zh-hans"],
    own=False,
)  # fmt: skip


def test_with_two_letters_changed_the_page_meant_comes_first():
    random, right, asked = Random(7), 0, 400
    for _ in range(asked):
        meant = random.choice(SITE.pages)
        letters = list(meant)
        for at in random.sample([at for at, letter in enumerate(meant) if letter.isalpha()], 2):
            letters[at] = random.choice("abcdefghijklmnopqrstuvwxyz")
        typed = "".join(letters)
        right += (
            typed == meant
            or nearest_address(typed, SITE, loaded=False, language=SITE.language(meant)) == meant
        )
    assert right >= 0.9 * asked


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/guides/court-guide.html", "/guides/court-guide/"),
        ("/guides/court-guide.md", "/guides/court-guide/"),
        ("/guides/court-guide/index.php", "/guides/court-guide/"),
        ("/guides/court-guide/%20".replace("%20", " "), "/guides/court-guide/"),
        ('/guides/court-guide/"', "/guides/court-guide/"),
        ("/guide/court-guide/", "/guides/court-guide/"),  # one of several
        ("/guides/court-guides/", "/guides/court-guide/"),
        ("/blog/court-guide/", "/guides/court-guide/"),  # moved
        ("/es/blog/court-guide/", "/es/guides/court-guide/"),
        ("/es/guides/cuort-guide/", "/es/guides/court-guide/"),
        ("/fr/guides/court-guide/", "/guides/court-guide/"),
        ("/ES/guides/court-guide/", "/es/guides/court-guide/"),
        ("/zh-hant/guides/court-guide/", "/zh-hans/guides/court-guide/"),
        ("/zzz/", ""),
    ],
)
def test_slips_that_people_make(path, expected):
    assert nearest_address(path, SITE, loaded=False) == expected


@given(st.text(alphabet="abc", max_size=9), st.text(alphabet="abc", max_size=9))
def test_likeness_is_at_least_that_of_the_standard_library(one, other):
    assert (
        not one + other
        or ratio(one, other) >= SequenceMatcher(None, one, other, autojunk=False).ratio() - 1e-9
    )
