"""What goes to a translator comes back: nothing else changes, what is new goes into its place."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.bundles.library import read_library
from plugins.bundles.scaffold import UsageError
from plugins.translations.exchange import export_po, from_history
from plugins.translations.importing import import_po
from plugins.translations.reading import read_po
from plugins.translations.updating import Review
from tests.conftest import ROOT
from tests.translations.conftest import RENDER, TODAY, library_of, page
from tests.translations.documents import documents

ENGLISH = """\
Title: About us
Summary: Call (212) 725-6422.
Menu: main

## Who we are {#who}

We **help** people. [Call us](tel:+12127256422) or [read on]({bundle}pages/home).

- Form I-205 is not a warrant.
- Stay calm.

| Who | Hours |
| --- | --- |
| [Hotline](tel:+18005667636) | Not stated |
"""
SPANISH = """\
Title: Quiénes somos
Summary: Llame al (212) 725-6422.
Translation: reviewed
Translator: Ana Pérez
Reviewed: 2026-05-18
Source-Digest: {digest}
Source-Date: 2026-05-01

## Quiénes somos {#who}

Nosotros **ayudamos**. [Llámenos](tel:+12127256422) o [siga leyendo]({bundle}pages/home).

- El formulario I-205 no es una orden.
- Mantenga la calma.

| Quién | Horario |
| --- | --- |
| [Línea](tel:+18005667636) | No consta |
"""
HOME = "Title: Home\nSummary: Welcome.\n\nWelcome.\n"
SITE = {"pages/home/en.md": HOME, "pages/about/en.md": ENGLISH, "pages/about/es.md": SPANISH}


def edit(path, changes, *, fuzzy=False):
    """Change translations in a PO file as polib does: msgid → msgstr."""
    polib = pytest.importorskip("polib")
    file = polib.pofile(str(path))
    for source, translation in changes.items():
        entry = next(entry for entry in file if entry.msgid == source or entry.msgctxt == source)
        entry.msgstr = translation
        if "fuzzy" in entry.flags and not fuzzy:
            entry.flags.remove("fuzzy")
    file.save()
    return path


def commit(root, message="x"):
    """Keep the site's state in git, as of the day it has."""
    git = ["git", "-C", str(root), "-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
    if not (root / ".git").exists():
        subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", message], check=True)


# ── Nothing changes without an edit ──────────────────────────────────────────


@pytest.fixture(scope="module")
def site():
    from pelicanconf import DEFAULT_LANG, LANGUAGES

    return read_library(ROOT, ROOT / "content", LANGUAGES, DEFAULT_LANG, datetime.date.min)


def test_no_page_of_this_site_changes_without_an_edit_in_any_language(site):
    for language in site.languages[1:]:
        exported = export_po(site.bundles.values(), language, before=from_history(site))

        result = import_po(exported, site, language, render=RENDER, today=TODAY, before=from_history(site))

        assert (result.files, result.problems) == ((), ())
        assert result.counts["pages"] == len(site.bundles)
        assert exported == export_po(site.bundles.values(), language, before=from_history(site))


def test_every_piece_of_this_site_put_back_where_it_was_gives_the_same_bytes(site):
    """Not because nothing is written when nothing changes: each piece is written, and the file is what it was."""
    for bundle in site.bundles.values():
        from plugins.translations.front import edited
        from plugins.translations.pieces import page_of
        from plugins.translations.rebuild import in_place

        for language in set(bundle.texts) - {"en"}:
            whole = page_of(bundle, language)
            texts = {piece.source.name: piece.text for piece in whole.pieces if piece.slot}

            assert edited(bundle.texts[language].raw, in_place(whole, texts)) == bundle.texts[language].raw


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: "---\n" + text.replace("\n\n", "\n---\n\n", 1),
        lambda text: text.replace("[siga leyendo]", "[siga\nleyendo]").replace(
            "ayudamos**.", "ayudamos**.  \n "
        ),
    ],
    ids=["as it is", "CRLF", "BOM", "BOM and CRLF", "fenced fields", "wrapped lines"],
)
def test_one_edit_changes_its_piece_and_nothing_else(make_exchange, change):
    exchange = make_exchange(SITE)
    exchange.put(
        {
            "pages/about/es.md": change(SPANISH).replace(
                "{digest}", exchange.library.bundles["pages/about"].source.digest
            )
        }
    )
    before = exchange.read("pages/about/es.md")

    path = exchange.export()
    assert exchange.take(path).files == ()
    result = exchange.take(edit(path, {"Stay calm.": "Conserve la calma."}))

    assert [file.path.name for file in result.files] == ["es.md"]
    assert exchange.read("pages/about/es.md") == before.replace("Mantenga la calma.", "Conserve la calma.")
    assert result.counts["changed"] == 1


