"""Printing the pages from a browser: ten cards on one Letter sheet for each side, and each situation on one page."""

from __future__ import annotations

import functools
import io
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pypdf import PdfReader

from tests.paper.conftest import LANGUAGES

INCH = 96  # CSS pixels
MILLIMETRE = INCH / 25.4
MEASURE = """() => [...document.querySelectorAll('.sheet')].map(sheet =>
  [...sheet.querySelectorAll('.carry')].map(card => {
    const box = card.getBoundingClientRect(), top = sheet.getBoundingClientRect();
    const text = [...card.querySelectorAll('.carry__text, .carry__said')].at(-1).getBoundingClientRect();
    const call = card.querySelector('.carry__call, .carry__by').getBoundingClientRect();
    return {x: box.x - top.x, y: box.y - top.y, width: box.width, height: box.height, room: call.top - text.bottom,
            foot: box.bottom - call.bottom};
  }))"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def served(whole_site):
    handler = functools.partial(_Quiet, directory=str(whole_site.output))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.browser
def test_cards_and_situations_fit_on_paper_in_every_language(browser, served):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    for language in ("en", *LANGUAGES):
        root = f"{served}/" if language == "en" else f"{served}/{language}/"

        page.goto(f"{root}know-your-rights/cards/")
        pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        assert [each.mediabox[2:] for each in pdf.pages] == [[612, 792]] * 2, language
        page.emulate_media(media="print")
        for sheet in page.evaluate(MEASURE):
            assert len(sheet) == 10
            for number, card in enumerate(sheet):
                place = (card["x"], card["y"], card["width"], card["height"])
                wanted = (
                    (0.75 + 3.5 * (number % 2)) * INCH,
                    (0.5 + 2 * (number // 2)) * INCH,
                    3.5 * INCH,
                    2 * INCH,
                )
                assert place == pytest.approx(wanted, abs=MILLIMETRE), language
                assert card["room"] >= 0 and card["foot"] >= 0, (
                    f"{language}: the text is larger than the card"
                )
        page.emulate_media(media="null")

        page.goto(f"{root}know-your-rights/at-home/")
        pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        assert len(pdf.pages) == 1, language
        printed = "".join(pdf.pages[0].extract_text().split())
        assert "725-6422" in printed and "https://example.org/" in printed, language
        assert not page.locator(".exit").is_hidden()
        page.emulate_media(media="print")
        for hidden in (".exit", ".header", ".footer__languages", ".footer__menu", ".for-paper"):
            assert page.locator(hidden).is_hidden(), hidden
        assert page.locator("svg.code").is_visible()
        page.emulate_media(media="null")
    context.close()
