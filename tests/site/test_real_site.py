"""The built site, every page of it: what visitors, search engines and CI rely on."""

from __future__ import annotations

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from pelicanconf import LANGUAGES, SITEURL
from plugins.multilingual.language import language
from plugins.problems import Severity
from tests.conftest import ROOT

FIRST_FLIGHT = 13_000  # bytes of HTML and blocking CSS, compressed: what the first round trip holds
HEADERS = 300  # of the answer with the page
TRANSLATED = [
    "pages/home",
    "pages/legal-help",
    "pages/know-your-rights",
    *(f"initiatives/{path.name}" for path in sorted((ROOT / "content" / "initiatives").iterdir())),
]


@pytest.fixture(scope="session")
def pages(real_site) -> dict[str, BeautifulSoup]:
    """Return every page of the output by its file name."""
    return {
        path.relative_to(real_site.output).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(real_site.output.rglob("*.html"))
    }


def code_of(name: str) -> str:
    first = name.partition("/")[0]
    return first if first in LANGUAGES else LANGUAGES[0]


def failing(pages, is_wrong) -> list[str]:
    return [name for name, page in pages.items() if is_wrong(name, page)]


def test_the_content_has_no_problem(real_site):
    # Warnings come with the calendar and with every change of an English page: they stop nothing, here neither.
    assert [str(p) for p in real_site.outcome.problems if p.severity is Severity.ERROR] == []


def test_there_are_pages_in_every_language(pages):
    counts = {code: sum(code_of(name) == code for name in pages) for code in LANGUAGES}

    assert len(set(counts.values())) == 1
    assert counts["en"] >= 35


@pytest.mark.parametrize("code", ["es", "zh-hans", "ar"])  # those promised; a new language may begin empty
@pytest.mark.parametrize("ref", TRANSLATED)
def test_the_pages_that_matter_most_are_translated_and_say_by_whom(real_site, ref, code):
    text = (ROOT / "content" / ref / f"{code}.md").read_text("utf-8")

    assert re.search(r"^Translation: (machine|draft|reviewed)$", text, re.MULTILINE)
    assert re.search(r"^Source-Digest: [0-9a-f]{12}$", text, re.MULTILINE)


def test_language_and_direction_are_those_of_the_folder(pages):
    def wrong(name, page):
        own = language(code_of(name))
        return (page.html["lang"], page.html["dir"]) != (own.tag, own.dir)

    assert failing(pages, wrong) == []


def test_alternates_are_absolute_mutual_and_name_the_page_itself(pages):
    by_address = {}
    for name, page in pages.items():
        links = {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")}
        if links:
            by_address[f"{SITEURL}/{name.removesuffix('index.html')}"] = links

    assert len(by_address) > 40
    for address, links in by_address.items():
        assert address in links.values(), address
        assert links["x-default"] == links["en"]
        for href in links.values():
            assert urlsplit(href).scheme == "https"
            assert by_address[href] == links, (address, href)


def test_canonical_is_the_page_itself_or_the_source_of_a_fallback(pages):
    for name, page in pages.items():
        if name.endswith("404.html"):
            continue
        canonical = page.select_one("link[rel=canonical]")["href"]
        own = f"{SITEURL}/{name.removesuffix('index.html')}"
        source = f"{SITEURL}/{name.removesuffix('index.html').removeprefix(code_of(name) + '/')}"
        is_fallback = page.select_one("article") and page.article.get("lang") != page.html["lang"]
        assert canonical == (source if is_fallback else own), name


def test_the_sitemap_says_what_the_pages_say(real_site, pages):
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = ElementTree.parse(real_site.output / "sitemap.xml").getroot()
    listed = {
        url.findtext("s:loc", namespaces=space): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", space)
        }
        for url in root.findall("s:url", space)
    }
    shown = {}
    for name, page in pages.items():
        links = {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")}
        if links:
            shown[f"{SITEURL}/{name.removesuffix('index.html')}"] = links

    assert listed == shown


def test_every_page_begins_with_the_skip_link_and_offers_the_helpline(pages):
    def wrong(name, page):
        first = page.body.find(["a", "button", "input", "summary"])
        phone = page.select_one(".helpline a[href='tel:+12127256422']")
        return (
            first["href"] != "#main"
            or page.select_one("main#main") is None
            or phone is None
            or phone["dir"] != "ltr"
            or phone.get_text() != "(212) 725-6422"
        )

    assert failing(pages, wrong) == []


def test_the_helpline_bar_says_what_it_always_said(pages):
    text = re.sub(r"\s+", " ", pages["index.html"].select_one(".helpline").get_text()).strip()

    assert text == "Need legal advice? Click here or call (212) 725-6422. Attorneys, click here."


def test_every_page_has_one_h1_and_skips_no_level(pages):
    def wrong(name, page):
        levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"^h[1-6]$"))]
        return levels.count(1) != 1 or any(after > before + 1 for before, after in pairwise(levels))

    assert failing(pages, wrong) == []