_ANY_BODY = st.text(st.sampled_from("ab \n\n\t#->*_[](){}|:`~<=1.\\\r\u2028é中")) | documents


@settings(max_examples=100, deadline=None)
@given(_ANY_BODY, _ANY_BODY, st.sampled_from(["\n", "\r\n"]))
def test_nothing_changes_without_an_edit_whatever_the_texts_are(english, spanish, end):
    bundle = page(
        f"Title: A\nSummary: B\n\n{english}",
        f"Title: A\nSummary: C\nTranslation: machine\n\n{spanish}".replace("\n", end),
    )
    library = library_of(bundle)
    exported = export_po([bundle], "es")

    result = import_po(exported, library, "es", render=RENDER, today=TODAY)

    assert (result.files, result.problems) == ((), ())


@settings(max_examples=40, deadline=None)
@given(documents)
def test_a_page_translated_by_its_own_words_is_its_source(english):
    """The whole way for a page that is not there yet: each piece comes back as it went."""
    bundle = page(f"Title: A\nSummary: B\n\n{english}")
    exported = export_po([bundle], "es").decode()
    filled = re.sub(r'msgid ((?:".*"\n)+)msgstr ""\n', r"msgid \1msgstr \1", exported)

    result = import_po(filled.encode(), library_of(bundle), "es", render=RENDER, today=TODAY)

    assert result.problems == ()
    (file,) = result.files
    made = file.content.decode()
    assert made.startswith("Title: A\nSummary: B\nTranslation: draft\nSource-Digest: ")
    ours, theirs = RENDER([made.partition("\n\n")[2], bundle.source.body])
    assert ours.split() == theirs.split()  # a wrapped paragraph is on one line now


# ── Edits as translators make them ───────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "نساعد **الناس**. [اتصلوا بنا](1) أو [تابعوا القراءة](2)."),
        ("zh-hans", "我们**帮助**人们。[请致电](1)，或[继续阅读](2)。"),
        ("bn", "আমরা মানুষকে **সাহায্য করি**। [আমাদের কল করুন](1) বা [আরও পড়ুন](2)।"),
    ],
)
@pytest.mark.parametrize("tool", ["polib", "translate-toolkit"])
def test_a_page_is_made_from_what_translators_programs_write(make_exchange, language, words, tool):
    exchange = make_exchange(SITE)
    path = exchange.export(language, ["pages/about"])
    source = "We **help** people. [Call us](1) or [read on](2)."
    if tool == "polib":
        polib = pytest.importorskip("polib")
        file = polib.pofile(str(path))
        for entry in file:
            entry.msgstr = words if entry.msgid == source else entry.msgid
        file.save(newline="\r\n")
    else:
        pypo = pytest.importorskip("translate.storage.pypo")
        store = pypo.pofile.parsefile(str(path))
        for unit in store.units[1:]:
            unit.target = words if unit.source == source else unit.source
        store.save()

    result = exchange.take(path)

    assert result.problems == ()
    made = exchange.read(f"pages/about/{language}.md")
    digest = exchange.library.bundles["pages/about"].source.digest
    assert made == ENGLISH.replace("Menu: main\n", f"Translation: draft\nSource-Digest: {digest}\nSource-Date: 2026-07-01\n").replace(
        "We **help** people. [Call us](tel:+12127256422) or [read on]({bundle}pages/home).",
        words.replace("(1)", "(tel:+12127256422)").replace("(2)", "({bundle}pages/home)"),
    )  # fmt: skip
    assert exchange.take(exchange.export(language, ["pages/about"])).files == ()


