"""What is known of a language, and what a table of languages must be."""

from __future__ import annotations

import datetime

import pytest

from plugins.builder.__main__ import main
from plugins.multilingual.language import fault_of_table, language

DAY = datetime.date(2026, 2, 3)


@pytest.mark.parametrize(
    ("code", "tag", "direction", "endonym", "day"),
    [
        ("en", "en", "ltr", "English", "February 3, 2026"),
        ("es", "es", "ltr", "Español", "3 de febrero de 2026"),
        ("zh-hans", "zh-Hans", "ltr", "简体中文", "2026年2月3日"),
        ("ar", "ar", "rtl", "العربية", "3 فبراير 2026"),
        ("ht", "ht", "ltr", "Kreyòl Ayisyen", "3 fevriye 2026"),  # not "3 février", which Babel has
        ("yi", "yi", "rtl", "ייִדיש", "3טן פֿעברואַר 2026"),
        ("pt-BR", "pt-BR", "ltr", "Português", "3 de fevereiro de 2026"),
    ],
)
def test_a_language_is_known_by_its_tag_alone(code, tag, direction, endonym, day):
    found = language(code)

    assert (found.tag, found.dir, found.endonym, found.date(DAY)) == (tag, direction, endonym, day)


def test_a_language_is_written_small_in_a_sentence():
    assert language("es").name_in_text == "español"
    assert language("en").name_in_text == "English"


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["en", "es"], ""),
        (["en", "zh-Hans"], "Write 'zh-hans'."),
        (["en", "pt_br"], "Write 'pt-br'."),
        (["en", "arfr"], "with a comma between two"),
        (["en", "es", "es"], "stands twice"),
        (["es", "en"], "does not stand first"),
        ([], "does not stand first"),
    ],
)
def test_a_table_of_languages_is_checked(codes, words):
    fault = fault_of_table(codes, "en")

    assert words in fault
    assert bool(fault) is bool(words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('LANGUAGES = ["en", "zh-Hans"]', "LANGUAGES: 'zh-Hans' is not written in small letters"),
        ('SITEURL = "www.example.org"', "SITEURL is 'www.example.org'"),
        ('SITEURL = ""', "not the address of a site"),
        ('SITEURL = "https://ex ample.org"', "not the address of a site"),
    ],
)
def test_settings_that_cannot_be_are_told_with_their_line(make_site, capsys, line, words):
    site = make_site(extra=f"{line}\n")

    assert main(["--settings", str(site.root / "pelicanconf.py")]) == 2

    told = capsys.readouterr().err
    assert f"pelicanconf.py:{site.settings.rstrip().count(chr(10)) + 1}: " in told
    assert words in told
    assert told.count("\n") == 1
