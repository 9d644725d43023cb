"""The faults of pelican-i18n-subsites 1.0.0 (docs/decisions/0002), each shown not to be met by our sites."""

from __future__ import annotations

import locale
import re

import pytest

from plugins.builder.run import build as run_build
from plugins.multilingual import subsites
from tests.conftest import PICTURE, ROOT

THREE = """
-- content/pages/about/en.md --
About us. See [rights]({bundle}pages/rights).

-- content/pages/about/es.md --
Sobre. Vea [derechos]({bundle}pages/rights).

-- content/pages/rights/en.md --
Your rights.

-- content/news/first/en.md --
First news.

-- content/news/second/en.md --
Second news.

-- content/news/second/ar.md --
خبر.
"""


def links(page):
    return [a["href"] for a in page.select("a[href]")]


def test_fault_1_an_untranslated_dated_page_without_categories_builds(build):
    site = build(THREE)

    assert site.problems == []
    assert site.page("/es/news/first/").h1.string == "First"


@pytest.mark.parametrize(("code", "tag"), [("zh-hans", "zh-Hans"), ("pt-br", "pt-BR")])
def test_fault_2_tags_keep_their_capitals_in_html(build, code, tag):
    site = build(
        f"-- content/pages/about/en.md --\nAbout.\n\n-- content/pages/about/{code}.md --\nText.\n",
        plugins=["bundles", "multilingual"],
        theme=ROOT / "bench" / "theme",
        extra=f'LANGUAGES = ["en", "{code}"]\nJINJA_FILTERS = {{"address": lambda page: page.url}}\n',
    )

    assert site.problems == []
    assert site.page(f"/{code}/about/").html["lang"] == tag


def test_faults_3_and_14_each_language_has_its_own_pages_only(build):
    site = build(THREE)
    names = {path.relative_to(site.output).as_posix() for path in site.output.rglob("*.html")}

    own = {name for name in names if not name.startswith(("es/", "ar/", "zh-hans/"))}
    for code in ("es", "ar", "zh-hans"):
        assert {name.removeprefix(f"{code}/") for name in names if name.startswith(f"{code}/")} == own


def test_fault_4_an_untranslated_page_is_a_fallback_with_a_notice_in_the_readers_language(build):
    page = build(THREE).page("/es/rights/")

    assert page.html["lang"] == "es"
    assert page.article["lang"] == "en"
    assert page.article["dir"] == "ltr"
    notice = page.select_one(".notice")
    assert "en español" in notice.get_text()
    assert notice.find_parent("article") is None


def test_fault_5_every_language_link_of_a_fallback_page_leads_to_a_page(build):
    site = build(THREE)

    for a in site.page("/ar/rights/").select("a[hreflang]"):
        assert (site.output / a["href"].lstrip("/") / "index.html").is_file(), a["href"]


def test_faults_6_and_8_no_address_climbs_out_of_its_folder(build):
    site = build(THREE)

    for path in site.output.rglob("*.html"):
        assert not re.search(r"""(href|src|content)=["'][^"']*\.\./""", path.read_text("utf-8")), path


def test_fault_7_an_attachment_is_written_once(build):
    site = build(THREE + f"-- content/pages/about/map.svg --\n{PICTURE}")

    assert [path.relative_to(site.output).as_posix() for path in site.output.rglob("map.svg")] == [
        "about/map.svg"
    ]


@pytest.mark.parametrize(
    "address", ["https://example.org", "https://example.org/preview", "https://example.org/"]
)
def test_fault_9_a_site_may_stand_below_its_hosts_root(make_site, address):
    site = make_site(THREE, extra=f"SITEURL = {address!r}\n").build()
    page = site.page("/es/about/")
    prefix = "/preview" if address.endswith("preview") else ""

    assert site.problems == []
    assert page.select_one("link[rel=canonical]")["href"] == f"https://example.org{prefix}/es/about/"
    assert f"{prefix}/es/rights/" in links(page)
    assert page.select_one("link[rel=stylesheet]")["href"].startswith(f"{prefix}/theme/site.")


def test_fault_10_pelicans_own_feeds_are_off(build):
    assert not list(build(THREE).output.rglob("*.atom.xml"))


def test_fault_11_a_missing_catalogue_is_a_problem_not_a_traceback(make_site):
    site = make_site(THREE, extra='LANGUAGES = ["en", "es", "ar", "zh-hans", "sw"]\n').build()

    assert len([text for text in site.problems if "sw.po" in text and "message-missing" in text]) == 1
    assert "./run messages" in " ".join(site.problems)


def test_fault_12_an_ordinary_site_prints_no_warning(build, capfd):
    assert build(THREE).problems == []
    assert capfd.readouterr() == ("", "")


def test_fault_13_dates_are_in_the_readers_language_whatever_the_machines_locale(build):
    before = locale.setlocale(locale.LC_ALL)
    site = build(THREE)

    assert "18 de mayo de 2026" in site.page("/es/news/first/").get_text()
    assert "2026年5月18日" in site.page("/zh-hans/news/first/").get_text()
    assert locale.setlocale(locale.LC_ALL) == before


def test_fault_15_a_failed_build_does_not_spoil_the_next_one_in_the_process(make_site, tmp_path):
    site = make_site(THREE)
    subsites.upstream._MAIN_SETTINGS = {"left": "behind"}

    site.build()
    first = set(site.output.rglob("*.html"))
    site.build()

    assert first == set(site.output.rglob("*.html"))
    assert (site.output / "ar" / "index.html").is_file()


def test_fault_16_settings_of_sub_sites_are_made_anew_for_each_build(tmp_path):
    one = subsites.overrides(["en", "es"], "en", "https://example.org", "output")
    one["es"]["SITEURL"] = "changed"

    assert subsites.overrides(["en", "es"], "en", "https://example.org", "output")["es"]["SITEURL"] == (
        "https://example.org/es"
    )


def test_two_builds_of_one_commit_are_byte_identical(make_site):
    site = make_site(THREE).build()
    other = site.root / "elsewhere"

    run_build(site.root / "pelicanconf.py", other)

    names = sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(site.output) for path in site.output.rglob("*") if path.is_file())
    for name in names:
        assert (other / name).read_bytes() == (site.output / name).read_bytes(), name
