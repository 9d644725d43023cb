"""The translators' file is one that gettext's own tools, and those of others, find nothing wrong with."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from plugins.translations.entries import Entry, digest
from plugins.translations.exchange import export_po
from plugins.translations.po import as_po, gettext_tag
from plugins.translations.reading import read_po
from tests.translations.conftest import page

ENGLISH = """\
Title: About us
Summary: Say "no" \\ or don't.

## Who {#who}

[Call](tel:+12127256422) or [read]({bundle}pages/home).

| Who |  Hours |
| --- | --- |
| We  |  None |

One  
two.

> Say this.

ICE[^1]
:   An agency.

[^1]: A note.

*[ICE]: Immigration and Customs Enforcement
"""
SPANISH = "Title: Nosotros\nSummary: Diga «no».\nTranslation: draft\n\n## Quién {#who}\n\n[Llame](tel:+12127256422) o [lea](/es/).\n"


def hints(segment, language):
    return [f"Glossary: ICE → ICE ({language})"] if "ICE" in segment else []


def test_a_file_as_translators_get_it():
    text = export_po([page(ENGLISH, SPANISH)], "es", hints=hints).decode()

    assert text.startswith(
        "# Texts of the website, a piece at a time. Write each translation below its English text.\n"
        "# Leave alone: the numbers of links, [words](1); the signs ** and * around words; telephone and form numbers.\n"
        "# Do not begin a new line where the English text has none.\n"
        'msgid ""\nmsgstr ""\n"Project-Id-Version: idp-site\\n"\n"PO-Revision-Date: \\n"\n"Last-Translator: \\n"\n'
        '"Language-Team: \\n"\n"Language: es\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n'
        f"#. Title: The page's heading.\n#: content/pages/about/en.md content/pages/about/es.md#{digest('Nosotros')}\n"
        'msgctxt "pages/about/Title"\nmsgid "About us"\nmsgstr "Nosotros"\n\n'
    )
    assert (
        "\n#. Paragraph\n#. (1) tel:+12127256422\n#. (2) {bundle}pages/home\n"
        f"#: content/pages/about/en.md content/pages/about/es.md#{digest('[Llame](1) o [lea](/es/).')}\n#, md-text\n"
        'msgctxt "pages/about#who/paragraph-1"\nmsgid "[Call](1) or [read](2)."\nmsgstr "[Llame](1) o [lea](/es/)."\n\n'
    ) in text
    assert '\nmsgid ""\n"One\\n"\n"two."\nmsgstr ""\n' in text
    assert text.endswith('msgid "Immigration and Customs Enforcement"\nmsgstr ""\n')
    assert "\n#. Term that is explained below\n#. Glossary: ICE → ICE (es)\n" in text


def test_each_piece_says_what_it_is():
    entries = export_po([page(ENGLISH)], "es").decode().split("\n\n")[1:]

    assert [entry.split("\n")[0] for entry in entries] == [
        "#. Title: The page's heading.",
        "#. Summary: One or two sentences for lists and search engines.",
        "#. Heading",
        "#. Paragraph",
        "#. Head of a table's column",
        "#. Head of a table's column",
        "#. Table cell in the column 'Who'",
        "#. Table cell in the column 'Hours'",
        "#. Paragraph",
        "#. Quotation",
        "#. Term that is explained below",
        "#. Explanation of the term above",
        "#. Footnote",
        "#. What 'ICE' stands for",
    ]


ODD = Entry(
    "pages/a#b/item-1",
    'A "quoted" \\ line\nand\ttwo',
    '“Ω” \\n \\"\n؟',
    fuzzy=True,
    previous='An "old"\n' + "long " * 40,
)


def test_whatever_is_written_is_read():
    written = as_po([ODD], "zh-hans")
    returned = read_po(written, "x.po")

    assert returned.problems == ()
    assert returned.language == "zh_Hans"
    assert written.decode().split("\n")[returned.entries[0].line - 1] == 'msgstr ""'
    read = returned.entries[0]
    assert (read.context, read.source, read.translation, read.fuzzy) == (
        ODD.context,
        ODD.source,
        ODD.translation,
        True,
    )
    assert read.previous == ODD.previous


def test_polib_reads_the_same_also_the_previous_text(tmp_path):
    polib = pytest.importorskip("polib")
    (tmp_path / "x.po").write_bytes(as_po([ODD], "es"))

    (entry,) = polib.pofile(str(tmp_path / "x.po"))

    assert (entry.msgctxt, entry.msgid, entry.msgstr, entry.flags) == (
        ODD.context,
        ODD.source,
        ODD.translation,
        ["fuzzy", "md-text"],
    )
    assert entry.previous_msgid == ODD.previous


def test_the_translate_toolkit_on_which_weblate_stands_writes_the_same_bytes(tmp_path):
    pypo = pytest.importorskip("translate.storage.pypo")
    path = tmp_path / "es.po"
    path.write_bytes(export_po([page(ENGLISH, SPANISH)], "es", hints=hints))

    store = pypo.pofile.parsefile(str(path))
    (tmp_path / "again.po").write_bytes(bytes(store))

    assert (tmp_path / "again.po").read_bytes() == path.read_bytes()
    contexts = [unit.getcontext() for unit in store.units if not unit.isheader()]
    assert len(set(contexts)) == len(contexts) == 14


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="needs gettext")
def test_msgfmt_finds_nothing_wrong(tmp_path):
    for language in ("es", "zh-hans", "yi"):
        (tmp_path / "x.po").write_bytes(export_po([page(ENGLISH, SPANISH)], language))

        checked = subprocess.run(
            ["msgfmt", "--check", "-o", "/dev/null", str(tmp_path / "x.po")],
            capture_output=True,
            text=True,
            check=False,
        )

        assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(("tag", "written"), [("es", "es"), ("zh-hans", "zh_Hans"), ("pt-br", "pt_BR")])
def test_language_tags_are_those_of_gettext(tag, written):
    assert gettext_tag(tag) == written
