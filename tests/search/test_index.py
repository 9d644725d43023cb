"""What is in the index, and what is not; that it is made anew only when a text has changed."""

from __future__ import annotations

import gzip
import json
import tomllib

import pytest

from plugins.search import index
from plugins.search.sections import sections
from plugins.search.words import Words, little
from tests.conftest import PLUGINS, ROOT

SITE = """
-- content/pages/about/en.md --
Who we are.

-- content/pages/about/es.md --
Quiénes somos.

-- content/news/ruling/en.md --
A judge said so.
"""


def found(site, code):
    folder = next((site.output / "pagefind").glob(f"{code}-*"))
    texts = (gzip.decompress(path.read_bytes())[12:] for path in folder.glob("fragment/*"))
    return {json.loads(text)["url"] for text in texts}


@pytest.fixture
def site(make_site):
    return make_site(SITE, plugins=[*PLUGINS, "search"])


def test_pages_are_found_in_their_own_language_only(site):
    site.build()

    assert {"/", "/about/", "/news/", "/news/ruling/"} <= found(site, "en")
    assert "/es/about/" in found(site, "es")
    assert not {"/es/news/ruling/", "/es/", "/es/404/"} & found(site, "es")


def test_pages_that_are_not_in_a_language_stand_apart_in_its_list(site):
    page = site.build().page("/es/search/")

    others = page.select_one("#others").find_parent("section")
    assert {link["href"] for link in others.select("a")} == {"/es/", "/es/news/ruling/"}
    titles = page.select_one("#titles").find_parent("section")
    assert [link["href"] for link in titles.select("a")] == ["/es/about/"]


def test_two_builds_have_the_same_index_and_a_changed_text_another(site):
    def names():
        return {path.name for path in (site.output / "pagefind").iterdir()}

    def all_bytes():
        return {
            path.relative_to(site.output): path.read_bytes()
            for path in (site.output / "pagefind").rglob("*")
            if path.is_file()
        }

    site.build()
    first, before = all_bytes(), names()
    site.remove(".cache")
    site.build()
    assert all_bytes() == first

    site.write(
        "content/pages/about/es.md", site.root.joinpath("content/pages/about/es.md").read_text() + "\nMás.\n"
    )
    site.build()
    assert names() - before == {name for name in names() if name.startswith("es-")}
    assert (site.output / "es/search/index.html").read_text().count((names() - before).pop()) == 1


def test_without_pagefind_the_build_says_so_once_and_the_page_is_a_list(site, monkeypatch):
    def missing():
        raise index.SearchError("Pagefind is not installed.")

    monkeypatch.setattr(index, "_pagefind", missing)
    site.build()

    assert site.outcome.ok
    assert site.codes.count("search-missing") == 1
    page = site.page("/search/")
    assert page.select_one("form") is None
    assert all("js/exit." in script["src"] for script in page.select("script[type=module]"))
    assert page.select_one("a[href='/about/']")


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        ("ar", "لكم الحق في الصمت", "حق"),
        ("ar", "بالحق", "حق"),
        ("es", "La deportación", "deportacion"),
        ("fr", "dépénalisation", "depenalisation"),
        ("ht", "èd", "ed"),
        ("pl", "władza", "wladza"),
        ("ur", "ملك", "ملک"),
        ("ru", "ребёнок", "ребенок"),
        ("fr", "tribunal de l’immigration", "immigration"),
        ("yi", "אימיגראַציע־ריכטער", "ריכטער"),
        ("en", "bond hearing", "bail"),
        ("pl", "Pomoc prawną", "prawnik"),
    ],
)
def test_other_forms_of_a_word_are_given(language, text, form):
    assert form in Words(language).indexed(text).split()


def test_letters_that_are_no_accents_stay():
    assert Words("ru").indexed("мой") == "мой"
    assert Words("bn").indexed("অধিকার") == "অধিকার"


def test_what_people_say_is_given_in_chinese_too():
    assert Words("zh-hans").indexed("保释听证") == "保释听证 保释金"
    assert Words("zh-hans").indexed("您的权利") == "您的权利"


def test_little_words_are_as_the_worker_has_what_is_typed():
    assert "que" in little("es")
    assert "się" not in little("pl")
    assert "sie" in little("pl")


def test_what_people_say_belongs_to_words_of_a_page_in_each_language():
    everyday = tomllib.loads((ROOT / "plugins/search/everyday.toml").read_text("utf-8"))
    own = {path.stem for path in (ROOT / "content/pages").glob("*/*.md")}

    assert own <= everyday.keys()
    assert len({len(lists) for lists in everyday.values()}) == 1
    for language, lists in everyday.items():
        titles = "".join(
            line.casefold()
            for path in (ROOT / "content").glob(f"*/*/{language}.md")
            for line in path.read_text("utf-8").splitlines()[:12]
            if line.startswith(("Title:", "Short-Title:", "Also:"))
        )
        assert [ours for ours in lists if ours != "little" and ours.casefold() not in titles] == []


def test_a_word_is_given_once_a_page():
    words = Words("en")

    assert words.indexed("The right, the RIGHT!") == "the right"
    assert words.indexed("The right again") == "again"


def test_sections_are_headings_and_what_stands_below():
    html = '<p>One <b>w</b>ord.</p><h2 class="x" id="at-home">At <i>home</i></h2><ul><li>a &amp; b</li><li>c</li></ul>'

    assert [(s.heading, s.text) for s in sections(html)] == [
        ("", "One word."),
        ('<h2 id="at-home">At home</h2>', "a & b c"),
    ]


def test_the_hosting_guide_has_the_workers_policy_for_each_server():
    from plugins.multilingual.policy import PAGE_POLICY, WORKER_POLICY

    guide = (ROOT / "docs" / "hosting.md").read_text("utf-8")
    for server in guide.split("\n## ")[2:5]:
        assert f'"{WORKER_POLICY}"' in server, server[:10]
    assert "wasm" not in PAGE_POLICY
