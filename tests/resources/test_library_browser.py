"""What only a browser shows of the library: facets folded on a phone, beside the list where there is room; no script."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from pathlib import Path

import pytest

from tests.conftest import DESKTOP, PHONE, ROOT

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LISTS = [("/resources/", DESKTOP, False), ("/ar/resources/", PHONE, True),
         ("/ar/resources/language/zh-hans/", DESKTOP, True), ("/zh-hans/resources/a-z/", PHONE, False)]  # fmt: skip


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


@pytest.fixture
def visit(build, browser, tmp_path):
    """Return a function that opens a page of a small library."""
    theme = tmp_path / "theme-without-catalogues"
    shutil.copytree(ROOT / "theme", theme, ignore=shutil.ignore_patterns("translations"))
    head = "Title: A guide with a rather long title, {0}\nSummary: S.\nAudience: community, press\nPublisher: IDP\nYear: 201{0}\n"
    text = "".join(
        f"-- content/resources/guide-{number}/en.md --\n{head.format(number)}Type: {kind}\nLanguages: {languages}\n"
        f"Link: https://datacollaborative.example.com/\n\nText.\n\n"
        for number, (kind, languages) in enumerate(
            (("report", "en, ar"), ("map", "zh-Hans, en"), ("law", "ur, prs, ht"))
        )
    )
    site = build(text, theme=theme)
    handler = functools.partial(_Quiet, directory=str(site.output))
    contexts = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def open_page(path, size, *, scripts=False, dark=False):
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                java_script_enabled=scripts,
                color_scheme="dark" if dark else "light",
                bypass_csp=scripts,
            )
            contexts.append(context)
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{server.server_address[1]}{path}")
            return page

        yield open_page
        for context in contexts:
            context.close()
        server.shutdown()


def test_facets_are_folded_on_a_phone_and_beside_the_list_on_a_desk(visit):
    phone, desk = visit("/ar/resources/", PHONE), visit("/ar/resources/", DESKTOP)
    link = ".facets a[href='/ar/resources/type/map/']"

    assert not phone.locator(link).is_visible()
    phone.locator(".facets summary").click()
    assert phone.locator(link).is_visible()
    assert phone.locator(link).bounding_box()["height"] >= 44
    phone.locator(link).click()
    assert phone.locator(".entry").count() == 1

    assert desk.locator(link).is_visible()
    facets, entries = desk.locator(".facets").bounding_box(), desk.locator(".library__list").bounding_box()
    assert (
        facets["x"] >= entries["x"] + entries["width"]
    )  # at the start of a line that runs from right to left
    desk.locator(link).focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/ar/resources/type/map/")


def test_axe_finds_nothing_and_nothing_overflows(visit):
    import axe_playwright_python

    script = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")
    for path, size, dark in LISTS:
        page = visit(path, size, scripts=True, dark=dark)
        page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
        page.evaluate(script)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        told = [
            (rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found["violations"]
        ]
        assert told == [], (path, size)
        page.set_viewport_size({"width": 320, "height": 640})
        page.add_style_tag(content="html { font-size: 200% }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
