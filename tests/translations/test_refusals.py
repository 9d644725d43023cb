"""A damaged file, or a translation that would damage a page, is refused with the place and the cure; nothing is written."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.translations.exchange import export_po
from plugins.translations.importing import import_po
from plugins.translations.reading import read_po
from plugins.translations.segments import segments
from plugins.translations.shown import skeleton
from tests.translations.conftest import RENDER, TODAY, library_of, page
from tests.translations.test_round_trip import ENGLISH, SITE, SPANISH


@pytest.fixture
def exchange(make_exchange):
    return make_exchange(SITE)


def with_translation(path, source, translation):
    """Write a translation into a PO file as an editor of plain text would."""
    quoted = translation.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    text = path.read_text("utf-8")
    new = re.sub(rf'(msgid "{re.escape(source)}"\nmsgstr) ".*"', lambda found: f'{found[1]} "{quoted}"', text)
    assert new != text
    path.write_text(new, encoding="utf-8")
    return path


# ── The file as a whole ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda raw: raw.decode().encode("utf-16"),
         "es.po:1:1: This file is saved as UTF-16, not as UTF-8. Save it again as UTF-8."),
        (lambda raw: raw.replace("é".encode(), b"\xe9"),
         "This file is not saved as UTF-8: the first letter that cannot be read is in line 19."),
        (lambda raw: b"", "es.po:1:1: This is not a PO file: it has no line that begins with 'msgid'."),
        (lambda raw: b"PK\x03\x04[Content_Types].xml", "This is not a PO file"),
        (lambda raw: b'<?xml version="1.0"?><xliff version="2.0"/>', "This is not a PO file"),
        (lambda raw: raw.replace(b'msgstr "No consta"', b'msgstr "No consta'),
         "The line 'msgstr \"No consta' lacks a quotation mark, or has one too many. Write '\\\"' for a quotation mark"),
        (lambda raw: raw.replace(b'msgstr "No consta"', b'msgstr "No "consta""'), "has one too many"),
        (lambda raw: raw.replace(b'msgstr "No consta"', b"<<<<<<< HEAD"), "The line '<<<<<<< HEAD' is not one of a PO file."),
        (lambda raw: raw.replace(b'msgstr "No consta"\n', b""), "This entry is not whole"),
        (lambda raw: raw[: raw.index(b'msgstr "No consta"')], "This entry is not whole"),
        (lambda raw: raw.replace(b"Language: es", b"Language: de"),
         "This file says that it is in 'de', which is not a language to translate into. Its header needs a line 'Language: …' with"),
        (lambda raw: raw.replace(b"Language: es", b"Language: en"), "This file says that it is in 'en'"),
        (lambda raw: raw.replace(b'"Language: es\\n"\n', b""), "This file does not say which language it is in."),
        (lambda raw: raw.replace(b"charset=UTF-8", b"charset=ISO-8859-1"),
         "This file's header says that it is saved as ISO-8859-1, not as UTF-8."),
        (lambda raw: raw + b'\nmsgctxt "pages/home/Title"\nmsgid "Home"\nmsgstr ""\n',
         "'pages/home/Title' is in this file more than once, in lines"),
        (lambda raw: raw.replace(b'msgctxt "pages/home/Title"\n', b""), "The entry 'Home' has no msgctxt"),
        (lambda raw: raw.replace(b'"pages/home/Title"', b'"pages/hmoe/Title"'),
         "There is no page 'pages/hmoe'. Did you mean 'pages/home'? [exchange-stale]"),
        (lambda raw: raw.replace(b'"pages/home/Title"', b'"greeting"'), "'greeting' is no piece of this website."),
        (lambda raw: raw.replace(b'msgid "Home"\n', b'msgid "Home"\nmsgid_plural "Homes"\n').replace(b'msgstr ""\n\n#. Sum', b'msgstr[0] ""\n\n#. Sum'),
         "This entry has a plural, which no text of the website has."),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused(exchange, damage, message):
    path = exchange.export()
    path.write_bytes(damage(path.read_bytes()))

    assert message in "\n".join(exchange.refused(path))
    assert exchange.read("pages/about/es.md") == SPANISH.replace(
        "{digest}", exchange.library.bundles["pages/about"].source.digest
    )


def test_what_programs_add_to_a_file_is_no_damage(exchange):
    path = with_translation(exchange.export(), "Stay calm.", "Conserve la calma.")
    text = (
        path.read_text("utf-8")
        .replace("#, md-text\n", "")
        .replace("Content-Type", 'X-Generator: Poedit 3.4\\n"\n"Content-Type')
    )
    obsolete = '\n#~ msgctxt "pages/about#who/item-9"\n#~ msgid "Gone."\n#~ msgstr "Ya no."\n'
    path.write_bytes("\ufeff".encode() + f"{text}{obsolete}".replace("\n", "\r\n").encode())

    assert exchange.take(path).problems == ()
    assert "Conserve la calma." in exchange.read("pages/about/es.md")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("zh_CN", "zh-hans"),
        ("zh-Hans", "zh-hans"),
        ("zh_Hans_CN", "zh-hans"),
        ("ar_EG", "ar"),
        ("ES", "es"),
        ("zh_TW", ""),
    ],
)
def test_languages_as_programs_name_them(exchange, said, language):
    from plugins.translations.reading import language_of

    raw = exchange.export("es").read_bytes().replace(b"Language: es", f"Language: {said}".encode())

    assert language_of(read_po(raw, ""), exchange.library.languages, "en") == language


_EXPORTED = export_po([page(ENGLISH, SPANISH)], "es")


@settings(max_examples=150, deadline=None)
@given(
    st.randoms(use_true_random=False),
    st.binary(max_size=6) | st.sampled_from([b'"', b"\\", b"\n", b"msgid", b"#~ "]),
)
def test_no_damage_is_a_crash(chance: random.Random, put: bytes):
    start = chance.randrange(len(_EXPORTED))
    damaged = _EXPORTED[:start] + put + _EXPORTED[start + chance.randrange(40) :]

    result = import_po(damaged, library_of(page(ENGLISH, SPANISH)), "es", render=RENDER, today=TODAY)

    assert not (result.problems and result.files)
    assert all(problem.message and problem.hint and problem.line > 0 for problem in result.problems)


# ── A translation of a text that has changed since ───────────────────────────


def test_a_translation_of_a_text_that_is_gone_is_refused(exchange):
    path = with_translation(exchange.export(), "Stay calm.", "Conserve la calma.")
    line = path.read_text("utf-8").split("\n").index('msgstr "Conserve la calma."') + 1
    exchange.put({"pages/about/en.md": ENGLISH.replace("Stay calm.", "Keep calm.")})

    assert exchange.refused(path) == [
        f"exchange/es.po:{line}:1: 'Stay calm.' is not in content/pages/about/en.md any more: that has changed since this "
        "file was made. Export again: the new file keeps the translations of this one that still hold "
        "(docs/translators.md). [exchange-stale]"
    ]


def test_what_was_not_translated_anew_may_be_of_a_text_that_is_gone(exchange):
    path = with_translation(exchange.export(), "Not stated", "Sin datos")
    exchange.put({"pages/about/en.md": ENGLISH.replace("Stay calm.", "Keep calm.")})

    assert exchange.take(path).problems == ()
    assert "Sin datos" in exchange.read("pages/about/es.md")


def test_a_piece_is_found_where_it_stands_now(exchange):
    path = with_translation(exchange.export(), "Stay calm.", "Conserve la calma.")
    exchange.put({"pages/about/en.md": ENGLISH.replace("- Form", "- New.\n- Form")})

    assert exchange.take(path).problems == ()
    assert "\n- Conserve la calma.\n" in exchange.read("pages/about/es.md")


# ── One translation ──────────────────────────────────────────────────────────

LINKS = "We **help** people. [Call us](1) or [read on](2)."


@pytest.mark.parametrize(
    ("source", "translation", "message"),
    [
        (LINKS, "Ayudamos. [Llame](1).", "The link (2) of the English text, [read on](2), is not in it. Write [words](2)"),
        (LINKS, "Ayudamos. [Llame](1) o [siga](3).", "The number (3) of a link is not in the English text, which has the numbers (1) to (2)."),
        (LINKS, "[Llame](1), [llame](1) o [siga](2).", "The link (1) is in it 2 times. Write each number once."),
        (LINKS, "[Llame] (1) o [siga](2).", "The link (1) of the English text, [Call us](1), is not in it."),
        (LINKS, "[Llame]（1） o [siga](2).", "The link (1) of the English text"),
        (LINKS, "[Llame](javascript:x) o [siga](2).", "The address 'javascript:x' of a link is not one"),
        (LINKS, "[Llame](tel:+12127256423) o [siga](2).", "The address 'tel:+12127256423' of a link is not one"),
        (LINKS, "Nosotros **ayudamos. [Llame](1) o [siga](2).", "Signs '*' have no partner, so readers would see them."),
        (LINKS, "Nosotros ayudamos]. [Llame](1) o [siga](2).", "A square bracket has no partner."),
        (LINKS, "`Ayudamos. [Llame](1) o [siga](2).", "Signs '`' have no partner"),
        (LINKS, "Ayudamos.\n[Llame](1) o [siga](2).", "It has a line break that the English text does not have. Write it on one line."),
        (LINKS, "<b>Ayudamos</b>. [Llame](1) o [siga](2).", "'<b>' is HTML that the English text does not have."),
        (LINKS, "<script>x</script> [Llame](1) o [siga](2).", "'<script>' is HTML"),
        (LINKS, "<!-- x --> [Llame](1) o [siga](2).", "is HTML that the English text does not have."),
        (LINKS, "<bdi>IDP [Llame](1) o [siga](2).", "<bdi> and </bdi> are not both in it, or not as often."),
        (LINKS, "Ayudamos {: .x }. [Llame](1) o [siga](2).", "'{: .x }' is not in the English text."),
        (LINKS, "Ayudamos[^1]. [Llame](1) o [siga](2).", "'[^1]' is not in the English text."),
        (LINKS, "Ayuda\u202emos. [Llame](1) o [siga](2).", "the invisible character U+202E (right-to-left override), which turns text around."),
        (LINKS, "Ayuda\u2067mos. [Llame](1) o [siga](2).", "(U+2066 to U+2069) have no partner."),
        (LINKS, "Ayuda\ufffdmos. [Llame](1) o [siga](2).", "stands for a letter that was lost"),
        (LINKS, "Ayuda\x07mos. [Llame](1) o [siga](2).", "It has the invisible character U+0007."),
        ("Form I-205 is not a warrant.", "El formulario no es una orden.", "The form I-205 is not in it."),
        ("Form I-205 is not a warrant.", "El I-206 no es una orden.", "The form I-205 of the English text has become I-206."),
        ("Call (212) 725-6422.", "Llame al (212) 725-6423.", "The telephone number (212) 725-6422 of the English text has become (212) 725-6423."),
        ("Call (212) 725-6422.", "কল করুন (২১২) ৭২৫-৬৪২২", "has become (২১২) ৭২৫-৬৪২২. Write it with the digits"),
        ("About us", "«Nosotros»", "Title: the value stands in quotation marks."),
        ("About us", "Quiénes\nsomos", "It has a line break"),
        ("Stay calm.", "[Calma](1).", "The number (1) of a link is not in the English text, which has no link."),
        (LINKS, "** Ayudamos ** [Llame](1) o [siga](2).", "Signs '*' have no partner"),
        (LINKS, "_Ayudamos [Llame](1) o [siga](2).", "Signs '_' have no partner"),
        ("Who we are", "Quiénes {#x}", "'{#x}' is not in the English text."),
    ],
)  # fmt: skip
def test_a_translation_that_has_lost_or_won_something_is_refused(exchange, source, translation, message):
    path = with_translation(exchange.export(), source, translation)

    (said,) = exchange.refused(path)[:1]

    assert said.startswith("exchange/es.po:")
    assert message in said
    assert said.endswith("[exchange-broken]")


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        (LINKS, "[Siga](2) o [llame](1). <bdi lang=\"en\">IDP</bdi>"),
        (LINKS, "[Llame](1) o [siga](https://x.org/es/)."),
        (LINKS, "[اتصلوا](١) أو [تابعوا](٢) \u200f\u2067نعم\u2069."),
        (LINKS, "5 * 3 [a](1) \\* [b](2) snake_case"),
        ("Call (212) 725-6422.", "Llame al \u200e(212)\u00a0725\u20116422\u200e."),
        ("Stay calm.", "शांत क्षेत्र\u200dक्ष रहें।"),
        (LINKS, "[“Call us”](1){: lang=\"en\" } o [siga](2)."),
        ("Form I-205 is not a warrant.", "请记住I-205表格不是授权令。"),
        ("Call (212) 725-6422.", "请致电(212) 725-6422求助。"),
        ("Form I-205 is not a warrant.", "I-205는 영장이 아닙니다."),
        ("Stay calm.", "Calma: [de verdad]."),
    ],
)  # fmt: skip
def test_a_translation_may_order_and_isolate_as_its_language_wants(exchange, source, translation):
    result = exchange.take(with_translation(exchange.export(), source, translation))

    assert [str(problem) for problem in result.problems] == []
    assert result.counts["changed"] == 1


def test_what_a_translation_lacked_before_is_no_mistake_of_this_edit(make_exchange):
    exchange = make_exchange(
        SITE | {"pages/about/es.md": SPANISH.replace("[siga leyendo]({bundle}pages/home)", "siga leyendo")}
    )

    result = exchange.take(
        with_translation(exchange.export(), LINKS, "Nosotros **ayudamos**. [Llámenos](1) o lea.")
    )

    assert result.problems == ()


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file(exchange):
    path = with_translation(exchange.export(), "Stay calm.", "[Calma](1)")
    path = with_translation(path, "Form I-205 is not a warrant.", "El formulario no es una orden.")
    path = with_translation(path, "Not stated", "Sin datos")

    said = exchange.refused(path)

    assert [line.partition(": ")[2].split(":")[0] for line in said] == [
        "pages/about#who/item-1",
        "pages/about#who/item-2",
    ]
    assert "Sin datos" not in exchange.read("pages/about/es.md")


_SOURCE = (
    ENGLISH.replace("## Who", "A[^1] paragraph.\n\n> Say.\n\n## Who")
    + "\n[^1]: A note.\n\nTerm\n:   Meaning.\n"
)
_PAGE = page(
    _SOURCE,
    SPANISH.replace("## Qui", "Un[^1] párrafo.\n\n> Diga.\n\n## Qui")
    + "\n[^1]: Nota.\n\nTérmino\n:   Sentido.\n",
)
_PLACES = [piece for piece in segments(_PAGE.source, _PAGE.kind) if not piece.is_field]
_TYPED = st.lists(
    st.sampled_from([*"#->|*_`[](){}<>!:=~+. \\1aé", "\n", "    ", "](1)", "[^1]", "{#a}", "<b>", "**", "```", "[a](1)", "[b](2)", "&#124;"]),
    min_size=1, max_size=8,
).map("".join).filter(lambda text: text.strip(" \n"))  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(_PLACES), _TYPED)
@example(_PLACES[0], "*[A]: b")
@example(_PLACES[0], "[a]: /b")
@example(_PLACES[0], "    code")
def test_whatever_a_translator_types_the_rest_of_the_page_stays(place, typed):
    from plugins.translations.entries import context
    from plugins.translations.links import numbered
    from plugins.translations.pieces import page_of

    shown = numbered(place.text)[0]
    quoted = typed.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    called = f'msgctxt "{context(_PAGE.ref, place.name)}"\nmsgid "{shown}"\n'
    po = export_po([_PAGE], "es").decode()
    start = po.index(called) + len(called)
    po = po[:start] + f'msgstr "{quoted}"\n' + po[po.index("\n", start) + 1 :]

    result = import_po(po.encode(), library_of(_PAGE), "es", render=RENDER, today=TODAY)

    for file in result.files:
        new = page(_SOURCE, file.content.decode())
        before, after = page_of(_PAGE, "es"), page_of(new, "es")
        old_html, html = RENDER([_PAGE.texts["es"].body, new.texts["es"].body])
        assert skeleton(html) == skeleton(old_html)
        assert re.findall(r' id="[^"]*"', html) == re.findall(r' id="[^"]*"', old_html)
        assert [p.text for p in after.pieces if p.source.name != place.name] == [
            p.text for p in before.pieces if p.source.name != place.name
        ]
        assert "<b>" not in html
