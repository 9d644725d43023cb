"""Links that leave their reader's language, and translations that do not name each other."""

from __future__ import annotations

import pytest

from plugins.linkcheck.folder import check_folder
from plugins.problems import Severity

HOME = {"en": "/", "es": "/es/", "zh-Hans": "/zh/"}
HELP = {"en": "/help/", "es": "/es/ayuda/", "zh-Hans": "/zh/%E5%B8%AE%E5%8A%A9/"}


def page(language: str, others: dict[str, str], body: str = "", head: str = "") -> str:
    named = "".join(f'<link rel="alternate" hreflang="{tag}" href="{to}">\n' for tag, to in others.items())
    return f'<html lang="{language}"><head>\n{head}{named}</head><body>\n{body}</body></html>'


SITE = {
    "index.html": page("en", {**HOME, "x-default": "/"}),
    "es/index.html": page("es", HOME),
    "zh/index.html": page("zh-Hans", HOME),
    "help/index.html": page("en", HELP),
    "es/ayuda/index.html": page("es-MX", HELP),
    "zh/帮助/index.html": page("zh-Hans", HELP),
    "news/index.html": page("en", {}),
}


@pytest.fixture
def told(folder):
    def run(files: dict[str, str], **options: object) -> list[tuple[str, str, str]]:
        found = check_folder(folder({**SITE, **files}), **options).problems  # type: ignore[arg-type]
        return [(problem.code, problem.page, problem.hint) for problem in found]

    return run


def test_translations_that_name_each_other_are_fine(told):
    assert told({}) == []
    assert told({}, base_url="https://example.org") == []


@pytest.mark.parametrize(
    ("body", "better"),
    [
        ("<a href='/help/'>ayuda</a>", "/es/ayuda/"),
        ("<a href='../help/#x'>ayuda</a><p id=x>", "/es/ayuda/"),
        ("<area href='/help/'>", "/es/ayuda/"),
        ("<a href='/zh/帮助/'>ayuda</a>", "/es/ayuda/"),
        ("<ul><li><a href='/help/'>English</a><li><a href='/zh/'>中文</a></ul><p><a href='/es/'>x</a><a href='/help/'>ayuda</a>",
         "/es/ayuda/"),
        # lists of languages, and links that say that they leave the language
        ("<a href='/'>English</a>", ""),
        ("<a href='/help/'>English</a>", ""),
        ("<a href='/help/' hreflang='en'>ayuda</a>", ""),
        ("<a href='/help/' lang='en'>help</a>", ""),
        ("<a href='/help/'><span lang='en'>help</span></a>", ""),
        ("<p lang='en'>The page <a href='/help/'>help</a></p>", ""),
        ("<ul><li><a href='/help/'>A</a><li><a href='/zh/帮助/'>B</a></ul>", ""),
        ("<a href='/news/'>solo en inglés</a>", ""),
        ("<a href='/es/ayuda/'>ayuda</a>", ""),
        ("<link rel='canonical' href='/es/'>", ""),
    ],
)  # fmt: skip
def test_links_out_of_the_language_of_the_page(told, body, better):
    help_page = page("en", HELP, "<p id=x>")
    found = told({"es/index.html": page("es", HOME, body), "help/index.html": help_page})

    assert found == ([("wrong-language", "/es/", f"Write '{better}'.")] if better else [])


def test_leaving_the_language_is_a_warning_at_the_link(folder):
    site = folder({**SITE, "es/index.html": page("es", {}, "<a href='/help/'>ayuda</a>")})

    problem = next(p for p in check_folder(site).problems if p.code == "wrong-language")
    assert (problem.severity, problem.line) == (Severity.WARNING, 3)
    assert problem.message == "This link leaves the page's language (es) for '/help/' (en)."


def test_without_hreflang_folders_tell_the_translations(told):
    site = {
        "index.html": page("en", {}),
        "es/index.html": page("es", {}, "<a href='/a/'>a</a><a href='/b/'>b</a>"),
        "es/ayuda/index.html": page("es", {}),
        "help/index.html": page("en", {}),
        "zh/index.html": page("zh", {}),
        "zh/帮助/index.html": page("zh", {}),
        "a/index.html": page("en", {}),
        "b/index.html": page("en", {}),
        "es/a/index.html": page("es", {}),
    }

    assert told(site) == [("wrong-language", "/es/", "Write '/es/a/'.")]


def test_a_translation_that_does_not_name_the_page_is_told_at_the_page(told):
    lost = {tag: to for tag, to in HELP.items() if tag != "en"}

    assert told({"es/ayuda/index.html": page("es", lost)}) == [
        (
            "hreflang-not-returned",
            "/help/",
            "On '/es/ayuda/', add a link rel=\"alternate\" to '/help/', or remove this one.",
        )
    ]


@pytest.mark.parametrize(
    ("instead", "code"),
    [("/news/", "hreflang-not-returned"), ("/zzz/", "missing-page"), ("/", "hreflang-not-returned")],
)
def test_a_wrong_translation_is_told_once_where_it_is_named(told, instead, code):
    wrong = page("es", {**HELP, "en": instead})

    assert [(code, page) for code, page, _ in told({"es/ayuda/index.html": wrong})] == [(code, "/es/ayuda/")]


def test_a_copy_that_names_another_page_for_itself_needs_no_return(told):
    copy = page("en", HELP, head="<link rel='canonical' href='/help/'>")

    assert told({"print/index.html": copy}) == []


def test_a_template_that_names_no_translations_back_is_one_entry(told):
    pages = {}
    for n in range(9):
        both = {"en": f"/p{n}/", "es": f"/es/p{n}/"}
        pages |= {f"p{n}/index.html": page("en", both), f"es/p{n}/index.html": page("es", {})}

    assert [code for code, *_ in told(pages)] == ["hreflang-not-returned"]


def test_another_languages_slug_leads_to_the_page_meant(told):
    found = told({"index.html": page("en", HOME, "<a href='/es/help/'>x</a><a href='/ayuda/'>x</a>")})

    assert [hint for _, _, hint in found] == ["Did you mean '/es/ayuda/'?", "Did you mean '/help/'?"]