def test_links_go_where_their_words_go(make_exchange):
    exchange = make_exchange(SITE)

    exchange.take(edit(exchange.export(), {
        "We **help** people. [Call us](1) or [read on](2).": "[Siga leyendo](2) o **[llame](1)**; [en español](https://x.org/es).",
    }))  # fmt: skip

    assert (
        "\n[Siga leyendo]({bundle}pages/home) o **[llame](tel:+12127256422)**; [en español](https://x.org/es).\n"
        in exchange.read("pages/about/es.md")
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("- No corra.", "\\- No corra."),
        ("# 1 es no correr.", "\\# 1 es no correr."),
        ("2020. Un año.", "2020\\. Un año."),
        ("> No corra.", "\\> No corra."),
        ("+ No corra.", "\\+ No corra."),
        ("* No corra.", "\\* No corra."),
        ("  No corra. ", "No corra."),
        ("#NoCorra", "\\#NoCorra"),
        ("---", "\\---"),
        ("*[ICE]: no corra", "\\*[ICE]: no corra"),
    ],
)
def test_a_sign_at_the_start_does_not_make_another_block(make_exchange, typed, written):
    exchange = make_exchange(SITE | {"pages/about/en.md": ENGLISH.replace("## Who", "Run.\n\n## Who"),
                                     "pages/about/es.md": SPANISH.replace("## Qui", "Corra.\n\n## Qui")})  # fmt: skip

    result = exchange.take(edit(exchange.export(), {"Run.": typed}))

    assert result.problems == ()
    assert f"\n{written}\n\n## Qui" in exchange.read("pages/about/es.md")
    entry = next(
        entry for entry in read_po(exchange.export().read_bytes(), "").entries if entry.source == "Run."
    )
    assert entry.translation == written


def test_a_pipe_stays_inside_of_its_cell(make_exchange):
    exchange = make_exchange(SITE)

    exchange.take(edit(exchange.export(), {"Not stated": "No | consta `a|b`"}))

    assert "| [Línea](tel:+18005667636) | No \\| consta `a|b` |\n" in exchange.read("pages/about/es.md")


def test_a_line_break_that_readers_see_is_kept(make_exchange):
    exchange = make_exchange(SITE | {"pages/about/en.md": ENGLISH.replace("- Stay calm.", "- Stay  \n  calm."),
                                     "pages/about/es.md": SPANISH.replace("Mantenga la calma", "Mantenga  \n  la calma")})  # fmt: skip

    exchange.take(edit(exchange.export(), {"Stay\ncalm.": "Conserve\nla calma."}))

    assert "- Conserve  \n  la calma.\n" in exchange.read("pages/about/es.md")


# ── A source that has changed ────────────────────────────────────────────────


def states(path):
    """Return what a file has open: context → state, translation and previous source."""
    found = {}
    text = path.read_text("utf-8")
    for entry in read_po(path.read_bytes(), path.name).entries:
        if not entry.is_done:
            previous = re.search(rf'#\| msgid "(.*)"\nmsgctxt "{re.escape(entry.context)}"', text)
            found[entry.context] = (
                "fuzzy" if entry.fuzzy else "",
                entry.translation,
                previous[1] if previous else "",
            )
    return found


@pytest.fixture
def changed(make_exchange):
    """A site whose Spanish page was made of an earlier English one."""
    exchange = make_exchange(SITE)
    commit(exchange.root)
    english = ENGLISH.replace("- Stay calm.", "- Stay very calm.").replace(
        "## Who", "Welcome to all.\n\n## Who"
    )
    english = english.replace("({bundle}pages/home)", "(/)").replace("| Who | Hours |", "| Who  |  Hours |")
    exchange.put({"pages/about/en.md": english})
    return exchange


def test_only_what_changed_is_opened_again(changed):
    open_now = states(changed.export("es", ["pages/about"]))

    assert open_now == {
        "pages/about#who/item-2": ("fuzzy", "Mantenga la calma.", "Stay calm."),
        "pages/about/paragraph-1": ("", "", ""),
    }
    assert changed.take(changed.export("es", ["pages/about"])).files == ()


def test_what_was_opened_and_done_makes_the_page_current(changed):
    digest = changed.library.bundles["pages/about"].source.digest
    path = edit(
        changed.export(), {"Stay very calm.": "Mantenga mucha calma.", "Welcome to all.": "Bienvenidos."}
    )

    result = changed.take(path)

    assert (result.problems, result.counts["current"], result.counts["changed"]) == ((), 1, 2)
    text = changed.read("pages/about/es.md")
    assert (
        f"Source-Digest: {digest}\nSource-Date: 2026-07-01\n\nBienvenidos.\n\n## Quiénes somos {{#who}}\n"
        in text
    )
    assert "- El formulario I-205 no es una orden.\n- Mantenga mucha calma.\n" in text
    assert "Translation: reviewed\nTranslator: Ana Pérez\nReviewed: 2026-05-18\n" in text
    assert states(changed.export("es", ["pages/about"])) == {}