def test_every_picture_has_its_size_and_a_description(pages):
    def wrong(name, page):
        return any(
            "alt" not in img.attrs or not img.get("width") or not img.get("height")
            for img in page.select("img")
        )

    assert failing(pages, wrong) == []


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(pages):
    script = "script:not([type='application/ld+json'])"  # which is data: browsers run nothing of it

    def wrong(name, page):
        loaded = [
            tag.get("src") or tag.get("href")
            for tag in page.select(f"{script}, img, iframe, link[rel=stylesheet], link[rel=icon]")
        ]
        return (
            page.select(f"style, {script}:not([src]), [style], iframe, form:not([role=search][hidden])")
            or any(attribute.startswith("on") for tag in page.find_all(True) for attribute in tag.attrs)
            or any(not href or not re.match(r"/(?!/)", href) for href in loaded)
        )

    assert failing(pages, wrong) == []


def test_links_to_other_sites_send_no_referrer(pages):
    def wrong(name, page):
        return [
            a
            for a in page.select("a[href^=http]")
            if not a["href"].startswith(SITEURL) and "noreferrer" not in a.get("rel", [])
        ]

    assert failing(pages, wrong) == []


def test_the_first_view_fits_into_one_round_trip(real_site, pages):
    def weight(file):
        return len(gzip.compress((real_site.output / file).read_bytes(), 9))

    styles = {path.relative_to(real_site.output).as_posix() for path in real_site.output.glob("theme/*.css")}
    weights = {name: weight(name) for name in styles}

    def size(name, page):
        blocking = [
            link["href"].lstrip("/") for link in page.select("link[rel=stylesheet]:not([media=print])")
        ]
        return HEADERS + weight(name) + sum(weights[href] for href in blocking)

    sizes = {name: size(name, page) for name, page in pages.items()}
    assert {name: size for name, size in sizes.items() if size > FIRST_FLIGHT} == {}


def test_the_language_list_of_every_page_leads_to_the_same_page(real_site, pages):
    for name, page in pages.items():
        links = page.select_one("nav .language-list").select("[hreflang], [aria-current]")
        assert [link["lang"] for link in links] == [language(code).tag for code in LANGUAGES], name
        for link, code in zip(links, LANGUAGES, strict=True):
            if link.get("href"):
                target = link["href"].lstrip("/")
                file = target + "index.html" if not target or target.endswith("/") else target
                assert (real_site.output / file).is_file(), (name, link["href"])
                assert code_of(file) == code


def test_machine_translations_say_so_in_the_readers_language(pages):
    for code in LANGUAGES[1:]:
        page = pages[f"{code}/know-your-rights/index.html"]
        notice = page.select_one(".notice")
        assert notice is not None
        assert notice.find_parent("article") is None
        assert "No person has checked" not in notice.get_text()


def test_numbers_and_form_names_run_left_to_right_in_arabic(pages):
    for name, page in pages.items():
        if code_of(name) == "ar":
            assert not [a for a in page.select("a[href^='tel:']") if a.get("dir") != "ltr"], name


def test_published_data_is_json_and_matches_the_content(real_site):
    for code in LANGUAGES:
        folder = real_site.output / ("" if code == "en" else code)
        tree = json.loads((folder / "initiatives.json").read_text("utf-8"))["initiatives"]
        resources = json.loads((folder / "resources.json").read_text("utf-8"))["resources"]
        assert [row["slug"] for row in tree] == [
            "ice-out-of-the-courts",
            "ending-ice-police-entanglement",
            "criminal-justice-and-drug-reform",
        ]
        assert [row["slug"] for row in tree[2]["parts"]] == [
            "364-campaign",
            "marijuana-decriminalization",
            "policing-reform",
        ]
        assert len(resources) == len(list((ROOT / "content" / "resources").iterdir()))


def test_readme_names_commands_that_are_there():
    tasks = (ROOT / "tasks.py").read_text("utf-8")
    for document in ("README.md", "CONTRIBUTING.md", "docs/staff.md", "docs/languages.md"):
        for name in re.findall(r"\./run ([a-z]+)", (ROOT / document).read_text("utf-8")):
            assert f"def {name}(" in tasks, (document, name)


def test_links_of_the_docs_lead_to_files():
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        text = re.sub(
            r"```.*?```|`[^`\n]*`", "", document.read_text("utf-8"), flags=re.S
        )  # what stands in code leads nowhere
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            if not target.startswith(("/", "{")):
                assert (document.parent / target).exists(), (document.name, target)
                assert Path(target).suffix or (document.parent / target).is_dir()
