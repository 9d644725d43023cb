"""Pieces of a translation find their source; pieces of a source find what they have become."""

from __future__ import annotations

import pytest

from plugins.translations.align import with_edited, with_translation
from plugins.translations.segments import segments
from tests.translations.conftest import page

HEAD = "Title: A\nSummary: B\n\n"


def body(text):
    bundle = page(HEAD + text)
    return [piece for piece in segments(bundle.source, bundle.kind) if not piece.is_field]


@pytest.mark.parametrize(
    ("source", "translation", "pairs"),
    [
        ("a\n\nb", "x\n\ny", ["x", "y"]),
        ("## A {#a}\n\na\n\n## B {#b}\n\nb", "## Y {#b}\n\ny", [None, None, "Y", "y"]),
        ("a\n\n[b](/b)\n\nc", "[y](/b)\n\nz", [None, "[y](/b)", "z"]),
        ("In 1997.\n\nIn 2019.", "Uno.\n\nEn 1997.\n\nEn 2019.", ["En 1997.", "En 2019."]),
        ("> Say no.", '> Say no.\n> {: lang="en" }\n>\n> Diga no.', ["Diga no."]),
        ("a\n\n- b\n- c", "x\n\ny\n\n- z", ["x", "z", None]),
        (
            "| a | b |\n| - | - |\n| c | 5 |",
            "| x | y |\n| - | - |\n| w | 7 |\n| z | 5 |",
            ["x", "y", "z", "5"],
        ),
        ("A short one.\n\n" + "A very long one. " * 9, "Una muy larga. " * 9, [None, "Una muy larga. " * 9]),
    ],
)
def test_a_translation_is_paired_by_structure_and_by_what_languages_share(source, translation, pairs):
    ours, theirs = body(source), body(translation)

    found = with_translation(ours, theirs)

    assert [None if n is None else theirs[n].text for n in found] == [pair and pair.strip() for pair in pairs]


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ("a\n\nb", "new\n\na\n\nb", ["a", "b"]),
        ("One thing here.\n\nb", "One other thing here.\n\nb", ["One other thing here.", "b"]),
        ("a\n\nb\n\nc", "c\n\na\n\nb", ["a", "b", "c"]),
        ("a\n\nb", "b", [None, "b"]),
        ("[a](/x)", "[a](/y)", ["[a](/y)"]),
        ("a paragraph", "- a paragraph", ["a paragraph"]),
        ("a\n\nquite another", "a\n\nthing is said", ["a", "thing is said"]),
        ("same\n\nsame", "same", ["same", None]),
    ],
)
def test_an_edited_source_is_paired_by_its_words(before, after, pairs):
    old, new = body(before), body(after)

    assert [None if n is None else new[n].text for n in with_edited(old, new)] == pairs
