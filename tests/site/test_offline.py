"""Pages kept on the phone: only when asked, readable without a connection, and gone when told to go."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
STORED = """async () => ({
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  stored: localStorage.length + sessionStorage.length,
})"""
NOTHING = {"caches": 0, "workers": 0, "stored": 0}


@pytest.mark.parametrize("root", ["", "/ar"], ids=["en", "ar"])
def test_kept_pages_open_without_a_connection_and_removal_leaves_nothing(visit, root):
    page = visit(f"{root}/know-your-rights/")
    box = page.locator("details.offline")
    assert page.evaluate(STORED) == NOTHING
    box.locator("summary").click()
    told = box.locator("[role=status]")
    save = box.locator("button").first
    save.click()
    told.filter(has_text=box.get_attribute("data-saved")).wait_for()

    size = page.evaluate("""async () => {
      const cache = await caches.open((await caches.keys())[0]);
      const all = await Promise.all((await cache.keys()).map(async (key) => (await (await cache.match(key)).blob()).size));
      return all.reduce((sum, one) => sum + one, 0) / 1000;
    }""")
    promised = int("".join(c for c in box.locator("p").first.inner_text() if c.isdigit()))
    assert size <= 300
    assert abs(promised - size) <= 0.25 * size

    page.context.set_offline(True)
    for path in ("/know-your-rights/at-home/", "/legal-help/", "/know-your-rights/at-home/show/"):
        page.goto(page.url.split(root + "/know")[0].split(root + "/legal")[0] + root + path)
        assert page.locator("main").inner_text()
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.helpline')).backgroundColor")
            != "rgba(0, 0, 0, 0)"
        )
    page.goto(page.url.split(root + "/know")[0] + root + "/know-your-rights/")
    page.locator("details.offline summary").click()
    page.locator("details.offline button").nth(1).click()
    page.locator("[role=status]").filter(
        has_text=page.locator("details.offline").get_attribute("data-removed")
    ).wait_for()

    assert page.evaluate(STORED) == NOTHING


def test_reading_ten_pages_leaves_nothing(visit):
    page = visit("/")
    start = page.url.rstrip("/")
    for path in (
        "/know-your-rights/",
        "/legal-help/",
        "/initiatives/",
        "/resources/",
        "/news/",
        "/ar/",
        "/about/",
    ):
        page.goto(start + path)

    assert page.evaluate(STORED) == NOTHING
    assert page.context.cookies() == []