def test_a_page_with_something_open_stays_outdated_and_the_rest_waits(changed):
    before = changed.read("pages/about/es.md")

    result = changed.take(
        edit(changed.export(), {"Not stated": "Sin datos", "Stay very calm.": "Mucha calma."})
    )

    assert changed.read("pages/about/es.md") == before.replace("No consta", "Sin datos").replace(
        "Mantenga la calma.", "Mucha calma."
    )
    assert (result.counts["current"], result.counts["open"]) == (0, 4)


def test_a_new_paragraph_waits_for_the_others_and_the_rest_is_taken(changed):
    english = changed.read("pages/about/en.md").replace("Welcome to all.", "Welcome to all.\n\nCome in.")
    changed.put({"pages/about/en.md": english})
    before = changed.read("pages/about/es.md")

    path = edit(changed.export(), {"Not stated": "Sin datos", "Come in.": "Pase."})
    result = changed.take(path)

    assert changed.read("pages/about/es.md") == before.replace("No consta", "Sin datos")
    assert (result.counts["changed"], result.counts["waiting"]) == (1, 1)
    assert result.notes == (
        "content/pages/about/es.md: 1 translated piece cannot be put in before the other new pieces of the page are "
        "translated too.",
    )
    changed.take(edit(changed.export(), {"Welcome to all.": "Bienvenidos."}))
    assert "\n\nBienvenidos.\n\nPase.\n\n## Qui" in changed.read("pages/about/es.md")


def test_what_is_marked_as_needing_work_is_not_used(changed):
    path = edit(changed.export(), {"Stay very calm.": "¿Mucha calma?"}, fuzzy=True)

    assert changed.take(path).files == ()
    assert states(changed.export())["pages/about#who/item-2"] == ("fuzzy", "Mantenga la calma.", "Stay calm.")


def test_confirming_what_is_right_as_it_is_is_enough(make_exchange):
    exchange = make_exchange(SITE)
    commit(exchange.root)
    exchange.put({"pages/about/en.md": ENGLISH.replace("Stay calm", "Keep calm")})

    result = exchange.take(edit(exchange.export(), {"Keep calm.": "Mantenga la calma."}))

    assert (result.counts["confirmed"], result.counts["changed"], result.counts["current"]) == (1, 0, 1)
    assert not exchange.library.bundles["pages/about"].is_outdated("es")


def test_a_paragraph_that_is_gone_goes_with_the_next_translation(make_exchange):
    exchange = make_exchange(SITE)
    commit(exchange.root)
    exchange.put(
        {
            "pages/about/en.md": ENGLISH.replace("- Form I-205 is not a warrant.\n", "").replace(
                "calm", "very calm"
            )
        }
    )

    result = exchange.take(edit(exchange.export(), {"Stay very calm.": "Mucha calma."}))

    assert "who}\n\nNosotros" in exchange.read("pages/about/es.md")
    assert "I-205" not in exchange.read("pages/about/es.md")
    assert result.notes == (
        "content/pages/about/es.md: left out, because the English page does not have it: 'El formulario I-205 no es una orden.'.",
    )


def test_paragraphs_that_changed_places_do_so_in_the_translation(make_exchange):
    exchange = make_exchange(SITE)
    commit(exchange.root)
    exchange.put({"pages/about/en.md": ENGLISH.replace(
        "- Form I-205 is not a warrant.\n- Stay calm.", "- Stay calm.\n- Form I-205 is not a warrant.\n- Call."
    )})  # fmt: skip

    path = exchange.export()
    assert list(states(path)) == [
        "pages/about#who/item-3",
        "pages/home/Title",
        "pages/home/Summary",
        "pages/home/paragraph-1",
    ]
    exchange.take(edit(path, {"Call.": "Llame."}))

    assert "\n- Mantenga la calma.\n- El formulario I-205 no es una orden.\n- Llame.\n\n|" in exchange.read(
        "pages/about/es.md"
    )


def test_what_only_the_translation_has_stays(make_exchange):
    quote = '> I want a lawyer.\n> {: lang="en" dir="ltr" }\n>\n> Quiero un abogado.\n\n'
    exchange = make_exchange(SITE | {
        "pages/about/en.md": ENGLISH.replace("| Who", "> I want a lawyer.\n\n| Who"),
        "pages/about/es.md": SPANISH.replace("| Quién", f"{quote}| Quién"),
    })  # fmt: skip
    commit(exchange.root)
    assert exchange.take(exchange.export()).files == ()
    exchange.put({"pages/about/en.md": exchange.read("pages/about/en.md").replace("> I", "Say this:\n\n> I")})

    exchange.take(edit(exchange.export(), {"Say this:": "Diga esto:"}))

    assert f"calma.\n\nDiga esto:\n\n{quote}| Quién" in exchange.read("pages/about/es.md")


