"""Leaving at once: what a browser does with the link, the script and the keys."""

from __future__ import annotations

import pytest

from tests.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser
AT_RISK = "/know-your-rights/"
ELSEWHERE = "/404.html"  # stands for the other site: the network outside is not there


@pytest.fixture
def reading(visit):
    """Return a function that opens an at-risk page after the home page, its way out led to a page of ours."""

    def open_page(path=AT_RISK, size=PHONE, **options):
        page = visit("/", size, **options)
        page.goto(page.url.rstrip("/") + path)
        if options.get("scripts", True):
            page.evaluate("to => { document.querySelector('.exit__link').href = to }", ELSEWHERE)
        return page

    return open_page


@pytest.mark.parametrize("size", [(320, 640), DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("part", [0, 0.5, 1])
@pytest.mark.parametrize("path", [AT_RISK, "/ar/legal-help/", "/resources/deportation-101/"])
def test_the_way_out_is_in_sight_and_on_top_wherever_one_reads(reading, path, size, part):
    page = reading(path, size)
    page.evaluate("part => scrollTo({top: document.body.scrollHeight * part, behavior: 'instant'})", part)
    box = page.locator(".exit__link").bounding_box()

    assert box["width"] >= 44
    assert box["height"] >= 44
    assert 0 <= box["y"] <= size[1] - box["height"]
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('.exit__link') !== null", middle
    )


def test_it_is_the_second_stop_of_the_keyboard(reading):
    page = reading()
    page.keyboard.press("Tab")
    assert "skip-link" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Tab")
    assert "exit__link" in page.evaluate("document.activeElement.className")


def test_back_does_not_return_to_what_was_read(reading):
    page = reading()
    page.locator(".exit__link").click()
    page.wait_for_url("**" + ELSEWHERE)
    page.go_back()

    assert page.evaluate("location.pathname") == "/"
    page.go_forward()
    assert page.evaluate("location.pathname") == ELSEWHERE


def test_the_page_hides_and_loses_its_title_while_the_other_site_loads(reading):
    page = reading()
    # What the page has come to is written down at the moment when it goes.
    page.evaluate(
        """() => addEventListener('beforeunload', () => {
          const hidden = getComputedStyle(document.querySelector('h1')).visibility;
          history.replaceState(null, '', '#' + [hidden, document.title,
            document.querySelector('.leaving__veil').checkVisibility()].join());
        })"""
    )
    seen = []
    page.on("framenavigated", lambda frame: seen.append(frame.url.partition("#")[2]))
    page.locator(".exit__link").click()
    page.wait_for_url("**" + ELSEWHERE)

    assert seen[0].startswith("hidden,127.0.0.1")
    assert seen[0].endswith(",true")


@pytest.mark.parametrize(
    ("keys", "leaves"),
    [
        (["Shift"] * 3, True),
        (["Shift"] * 2, False),
        (["Escape"] * 3, False),
        (["Shift+S", "Shift+O", "Shift+S"], False),
        (["Shift+Tab"] * 3, False),
        (["Shift", "a", "Shift", "Shift"], False),
    ],
)
def test_three_presses_of_shift_alone_leave(reading, keys, leaves):
    page = reading()
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_timeout(100)

    assert (page.evaluate("location.pathname") == ELSEWHERE) is leaves


def test_without_scripts_it_is_a_link_that_tells_the_other_site_nothing(reading):
    link = reading(scripts=False).locator(".exit__link")

    assert link.get_attribute("href").startswith("https://")
    assert "noreferrer" in link.get_attribute("rel")


@pytest.mark.parametrize("path", ["/", "/about/", "/news/"])
def test_pages_for_everyone_have_none(visit, path):
    assert visit(path).locator(".exit__link").count() == 0
