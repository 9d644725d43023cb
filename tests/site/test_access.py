"""For everyone: large text, high contrast, keyboards, fingers, and every script in a font of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pelicanconf import LANGUAGES
from tests.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser
NARROW = (320, 640)
SITUATION = "/know-your-rights/at-home/"
DENSE = ["/", "/initiatives/criminal-justice-and-drug-reform/", "/legal-help/", SITUATION]
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# WCAG 2.2, 1.4.12; letters of joined scripts are not set apart.
SPACED = """html { font-size: 200% } p { margin-block-end: 2em !important }
* { word-spacing: .16em !important; line-height: max(1.5, 1em) }"""
APART = "* { letter-spacing: .12em !important; line-height: 1.5 !important }"
JOINED = {"ar", "ur", "bn"}


def root_of(code: str) -> str:
    return "" if code == LANGUAGES[0] else f"/{code}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_narrowest_phone_holds_large_and_spaced_text(visit, code):
    page = visit("/404.html", NARROW, scripts=True, bypass_csp=True)
    start = page.url.removesuffix("/404.html")
    for path in DENSE:
        page.goto(start + root_of(code) + path)
        page.add_style_tag(content=SPACED + ("" if code in JOINED else APART))
        page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0], path


FONTS = {
    "bn": "Noto Sans Bengali",
    "ur": "Noto Nastaliq Urdu",
    "zh-hans": "Noto Sans CJK SC",
    "zh-hant": "Noto Sans CJK TC",
    "ko": "Noto Sans CJK KR",
    "ar": "Noto Naskh Arabic",
    "yi": "Noto Sans Hebrew",
}


@pytest.mark.parametrize(("code", "font"), FONTS.items())
def test_text_is_set_in_the_font_that_the_stylesheet_names_for_its_script(visit, code, font):
    page = visit(f"/{code}/know-your-rights/")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = {}
    for node in session.send(
        "DOM.querySelectorAll", {"nodeId": root, "selector": "main p.lead, main .prose p"}
    )["nodeIds"][:4]:
        for each in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            found[each["familyName"]] = found.get(each["familyName"], 0) + each["glyphCount"]
    if font not in found and not any(name.startswith("Noto") for name in found):
        pytest.skip("This machine has no Noto fonts")

    assert max(found, key=found.__getitem__) == font, found
    # Latin words, figures and signs inside may come from the fonts of Latin.
    assert {name for name in found if "DejaVu" in name} == set(), found


@pytest.mark.parametrize(
    "path", [SITUATION, f"/zh-hans{SITUATION}", f"/ur{SITUATION}", "/ur/glossary/", "/styleguide/1/"]
)
def test_axe_finds_nothing_by_the_highest_level_either(visit, path):
    import axe_playwright_python

    script = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")
    for size, dark in ((NARROW, True), (DESKTOP, False)):
        page = visit(path, size, dark=dark, bypass_csp=True)
        page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
        page.evaluate(script)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        told = [
            (rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found["violations"]
        ]
        assert told == [], (path, size, dark)


SMALL = """() => [...document.querySelectorAll('a[href], button, summary, input')].filter((control) => {
  const box = control.getBoundingClientRect();
  return box.width && box.height && !control.matches('.skip-link') && (box.width < 24 || box.height < 24);
}).map((control) => control.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("path", [*DENSE, "/resources/", "/glossary/"])
def test_nothing_that_can_be_touched_is_smaller_than_a_fingertip(visit, path):
    page = visit(path, NARROW)
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")

    assert page.evaluate(SMALL) == []


def test_the_keyboard_goes_from_the_skip_link_to_the_exit_to_the_helpline(visit):
    page = visit(SITUATION, DESKTOP)
    order = []
    for _ in range(4):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate("document.activeElement.className || document.activeElement.getAttribute('href')")
        )

    assert order == ["skip-link", "exit__link", "/legal-help/", "phone"]


@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["phone", "desktop"])
def test_the_exit_never_covers_what_the_keyboard_has_reached(visit, size):
    page = visit(SITUATION, size)
    covered = """() => { const e = document.activeElement; if (e.closest('.exit, .skip-link')) return '';
      const box = e.getClientRects()[0]; const top = document.querySelector('.exit').getBoundingClientRect().bottom;
      return box.bottom <= top || box.top >= innerHeight ? e.outerHTML.slice(0, 100) : ''; }"""
    count = page.locator("a[href], summary, button").count()
    for key in ["Tab"] * count + ["Shift+Tab"] * count:
        page.keyboard.press(key)
        assert page.evaluate(covered) == "", key


LONGEST = """() => { let longest = 0;
  for (const part of document.querySelectorAll('main p, main li, main dd')) for (const text of part.childNodes) {
    if (text.nodeType !== 3 || text.textContent.trim().length < 60) continue;
    const range = document.createRange(); let count = 0, last = null;
    for (let at = 0; at < text.length; at++) {
      range.setStart(text, at); range.setEnd(text, at + 1);
      const box = range.getClientRects()[0]; if (!box) continue;
      if (last !== null && Math.abs(box.top - last) > 5) { longest = Math.max(longest, count); count = 0; }
      last = box.top; count++;
    }
    longest = Math.max(longest, count);
  } return longest; }"""


@pytest.mark.parametrize(
    ("code", "most"),
    [("en", 80), ("ar", 80), ("ur", 80), ("bn", 80), ("ru", 80), ("zh-hans", 40), ("ko", 40)],
)
def test_lines_are_short_enough_to_find_the_next_one(visit, code, most):
    page = visit(f"{root_of(code)}/legal-help/", DESKTOP)

    assert page.evaluate(LONGEST) <= most


def test_in_forced_colours_controls_keep_an_edge(browser, address):
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, forced_colors="active")
    page = context.new_page()
    page.goto(address + "/")
    for selector in (".action", ".language-menu__label", ".situations__link"):
        style = page.locator(selector).first.evaluate(
            "(e) => { const s = getComputedStyle(e); return [s.borderTopStyle, parseFloat(s.borderTopWidth)]; }"
        )
        assert style[0] == "solid", selector
        assert style[1] >= 1, selector
    context.close()
