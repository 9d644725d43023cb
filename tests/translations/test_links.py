"""Links have numbers in place of addresses, and get their addresses back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.translations.links import addressed, links, numbered, numbered_like


@pytest.mark.parametrize(
    ("text", "shown", "addresses"),
    [
        ("Call [us](tel:+12127256422).", "Call [us](1).", ["tel:+12127256422"]),
        ("[a](/x/) and [b](/y/)", "[a](1) and [b](2)", ["/x/", "/y/"]),
        ("[Padilla](https://x.org/a_(b))", "[Padilla](1)", ["https://x.org/a_(b)"]),
        ('[a](/x/ "A title")', '[a](1 "A title")', ["/x/"]),
        ("[a](</x y/>)", "[a](1)", ["</x y/>"]),
        ("[*a* [b]](/x/)", "[*a* [b]](1)", ["/x/"]),
        ("[![map](map.svg)](/x/)", "[![map](1)](2)", ["map.svg", "/x/"]),
        ("[a]({bundle}pages/about#who)", "[a](1)", ["{bundle}pages/about#who"]),
        ("`[a](/x/)` and \\[b](/y/)", "`[a](/x/)` and \\[b](/y/)", []),
        ("[a] (/x/), [b](/y/", "[a] (/x/), [b](/y/", []),
        ("[a][ref] [^1] <https://x.org/>", "[a][ref] [^1] <https://x.org/>", []),
        ("[a]()", "[a](1)", [""]),
    ],
)
def test_addresses_become_numbers(text, shown, addresses):
    assert numbered(text) == (shown, tuple(addresses))
    assert addressed(shown, addresses) == text


@pytest.mark.parametrize(
    ("translation", "shown"),
    [
        ("[b](/y/) y [a](/x/)", "[b](2) y [a](1)"),
        ("[a](/x/) [b](https://x.org/es)", "[a](1) [b](https://x.org/es)"),
        ("[a](<2>)", "[a](<2>)"),
        ("[a](2)", "[a](<2>)"),
        ("[a](/x/) [b](/x/)", "[a](1) [b](1)"),
    ],
)
def test_a_translation_has_the_numbers_of_its_source(translation, shown):
    assert numbered_like(translation, ["/x/", "/y/"]) == shown


def test_two_links_of_one_address_have_their_own_numbers():
    assert numbered_like("[a](/x/) [b](/x/)", ["/x/", "/x/"]) == "[a](1) [b](2)"


def test_numbers_may_be_written_in_any_digits():
    assert addressed("[ক](১) [ب](٢)", ["/x/", "/y/"]) == "[ক](/x/) [ب](/y/)"


_PIECES = ["[", "]", "(", ")", "![", "](", "a", " ", "1", "\\", "`", "<", ">", '"', "\n", "/x/", "é"]


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
@example("[a](1)")
def test_every_text_gets_its_addresses_back(text):
    shown, addresses = numbered(text)

    assert addressed(shown, addresses) == text
    assert [link.number for link in links(shown)] == list(range(1, len(addresses) + 1))
    assert addressed(numbered_like(text, addresses), addresses) == text
