"""What changed in a source, paragraph by paragraph and word by word."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from plugins.translations.diff import changes

BEFORE = """\
Title: Your rights
Summary: What to say.

## At the door

Do not open the door.
Ask for a judge's warrant.

- Call us.
- Stay calm.
"""


def test_nothing_is_said_of_white_space():
    assert changes(BEFORE, BEFORE.replace("door.\nAsk", "door. Ask\n")) == ""


def test_words_are_shown_in_their_paragraph_with_its_line():
    after = BEFORE.replace("Do not open", "Never open").replace(
        "- Stay calm.", "- Stay calm.\n- Ask for a lawyer."
    )

    assert changes(BEFORE, after) == (
        "6: [-Do not-]{+Never+} open the door. Ask for a judge's warrant.\n11: {+- Ask for a lawyer.+}\n"
    )


def test_a_paragraph_that_went_is_shown_where_it_stood():
    assert changes(BEFORE, BEFORE.replace("- Call us.\n", "")) == "9: [-- Call us.-]\n"


_LINES = st.lists(
    st.sampled_from(["", "one two", "three", "- four", "## five", "one two six", "| a | b |"]), max_size=9
)


@given(_LINES.map("\n".join), _LINES.map("\n".join))
def test_taking_out_what_came_gives_the_words_that_were(before, after):
    shown = changes(before, after)
    kept = re.sub(r"\{\+.*?\+\}", "", shown)
    came = re.sub(r"\[-.*?-\]", "", shown)

    def words(text):
        return set(re.findall(r"[a-z]{3,}", text))

    assert words(kept) <= words(before) | words(after)
    assert words(came) <= words(after)
    assert (shown == "") == (_paragraphs(before) == _paragraphs(after))


def _paragraphs(text):
    from plugins.translations.diff import _paragraphs as found

    return [said for _, said in found(text)]
