"""What a text says, without what does not change it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.bundles.meaning import meaning


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "See [the law](https://a.example/x).",
            'See [the law](https://b.example/y_(z)  "Title").',
        ),
        ("See [the law](https://a.example/x).", "See the law."),
        ("See [the law](https://a.example/x).", "See [the law][law].\n\n[law]: https://a.example/x"),
        ("See [the law [1]](https://a.example).", "See [the law [1]](<https://b.example>)."),
        ("[![A map](a.svg)](https://a.example)", "[![A map](b.svg)](https://b.example)"),
        ("## Call {#call}", "## Call {: #phone .big }"),
        ("One\ntwo.", "One   two."),
        ("See <https://a.example>.", "See <https://b.example>."),
    ],
)
def test_addresses_ids_and_white_space_say_nothing(one, other):
    assert meaning(one) == meaning(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Do not open.", "Do open."),
        ("[call](tel:+12127256422)", "[call](tel:+12127256423)"),
        ("[write](mailto:a@b.example)", "[write](mailto:c@b.example)"),
        ("See [the law](https://a.example).", "See [a law](https://a.example)."),
        ("![A map](a.svg)", "![A door](a.svg)"),
        ("Form I-200", "Form I-205"),
        ("a[^1]\n\n[^1]: One", "a[^1]\n\n[^1]: Two"),
    ],
)
def test_words_and_numbers_do(one, other):
    assert meaning(one) != meaning(other)


@given(st.text(alphabet='[]()<>{}#:! \nab"', max_size=200))
def test_any_text_has_a_meaning_in_one_line(text):
    assert "\n" not in meaning(text)


@pytest.mark.parametrize("text", ["[" * 20000, "[a](" * 5000, "![" * 10000 + "]" * 10000, "{#" * 20000])
def test_hostile_brackets_are_read_in_time(text):
    meaning(text)
