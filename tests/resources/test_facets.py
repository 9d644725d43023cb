"""The rules of the library that need no site: counting, order, languages that serve a reader, pages of a list."""

from __future__ import annotations

import pytest

from plugins.resources.describe import spoken, weight
from plugins.resources.facets import in_order, serves
from plugins.resources.shelves import divided


@pytest.mark.parametrize(
    ("tags", "reader", "served"),
    [
        (("en", "es"), "es", True),
        (("en",), "es", False),
        ((), "es", False),
        (("zh",), "zh-Hans", True),
        (("zh-Hans",), "zh", True),
        (("zh-Hant",), "zh-Hans", False),
        (("es-MX",), "es", True),
        (("est",), "es", False),
        (("EN",), "en", True),
    ],
)
def test_a_resource_serves_readers_of_its_languages_and_of_less_exact_names_for_them(tags, reader, served):
    assert serves(tags, reader) is served


def test_values_stand_as_readers_look_for_them():
    assert in_order("type", {"video": 3, "toolkit": 1}) == ["toolkit", "video"]
    assert in_order("audience", {"press": 9, "community": 1}) == ["community", "press"]
    assert in_order("year", {"2018": 1, "2026": 1}) == ["2026", "2018"]
    assert in_order("initiative", {"a": 1, "b": 2}) == ["b", "a"]
    assert in_order("language", {"en": 9, "ar": 1, "es": 2}, "ar") == ["ar", "en", "es"]


def test_languages_have_their_own_names():
    assert [spoken(tag)["name"] for tag in ("es", "zh-Hant", "prs")] == ["Español", "繁體中文", "دری"]
    assert spoken("prs")["dir"] == "rtl"


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1 KB"), (1_499, "1 KB"), (240_100, "240 KB"), (2_340_000, "2.3 MB")]
)
def test_sizes_are_said_as_people_read_them(size, said):
    assert weight(size) == said


@pytest.mark.parametrize(("entries", "sizes"), [(0, [0]), (3, [3]), (4, [3, 1]), (6, [3, 3])])
def test_a_list_is_divided_and_nothing_is_lost(entries, sizes):
    found = list(divided(list(range(entries)), 3))

    assert [len(part) for part in found] == sizes
    assert [one for part in found for one in part] == list(range(entries))
