"""Texts that use a word which the glossary forbids are told where; so is a glossary that contradicts itself."""

from __future__ import annotations

import datetime

import pytest

from plugins.bundles.library import read_library
from plugins.glossary.check import check_terms, check_texts, visible
from plugins.glossary.hints import hints
from plugins.glossary.terms import read_terms

TERMS = """
-- content/glossary/ice/en.md --
Title: ICE
Avoid: la migra
Source: https://example.com/

The agency.

-- content/glossary/ice/es.md --
Title: ICE
Avoid: hielo
Translation: machine

La agencia.

-- content/glossary/ice/bn.md --
Title: ICE
Avoid: বরফ
Translation: machine

সংস্থা।

-- content/glossary/ice/zh-hans.md --
Title: 移民与海关执法局（ICE）
Avoid: 冰
Translation: machine

机构。

-- content/glossary/ice/ar.md --
Title: دائرة الهجرة والجمارك (ICE)
Avoid: جليد، الجليد
Translation: machine

الوكالة.

-- content/glossary/judicial-warrant/en.md --
Title: judge's warrant
Also: judicial warrant
Source: https://example.com/

A paper.

-- content/glossary/judicial-warrant/es.md --
Title: orden judicial
Also: garantía del juez
Avoid: garantía, mandato, orden de arresto del juez
Translation: machine

Un papel.

-- content/glossary/removal/en.md --
Title: removal
Also: deportation
Source: https://example.com/

Having to leave.

-- content/glossary/removal-proceedings/en.md --
Title: removal proceedings
Source: https://example.com/

A case.
"""
LANGUAGES = ["en", "es", "bn", "zh-hans", "ar"]


@pytest.fixture
def found(make_site):
    """Return a function from files to what the glossary's checks say of them."""

    def check(files, terms=TERMS):
        site = make_site(terms + files)
        library = read_library(site.root, site.root / "content", LANGUAGES, "en", datetime.date(2026, 5, 18))
        known = read_terms(library)
        return [str(p) for p in (*check_terms(library, known), *check_texts(library, known))]

    return check


def page(language, body, head="Title: T\nSummary: S\nTranslation: machine\n"):
    source = "-- content/pages/about/en.md --\nText.\n"
    return f"{source}\n-- content/pages/about/{language}.md --\n{head}\n{body}\n"


SAID = "'{}' is not the word for '{}' here. Write '{}'. [forbidden-term]"


@pytest.mark.parametrize(
    ("language", "body", "places"),
    [
        ("es", "Sin una garantía.", ["5:9"]),
        ("es", "Sin una **Garantía** y sin\nGARANTÍA.", ["5:11", "6:1"]),
        ("es", "Sin [una garantía](https://e.org/garantía) de más.", ["5:10"]),
        ("es", "> Una garantía.", ["5:7"]),
        ("es", "| a | b |\n| --- | --- |\n| una | garantía |", ["7:9"]),
        ("es", "Las garantías.", []),
        ("es", "La garantía del juez.", []),  # part of what may be used
        ("es", "`garantía` <https://e.org/garantía> https://e.org/garantía {#garantía}", []),
        ("es", "    garantía", []),
        ("es", "```\ngarantía\n```", []),
        ("es", '<a href="/garantía/">x</a> ![garantía](x.svg)', ["5:30"]),
        ("es", "[uno][garantía]\n\n[garantía]: https://e.org/", []),
        ("es", "una orden de arresto del\njuez", ["5:5"]),
        ("bn", "এটা বরফ। বরফের নয়।", ["5:5"]),
        ("zh-hans", "联邦冰局", ["5:3"]),
        ("zh-hans", "移民与海关执法局（ICE）", []),
        ("ar", "شرطة الجليد", ["5:6"]),
        ("ar", "جليدي", []),
    ],
)
def test_a_forbidden_word_is_told_at_its_place(found, language, body, places):
    told = found(page(language, body))

    assert [":".join(line.split(":")[1:3]) for line in told] == places


def test_the_message_says_what_to_write(found):
    (told,) = found(page("es", "Sin garantía."))

    said = SAID.format("garantía", "judge's warrant", "orden judicial")
    assert told == f"content/pages/about/es.md:5:5: {said}"