def test_a_new_field_goes_below_the_others(make_exchange):
    exchange = make_exchange(SITE)
    commit(exchange.root)
    exchange.put({"pages/about/en.md": ENGLISH.replace("Menu: main", "Menu: main\nShort-Title: About")})

    exchange.take(edit(exchange.export(), {"About": "Nosotros"}))

    assert "\nSource-Date: 2026-07-01\nShort-Title: Nosotros\n\n## Qui" in exchange.read("pages/about/es.md")
    assert not exchange.library.bundles["pages/about"].is_outdated("es")


def test_without_history_everything_on_an_outdated_page_is_to_be_looked_at(make_exchange):
    from plugins.translations.exchange import without_history

    exchange = make_exchange(SITE)
    assert without_history(exchange.library, "es") == ""
    exchange.put({"pages/about/en.md": ENGLISH.replace("Stay calm", "Keep calm")})

    found = states(exchange.export("es", ["pages/about"]))

    assert len(found) == 10
    assert {state for state, _, _ in found.values()} == {"fuzzy"}
    assert without_history(exchange.library, "es").startswith(
        "What the source said when content/pages/about/es.md was made is not known (git's whole history is not here)"
    )


# ── Several files, and files that are older than the page ────────────────────


def test_two_translators_with_a_copy_each_do_not_undo_each_other(make_exchange):
    exchange = make_exchange(SITE)
    path = exchange.export()
    other = path.with_name("other.po")
    shutil.copy(path, other)

    exchange.take(edit(path, {"Stay calm.": "Conserve la calma."}))
    result = exchange.take(edit(other, {"Not stated": "Sin datos"}))

    text = exchange.read("pages/about/es.md")
    assert "Conserve la calma." in text
    assert "Sin datos" in text
    assert result.notes == (
        "content/pages/about/es.md: 1 piece has changed there since the export and not in this file; that stays as it is.",
    )


def test_a_translator_may_change_the_same_piece_again(make_exchange):
    exchange = make_exchange(SITE)
    path = exchange.export()

    for words in ("Conserve la calma.", "Tenga calma.", "Calma."):
        exchange.take(edit(path, {"Stay calm.": words}))
        assert f"- {words}\n" in exchange.read("pages/about/es.md")


# ── Pages that are not there yet ─────────────────────────────────────────────


def test_a_page_is_made_once_all_of_it_is_translated_and_the_file_keeps_what_waits(make_exchange):
    exchange = make_exchange(SITE)
    path = edit(exchange.export("bn"), {"pages/home/Title": "প্রথম পাতা"})

    result = exchange.take(path)

    assert result.files == ()
    assert result.notes == (
        "content/pages/home/bn.md is not made yet: 2 of its 3 pieces are open. The PO file keeps the 1 translated piece.",
    )
    again = edit(exchange.export("bn"), {"pages/home/Summary": "স্বাগতম।", "pages/home/paragraph-1": "স্বাগতম!"})
    assert [file.path.parent.name for file in exchange.take(again).files] == ["home"]
    assert exchange.read("pages/home/bn.md").startswith(
        "Title: প্রথম পাতা\nSummary: স্বাগতম।\nTranslation: draft\n"
    )
    assert exchange.read("pages/home/bn.md").endswith("Source-Date: 2026-07-01\n\nস্বাগতম!\n")


def test_other_words_for_a_term_may_stay_away(make_exchange):
    english = "Title: warrant\nAlso: paper, order\nSource: https://example.org/\n\nA paper.\n"
    exchange = make_exchange(SITE | {"glossary/warrant/en.md": english})

    path = exchange.export("bn", ["glossary/warrant"])
    exchange.take(
        edit(path, {"glossary/warrant/Title": "পরোয়ানা", "glossary/warrant/paragraph-1": "একটি কাগজ।"})
    )

    made = exchange.read("glossary/warrant/bn.md")
    assert made.startswith("Title: পরোয়ানা\nTranslation: draft\n")
    assert made.endswith("\n\nএকটি কাগজ।\n")


