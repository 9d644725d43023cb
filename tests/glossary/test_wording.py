"""Words are found as whole words in every script; the glossary's order is that of each language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.glossary.order import letter_of, sort_key
from plugins.glossary.wording import Words, folded


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("hielo", "el Hielo.", True),
        ("hielo", "hielos", False),
        ("garantía", "garanti\u0301a", True),  # é in two characters
        ("orden judicial", "una orden\njudicial", True),
        ("orden judicial", "ordenjudicial", False),
        ("judge's warrant", "the judge’s warrant", True),
        ("glace", "l'glace", True),
        ("বরফ", "বরফ।", True),
        ("বরফ", "বরফের", False),  # its genitive: a combining vowel follows
        ("ثلج", "في ثلج!", True),
        ("ثلج", "ثلجي", False),
        ("ثلج", "الثلج", False),
        ("جليد", "جَلِيد", True),  # with vowel points
        ("موقّع", "موقع", True),  # without
        ("قاض", "قاضٍ", True),
        ("冰", "美国冰局", True),
        ("ICE", "被ICE逮捕", True),
        ("얼음", "얼음을 먹다", True),  # its particle is joined to it
        ("얼음", "살얼음", False),
        ("лёд", "ЛЁД", True),
        ("אייז", "דער אייז", True),
        ("287(g)", "a 287(g) deal", True),
    ],
)
def test_a_word_is_found_where_readers_see_it_as_a_word(word, text, found):
    assert any(Words([word]).found(text)) is found


def test_the_longest_of_several_words_is_found_first():
    words = Words(["ICE", "warrant", "ICE warrant"], ["s"])

    assert [match[0] for match in words.found("an ICE warrant, warrants, ICE warranty")] == [
        "ICE warrant",
        "warrants",
        "ICE",
    ]
    assert list(Words(["", " "]).found("a  b")) == list(Words([]).found("a")) == []


@given(st.text(st.characters(categories=["L", "M", "N"]), min_size=1, max_size=12))
def test_a_word_finds_itself_between_spaces(word):
    assert any(Words([word]).found(f"a {word} b")) or not folded(word)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["287(g)", "364-day law", "ACD", "ICE", "ICE warrant", "icebreaker", "vacatur"]),
        ("es", ["acción", "“aggravated”", "nube", "ñame", "orden", "oso"]),
        ("pl", ["las", "lód", "łabędź", "mama", "zamek", "źle", "żaba"]),
        ("ru", ["ёж", "жук", "игла", "йод", "ICE"]),
        ("ur", ["آمد", "برف", "پانی", "تار", "ٹکٹ", "گھر", "ICE"]),
        ("ar", ["إدانة", "أمر", "جنحة", "ACD"]),
        ("ko", ["가나", "간", "나", "ICE"]),
        ("ht", ["eskiz", "èd", "fanmi"]),
    ],
)
def test_each_language_has_its_own_order(language, words):
    mixed = [*words[1::2], *words[::2]]

    assert sorted(mixed, key=lambda word: sort_key(word, language)) == words


def test_chinese_words_keep_the_order_they_came_in():
    assert sorted(["驱逐", "定罪"], key=lambda word: sort_key(word, "zh-hans")) == ["驱逐", "定罪"]


@pytest.mark.parametrize(
    ("words", "language", "letter"),
    [
        ("élection", "fr", "E"),
        ("ñame", "es", "Ñ"),
        ("“detainer”", "es", "D"),
        ("287(g) agreement", "en", "123"),
        ("إبعاد", "ar", "ا"),
        ("판사", "ko", "ㅍ"),
        ("까치", "ko", "ㄱ"),
        ("定罪", "zh-hant", ""),
        ("…", "en", ""),
    ],
)
def test_the_letter_under_which_words_stand(words, language, letter):
    assert letter_of(words, language) == letter
