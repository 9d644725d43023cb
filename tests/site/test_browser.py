"""What only a browser shows: home → initiatives → initiative → other language, with scripts and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TEMPLATES = [
    "/",
    "/initiatives/",
    "/initiatives/criminal-justice-and-drug-reform/",
    "/know-your-rights/",
    "/resources/",
    "/news/",
    "/404.html",
]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    ("start", "own", "other"), [("/", "en", "es"), ("/ar/", "ar", "zh-Hans")], ids=["en", "ar"]
)
def test_walk_from_home_to_an_initiative_in_another_language(visit, start, own, other, size, scripts):
    page = visit(start, size, scripts=scripts)
    assert page.locator("html").get_attribute("lang") == own

    page.locator(f"main a[href='{start}initiatives/']").first.click()
    page.wait_for_url(re.compile(rf"{start}initiatives/$"))
    page.locator(f"main a[href='{start}initiatives/364-campaign/']").first.click()
    page.wait_for_url(re.compile(r"/364-campaign/$"))
    title = page.locator("h1").inner_text()

    page.locator("header summary").click()
    page.locator(f"header a[hreflang='{other}']").click()

    page.wait_for_url(re.compile(rf"/{other.lower()}/initiatives/364-campaign/$"))
    assert page.locator("html").get_attribute("lang") == other
    assert page.locator("h1").inner_text() != title
    assert page.locator(".helpline a[href^='tel:']").is_visible()


@pytest.mark.parametrize("path", TEMPLATES)
@pytest.mark.parametrize("root", ["", "/ar", "/zh-hans"], ids=["en", "ar", "zh"])
def test_axe_finds_nothing(visit, root, path):
    import axe_playwright_python

    script = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")
    for size, dark in ((PHONE, False), (DESKTOP, True)):
        page = visit(root + path, size, dark=dark, bypass_csp=True)
        page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
        page.evaluate(script)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        told = [
            (rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found["violations"]
        ]
        assert told == [], (root + path, size, dark)


@pytest.mark.parametrize("path", TEMPLATES)
@pytest.mark.parametrize("root", ["", "/es", "/ar", "/zh-hans"], ids=["en", "es", "ar", "zh"])
def test_nothing_overflows_on_the_narrowest_phone_with_large_text(visit, root, path):
    page = visit(root + path, (320, 640), bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% }")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_security_policy_is_kept_by_every_template(visit):
    for path in TEMPLATES:
        page = visit("/404.html")
        told = []
        page.on("console", lambda message, told=told: told.append(message.text))
        page.goto(page.url.replace("/404.html", path))
        assert [text for text in told if "Content Security Policy" in text] == []


def test_the_keyboard_reaches_the_skip_link_first_and_it_leads_to_the_text(visit):
    page = visit("/know-your-rights/", DESKTOP)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.locator("a[href='#main']").first.is_visible()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


@pytest.mark.parametrize("path", ["/", "/ar/"])
def test_what_a_frightened_person_needs_is_large_enough_to_touch(visit, path):
    page = visit(path, PHONE)

    for selector in (".helpline a[href^='tel:']", "header summary", "header nav a"):
        for box in [link.bounding_box() for link in page.locator(selector).all() if link.is_visible()]:
            assert box["height"] >= 44, selector
            assert box["width"] >= 44, selector


def test_telephone_numbers_are_not_reversed_in_arabic(visit):
    page = visit("/ar/")
    link = page.locator(".helpline a[href^='tel:']")

    positions = link.evaluate(
        """(link) => { const text = link.firstChild; const at = (i) => {
             const range = document.createRange(); range.setStart(text, i); range.setEnd(text, i + 1);
             return range.getBoundingClientRect().left; };
           return [at(1), at(6), at(text.length - 1)]; }"""
    )
    assert link.inner_text() == "(212) 725-6422"
    assert positions == sorted(positions)


def test_a_visit_leaves_nothing_behind(visit):
    page = visit("/")
    for path in TEMPLATES:
        page.goto(re.sub(r"(?<=\d)/.*$", path, page.url))

    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0
