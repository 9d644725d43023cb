"""Front matter keeps every line: each is a field, a stray or text, with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.bundles.fields import TAGS, BadValueError, language_tag
from plugins.bundles.frontmatter import parse
from plugins.bundles.model import Text


@pytest.mark.parametrize(
    ("text", "fields", "body"),
    [
        ("Title: A\nSummary: B\n\nText", [("Title", "A", 1, 8), ("Summary", "B", 2, 10)], "Text"),
        ("---\nTitle: A\n---\nText", [("Title", "A", 2, 8)], "Text"),
        ("Title: A\n    and more\n\nText", [("Title", "A and more", 1, 8)], "Text"),
        ("\n\nTitle:A\n\nText", [("Title", "A", 3, 7)], "Text"),
        ("Title：全角\n\nText", [("Title", "全角", 1, 7)], "Text"),
        ("Time: 10:30\n\n", [("Time", "10:30", 1, 7)], ""),
        ("Just a text.\n\nMore: of it", [], "Just a text.\n\nMore: of it"),
    ],
)
def test_fields_and_text(text, fields, body):
    front = parse(text)

    assert [(f.name, f.value, f.line, f.column) for f in front.fields] == fields
    assert front.body == body


@given(st.text(max_size=200))
def test_any_text_can_be_parsed_and_places_are_inside_it(text):
    front = parse(text)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")

    for field in front.fields:
        assert 1 <= field.line <= len(lines)
        assert lines[field.line - 1][field.column - 1 :].strip().startswith(field.value.split(" ")[0][:1])
    assert "\n".join(lines).endswith(front.body)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1), st.sampled_from(["\n", "\r\n", "\r"]))
def test_line_ends_do_not_matter(word, newline):
    text = f"Title: {word}\nSummary: {word}\n\n{word}\n"

    assert parse(text.replace("\n", newline)) == parse(text) == parse("\ufeff" + text)


@given(st.text("ab \n\t", max_size=30), st.text("ab \n\t", max_size=30))
def test_the_digest_sees_words_not_white_space(one, other):
    def digest(body):
        return Text("en", "x", "", {"title": "T"}, {}, body, 1).digest

    assert (digest(one) == digest(other)) == (one.split() == other.split())


@pytest.mark.parametrize(
    ("typed", "tag"), [("es", "es"), ("ZH-hans", "zh-Hans"), ("pt-br", "pt-BR"), ("prs", "prs")]
)
def test_language_tags_get_their_usual_capitals(typed, tag):
    assert language_tag(typed) == tag


@pytest.mark.parametrize("typed", ["english", "zh_Hans", "e", "qq", "es-", "", "en es"])
def test_what_is_no_language_tag(typed):
    with pytest.raises(BadValueError) as raised:
        language_tag(typed)
    assert raised.value.code == "bad-language"


def test_a_list_says_which_member_is_wrong():
    with pytest.raises(BadValueError) as raised:
        TAGS.read("en, es, spanisch")
    assert raised.value.offset == len("en, es, ")
