"""Mistakes staff make, planted one at a time in a site that is right.

Each must give one problem with the right file and line, in words, and leave the last good output as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import HEADS, Site

INITIATIVE = HEADS["initiatives"].format(title="Courts") + "Order: 1\n\nText.\n"
GOOD = f"""
-- content/initiatives/courts/en.md --
{INITIATIVE}
-- content/initiatives/courts/es.md --
Title: Tribunales
Summary: Resumen.
Alt: Una imagen.
Translation: machine

Texto.

-- content/news/ruling/en.md --
A ruling.

-- content/resources/toolkit/en.md --
A toolkit.
"""
COURTS, ES = "content/initiatives/courts/en.md", "content/initiatives/courts/es.md"


def replace(name: str, old: str, new: str) -> Callable[[Site], None]:
    def plant(site: Site) -> None:
        path = site.root / name
        text = path.read_bytes().decode()
        assert old in text
        site.write(name, text.replace(old, new, 1))

    return plant


def put(name: str, text: str | bytes) -> Callable[[Site], None]:
    def plant(site: Site) -> None:
        site.write(name, text)

    return plant


def page(head: str, text: str = "Text.") -> str:
    return f"Title: T\nSummary: S.\n{head}\n{text}\n"


MISTAKES = [
    (replace(COURTS, "Status: active\n", ""), COURTS, 1, "field-missing", "'Status' is missing"),
    (replace(COURTS, "Status:", "Staus:"), COURTS, 3, "field-unknown", "Did you mean 'Status'?"),
    (replace(COURTS, "Order: 1", "Part Of: x"), COURTS, 6, "field-unknown", "Did you mean 'Part-Of'?"),
    (replace(COURTS, "active", "activ"), COURTS, 3, "bad-value", "Did you mean 'active'?"),
    (replace(COURTS, "Order: 1", "Order: first"), COURTS, 6, "bad-value", "not a whole number"),
    (replace(COURTS, "Order: 1", "Order: 1\nOrder: 2"), COURTS, 7, "field-duplicate", "the first is in line 6"),
    (replace(COURTS, "Order: 1", "Order:"), COURTS, 6, "field-empty", "it has no value"),
    (replace(COURTS, "Order: 1", "Order 1"), COURTS, 6, "front-matter", "Did you mean 'Order: …'?"),
    (replace(COURTS, "Order: 1\n\nText", "Order: 1\n## A heading\nText"), COURTS, 7, "front-matter", "empty line"),
    (replace(COURTS, "Order: 1", "Part-Of: court"), COURTS, 6, "bad-reference", "Did you mean 'courts'?"),
    (replace(COURTS, "Order: 1", "Part-Of: Courts"), COURTS, 6, "bad-reference", "Did you mean 'courts'?"),
    (replace(COURTS, "Text.", "![]({attach}picture.svg)"), COURTS, 8, "alt-missing", "description"),
    (replace(COURTS, "Text.", "See [home] (/) now."), COURTS, 8, "link-unfinished", "no space"),
    (replace(COURTS, "Text.", "See [home](/ now."), COURTS, 8, "link-unfinished", "close both"),
    (replace(COURTS, "Text.", "See [x]()."), COURTS, 8, "empty-link", "leads nowhere"),
    (replace(COURTS, "Text.", "See [x]({bundle}pages/hom)."), COURTS, 8, "missing-page", "{bundle}pages/home"),
    (replace(COURTS, "Text.", "See [x](/initiative/)."), COURTS, 8, "missing-page", "Did you mean '/initiatives/'?"),
    (replace(COURTS, "Text.", "See [x](/Initiatives/)."), COURTS, 8, "wrong-case", "'/initiatives/'"),
    (replace(COURTS, "Text.", "See [x](#cal).\n\n## Call {#call}"), COURTS, 8, "missing-fragment", "#call"),
    (replace(COURTS, "Text.", "See [the law][law] now."), COURTS, 8, "link-unfinished", "names an address"),
    (replace(COURTS, "Text.", "Won in 2019.[^1]"), COURTS, 8, "link-unfinished", "[^1]"),
    (replace(COURTS, "Text.", "## A\n\n#### B\n\nText."), COURTS, 10, "heading-level", "Write '### '"),
    (replace(COURTS, "Text.", "![x](https://example.com/x.png)"), COURTS, 8, "picture-elsewhere", "{attach}"),
    (replace(COURTS, "Text.", '<img alt="x" src="/initiatives/courts/picture.svg" srcset="//e.com/x.png 2x">'), COURTS, 8,
     "picture-elsewhere", "//e.com/x.png"),
    (replace(COURTS, "Text.", "<div>Text.\n\nMore."), COURTS, 8, "markup-broken", "never closed"),
    (replace(COURTS, "Text.", "Text.\n\n</section>"), COURTS, 10, "markup-broken", "closes what was not opened"),
    (replace(COURTS, "Text.", "## A {#a}\n\n## B {#a}"), COURTS, 10, "duplicate-id", "twice"),
    (replace(COURTS, "Text.", "## A {#main}"), COURTS, 8, "duplicate-id", "main"),
    (replace(COURTS, "Text.", "![x]({attach}pictur.svg)"), COURTS, 8, "missing-file", "picture.svg"),
    (replace(COURTS, "Text.", "[x](javascript:alert(1))"), COURTS, 8, "unsafe-link", "would run code"),
    (replace(COURTS, "Text.", "[x](tel:212-CALL)"), COURTS, 8, "malformed-tel", "dialled"),
    (replace(COURTS, "Text.", "[x](www.ice.gov)"), COURTS, 8, "malformed-url", "https://www.ice.gov"),
    (replace(COURTS, "Order: 1", "Action: Go\nAction-Link: /legal/"), COURTS, 7, "missing-page", "/legal/"),
    (replace(COURTS, "Order: 1", "Part-Of: courts"), COURTS, 6, "part-of-loop", "courts → courts"),
    (replace(COURTS, "Order: 1", "Since: 1o17"), COURTS, 6, "bad-date", "not a year"),
    (replace(COURTS, "picture.svg", "pictur.svg"), COURTS, 4, "missing-file", "Did you mean 'picture.svg'?"),
    (replace(COURTS, "Order: 1", "Checked: 2026-13-01"), COURTS, 6, "bad-date", "no day of the calendar"),
    (replace(COURTS, "Order: 1", "Checked: May 18, 2026"), COURTS, 6, "bad-date", "2026-05-18 is 18 May 2026"),
    (replace(COURTS, "Order: 1", "Translation: machine"), COURTS, 6, "field-not-here", "belongs into translations"),
    (replace(COURTS, "Text.", "# Big\n\nText."), COURTS, 8, "heading-level", "Write '## '"),
    (replace(COURTS, "Text.", "Hi\n\n<script>x()</script>"), COURTS, 10, "markup-unsafe", "<script"),
    (replace(COURTS, "Text.", '[x](/){: onclick="x()" }'), COURTS, 8, "markup-unsafe", "onclick="),
    (replace(COURTS, "\n\nText.\n", "\n"), COURTS, 7, "body-empty", "no text"),
    (replace(ES, "Translation: machine\n", ""), ES, 1, "field-missing", "'Translation' is missing"),
    (replace(ES, "machine", "mashine"), ES, 4, "bad-value", "Did you mean 'machine'?"),
    (replace(ES, "Alt: Una imagen.\n", "Status: won\nAlt: x\n"), ES, 3, "field-not-here", "source file only"),
    (replace(ES, "Alt: Una imagen.\n", ""), ES, 1, "field-missing", "'Alt' is missing"),
    (replace(ES, "Alt: Una", "Slug: Mi Página\nAlt: Una"), ES, 3, "file-name", "small letters"),
    (put("content/initiatives/courts/fr.md", page("Translation: draft\n")), "content/initiatives/courts/fr.md", 1,
     "language-unknown", "The site has no language 'fr'"),
    (put("content/initiatives/courts/zh-Hans.md", page("")), "content/initiatives/courts/zh-Hans.md", 1,
     "language-unknown", "Rename it to zh-hans.md"),
    (put("content/initiatives/courts/spanish.md", page("")), "content/initiatives/courts/spanish.md", 1,
     "language-unknown", "not named after a language"),
    (put(COURTS, ""), COURTS, 1, "file-empty", "empty"),
    (put(COURTS, "﻿\n"), COURTS, 1, "file-empty", "empty"),
    (put(ES, INITIATIVE.replace("Courts", "Audiencia pública").encode("latin-1")), ES, 1, "file-encoding", "UTF-8"),
    (put("content/pages/only-es/es.md", page("Translation: draft\n")), "content/pages/only-es/en.md", 1,
     "source-missing", "has no en.md"),
    (lambda site: (site.root / "content/pages/blank").mkdir(), "content/pages/blank", 1, "source-missing", "is empty"),
    (lambda site: (site.root / "content/pages/odd/en.md").mkdir(parents=True), "content/pages/odd/en.md", 1,
     "file-unreadable", "it is a folder"),
    (lambda site: [(site.root / "content/pages/lost").mkdir(), (site.root / "content/pages/lost/en.md").symlink_to("x")],
     "content/pages/lost/en.md", 1, "file-unreadable", "no such file"),
    (put("content/pages/My Page/en.md", page("")), "content/pages/My Page", 1, "file-name", "Rename it to 'my-page'"),
    (put("content/pages/About/en.md", page("")), "content/pages/About", 1, "file-name", "Rename it to 'about'"),
    (put("content/initiatives/courts/My Photo.JPG", b"x"), "content/initiatives/courts/My Photo.JPG", 1,
     "file-name", "Rename it to 'my-photo.jpg'"),
    (put("content/page/x/en.md", page("")), "content/page", 1, "kind-unknown", "Did you mean 'pages'?"),
    (put("content/pages/loose.md", page("")), "content/pages/loose.md", 1, "file-unexpected", "pages/loose/en.md"),
    (put("content/pages/home/old/en.md", page("")), "content/pages/home/old", 1, "file-unexpected", "Move its files"),
    (put("content/pages/initiatives/en.md", page("")), "content/pages/initiatives/en.md", 1, "url-clash", "taken"),
    (put("content/pages/es/en.md", page("")), "content/pages/es/en.md", 1, "url-clash", "home page"),
    (put("content/resources/toolkit/en.md", HEADS["resources"].format(title="T").replace("Link: https://example.com/",
     "Link: example.com")), "content/resources/toolkit/en.md", 8, "malformed-url", "https://"),
    (put("content/resources/toolkit/en.md", HEADS["resources"].format(title="T").replace("Link", "File")),
     "content/resources/toolkit/en.md", 8, "bad-value", "page's folder"),
    (put("content/resources/toolkit/en.md", HEADS["resources"].format(title="T").replace("en\n", "en, englisch\n")),
     "content/resources/toolkit/en.md", 7, "bad-language", "'englisch'"),
    (put("content/resources/toolkit/en.md", HEADS["resources"].format(title="T").replace("press", "press, pres")),
     "content/resources/toolkit/en.md", 4, "bad-value", "Did you mean 'press'?"),
    (put("content/news/ruling/en.md", HEADS["news"].format(title="T").replace("05-18", "02-30") + "\nx\n"),
     "content/news/ruling/en.md", 3, "bad-date", "no day of the calendar"),
    (put("content/news/ruling/en.md", HEADS["news"].format(title="T").replace("2026", "2062") + "\nx\n"),
     "content/news/ruling/en.md", 3, "bad-date", "more than a year ahead"),
    (replace(COURTS, "Order: 1", "Order: 1\nOrder : 2"), COURTS, 7, "field-duplicate", "line 6"),
    (put("content/resources/toolkit/en.md", HEADS["resources"].format(title="T").replace("press", "press, press")),
     "content/resources/toolkit/en.md", 4, "bad-value", "given twice"),
    (put("content/initiatives/courts/index.html", "x"), "content/initiatives/courts/index.html", 1, "url-clash", "page"),
    (put("content/pages/home/sitemap.xml", "x"), "content/pages/home/sitemap.xml", 1, "url-clash", "sitemap.xml"),
    (put("content/pages/home/news", "x"), "content/pages/home/news", 1, "url-clash", "page or folder"),
    (lambda site: site.remove("content/pages/home"), "content/pages/home/en.md", 1, "source-missing", "no first page"),
    (put("content/initiatives/courts/photo.jpg", b"\xff" * 20_000_000), "content/initiatives/courts/photo.jpg", 1,
     "image-too-large", "20.0 MB"),
    (put("content/initiatives/courts/photo.jpg", b"not a picture"), "content/initiatives/courts/photo.jpg", 1,
     "image-unreadable", "damaged"),
]  # fmt: skip


@pytest.fixture
def good(make_site: Callable[..., Site]) -> Site:
    return make_site(GOOD)


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(("plant", "file", "line", "code", "words"), MISTAKES)
def test_one_mistake_is_told_once_and_the_last_good_site_stays(good, plant, file, line, code, words):
    good.build()
    assert good.problems == []
    before = fingerprint(good.output)

    plant(good)
    good.build()

    errors = [problem for problem in good.outcome.problems if problem.code == code]
    assert [(problem.file, problem.line) for problem in errors] == [(file, line)], good.problems
    assert words in str(errors[0])
    assert not good.outcome.ok
    assert fingerprint(good.output) == before


def test_all_mistakes_are_told_at_once(make_site):
    site = make_site(GOOD)
    replace(COURTS, "Status: active", "Staus: active\nChecked: soon")(site)
    replace(ES, "Translation: machine", "Translation: mashine")(site)
    replace("content/news/ruling/en.md", "A ruling.", "See [this](/nowhere/).")(site)

    site.build()

    assert sorted(set(site.codes)) == [
        "bad-date",
        "bad-value",
        "field-unknown",  # and not that the field meant is missing: that is the same mistake
        "missing-page",
    ]


def test_a_translation_that_lost_a_heading_id_is_told_at_the_translation(make_site):
    site = make_site(GOOD)
    replace(COURTS, "Text.", "## Call us {#call}\n\nText.")(site)
    replace(ES, "Texto.", "## Llame\n\nTexto, [aquí](#call).")(site)
    replace("content/news/ruling/en.md", "A ruling.", "See [this]({bundle}initiatives/courts#call).")(site)

    site.build()

    assert site.problems == [
        f"{ES}:6:9: A heading has lost its id '{{#call}}', which it has in {COURTS}. 2 links lead there. "
        "Write it again at the heading that says the same: '## Title {#call}'. [missing-fragment]"
    ]


def test_byte_order_mark_and_windows_line_ends_are_fine(make_site):
    site = make_site(GOOD)
    text = (site.root / COURTS).read_text("utf-8")
    site.write(COURTS, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    site.build()

    assert site.problems == []
    assert site.page("/initiatives/courts/").h1.string == "Courts"


def test_field_names_may_be_typed_in_any_letters_and_links_as_editors_like_them(make_site):
    site = make_site(GOOD)
    replace(COURTS, "Status:", "status:")(site)
    replace(COURTS, "Text.", "[a](../../news/ruling/en.md#x) ![b](picture.svg)\n\n```\n[c] (/d/)\n```")(site)
    replace("content/news/ruling/en.md", "A ruling.", "## A ruling {#x}")(site)

    site.build()

    assert site.problems == []
    article = site.page("/ar/initiatives/courts/").article
    assert article.select_one(".prose a")["href"] == "/ar/news/ruling/#x"
    assert article.select_one(".prose img")["src"] == "/initiatives/courts/picture.svg"


def test_the_column_points_at_the_wrong_word(make_site):
    site = make_site(GOOD)
    replace(COURTS, "Order: 1", "Part-Of:  court")(site)
    resource = HEADS["resources"].format(title="T").replace("press", "press, pres")
    site.write("content/resources/toolkit/en.md", resource)

    site.build()

    columns = {problem.file: problem.column for problem in site.outcome.problems}
    assert columns == {
        COURTS: len("Part-Of:  ") + 1,
        "content/resources/toolkit/en.md": len("Audience: press, ") + 1,
    }


def test_a_longer_loop_is_told_once(make_site):
    site = make_site(
        "".join(
            f"-- content/initiatives/{slug}/en.md --\n"
            + HEADS["initiatives"].format(title=slug)
            + f"Part-Of: {parent}\n\nText.\n\n"
            for slug, parent in (("a", "b"), ("b", "c"), ("c", "a"))
        )
    ).build()

    assert [problem for problem in site.problems if "part-of-loop" in problem] == [
        "content/initiatives/a/en.md:6:10: This initiative is part of itself: a → b → c → a. "
        "Remove 'Part-Of' from the one that stands at the top. [part-of-loop]"
    ]


def test_two_translations_with_one_address_clash(make_site):
    site = make_site(GOOD + "\n-- content/initiatives/other/en.md --\nOther.\n")
    head = "Title: T\nSummary: S.\nAlt: A.\nSlug: courts\nTranslation: draft\n\nTexto.\n"
    site.write("content/initiatives/other/es.md", head)

    site.build()

    assert "url-clash" in site.codes
    assert "content/initiatives/courts/es.md has it too" in " ".join(site.problems)


def test_a_slug_that_meets_a_fallback_page_is_blamed(make_site):
    site = make_site(GOOD + "\n-- content/initiatives/other/en.md --\nOther.\n")
    replace(ES, "Alt: Una", "Slug: other\nAlt: Una")(site)

    site.build()

    assert [(p.code, p.file, p.line) for p in site.outcome.problems] == [("url-clash", ES, 3)]


def test_a_page_that_the_helpline_leads_to_is_missed_where_the_settings_name_it(make_site):
    site = make_site(GOOD, extra='ATTORNEYS_PAGE = "pages/hom"\n').build()

    line = 1 + site.settings.splitlines().index('ATTORNEYS_PAGE = "pages/hom"')
    assert site.problems == [
        f"pelicanconf.py:{line}:1: There is no page 'pages/hom', to which every page's helpline leads. "
        "Did you mean 'pages/home'? [bad-reference]"
    ]


@pytest.mark.parametrize(
    "plant",
    [
        replace("content/resources/toolkit/en.md", "Link: https://example.com/\n", ""),
        lambda site: site.remove("content/pages/home"),
        replace(COURTS, "Title: Courts\n", ""),
        replace(COURTS, "Image: picture.svg\n", ""),
    ],
)
def test_what_follows_from_a_mistake_is_not_told_too(good, plant):
    plant(good)

    good.build()

    assert len(good.problems) == 1, good.problems


def test_an_overdue_check_warns_and_builds(make_site):
    site = make_site(GOOD)
    replace(COURTS, "Order: 1", "Check-By: 2020-01-01")(site)

    site.build()

    assert site.codes == ["check-overdue"]
    assert site.outcome.ok
    assert site.outcome.built
