"""Catalogues as translators leave them: what they say is shown, what would break a page is told and left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.multilingual.catalogue import read_catalogue

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
SINCE = 'msgid "Since %(year)s"\nmsgstr "{}"\n'


def read(tmp_path: Path, text: str):
    po = tmp_path / "es.po"
    po.write_text(HEAD + text, "utf-8")
    return read_catalogue(po, "es.po")


def test_what_is_translated_is_shown(tmp_path):
    catalogue, problems = read(tmp_path, SINCE.format("Desde %(year)s, 100%%"))

    assert problems == []
    assert catalogue.gettext("Since %(year)s") == "Desde %(year)s, 100%%"


@pytest.mark.parametrize(
    ("translation", "words"),
    [
        ("Desde", "has lost '%(year)s'"),
        ("Desde %(año)s", "has '%(año)s', which the original has not"),
        ("Desde %(ano)s %(year)s", "has '%(ano)s', which the original has not"),
        ("Desde %(year)s 100% ", "has a stray '% '"),
        ("Desde <b>%(year)s</b>", "has markup"),
    ],
)
def test_what_would_break_the_page_is_told_at_its_line_and_not_shown(tmp_path, translation, words):
    catalogue, problems = read(tmp_path, SINCE.format(translation))

    assert [(problem.code, problem.file, problem.line) for problem in problems] == [
        ("message-broken", "es.po", 6)
    ]
    assert words in problems[0].message
    assert catalogue.gettext("Since %(year)s") == "Since %(year)s"


@pytest.mark.parametrize(
    ("code", "original", "translation", "told"),
    [
        ("es", "Look through our list", "Look through our list", True),
        ("es", "Audience", "Audience", False),
        ("ar", "Audience", "Audience", True),
        ("zh-hant", "News", "News", True),
        ("ar", "ICE", "ICE", False),
        ("sr-latn", "Video", "Video", False),
        ("ru", "Video", "Видео", False),
    ],
)
def test_an_english_string_on_a_page_in_another_language_is_told(tmp_path, code, original, translation, told):
    po = tmp_path / f"{code}.po"
    po.write_text(HEAD + f'msgid "{original}"\nmsgstr "{translation}"\n', "utf-8")
    _, problems = read_catalogue(po, po.name)

    assert [problem.line for problem in problems] == ([6] if told else [])
    assert all("still the English string" in problem.message for problem in problems)


def test_a_fuzzy_string_is_not_shown(tmp_path):
    catalogue, _ = read(tmp_path, "#, fuzzy, python-format\n" + SINCE.format("Hasta %(year)s"))

    assert catalogue.gettext("Since %(year)s") == "Since %(year)s"
    assert catalogue.missing == {"Since %(year)s"}


def test_a_plural_form_for_one_may_say_its_number_in_words(tmp_path):
    plural = 'msgid "%(num)s page"\nmsgid_plural "%(num)s pages"\nmsgstr[0] "una página"\nmsgstr[1] "%(num)s páginas"\n'
    catalogue, problems = read(tmp_path, plural)

    assert problems == []
    assert catalogue.ngettext("%(num)s page", "%(num)s pages", 1) == "una página"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_whatever_is_accepted_can_be_filled_in(tmp_path_factory, translation):
    written = translation.replace("\\", "").replace('"', "")
    catalogue, problems = read(tmp_path_factory.mktemp("po"), SINCE.format(written))

    if not problems:
        assert isinstance(catalogue.gettext("Since %(year)s") % {"year": 2016}, str)