def test_words_of_the_source_language_are_forbidden_in_the_source(found):
    (told,) = found("-- content/pages/about/en.md --\nTitle: T\nSummary: S\n\nThe La Migra.\n")

    assert told == "content/pages/about/en.md:4:5: " + SAID.format("La Migra", "ICE", "ICE")


def test_fields_are_read_too_also_where_they_go_on_in_the_next_line(found):
    head = "Title: El hielo, el hielo\nSummary: Qué es\n    el hielo\nTranslation: machine\n"
    told = found(page("es", "Texto.", head))

    assert [line.split(": ")[0].partition("es.md:")[2] for line in told] == ["1:11", "1:21", "3:8"]


def test_a_term_cannot_be_called_what_it_forbids(found):
    told = found("", TERMS.replace("Avoid: garantía,", "Avoid: Orden  judicial,"))

    (line,) = told
    assert line.startswith(
        "content/glossary/judicial-warrant/es.md:3:8: 'orden judicial' is to be used and to be avoided."
    )
    assert line.endswith("[term-clash]")


def test_two_terms_cannot_have_the_same_word(found):
    spanish = "\n-- content/glossary/removal/es.md --\nTitle: Orden judicial\nTranslation: machine\n\nX.\n"
    (line,) = found(spanish)

    assert line.startswith(
        "content/glossary/removal/es.md:1:8: 'Orden judicial' is also the word for 'judge's warrant'"
    )


def test_a_term_has_no_headings(found):
    (line,) = found("", TERMS.replace("Having to leave.", "Having to leave.\n\n## More {#more}"))

    assert line.startswith("content/glossary/removal/en.md:7:1: A term has no headings")


def test_a_translation_that_is_still_english_forbids_nothing_and_is_no_rendering(found):
    untouched = "\n-- content/glossary/removal/es.md --\nTitle: removal\nAvoid: texto\nTranslation: draft\n\nHaving to leave.\n"

    assert found(page("es", "Texto.") + untouched) == []


def test_what_readers_do_not_see_is_taken_out_in_place():
    prose = "a [b](c) <d> {e} https://f g\n[h]: i"

    assert len(visible(prose)) == len(prose)
    assert visible(prose).replace("\0", "") == "a [b]    g\n"


def test_warnings_let_the_build_go_on(build):
    site = build(TERMS.partition("-- content/glossary/ice/bn")[0] + page("es", "El hielo."))

    assert site.codes == ["forbidden-term"]
    assert site.outcome.built


# ── For translators ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("segment", "language", "lines"),
    [
        ("ICE needs a judge's warrant.", "es",
         ["Glossary: ICE → ICE (not: hielo)",
          "Glossary: judge's warrant → orden judicial (not: garantía, mandato, orden de arresto del juez)"]),
        ("Judicial warrants, and a judge’s\nwarrant", "es",
         ["Glossary: judge's warrant → orden judicial (not: garantía, mandato, orden de arresto del juez)"]),
        ("The office, a price.", "es", []),
        ("ICE", "zh-hans", ["Glossary: ICE → 移民与海关执法局（ICE） (not: 冰)"]),
        ("ICE and deportation", "fr", []),
        ("Your removal proceedings", "ht",
         ["Glossary: removal proceedings → ka depòtasyon"]),  # and not "removal"
    ],
)  # fmt: skip
def test_hints_name_the_terms_of_a_segment_and_their_renderings(make_site, segment, language, lines):
    haitian = "\n-- content/glossary/removal-proceedings/ht.md --\nTitle: ka depòtasyon\nTranslation: machine\n\nYon ka.\n"
    haitian += (
        haitian.replace("removal-proceedings", "removal")
        .replace("ka depòtasyon", "depòtasyon")
        .replace("Yon ka", "Ale")
    )
    site = make_site(TERMS + haitian)
    library = read_library(
        site.root, site.root / "content", [*LANGUAGES, "ht"], "en", datetime.date(2026, 5, 18)
    )
    say = hints(library)

    assert say(segment, language) == lines
    assert say(segment, language) == lines
