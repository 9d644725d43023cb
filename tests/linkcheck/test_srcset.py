"""srcset as the HTML standard reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.srcset import Candidate, parse


@pytest.mark.parametrize(
    ("srcset", "candidates"),
    [
        ("", []),
        ("a.png", [("a.png", "")]),
        (" a.png , b.png ", [("a.png", ""), ("b.png", "")]),
        ("a.png,b.png", [("a.png,b.png", "")]),  # a comma inside is part of the address
        ("a.png, b.png 2x", [("a.png", ""), ("b.png", "2x")]),
        ("a.png 1x,b.png 2x", [("a.png", "1x"), ("b.png", "2x")]),
        ("a.png 480w, b.png 800w", [("a.png", "480w"), ("b.png", "800w")]),
        ("a.png 480w 300h", [("a.png", "480w")]),
        ("a.png 300h 480w", [("a.png", "480w")]),
        ("a.png 300h", []),
        (",,,a.png,,, ,", [("a.png", "")]),
        ("data:,a 1x", [("data:,a", "1x")]),
        ("a.png 1.5x", [("a.png", "1.5x")]),
        ("a.png .5x", [("a.png", ".5x")]),
        ("a.png 1e2x", [("a.png", "1e2x")]),
        ("a.png 1.x", []),
        ("a.png +1x", []),
        ("a.png -1x", []),
        ("a.png -0x", [("a.png", "-0x")]),
        ("a.png 0x", [("a.png", "0x")]),
        ("a.png 0w", []),
        ("a.png 1w 2w", []),
        ("a.png 1w 1x", []),
        ("a.png 1x 300h", []),
        ("a.png 1X", []),
        ("a.png foo, b.png 1x", [("b.png", "1x")]),
        ("a.png (1, 2x), b.png", [("b.png", "")]),
        ("a.png (1, b.png 2x", []),
        ("a.png\t2x\n,\fb.png", [("a.png", "2x"), ("b.png", "")]),
    ],
)
def test_candidates(srcset, candidates):
    assert list(parse(srcset)) == [Candidate(*candidate) for candidate in candidates]


characters = st.characters(categories=["L", "N"], include_characters="/.?=%(),")
addresses = st.text(characters, min_size=1).filter(lambda text: text.strip(",") == text)
widths = st.integers(1, 9999).map("{}w".format)
densities = st.floats(0, 9, width=16).map("{}x".format)
descriptors = st.just("") | widths | densities


@given(st.lists(st.tuples(addresses, descriptors), max_size=6))
def test_what_is_joined_by_commas_is_found_again(candidates):
    srcset = ", ".join(f"{url} {descriptor}".strip() for url, descriptor in candidates)
    assert [tuple(candidate) for candidate in parse(srcset)] == candidates


@given(st.text(alphabet="ab ,()123wxh.-e\t\n"))
def test_any_text_gives_addresses_without_white_space(srcset):
    assert all(url and not url.endswith(",") and url.split() == [url] for url, _ in parse(srcset))
