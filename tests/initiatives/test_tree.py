"""Who is part of whom, in which order; no initiative is ever lost."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from plugins.bundles.model import Bundle, Text
from plugins.bundles.schema import KINDS
from plugins.initiatives.tree import grow, ways

SLUGS = ["a", "b", "c", "d", "e"]
parents = st.dictionaries(st.sampled_from(SLUGS), st.sampled_from([*SLUGS, "gone"]))
orders = st.dictionaries(st.sampled_from(SLUGS), st.integers(0, 9))


def bundle(slug, parent, order):
    fields = {"part_of": parent, "order": order}
    text = Text("en", f"{slug}/en.md", "", {k: v for k, v in fields.items() if v is not None}, {}, "", 1)
    return Bundle(KINDS["initiatives"], slug, Path(slug), {"en": text}, "en")


def forest(parents, orders):
    return grow([bundle(slug, parents.get(slug), orders.get(slug)) for slug in SLUGS])


@given(parents, orders)
def test_each_initiative_stands_in_the_tree_once_whatever_part_of_says(parents, orders):
    found = [node.bundle.slug for top in forest(parents, orders) for node in top.walk()]

    assert sorted(found) == SLUGS


@given(parents, orders)
def test_neighbours_stand_by_order_then_name(parents, orders):
    tops = forest(parents, orders)
    rows = [tops, *(node.parts for top in tops for node in top.walk())]

    for row in rows:
        keys = [(orders.get(node.bundle.slug, 9999), node.bundle.slug) for node in row]
        assert keys == sorted(keys)


@given(parents, orders)
def test_the_way_to_an_initiative_leads_from_the_top_through_its_parents(parents, orders):
    for slug, way in ways(forest(parents, orders)).items():
        assert way[-1] == slug
        for above, below in pairwise(way):
            assert parents[below] == above
