"""What was probably meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.resolve import Indicator
from plugins.linkcheck.sitemap import SiteMap
from plugins.linkcheck.suggest import closest, nearest_reference


@pytest.mark.parametrize(
    ("path", "known", "expected"),
    [
        ("/news/map-us/", ["/news/maps-us/", "/other/map-us/"], "/news/maps-us/"),  # a slip before a move
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
