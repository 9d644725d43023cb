"""The search page as readers use it: typing, choosing, Back, the keyboard, a network that breaks, no script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def search(page, words):
    page.fill("#search-words", words)
    page.wait_for_selector(".result")


def test_results_say_what_was_found_and_where(visit):
    page = visit("/search/")
    search(page, "warrant")

    assert re.search(r"\d", page.inner_text("[role=status]"))
    assert page.locator(".result a").first.get_attribute("href").startswith("/")
    assert "warrant" in page.locator(".result mark").first.inner_text().lower()
    assert page.url.endswith("/search/?q=warrant")


@pytest.mark.parametrize("path", ["/search/", "/ar/search/"])
def test_before_anything_is_typed_there_is_the_field_alone(visit, path):
    page = visit(path)
    expect(page.locator("#search-words")).to_be_visible()

    assert page.locator(".search [hidden]").count()
    assert not [hidden for hidden in page.locator(".search [hidden]").all() if hidden.is_visible()]


def test_words_in_the_address_are_searched_for(visit):
    page = visit("/ar/search/?q=%D8%AD%D9%82")
    page.wait_for_selector(".result")

    assert page.input_value("#search-words") == "حق"
    assert page.evaluate("getComputedStyle(document.querySelector('.result')).direction") == "rtl"


def test_back_from_a_result_shows_the_results_again(visit):
    page = visit("/search/")
    search(page, "marijuana")
    page.locator(".result a").first.click()
    page.wait_for_url(lambda url: "/search/" not in url)
    page.go_back()
    page.wait_for_selector(".result")

    assert page.input_value("#search-words") == "marijuana"


def test_a_choice_narrows_the_results_to_as_many_as_it_said(visit):
    page = visit("/search/")
    search(page, "ice")
    page.locator(".search__facets summary").click()
    label = page.locator("label:has([value='kind:news'])")
    said = int(re.search(r"\d+", label.locator("bdi").inner_text())[0])
    label.click()

    expect(page.get_by_role("status")).to_have_text(re.compile(rf"\D{said}$"))
    page.wait_for_selector(".result a[href^='/news/']")
    assert all(
        link.get_attribute("href").startswith("/news/") for link in page.locator(".result__title a").all()
    )
    others = page.locator("label:has([value='kind:resources']) bdi").inner_text()
    assert int(re.search(r"\d+", others)[0]) > 0  # within a group a choice adds


def test_more_results_come_on_asking_and_the_keyboard_goes_on_with_the_first_of_them(visit):
    page = visit("/search/")
    search(page, "ice")
    before = page.locator(".result").count()
    page.get_by_role("button", name="More results").click()
    expect(page.locator(".result").nth(before)).to_be_visible()

    assert page.evaluate("document.activeElement.closest('.result') !== null")


def test_words_that_no_page_has_are_told_and_english_is_offered(visit):
    page = visit("/es/search/")
    page.fill("#search-words", "qqqqqqq")
    page.wait_for_selector(".search__source a")

    assert page.inner_text("[role=status]")
    assert page.locator(".search__source a").get_attribute("href").endswith("/search/?q=qqqqqqq")
    assert page.locator(".result").count() == 0


@pytest.mark.parametrize("ending", ["pagefind.js", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"])
def test_a_broken_network_is_told_in_the_readers_language_and_the_next_try_works(visit, host, ending):
    host.broken = {ending}
    page = visit("/search/")
    page.fill("#search-words", "lawyer")
    failed = page.get_attribute(".search", "data-failed")
    expect(page.get_by_role("status")).to_have_text(failed)
    host.broken = set()
    page.get_by_role("button", name="Search").click()
    page.wait_for_selector(".result")
    visit.told.clear()  # the browser's own words about files that did not come


def test_nothing_is_kept(visit):
    page = visit("/search/")
    search(page, "lawyer")

    assert page.context.cookies() == []
    kept = "Promise.all([indexedDB.databases(), caches.keys()]).then(([a, b]) => a.length + b.length)"
    assert page.evaluate(f"{kept}.then((n) => n + localStorage.length + sessionStorage.length)") == 0


@pytest.mark.parametrize("path", ["/search/", "/ar/search/"])
@pytest.mark.parametrize(("size", "dark"), [((320, 640), False), ((1280, 900), True)])
def test_axe_finds_nothing_in_the_results(visit, path, size, dark):
    import axe_playwright_python

    script = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")
    page = visit(path, size, color_scheme="dark" if dark else "light", bypass_csp=True)
    search(page, "ICE")
    page.locator(".search__facets summary").click()
    page.evaluate(script)
    rules = [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
        "color-contrast-enhanced",
    ]
    found = page.evaluate("rules => axe.run(document, {runOnly: rules.slice(0, 6)})", rules)

    assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_without_scripts_there_are_all_pages_by_title_and_topic(visit, real_site):
    page = visit("/search/", java_script_enabled=False)

    assert not page.locator("form").is_visible()
    links = {link.get_attribute("href") for link in page.locator("main .link-groups a").all()}
    second = real_site.output / "search/page/2/index.html"
    if second.is_file():
        soup = BeautifulSoup(second.read_text("utf-8"), "html.parser")
        links |= {link["href"] for link in soup.select(".link-groups a")}
    resources = {
        f"/resources/{path.parent.name}/" for path in real_site.output.glob("resources/*/index.html")
    }
    lists = {"/resources/a-z/", "/resources/page/"}
    assert resources - lists - links == set()
    assert {"/know-your-rights/", "/initiatives/364-campaign/", "/resources/audience/attorneys/"} <= links


def test_every_page_leads_to_the_search_without_a_script(visit):
    page = visit("/ar/know-your-rights/", java_script_enabled=False)
    page.locator("header nav a[href='/ar/search/']").click()

    assert page.url.endswith("/ar/search/")
