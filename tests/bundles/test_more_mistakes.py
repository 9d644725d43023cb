"""More mistakes, found by people who tried: each is told once, where it is, and nothing follows from it."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.bundles.decoding import read_text
from plugins.bundles.frontmatter import Why, parse
from tests.bundles.test_mistakes import COURTS, ES, GOOD, page, put, replace
from tests.conftest import HEADS, Site

TOOLKIT, RULING = "content/resources/toolkit/en.md", "content/news/ruling/en.md"
ABOUT = "content/pages/about/en.md"
FIELDS = "Title: T\nSummary: S.\n"


def toolkit(old: str, new: str) -> Callable[[Site], None]:
    head = HEADS["resources"].format(title="T")
    assert old in head
    return put(TOOLKIT, head.replace(old, new))


def rename(old: str, new: str) -> Callable[[Site], None]:
    def plant(site: Site) -> None:
        (site.root / old).rename(site.root / new)

    return plant


def both(*plants: Callable[[Site], object]) -> Callable[[Site], None]:
    def plant(site: Site) -> None:
        for one in plants:
            one(site)

    return plant


def link(name: str, to: str) -> Callable[[Site], None]:
    def plant(site: Site) -> None:
        (site.root / name).parent.mkdir(parents=True, exist_ok=True)
        (site.root / name).symlink_to(to)

    return plant


def pipe(site: Site) -> None:
    (site.root / ES).unlink()
    os.mkfifo(site.root / ES)


def word_document() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return packed.getvalue()


BELOW_AN_EMPTY_LINE = [
    (replace(COURTS, "Order: 1\n\n", "Order: 1\n\nRisk: high\n\n"), COURTS, 8, 1, "front-matter", "'Risk: high' stands below"),
    (replace(COURTS, "Status:", "\nStatus:"), COURTS, 4, 1, "front-matter", "Move it and the fields below it up"),
    (replace(COURTS, "Text.", "Text.\n\nRisk: high\n\nMore."), COURTS, 10, 1, "front-matter", "'Risk: high'"),
    (replace(COURTS, "Order: 1\n", "Order: 1\n    Risk: high\n"), COURTS, 7, 1, "front-matter", "Remove the spaces before 'Risk'"),
    (replace(COURTS, "Summary:", "\tSummary:"), COURTS, 2, 1, "front-matter", "Remove the spaces before 'Summary'"),
    (replace(COURTS, "Title:", "    Title:"), COURTS, 1, 1, "front-matter", "Remove the spaces before 'Title'"),
    (replace(ES, "Alt:", "\nAlt:"), ES, 4, 1, "front-matter", "'Alt: Una imagen.' stands below"),
]  # fmt: skip

HABITS = [
    (toolkit("Languages: en", "Languages:\n  - en\n  - es"), TOOLKIT, 7, 1, "front-matter", "'Languages: en, es'"),
    (toolkit("Languages: en", "Languages:\n    - en\n    - es"), TOOLKIT, 7, 1, "front-matter", "'Languages: en, es'"),
    (toolkit("Languages: en", "Languages: [en, es]"), TOOLKIT, 7, 12, "bad-value", "without brackets: en, es"),
    (replace(COURTS, "Summary: What", "Summary:\nWhat"), COURTS, 2, 1, "front-matter", "'Summary: What it says.'"),
    (put(ABOUT, FIELDS + "Menu:\nfooter\n\nText.\n"), ABOUT, 3, 1, "front-matter", "'Menu: footer'"),
    (replace(COURTS, "Title: Courts", 'Title: "Courts"'), COURTS, 1, 8, "bad-value", "quotation marks around it: Courts"),
    (replace(COURTS, "active", "“active”"), COURTS, 3, 9, "bad-value", "quotation marks around it: active"),
    (replace(COURTS, "A picture.", '""'), COURTS, 5, 6, "field-empty", "'Alt: People walk into a courthouse.'"),
    (replace(COURTS, "A picture.", "picture.svg"), COURTS, 5, 6, "bad-value", "the name of a file"),
    (replace(COURTS, "Title:", "---\nTitle:"), COURTS, 1, 1, "front-matter", "no second one closes them"),
    (replace(COURTS, "\n\nText.", "\n---\nText."), COURTS, 7, 1, "front-matter", "none opens them"),
    (both(replace(COURTS, "Title:", "+++\nTitle:"), replace(COURTS, "\n\n", "\n+++\n")), COURTS, 1, 1, "front-matter", "'+++'"),
]  # fmt: skip

FIRST_LINES = [
    (replace(COURTS, "Title: Courts", "Title Courts"), COURTS, 1, 1, "front-matter", "Did you mean 'Title: …'?"),
    (replace(COURTS, "Title: Courts", "**Title:** Courts"), COURTS, 1, 1, "front-matter", "'Title: …', without"),
    (replace(COURTS, "Title: Courts", "# Title: Courts"), COURTS, 1, 1, "front-matter", "'Title: …', without"),
    (replace(COURTS, "Title:", "<!-- courts -->\nTitle:"), COURTS, 1, 1, "front-matter", "above the fields"),
    (replace(COURTS, "Title:", "# Courts\n\nTitle:"), COURTS, 1, 1, "front-matter", "above the fields"),
    (replace(COURTS, "Status:", "# status\nStatus:"), COURTS, 3, 1, "front-matter", "is not a field"),
    (replace(COURTS, "What it says.", "What it\nsays and means."), COURTS, 3, 1, "front-matter", "join it to the line above"),
    (put(ABOUT, "## About\n\nHello.\n"), ABOUT, 1, 1, "front-matter", "has no fields"),
    (put(ABOUT, "# About us\n\nHello there.\n"), ABOUT, 1, 1, "front-matter", "'Title: …', 'Summary: …'"),
    (put(ABOUT, FIELDS + "Hello there.\n"), ABOUT, 3, 1, "front-matter", "one empty line"),
    (put(ABOUT, FIELDS + "Note: call us.\n"), ABOUT, 3, 1, "field-unknown", "If it is text, leave an empty line"),
]  # fmt: skip

NAMES = [
    (replace(ES, "Title:", f"{name}:"), ES, 1, 1, "field-unknown", "Did you mean 'Title'?")
    for name in ("Título", "Titulo", "标题", "العنوان")
] + [
    (replace(ES, "Summary:", "Resumen:"), ES, 2, 1, "field-unknown", "Did you mean 'Summary'?"),
    (replace(ES, "Alt:", "short title: x\nAlt:"), ES, 3, 1, "field-unknown", "Did you mean 'Short-Title'?"),
    (replace(ES, "Alt:", "Short_Title: x\nAlt:"), ES, 3, 1, "field-unknown", "Did you mean 'Short-Title'?"),
    (replace(ES, "Alt:", "part of: x\nAlt:"), ES, 3, 1, "field-not-here", "source file only"),
]  # fmt: skip

NO_TEXT = [
    *[(put(ABOUT, (FIELDS + "\nText.\n").encode(code)), ABOUT, 1, 1, "file-encoding", "Save with encoding: UTF-8")
      for code in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le")],
    (put(ABOUT, word_document()), ABOUT, 1, 1, "file-encoding", "Copy its words into a new text file named en.md"),
    (put(COURTS, word_document()), COURTS, 1, 1, "file-encoding", "a Word document, not text"),
    (put(ABOUT, b"%PDF-1.4\n%\xe2\xe3\n"), ABOUT, 1, 1, "file-encoding", "a PDF document"),
    (put(ABOUT, b"{\\rtf1 hello}"), ABOUT, 1, 1, "file-encoding", "rich text"),
    (put(ABOUT, "<!DOCTYPE html><p>Hi</p>"), ABOUT, 1, 1, "file-encoding", "a web page"),
    (replace(COURTS, "Text.", "Te\x00xt."), COURTS, 8, 3, "file-encoding", "U+0000"),
    (replace(COURTS, "Text.", "Text \x02wzxhzdk:0\x03."), COURTS, 8, 6, "file-encoding", "U+0002"),
    (replace(ES, "Texto.", "Informaci\ufffdn."), ES, 6, 10, "file-encoding", "a letter that was lost"),
]  # fmt: skip

FOLDER = "content/initiatives/courts/"
FILES = [
    *[(rename(COURTS, FOLDER + name), FOLDER + name, 1, 1, code, "Rename it to en.md")
      for name, code in {
          "en.MD": "file-name", "EN.md": "language-unknown", "en .md": "language-unknown", "en.md.md": "language-unknown",
          "en (1).md": "language-unknown", "en.markdown": "file-name", "index.md": "language-unknown",
          "courts.md": "language-unknown", "english.md": "language-unknown", "inglés.md": "language-unknown",
          "en-US.md": "language-unknown", "en.txt": "file-name", "en.md.txt": "file-name"}.items()],
    (both(rename(COURTS, FOLDER + "en.docx"), put(FOLDER + "en.docx", word_document())), FOLDER + "en.docx", 1, 1,
     "file-name", "new text file named en.md"),
    (rename(ES, FOLDER + "es.md.txt"), FOLDER + "es.md.txt", 1, 1, "file-name", "Rename it to es.md"),
    (rename(ES, FOLDER + "español.md"), FOLDER + "español.md", 1, 1, "language-unknown", "Rename it to es.md"),
    (put(FOLDER + "es copy.md", "x"), FOLDER + "es copy.md", 1, 1, "language-unknown", "has its es.md already"),
    (put(FOLDER + "zh.md", "x"), FOLDER + "zh.md", 1, 1, "language-unknown", "Rename it to zh-hans.md"),
    (link("content/pages/gone", "/nowhere/x"), "content/pages/gone", 1, 1, "file-unreadable", "a shortcut"),
    (put("content/images/x.txt", "x"), "content/images", 1, 1, "kind-unknown", "folder of the page that shows it"),
    (pipe, ES, 1, 1, "file-unreadable", "it is not a file"),
]  # fmt: skip

WORDS = [
    (replace(COURTS, "Alt: A picture.\n", ""), COURTS, 1, 1, "field-missing", "'Alt: People walk into a courthouse.'"),
    (toolkit("Publisher: IDP\n", ""), TOOLKIT, 1, 1, "field-missing", "'Publisher: Immigrant Defense Project'"),
    (replace(COURTS, "Title: Courts\n", ""), COURTS, 1, 1, "field-missing", "'Title: …'"),
    (toolkit("Languages: en\n", ""), TOOLKIT, 1, 1, "field-missing", "language codes, with commas"),
    (toolkit(": en\n", ": en, Español\n"), TOOLKIT, 7, 16, "bad-language", "Did you mean 'es'?"),
    (toolkit(": en\n", ": Kreyol\n"), TOOLKIT, 7, 12, "bad-language", "Did you mean 'ht'?"),
    (toolkit(": en\n", ": cn\n"), TOOLKIT, 7, 12, "bad-language", "Did you mean 'zh-Hans'?"),
    (toolkit(": en\n", ": eng\n"), TOOLKIT, 7, 12, "bad-language", "Did you mean 'en'?"),
    (toolkit(": en\n", ": en, zh-hnas\n"), TOOLKIT, 7, 16, "bad-language", "Did you mean 'zh-Hans'?"),
    (toolkit(": en\n", ": en es\n"), TOOLKIT, 7, 14, "bad-value", "with commas: en, es"),
    (toolkit(": press\n", ": community; press\n"), TOOLKIT, 4, 20, "bad-value", "with commas: community, press"),
    (toolkit(": press\n", ": community and press\n"), TOOLKIT, 4, 24, "bad-value", "with commas: community, press"),
    (toolkit(": press\n", ": community/press\n"), TOOLKIT, 4, 20, "bad-value", "with commas: community, press"),
    (put(ABOUT, FIELDS + "Menu: main, footer\n\nText.\n"), ABOUT, 3, 7, "bad-value", "Write only one: main or footer"),
    (replace(COURTS, "Order: 1", "Risk: low"), COURTS, 6, 7, "bad-value", "Write high, or remove the line."),
    (replace(COURTS, "Order: 1", "Since: 1899"), COURTS, 6, 8, "bad-date", "from 1900 to 2099"),
    (replace(COURTS, "Order: 1", "Checked: 0023-09-13"), COURTS, 6, 10, "bad-date", "Check the year"),
    *[(both(put("content/initiatives/bail-reform/en.md", HEADS["initiatives"].format(title="Bail") + "\nText.\n"),
            put("content/initiatives/bail-reform/picture.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5"/>'),
            replace(COURTS, "Order: 1", f"Part-Of: {typed}")),
       COURTS, 6, 10, "bad-reference", "Did you mean 'bail-reform'?")
      for typed in ("Bail", "initiatives/bail-reform", "bail-reform/en.md", "/initiatives/bail-reform/", "Bail_Reform",
                    "{bundle}initiatives/bail-reform", "content/initiatives/bail-reform")],
]  # fmt: skip

ONCE = [
    (put(ABOUT, page("Image: leaflet.pdf\nAlt: A.\n")), ABOUT, 3, 8, "bad-value", "A picture is a .svg"),
    (both(put("content/pages/about/leaflet.pdf", b"%PDF-1.4"), put(ABOUT, page("Image: leaflet.pdf\nAlt: A.\n"))),
     ABOUT, 3, 8, "bad-value", "A picture is a .svg"),
    (toolkit("Link: https://example.com/", "Link: https://example.com/\nFile: x.pdf"), TOOLKIT, 9, 7, "field-not-here", "not both"),
    (both(put("content/pages/about/picture.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5"/>'),
          put(ABOUT, page("Image: picture.svg\n")),
          put("content/pages/about/es.md", page("Translation: draft\n"))),
     ABOUT, 3, 8, "field-missing", "The picture has no description"),
    (put("content/news/moved/en.md", HEADS["resources"].format(title="T") + "\nText.\n"), "content/news/moved/en.md", 3, 1,
     "field-unknown", "did this page belong in content/resources/?"),
    (put("content/resources/moved/en.md", page("Menu: footer\nOrder: 1\n")), "content/resources/moved/en.md", 3, 1,
     "field-unknown", "did this page belong in content/pages/?"),
    (both(replace(ES, "Translation: machine", "Translation: machine\nSource-Digest: 0123456789ab"),
          replace(COURTS, "Status: active", "Status: activ")),
     COURTS, 3, 9, "bad-value", "Did you mean 'active'?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("plant", "file", "line", "column", "code", "words"),
    [*BELOW_AN_EMPTY_LINE, *HABITS, *FIRST_LINES, *NAMES, *NO_TEXT, *FILES, *WORDS, *ONCE],
)
def test_one_mistake_is_one_problem(make_site, plant, file, line, column, code, words):
    site = make_site(GOOD)
    plant(site)

    site.build()

    found = [(problem.file, problem.line, problem.column, problem.code) for problem in site.outcome.problems]
    assert found == [(file, line, column, code)], site.problems
    assert words in site.problems[0]
    assert not site.outcome.built


@pytest.mark.parametrize(
    "plant",
    [
        put(FOLDER + "~$en.docx", "x"),
        put(FOLDER + ".~lock.en.md#", "x"),
        replace(COURTS, "Text.", "**Risk:** high is what we call it.\n\n```\nRisk: high\n```"),
        replace(COURTS, "Text.", "Note: call us.\n\nOrder: first come, first served."),
        replace(COURTS, "Title: Courts", 'Title: "Courts" and "jails"'),
        replace(COURTS, "Summary: What", "Summary: What we\n    do. What"),
        both(replace(COURTS, "Title:", "---\nTitle:"), replace(COURTS, "\n\n", "\n---\n\n")),
    ],
)
def test_what_is_no_mistake(make_site, plant):
    site = make_site(GOOD)
    plant(site)

    site.build()

    assert site.problems == []


def test_a_rule_in_the_text_does_not_close_the_fields():
    front = parse("---\nTitle: T\nSummary: S.\n\nText.\n\n---\n\nMore.", {"title", "summary"})

    assert [(stray.line, stray.why) for stray in front.strays] == [(1, Why.NOT_CLOSED)]
    assert [line.name for line in front.fields] == ["Title", "Summary"]
    assert front.body == "Text.\n\n---\n\nMore."


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_place_of_an_odd_character_does_not_depend_on_line_ends(newline):
    text, fault = read_text(newline.join(["a", "b", "c\x02d"]).encode(), "en.md")

    assert (fault.line, fault.column) == (3, 2)
    assert "\x02" not in text


def test_a_file_that_is_no_text_is_not_read_for_ever(tmp_path: Path):
    assert read_text(b"", "en.md") == ("", None)
    assert read_text(b"\x00", "en.md")[1] is not None
