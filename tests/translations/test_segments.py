"""A page is split into the pieces that readers see as one; everything around them stays as it was typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.bundles.library import source_text
from plugins.bundles.schema import KINDS
from plugins.translations.front import Edit, edited
from plugins.translations.segments import segments
from plugins.translations.shown import skeleton
from tests.translations.conftest import RENDER, page
from tests.translations.documents import documents

FIELDS = "Title: About us\nSummary: Who we are.\nMenu: main\n\n"


def pieces_of(body, fields=FIELDS):
    bundle = page(fields + body)
    return [piece for piece in segments(bundle.source, bundle.kind) if not piece.is_field]


@pytest.mark.parametrize(
    ("body", "pieces"),
    [
        ("One\nand two.\n\nThree.", ["paragraph-1: One and two.", "paragraph-2: Three."]),
        ("One  \ntwo", ["paragraph-1: One\ntwo"]),
        ("## Call us {#call}\n\nNow.", ["call/heading: Call us", "call/paragraph-1: Now."]),
        ("## Call us ##\n\n## Call us", ["call-us/heading: Call us", "call-us-2/heading: Call us"]),
        ("Call us\n-------", ["call-us/heading: Call us"]),
        ("- a\n- b\n    - c\n      c2\n\n    d\n\n- e", ["item-1: a", "item-2: b", "item-3: c c2", "paragraph-1: d", "item-4: e"]),
        ("1. a\n2. b", ["item-1: a", "item-2: b"]),
        ("> a\n> b\n>\n> - c", ["quotation-1: a b", "item-1: c"]),
        ("> a\n> {: lang=\"es\" }\n>\n> b", ["quotation-1: a", "quotation-2: b"]),
        ("| A | B |\n| --- | ---: |\n| c \\| d | `e|f` |\n|   | g |",
         ["row-1-cell-1: A", "row-1-cell-2: B", "row-2-cell-1: c \\| d", "row-2-cell-2: `e|f`", "row-3-cell-2: g"]),
        ("A | B\n--- | ---\nc | d", ["row-1-cell-1: A", "row-1-cell-2: B", "row-2-cell-1: c", "row-2-cell-2: d"]),
        ("| A |\n| - |\n\n| B |\n| - |", ["row-1-cell-1: A", "table-2-row-1-cell-1: B"]),
        ("ICE\n:   An agency.\n\n    More.", ["term-1: ICE", "definition-1: An agency.", "paragraph-1: More."]),
        ("a[^1]\n\n[^1]: b\n    c", ["paragraph-1: a[^1]", "note-1: b c"]),
        ("a\n\n*[ICE]: An agency", ["paragraph-1: a", "abbreviation-1: An agency"]),
        ("a [b][c]\n\n[c]: https://x.org/", ["paragraph-1: a [b][c]"]),
        ("a\n{: .large }\n\nb {x}", ["paragraph-1: a", "paragraph-2: b {x}"]),
        ("```\n## code\n```\n\na\n\n    code\n\n---\n\n[TOC]", ["paragraph-1: a"]),
        ("<div>\na\n</div>\n\n<!-- b -->\n\nc <b>d</b>", ["paragraph-1: c <b>d</b>"]),
        ('<div markdown="1">\n\na\n\n</div>\n\nb', ["paragraph-1: a", "paragraph-2: b"]),
        ("a\n## b\nc", ["paragraph-1: a", "b/heading: b", "b/paragraph-1: c"]),
        ("#OneDayMatters", ["onedaymatters/heading: OneDayMatters"]),
    ],
)  # fmt: skip
def test_pieces_of_a_body(body, pieces):
    assert [f"{piece.name}: {piece.text}" for piece in pieces_of(body)] == pieces


def test_fields_are_pieces_if_they_have_a_translation():
    bundle = page(
        "Title: About us\nMenu: main\nSummary: Who we are,\n    and why.\nImage: a.svg\nAlt: People.\n\nText."
    )

    found = segments(bundle.source, bundle.kind)

    assert [(piece.name, piece.text) for piece in found] == [
        ("Title", "About us"),
        ("Summary", "Who we are, and why."),
        ("Alt", "People."),
        ("paragraph-1", "Text."),
    ]


def test_every_word_of_the_schema_is_a_piece_and_no_address_is():
    words = {
        field.name
        for kind in KINDS.values()
        for piece in segments(source_text(whole_page(kind), bundle_of(kind)), kind)
        for field in kind.fields
        if field.name == piece.name
    }

    assert words == {"Title", "Summary", "Short-Title", "Alt", "Action", "Also"}


def whole_page(kind):
    return "".join(f"{field.shown}\n" for field in kind.fields) + "\nText.\n"


def bundle_of(kind):
    return replace(page("Title: A\n\nText."), kind=kind)


def test_what_is_around_a_piece_stays_as_it_was():
    raw = "Title: A\r\nSummary:  B\r\nMenu: main\r\n\r\n\r\n##  C  {#c}\r\n\r\n*   d\r\n    e\r\n\r\n> f  \r\n> g\r\n\r\n|  h|i  |\r\n|:--|--:|\r\n"
    bundle = page(raw)

    new = edited(raw, [
        Edit(piece.start, piece.end, piece.typed(piece.text.upper().replace("H", "H|H"), "\r\n"))
        for piece in segments(bundle.source, bundle.kind)
    ])  # fmt: skip

    assert new == (
        "Title: A\r\nSummary:  B\r\nMenu: main\r\n\r\n\r\n##  C  {#c}\r\n\r\n*   D E\r\n\r\n> F  \r\n> G\r\n\r\n"
        "|  H\\|H|I  |\r\n|:--|--:|\r\n"
    )


def test_a_new_piece_renames_none_of_another_section():
    before = pieces_of("a\n\n## B {#b}\n\nc\n\n- d\n\n## E {#e}\n\nf")
    after = pieces_of("a\n\n## B {#b}\n\nnew\n\nc\n\n- d\n\n## New {#new}\n\nnew\n\n## E {#e}\n\nf")

    names = {piece.text: piece.name for piece in after}
    assert [piece.text for piece in before if names[piece.text] != piece.name] == ["c"]


_ANYTHING = st.text(st.sampled_from("ab \n\n\t#->*_[](){}|:`~<=1.\\\r\u2028é中")) | st.text()


@given(_ANYTHING)
def test_any_text_has_pieces_in_order_with_names_of_their_own(body):
    raw = FIELDS + body
    bundle = page(raw)
    found = segments(bundle.source, bundle.kind)
    ends = 0

    for piece in sorted(found, key=lambda piece: piece.start):
        assert ends <= piece.start < piece.end <= len(raw)
        assert raw[piece.start : piece.end].split()[0][:1] == piece.text[:1]
        ends = piece.end
    assert len({piece.name for piece in found}) == len(found)


@settings(max_examples=60, deadline=None)
@given(documents)
def test_other_words_in_every_piece_leave_the_structure_of_the_page(body):
    bundle = page(FIELDS + body)
    found = segments(bundle.source, bundle.kind)

    raw = edited(bundle.source.raw, [Edit(p.start, p.end, p.typed("Palabras.", "\n")) for p in found])

    new = source_text(raw, bundle)
    before, after = RENDER([bundle.source.body, new.body])
    assert skeleton(after) == skeleton(before)
    assert [piece.shape for piece in segments(new, bundle.kind)] == [piece.shape for piece in found]