def test_a_part_of_a_page_can_be_had_on_demand(make_exchange):
    exchange = make_exchange(SITE)

    exchange.take(edit(exchange.export("bn"), {"pages/home/Title": "প্রথম পাতা"}), partial=True)

    assert (
        exchange.read("pages/home/bn.md")
        == "Title: প্রথম পাতা\nSummary: Welcome.\nTranslation: draft\n\nWelcome.\n"
    )
    assert list(states(exchange.export("bn", ["pages/home"]))) == [
        "pages/home/Summary",
        "pages/home/paragraph-1",
    ]


def test_a_page_as_the_scaffold_made_it_is_written_over(make_exchange):
    from plugins.bundles.scaffold import new_translation

    exchange = make_exchange(SITE)
    file = new_translation(exchange.library, "pages/home", "bn", TODAY)
    file.path.write_text(file.text, encoding="utf-8")
    path = exchange.export("bn", ["pages/home"])
    assert len(states(path)) == 3

    exchange.take(
        edit(path, {"pages/home/Title": "ক", "pages/home/Summary": "খ", "pages/home/paragraph-1": "গ"})
    )

    assert exchange.read("pages/home/bn.md").startswith("Title: ক\nSummary: খ\nTranslation: draft\n")
    assert exchange.read("pages/home/bn.md").endswith("\n\nগ\n")


def test_a_piece_that_changed_while_its_page_was_waiting_is_shown_with_what_it_was(make_exchange):
    exchange = make_exchange(SITE)
    edit(exchange.export("bn", ["pages/home"]), {"pages/home/Summary": "স্বাগতম।"})
    exchange.put({"pages/home/en.md": HOME.replace("Summary: Welcome.", "Summary: Welcome, all.")})

    assert states(exchange.export("bn", ["pages/home"]))["pages/home/Summary"] == (
        "fuzzy",
        "স্বাগতম।",
        "Welcome.",
    )


def test_an_older_file_brings_nothing_back_that_the_page_has_done_without(make_exchange):
    exchange = make_exchange(SITE)
    exchange.export()
    exchange.put(
        {"pages/about/es.md": exchange.read("pages/about/es.md").replace("- Mantenga la calma.\n", "")}
    )

    assert states(exchange.export("es"))["pages/about#who/item-2"] == ("", "", "")


def test_a_page_with_nothing_open_is_left_to_staff(make_exchange):
    from plugins.translations.exchange import left_to_staff

    exchange = make_exchange(SITE)
    commit(exchange.root)
    exchange.put({"pages/about/en.md": ENGLISH.replace("- Stay calm.\n", "")})

    assert states(exchange.export("es", ["pages/about"])) == {}
    (said,) = left_to_staff(exchange.library, "es")
    assert said.startswith("content/pages/about/es.md: its source has changed, but in nothing that is open")
    assert exchange.take(exchange.export()).files == ()


def test_a_review_is_said_of_pages_that_are_all_translated(make_exchange):
    exchange = make_exchange(SITE)
    path = exchange.export()

    exchange.take(path, review=Review("draft"))
    text = exchange.read("pages/about/es.md")
    assert "Translation: draft\nTranslator: Ana Pérez\nSource-Digest" in text
    exchange.take(path, review=Review("reviewed", "Luz Gil", datetime.date(2026, 7, 2)))

    assert exchange.read("pages/about/es.md").startswith(
        SPANISH.partition("Translation:")[0] + "Translation: reviewed\nTranslator: Luz Gil\n"
    )
    assert "Source-Date: 2026-05-01\nReviewed: 2026-07-02\n\n" in exchange.read("pages/about/es.md")


def test_an_unknown_language_or_page_is_said_so(make_exchange):
    exchange = make_exchange(SITE)

    with pytest.raises(
        UsageError,
        match=re.escape("'sp' is not a language to translate into. Write one of: es, ar, bn, zh-hans."),
    ):
        exchange.export("sp")
    with pytest.raises(
        UsageError, match=re.escape("There is no page 'pages/abuot'. Did you mean 'pages/about'?")
    ):
        exchange.export("es", ["pages/abuot"])


def test_a_damaged_file_is_not_written_over(make_exchange):
    exchange = make_exchange(SITE)
    path = exchange.export()
    path.write_text(path.read_text("utf-8") + '\nmsgid "x', encoding="utf-8")

    with pytest.raises(UsageError, match=r"lacks a quotation mark.*so that no work in it is lost"):
        exchange.export()
    shutil.rmtree(path.parent)
