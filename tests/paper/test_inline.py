"""What of a converted text means something on paper, and how words that join their letters are written twice."""

from __future__ import annotations

import pytest

from plugins.paper import twice
from plugins.paper.inline import Run, line, lines


def test_each_paragraph_and_item_is_a_line_without_links():
    html = '<p>One <a href="/x/">link</a>.</p>\n<ul><li>Two</li><li></li></ul>'

    assert lines(html) == [(Run("One link."),), (Run("Two"),)]


def test_bold_and_language_are_kept():
    html = '<p>Form <bdi lang="en" dir="ltr">I-205</bdi> is <strong>not enough</strong>.</p>'

    assert line(html) == (
        Run("Form "),
        Run("I-205", lang="en", dir="ltr"),
        Run(" is "),
        Run("not enough", bold=True),
        Run("."),
    )


@pytest.mark.parametrize("html", ["", "<p></p>", "<p> \n </p>", "</p>", "<br>"])
def test_nothing_is_no_line(html):
    assert lines(html) == []


def test_words_that_join_are_written_twice_and_others_once():
    meanings = twice.Meanings()

    found = twice.pieces("النموذج I-205 (نعم).", meanings)

    seen = "".join(piece if isinstance(piece, str) else "".join(run[0] for run in piece) for piece in found)
    assert seen == "النموذج I-205 (نعم)."
    assert [len(run) for piece in found if not isinstance(piece, str) for run in piece] == [2, 1, 1, 2, 1]
    letters = meanings.letters()
    said = [
        "".join(letters[stand_in] for stand_in in run[1]) for piece in found for run in piece if len(run) == 2
    ]
    assert said == ["النموذج", "نعم"]


def test_latin_words_in_a_row_stay_one_so_that_they_keep_their_order():
    assert twice.pieces("חוק final removal order נאך", twice.Meanings())[2] == [["final removal order"]]
