"""A page that got another address still answers at the old one; a clash is told where it was typed."""

from __future__ import annotations

import datetime

import pytest

from plugins.bundles.library import read_library
from plugins.bundles.scaffold import new_translation

TODAY = datetime.date(2026, 5, 18)
SITE = """
-- content/pages/rights/en.md --
Title: Your rights
Summary: S.
Former-Slugs: know-this, rights-2019

## Say {#say}

[A leaflet]({attach}leaflet.pdf)

-- content/pages/rights/leaflet.pdf --
%PDF

-- content/pages/rights/es.md --
Title: Sus "derechos" <b>
Summary: S.
Slug: derechos
Former-Slugs: sus-derechos
Translation: reviewed
Translator: A
Reviewed: 2026-01-31

## Diga {#say}

Texto. [Un folleto]({attach}leaflet.pdf)

-- content/pages/about/en.md --
Text.
"""


def errors(site):
    return [str(problem) for problem in site.outcome.problems if problem.severity == "error"]


def test_each_former_address_leads_to_the_page_in_its_own_language(build):
    site = build(SITE)
    assert errors(site) == []

    leads = {
        "/know-this/": "/rights/",
        "/rights-2019/": "/rights/",
        "/ar/know-this/": "/ar/rights/",
        "/es/know-this/": "/es/derechos/",
        "/es/sus-derechos/": "/es/derechos/",
        "/es/rights/": "/es/derechos/",  # where the page stood before it had a Slug of its own
    }
    for old, new in leads.items():
        page = site.page(old)
        assert page.html["lang"] == (old.split("/")[1] if old[3] == "/" else "en")
        assert page.select_one("meta[name=robots]")["content"] == "noindex"
        assert page.select_one("link[rel=canonical]")["href"] == f"https://example.org{new}"
        assert page.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={new}"
        assert page.select_one("p a")["href"] == new
        assert not page.select("script, style, [style]")
    assert site.page("/es/sus-derechos/").a.get_text() == 'Sus "derechos" <b>'
    assert not (site.output / "ar/derechos").exists()
    assert not (site.output / "sus-derechos").exists()


def test_hosts_that_redirect_by_themselves_get_the_same_list(build):
    lines = (build(SITE).output / "_redirects").read_text("utf-8").splitlines()

    assert "/es/sus-derechos/ /es/derechos/ 301" in lines
    assert "/know-this/leaflet.pdf /rights/leaflet.pdf 301" in lines
    assert len(lines) == len({line.split()[0] for line in lines})


def test_a_site_on_which_nothing_has_moved_has_no_such_list(build):
    assert not (build("").output / "_redirects").exists()


def test_former_addresses_are_not_in_the_sitemap(build):
    sitemap = (build(SITE).output / "sitemap.xml").read_text("utf-8")

    assert "https://example.org/es/derechos/" in sitemap
    assert "know-this" not in sitemap
    assert "/es/rights/" not in sitemap


@pytest.mark.parametrize(
    ("file", "typed", "place", "words"),
    [
        ("about/en.md", "old, rights", "3:20", "/rights/ is taken: content/pages/rights/en.md has it"),
        ("about/en.md", "about", "3:15", "the page is at /about/ today"),
        ("about/en.md", "news", "3:15", "/news/ is taken: it is the list of news"),
        ("about/en.md", "es", "3:15", "/es/ is taken: it is the home page"),
        ("about/en.md", "new, know-this", "3:20", "/know-this/ is taken: content/pages/"),
        ("about/en.md", "derechos", "3:15", "/es/derechos/ is taken: content/pages/rights/es.md has it"),
        ("about/es.md", "a, sus-derechos", "4:18", "/es/sus-derechos/ is taken: content/pages/"),
    ],
)
def test_a_former_slug_that_is_in_use_is_told_where_it_stands(make_site, file, typed, place, words):
    site = make_site(SITE)
    state = "Translation: draft\n" if file.endswith("es.md") else ""
    site.write(f"content/pages/{file}", f"Title: A\nSummary: S.\n{state}Former-Slugs: {typed}\n\nText.\n")
    site.build()

    told = [problem for problem in errors(site) if "[url-clash]" in problem]
    assert len(told) == 1
    assert words in told[0]
    if "know-this" not in typed and "sus-derechos" not in typed:  # told at either of the two
        assert told[0].startswith(f"content/pages/{file}:{place}:")


def test_a_translation_may_keep_the_former_name_of_the_folder_as_its_slug(make_site):
    site = make_site(SITE)
    site.write("content/pages/about/en.md", "Title: A\nSummary: S.\nFormer-Slugs: quienes\n\nText.\n")
    site.write(
        "content/pages/about/es.md", "Title: A\nSummary: S.\nSlug: quienes\nTranslation: reviewed\n\nTexto.\n"
    )
    site.build()

    assert errors(site) == []
    assert site.page("/es/quienes/").h1
    assert site.page("/es/about/").select_one("meta[http-equiv=refresh]")


@pytest.mark.parametrize(
    ("file", "typed", "hint"),
    [
        ("en", "/know-this/", "Write '/rights/'."),
        ("en", "/know-this/#say", "Write '/rights/#say'."),
        ("en", "/know-this", "Did you mean '/rights/'?"),
        ("en", "{bundle}pages/know-this#say", "Did you mean '{bundle}pages/rights#say'?"),
        ("es", "/es/sus-derechos/", "Write '/es/derechos/'."),
        ("es", "/know-this/", "Write '/rights/'."),
    ],
)
def test_a_link_to_a_former_address_is_mended_once_where_it_was_typed(make_site, file, typed, hint):
    site = make_site(SITE)
    head = "Title: About\nSummary: S.\n" + ("" if file == "en" else "Translation: draft\n")
    site.write(f"content/pages/about/{file}.md", f"{head}\n[rights]({typed})\n")
    site.build()

    (problem,) = [p for p in site.outcome.problems if p.code != "digest-missing"]
    assert (problem.code, problem.hint) == ("missing-page", hint)
    assert problem.place == f"content/pages/about/{file}.md:{head.count(chr(10)) + 2}:10"


@pytest.mark.parametrize("typed", ["Old Name", "old name", "/old/", "old,, older", "old, old"])
def test_former_slugs_are_written_as_slugs_are(make_site, typed):
    site = make_site(SITE)
    site.write("content/pages/about/en.md", f"Title: A\nSummary: S.\nFormer-Slugs: {typed}\n\nText.\n")
    site.build()

    assert errors(site)[0].startswith("content/pages/about/en.md:3:")


def test_a_new_translation_does_not_take_the_sources_former_names_along(make_site):
    site = make_site(SITE)
    library = read_library(site.root, site.root / "content", ["en", "ar"], "en", TODAY)

    assert "Former-Slugs" not in new_translation(library, "pages/rights", "ar", TODAY).text
