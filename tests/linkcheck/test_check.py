"""Links + map of the site → what is wrong, and what was probably meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.check import Finding, Page, check
from plugins.linkcheck.extract import extract
from plugins.linkcheck.sitemap import SiteMap

FILES = {
    "index.html": {"main"},
    "404.html": set(),
    "get-help/index.html": {"phone", "call", "sección", "50%25"},
    "es/index.html": set(),
    "es/get-help/index.html": {"phone"},
    "es/ayuda/index.html": set(),
    "news/first-hearing/index.html": set(),
    "initiatives/index.html": set(),
    "initiatives/364-campaign/index.html": set(),
    "initiatives/364-campaign/map.svg": set(),
    "initiatives/364-campaign/leaflet.pdf": set(),
    "cafe\u0301/index.html": set(),
    "Reports/Annual.pdf": set(),
    "site.css": set(),
    "feed": set(),
}
BUNDLES = ["pages/get-help", "initiatives/364-campaign", "news/first-hearing"]
SITE = SiteMap.of(FILES, "https://example.org", ["es", "ar"], BUNDLES)


def found(html: str, path: str = "/initiatives/364-campaign/", site: SiteMap = SITE) -> list[tuple[str, str]]:
    """Return (code, suggestion) of each finding on one page."""
    return [(finding.code, finding.suggestion) for finding in check([Page(path, extract(html))], site)]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        # pages
        ("/", []),
        ("/get-help/", []),
        ("/get-help/index.html", []),
        ("/get-help/?q=1", []),
        ("../../get-help/", []),
        ("https://example.org/get-help/", []),
        ("https://example.com/get-hlep/", []),
        ("/404.html", []),
        ("/feed", []),
        ("/caf%C3%A9/", []),
        ("/café/", []),
        ("/get-hlep/", [("missing-page", "/get-help/")]),
        ("/get-help", [("missing-page", "/get-help/")]),
        ("/get-help.html", [("missing-page", "/get-help/")]),
        ("/get-help.md", [("missing-page", "/get-help/")]),
        ("/get-help//", [("missing-page", "/get-help/")]),
        ("/feed/", [("missing-page", "/feed")]),
        ("get-help/", [("missing-page", "/get-help/")]),
        ("https://example.org/get-hlep/", [("missing-page", "/get-help/")]),
        ("/zzz/", [("missing-page", "")]),
        ("/get-help/zzz/", [("missing-page", "")]),
        ("/initiatives/zzz/", [("missing-page", "")]),  # the shared folder makes no likeness
        ("/news/364-campaign/", [("missing-page", "/initiatives/364-campaign/")]),  # moved
        ("/initiative/364-campaign/", [("missing-page", "/initiatives/364-campaign/")]),
        # languages
        ("/es/get-help/", []),
        ("/es/get-hlep/", [("missing-page", "/es/get-help/")]),
        ("/ar/get-help/", [("missing-page", "/get-help/")]),
        ("/es/first-hearing/", [("missing-page", "/news/first-hearing/")]),
        ("/ayuda/", [("missing-page", "/es/ayuda/")]),
        # capital letters
        ("/Get-Help/", [("wrong-case", "/get-help/")]),
        ("/reports/annual.pdf", [("wrong-case", "/Reports/Annual.pdf")]),
        ("/ES", [("missing-page", "/es/")]),
        ("/GET-HELP", [("missing-page", "/get-help/")]),
        # files
        ("map.svg", []),
        ("/site.css", []),
        ("mapp.svg", [("missing-file", "/initiatives/364-campaign/map.svg")]),
        ("/news/map.svg", [("missing-file", "/initiatives/364-campaign/map.svg")]),
        ("/zzz.pdf", [("missing-file", "")]),
        # places on a page
        ("#", []),
        ("#top", []),
        ("#TOP", []),
        ("/get-help/#", []),
        ("/get-help/#phone", []),
        ("/get-help/#ph%6Fne", []),
        ("/get-help/#secci%C3%B3n", []),
        ("/get-help/#50%25", []),  # the id has a percent sign: raw before decoded
        ("/get-help/#:~:text=phone", []),
        ("/get-help/#phone:~:text=x", []),
        ("leaflet.pdf#page=2", []),
        ("map.svg#icon", []),
        ("/get-help/#fone", [("missing-fragment", "phone")]),
        ("/get-help/#Phone", [("missing-fragment", "phone")]),
        ("/get-help/#zzz", [("missing-fragment", "")]),
        ("#phone", [("missing-fragment", "")]),
        # references that the build could not resolve
        ("{bundle}initiatives/364-campain", [("missing-page", "{bundle}initiatives/364-campaign")]),
        ("{bundle}pages/364-campaign#x", [("missing-page", "{bundle}initiatives/364-campaign#x")]),
        ("{bundle}pages/zzz", [("missing-page", "")]),
        ("%7Bbundle%7Dpages/get-hlep", [("missing-page", "{bundle}pages/get-help")]),
        ("{bundel}pages/get-help", [("missing-page", "{bundle}pages/get-help")]),
        ("{filename}../../pages/get-hlep/en.md", [("missing-page", "{bundle}pages/get-help")]),
        ("{attach}mapp.svg", [("missing-file", "{attach}map.svg")]),
        ("{attach}annual.pdf", [("missing-file", "/Reports/Annual.pdf")]),
        ("{static}zzz.png", [("missing-file", "")]),
        # no address
        ("", [("empty-link", "")]),
        ("  ", [("empty-link", "")]),
        ("\u00a0", [("empty-link", "")]),
        # other schemes
        ("javascript:void(0)", [("unsafe-link", "")]),
        ("data:text/html,x", [("unsafe-link", "")]),
        ("data:image/png;base64,x", []),
        ("sms:+12127256422", []),
        ("https:/example.com/", [("malformed-url", "https://example.com/")]),
        ("tel:+12127256422", []),
        ("tel:+1-212-725-6422", []),
        ("tel:+1(212)725.6422", []),
        ("tel:311", []),
        ("tel:+12127256422;ext=12", []),
        ("tel:", [("malformed-tel", "")]),
        ("tel:12", [("malformed-tel", "")]),
        ("tel:(212) 725-6422", [("malformed-tel", "tel:+12127256422")]),
        ("tel:1 212 725 6422", [("malformed-tel", "tel:+12127256422")]),
        ("tel:1-800-FLOWERS", [("malformed-tel", "")]),
        ("tel:+", [("malformed-tel", "")]),
        ("mailto:info@example.org", []),
        ("mailto:a.b+c@sub.example.org,d@example.org?subject=Hi", []),
        ("mailto:?subject=Hi", []),
        ("mailto:info%40example.org", []),
        ("mailto:", [("malformed-mailto", "")]),
        ("mailto:info", [("malformed-mailto", "")]),
        ("mailto:info@example", [("malformed-mailto", "")]),
        ("mailto://info@example.org", [("malformed-mailto", "")]),
        ("mailto:a@b@example.org", [("malformed-mailto", "")]),
        ("mailto:a@example.org d@example.org", [("malformed-mailto", "")]),
        # a beginning forgotten
        ("www.ice.gov/x", [("malformed-url", "https://www.ice.gov/x")]),
        ("ice.gov", [("malformed-url", "https://ice.gov")]),
        ("info@example.org", [("malformed-mailto", "mailto:info@example.org")]),
        ("(212) 725-6422", [("malformed-tel", "tel:+12127256422")]),
    ],
)
def test_verdict(href, expected):
    assert found(f'<a href="{href}">text</a>') == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a>here</a>", []),
        ("<a href>here</a>", [("empty-link", "")]),
        ('<img src="" alt="">', [("empty-link", "")]),
        ('<form action=""></form>', []),
        ('<q cite=""></q>', [("empty-link", "")]),
        ('<img src="leaflet.pdf" srcset="map.svg 1x">', []),
        ('<img srcset="map.svg 1x, mapp.svg 2x">', [("missing-file", "/initiatives/364-campaign/map.svg")]),
        ('<img src="/zzz">', [("missing-file", "")]),
        ('<iframe src="/get-hlep/"></iframe>', [("missing-page", "/get-help/")]),
        ('<link rel="canonical" href="https://example.org/get-hlep/">', [("missing-page", "/get-help/")]),
        ('<base href="/"><a href="get-help/">', []),
        ('<base href="https://example.com/"><a href="get-hlep/">', []),
        ('<p id="x"><p id="y"><p id="x"><p id="x">', [("duplicate-id", "")]),
        ('<a id="x" name="x"></a><p id="X">', []),
    ],
)
def test_verdict_on_other_elements(html, expected):
    assert found(html) == expected


def test_a_site_in_a_folder_misses_links_without_it():
    site = SiteMap.of(FILES, "https://example.org/preview/", ["es"])
    hrefs = ["/preview/get-help/", "../../get-help/", "/get-help/", "/zzz/"]
    html = "".join(f'<a href="{href}"></a>' for href in hrefs)

    assert found(html, site=site) == [("missing-page", "/preview/get-help/"), ("missing-page", "")]


def test_a_finding_says_where_and_what():
    page = Page("/es/get-help/", extract('<a href="/"></a><a href="../get-hlep/#x"></a>'))

    assert list(check([page], SITE)) == [
        Finding("missing-page", "/es/get-help/", page.document.links[1], "/es/get-hlep/", "", "/es/get-help/")
    ]


def test_one_relative_link_is_judged_on_each_page_anew():
    document = extract('<a href="map.svg"></a>')
    pages = [Page("/initiatives/364-campaign/", document), Page("/get-help/", document)]

    (finding,) = check(pages, SITE)
    assert (finding.page_path, finding.target) == ("/get-help/", "/get-help/map.svg")


def test_every_page_is_told_of_a_broken_link_of_the_menu():
    pages = [Page(path, extract('<a href="/get-hlep/"></a>')) for path in ("/", "/get-help/")]

    assert [finding.page_path for finding in check(pages, SITE)] == ["/", "/get-help/"]


@given(st.text() | st.text(alphabet="/.#{}bundle:tel@%20 \n"), st.sampled_from(["/", "/es/get-help/"]))
def test_any_address_gets_at_most_one_verdict(href, path):
    html = '<a href="' + href.replace("&", "&amp;").replace('"', "&quot;") + '">'
    assert len(found(html, path)) <= 1


@given(st.sampled_from(SITE.pages), st.sampled_from(SITE.pages))
def test_what_exists_is_never_reported(page, target):
    assert found(f'<a href="{target}">', page) == []
