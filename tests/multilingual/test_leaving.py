"""Which pages have a way to leave at once: those that say something about who reads them, in every language."""

from __future__ import annotations

import pytest

from tests.conftest import PLUGINS

SITE = """
-- content/pages/about/en.md --
Who we are.

-- content/pages/rights/en.md --
Title: Rights
Summary: What to say.
Risk: high

Say nothing.

-- content/initiatives/courts/en.md --
Text.

-- content/resources/guide/en.md --
Title: Guide
Summary: What to do.
Type: toolkit
Audience: community
Year: 2019
Publisher: Somebody
Languages: en, es
Link: https://example.com/guide

-- content/news/ruling/en.md --
A judge said so.
"""
AT_RISK = (
    "rights/",
    "search/",
    "resources/",
    "resources/a-z/",
    "resources/audience/community/",
    "resources/type/toolkit/",
    "resources/guide/",
)
FOR_EVERYONE = ("", "about/", "initiatives/", "initiatives/courts/", "news/", "news/ruling/")


@pytest.fixture
def site(make_site):
    made = make_site(SITE, plugins=[*PLUGINS, "search"])
    made.build()
    return made


@pytest.mark.parametrize("home", ["/", "/es/", "/ar/", "/zh-hans/"])
def test_the_search_and_all_lists_of_resources_have_a_way_out_as_what_they_lead_to(site, home):
    for path in AT_RISK:
        page = site.page(home + path)
        link = page.select_one(".exit a.exit__link")
        assert link, home + path
        assert link["href"].startswith("https://")
        assert link["rel"] == ["nofollow", "noreferrer"]
        assert page.select_one("script[src*='js/exit.']"), home + path


@pytest.mark.parametrize("home", ["/", "/es/", "/ar/", "/zh-hans/"])
def test_pages_for_everyone_have_none(site, home):
    for path in FOR_EVERYONE:
        assert not site.page(home + path).select_one(".exit"), home + path


@pytest.mark.parametrize("home", ["/", "/ar/"])
def test_it_comes_before_everything_but_the_way_to_the_content(site, home):
    page = site.page(home + "search/")

    stops = [link["class"] for link in page.select("body a[href]")[:2]]
    assert "skip-link" in stops[0]
    assert "exit__link" in stops[1]
