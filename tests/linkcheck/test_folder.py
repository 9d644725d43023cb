"""Any folder of HTML: what is wrong in it, told once for each cause, at the file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.linkcheck import causes
from plugins.linkcheck.folder import check_folder
from plugins.problems import Severity

FILES = {
    "index.html": '<p id="main">',
    "about.html": '<h1 id="x"><p id="sección">',
    "docs/index.html": '<h1 id="a">',
    "docs/guide/start.html": "",
    "old/index.htm": "",
    "bare/notes.txt": "",
    "img/a.png": "",
    "img/b c.png": "",
    "näe/index.html": "",
    "50%/index.html": "",
    "Case/Page.html": "",
    "sprite.svg": '<svg><symbol id="i"/></svg>',
    "moved.html": '<meta http-equiv="refresh" content="0; url=about.html">',
    "gone.html": '<meta http-equiv="refresh" content="0; url=https://example.com/">',
    "leaflet.pdf": "",
}


def told(site: Path, **options: object) -> list[tuple[str, str]]:
    """Return (code, what the hint names) of each problem."""
    found = check_folder(site, **options).problems  # type: ignore[arg-type]
    return [(problem.code, problem.hint.partition("'")[2].partition("'")[0]) for problem in found]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        # as servers of plain files answer
        ("docs", ""),
        ("docs/", ""),
        ("docs//", ""),
        ("old/", ""),
        ("about.html", ""),
        ("docs/guide", "missing-page"),  # a folder without an index
        ("bare/", "missing-page"),
        ("about.html/", "missing-page"),
        ("about/", "missing-page"),
        (".", ""),
        ("./docs/./guide/../index.html", ""),
        ("docs/%2E%2e/about.html", ""),
        ("../../../about.html", ""),
        ("docs\\index.html", ""),
        ("do\ncs/", ""),
        (" docs/ ", ""),
        ("?page=2", ""),
        ("about.html?v=1#x", ""),
        ("img/b%20c.png", ""),
        ("img/b c.png", ""),
        ("img/b+c.png", "missing-file"),
        ("N%C3%A4e/", "wrong-case"),
        ("n%C3%A4e/", ""),
        ("na\u0308e", ""),
        ("50%25/", ""),
        ("case/page.html", "wrong-case"),
        ("ABOUT.html", "wrong-case"),
        ("DOCS", "wrong-case"),
        ("docs/zzz.html", "missing-page"),
        ("zzz.pdf", "missing-file"),
        # places
        ("#", ""),
        ("#top", ""),
        ("#zzz", "missing-fragment"),
        ("?q#zzz", "missing-fragment"),
        ("about.html#secci%C3%B3n", ""),
        ("about.html#X", "missing-fragment"),
        ("docs#a", ""),
        ("docs/#zzz", "missing-fragment"),
        ("about.html#:~:text=x", ""),
        ("about.html#x:~:text=x", ""),
        ("about.html#/route", ""),
        ("about.html#!state", ""),
        ("about.html#page=2", ""),
        ("leaflet.pdf#page=2", ""),
        ("moved.html#x", ""),  # its readers are sent on to where the place is
        ("moved.html#zzz", "missing-fragment"),
        ("gone.html#zzz", ""),
        # other schemes
        ("javascript:void(0)", ""),
        ("data:text/html,x", ""),
        ("sms:+12127256422", ""),
        ("ftp://example.com/", ""),
        ("whatsapp://send?text=x", ""),
        ("file:///home/me/x.html", "malformed-url"),
        ("https://exa mple.org/", "malformed-url"),
        ("http://[::1/", "malformed-url"),
        ("http://256.256.256.256/", "malformed-url"),
        ("https://example.org:99999/", "malformed-url"),
        ("https://", "malformed-url"),
        ("//", "malformed-url"),
        ("www.example.org/x", "malformed-url"),
        ("mailto:", "malformed-mailto"),
        ("mailto:?subject=x", ""),
        ("mailto:a@example.org,b@example.org?subject=x", ""),
        ("tel:", "malformed-tel"),
        ("tel:call-us", "malformed-tel"),
        ("tel:+1-212-555-1234;ext=5", ""),
        ("mailto:&quot;a b, c&quot;@example.org", ""),
        ("mailto:%22a%20b%22@example.org,d@example.org", ""),
        ("mailto:dept/desk@example.org", ""),
        ("mailto:info@b\u00fccher.example", ""),
        ("mailto:&quot;a@example.org", "malformed-mailto"),
        ("mailto:a b@example.org", "malformed-mailto"),
        ("", "empty-link"),
        ("{{ url }}", "missing-page"),
        ("%7B%7B%20url%20%7D%7D", "missing-page"),
        ("https://{{ host }}/", "malformed-url"),
        ("https://{{host}}/", "malformed-url"),
        ("{static}/x.png", "missing-file"),
        # beginnings that slipped
        ("https//example.org/x", "malformed-url"),
        ("http//example.org", "malformed-url"),
        ("https;//example.org", "malformed-url"),
        ("htps://example.org/", "malformed-url"),
        ("htttp://example.org/", "malformed-url"),
        ("http://https://example.org", "malformed-url"),
        ("http://http://", "malformed-url"),
        ("https://example..org/", "malformed-url"),
        ("https://.example.org/", "malformed-url"),
        ("C:\\docs\\x.pdf", "malformed-url"),
        ("c:/docs/x.pdf", "malformed-url"),
        ("HTTPS://EXAMPLE.org/", ""),
        ("https:\\\\example.org\\x", ""),
        ("https://example.org//https://example.com/", ""),  # as archives write it
        ("https://web.archive.org/web/2020/http://example.org/", ""),
        ("ftp://example.org/", ""),
        ("shttp/x.html", "missing-page"),
        ("x:y", ""),
        # parameters of a path
        ("docs/;jsessionid=1", ""),
        ("about.html;v=2#x", ""),
        ("docs;a=1/guide;b/start.html", ""),
        ("zzz/;jsessionid=1", "missing-page"),
        ("&#x64;ocs/", ""),
    ],
)
def test_verdict_on_a_link(folder, href, expected):
    site = folder({**FILES, "page.html": f'<a href="{href}">text</a> <a href="about.html">about</a>'})

    assert [code for code, _ in told(site)] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a>here</a><a name=x></a><a href=#x>", []),
        ("<img>", ["empty-link"]),
        ("<a href='' download>", []),
        ("<a href='' download='x.html'>", []),
        ("<a href='' hreflang=es>", ["empty-link"]),
        ('<img data-src="zzz.png">', []),
        ('<img src="img/a.png" srcset="img/a.png 1x, zzz.png 2x">', ["missing-file"]),
        ('<img src="img/a.png" srcset="data:image/png;base64,x,y 1x">', []),
        ('<video src="zzz.mp4" poster="zzz.jpg"></video>', ["missing-file", "missing-file"]),
        ('<svg><use href="#zzz"/></svg>', ["missing-fragment"]),
        ('<svg><use href="sprite.svg#i"/><use href="sprite.svg#j"/></svg>', ["missing-fragment"]),
        ('<img src="sprite.svg#j"><a href="sprite.svg#svgView(viewBox(0,0,9,9))">', []),
        ('<img src="img/a.png" usemap="#m"><map name="m"></map>', []),
        ('<img src="img/a.png" usemap="#zzz"><map name="m"></map>', ["missing-fragment"]),
        ("<style>a{b:url(zzz.png)}</style>", ["missing-file"]),
        ("<style>a{b:url(#x);c:url(img/a.png#x)}</style>", []),
        ('<meta http-equiv="refresh" content="1;url=zzz.html">', ["missing-page"]),
        ('<script type="application/ld+json">{"url": "/zzz/"}</script>', ["missing-page"]),
        ('<script type="application/ld+json">{"url": "/#organization"}</script>', []),
        (
            '<base href="docs/"><a href="guide/start.html"><a href="#a"><a href="about.html">',
            ["missing-page"],
        ),
        ('<base href="https://example.com/"><a href="zzz">', []),
        ('<base href="data:,x"><a href="zzz">', ["missing-page"]),  # no base: browsers read from the page
        ('<noscript><a href="zzz"></noscript>', ["missing-page"]),
        ('<template><a href="zzz"></template><!-- <a href="zzz"> --><textarea><a href="zzz"></textarea>', []),
        ('<p id="a"><p id="a">', ["duplicate-id"]),
        (
            '<link rel="preconnect" href="https://example.com"><link rel="stylesheet" href="zzz.css">',
            ["missing-file"],
        ),
        ("<a href='zzz'>1</a><a href='./zzz'>2</a>", ["missing-page"]),  # one cause
    ],
)
def test_verdict_on_markup(folder, html, expected):
    site = folder({**FILES, "page.html": html})

    assert [code for code, _ in told(site)] == expected


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("site.css", '@import "zzz.css";', "missing-file"),
        ("site.css", "a{b:url(img/a.png)}", ""),
        ("site.webmanifest", '{"start_url": "/zzz/", "scope": "/no/"}', "missing-page"),
        ("site.webmanifest", '{"shortcuts": [{"url": "/", "icons": [{"src": "zzz.png"}]}]}', "missing-file"),
        ("sitemap.xml", "<urlset><url><loc>https://example.org/zzz/</loc></url></urlset>", "missing-page"),
        ("feed.xml", "<rss><channel><item><link>/docs/</link><description>&lt;a href='zzz.html'></description>"
         "</item></channel></rss>", "missing-page"),  # read from its entry's page
        ("feed.xml", "<rss><channel><item><link>/docs/</link><description>&lt;a href='guide/start.html'>"
         "</description></item></channel></rss>", ""),
        ("feed.json", '{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/zzz/"}]}', "missing-page"),
        ("data.json", '{"url": "/zzz/"}', ""),
        ("robots.txt", "User-agent: *\nSitemap: https://example.org/zzz.xml\n", "missing-file"),
        ("drawing.svg", '<svg><a xlink:href="zzz.html"/></svg>', "missing-page"),
        ("page.xhtml", '<html><script src="img/a.png"/><a id="x"/><a href="zzz.html">x</a></html>', "missing-page"),
        ("page.HTM", '<a href="zzz.html">', "missing-page"),
        ("notes.txt", '<a href="zzz.html">', ""),
        ("broken.xml", "<a", ""),
    ],
)  # fmt: skip
def test_files_that_are_no_pages_are_read_too(folder, name, content, expected):
    site = folder({**FILES, name: content})

    found = check_folder(site, base_url="https://example.org").problems
    assert [(problem.code, problem.file) for problem in found] == (
        [(expected, f"site/{name}")] if expected else []
    )


def test_links_to_the_address_of_the_site_are_looked_up(folder):
    site = folder({**FILES, "page.html": "<a href='https://example.org/zzz/'><a href='//EXAMPLE.org/docs/'>"})

    assert told(site) == []
    assert told(site, base_url="https://example.org/") == [("missing-page", "")]


def test_a_site_in_a_folder_of_its_host(folder):
    site = folder({**FILES, "page.html": "<a href='/preview/docs/'><a href='/docs/'><a href='docs/'>"})

    assert told(site, base_url="https://example.org/preview/") == [("missing-page", "/preview/docs/")]


def test_each_problem_says_where_its_value_stands(folder):
    page = 'é<a\r\n  class="x" href=" zzz.html ">\r\n<img srcset="img/a.png 1x,\r\n   zzz.png 2x">'
    site = folder({**FILES, "docs/page.html": page})

    found = check_folder(site, base_url="https://example.org").problems
    assert [(p.file, p.line, p.column, p.page, p.pages, p.url) for p in found] == [
        ("site/docs/page.html", 3, 14, "/docs/page.html", 1, "https://example.org/docs/img/a.png"),
        ("site/docs/page.html", 4, 4, "/docs/page.html", 1, "https://example.org/docs/zzz.png"),
        ("site/docs/page.html", 2, 20, "/docs/page.html", 1, "https://example.org/docs/zzz.html"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("<meta charset=iso-8859-1>é<a href=/fa%E7ade.html>".encode("latin-1"), 35),
        ("é<a href=/zzz.html>".encode("cp1252"), 10),
        ("é<a href=/zzz.html>".encode("utf-8-sig"), 10),
        ("é<a href=/zzz.html>".encode("utf-16"), 10),
    ],
)
def test_pages_are_decoded_as_browsers_decode_them(folder, content, column):
    site = folder({"page.html": content})

    (problem,) = check_folder(site).problems
    assert (problem.code, problem.line, problem.column) == ("missing-page", 1, column)


# ── One cause, one entry ─────────────────────────────────────────────────────


def test_a_link_of_a_template_is_told_once_with_the_number_of_pages(folder):
    pages = {
        f"p/{n}/index.html": "<a href='/zzz/'><a href='#zzz'><a href='side.html'><p id=x><p id=x>"
        for n in range(9)
    }
    site = folder({**FILES, **pages})

    found = check_folder(site).problems
    assert [(problem.code, problem.page, problem.pages) for problem in found] == [
        ("duplicate-id", "/p/0/", 9),
        ("missing-fragment", "/p/0/", 9),
        ("missing-page", "/p/0/", 9),
        ("missing-page", "/p/0/", 9),
    ]
    assert "(On 9 pages.)" in found[0].message


def test_the_same_missing_page_on_a_few_pages_is_one_entry_that_names_them(folder):
    site = folder({**FILES, "a.html": "<a href='zzz.html'>", "b/index.html": "<a href='../zzz.html'>"})

    (problem,) = check_folder(site).problems
    assert problem.message == "No page of this site is at '/zzz.html'. (Also at site/b/index.html:1.)"
    assert (problem.page, problem.pages) == ("/a.html", 2)


def test_slips_that_look_alike_are_all_told(folder):
    site = folder({
        **FILES,
        "a.html": "<a href='zzz1.html'><a href='#zzz'><a href=''>",
        "b.html": "<a href='zzz2.html'><a href='#zzz'><a href=''>",
    })  # fmt: skip

    assert len(check_folder(site).problems) == 6


def places(site: Path, code: str, **options: object) -> list[tuple[str, int, int, int]]:
    """Return (file, line, column, pages) of each problem of a kind."""
    found = check_folder(site, **options).problems  # type: ignore[arg-type]
    return [(p.file.removeprefix("site/"), p.line, p.column, p.pages) for p in found if p.code == code]


def test_each_empty_link_of_a_page_is_told(folder):
    page = (
        "<a href=''>1</a>\n<a href=''>1</a><img src=''>\n<a href='' title=x>1</a><iframe srcdoc=x></iframe>"
    )
    site = folder({"a.html": page, "b.xml": "<feed><link href=''/><link href=''/></feed>"})

    assert places(site, "empty-link") == [
        ("a.html", 1, 10, 1), ("a.html", 2, 27, 1), ("a.html", 2, 10, 1), ("a.html", 3, 10, 1), ("b.xml", 1, 1, 1),
    ]  # fmt: skip


def test_an_empty_link_of_a_template_is_told_once_and_those_typed_beside_it_each(folder):
    template = "<header>\n<a href=''>menu</a></header>\n<p>{}</p>\n<footer><a href=''>end</a></footer>"
    typed = {
        3: "Ask <a href=''>here</a> for the form.",
        5: "Then <a href=''>here</a>, they say.\n<a href=''>here</a>",
        6: "They are <a href=''>here</a> now.",
        8: "It is <a href=''>here</a>.",
    }
    site = folder({f"{n}.html": template.format(typed.get(n, f"Page {n}")) for n in range(10)})

    assert places(site, "empty-link") == [
        ("0.html", 2, 10, 10),
        ("0.html", 4, 18, 10),
        ("3.html", 3, 17, 1),
        ("5.html", 3, 18, 1),
        ("5.html", 4, 10, 1),
        ("6.html", 3, 22, 1),
        ("8.html", 3, 19, 1),
    ]


def test_empty_links_of_a_large_site_are_told_apart_by_opening_few_pages(folder, monkeypatch):
    monkeypatch.setattr(causes, "_OPENED", 5)
    template = "<a href=''>menu</a>\n<p>{}</p>"
    words = {7: "<a href=''>here</a>", 9: "See <a href=''>there</a>"}
    site = folder({f"{n:02}.html": template.format(words.get(n, f"Page {n}")) for n in range(40)})

    assert places(site, "empty-link") == [
        ("00.html", 1, 10, 40),
        ("07.html", 2, 13, 1),
        ("09.html", 2, 17, 1),
    ]


def test_every_place_of_what_a_few_pages_miss_is_named(folder):
    site = folder({
        **FILES,
        "a.html": "<a href='zzz.html'>\n<form action='/zzz.html'></form>",
        "b/index.html": "\n\n<a href='../zzz.html'>",
        "map.xml": "<urlset><url>\n<loc>/zzz.html</loc></url></urlset>",
    })  # fmt: skip

    (problem,) = check_folder(site).problems
    assert problem.message.endswith("(Also at site/a.html:2, site/b/index.html:3, site/map.xml:2.)")


def test_hosts_that_no_visitor_reaches_are_told_if_asked_for(folder):
    hrefs = ["http://localhost:8000/a/", "http://127.0.0.1/", "https://[::1]:80/", "http://192.168.1.5/", "http://nas.local/",
             "http://intranet/"]  # fmt: skip
    fine = [
        "https://example.org/",
        "http://8.8.8.8/",
        "https://[2001:4860:4860::8888]/",
        "http://localhost.example/",
    ]
    site = folder({"a.html": "".join(f"<a href='{href}'>\n" for href in (*hrefs, *fine))})

    report = check_folder(site, tell_private=True)
    assert {(problem.code, problem.severity) for problem in report.problems} == {
        ("blocked-host", Severity.WARNING)
    }
    assert sorted(problem.line for problem in report.problems) == [1, 2, 3, 4, 5, 6]
    assert check_folder(site).problems == []
    assert check_folder(site).external.keys() == report.external.keys()
    assert len(report.external) == len(hrefs + fine)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https//example.org/x", "https://example.org/x"),
        ("http//example.org", "http://example.org"),
        ("https;//example.org", "https://example.org"),
        ("htps://example.org/", "https://example.org/"),
        ("htttp://example.org/", "http://example.org/"),
        ("HTPPS://example.org/", "https://example.org/"),
        ("http://https://example.org", "https://example.org"),
        ("https://https//example.org/a", "https://example.org/a"),
        ("https://example..org/", "https://example.org/"),
        ("https://https://", "https://example.org/page"),
        ("https:/example.org/x", "https://example.org/x"),
    ],
)
def test_a_damaged_beginning_is_told_with_the_address_repaired(folder, href, expected):
    site = folder({"a.html": f"<a href='{href}'>"})

    assert told(site, base_url="https://example.net") == [("malformed-url", expected)]


@pytest.mark.parametrize("href", ["{{ url }}", "%7B%7B%20url%20%7D%7D", "https://{{ url }}/"])
def test_a_placeholder_is_told_as_one(folder, href):
    (problem,) = check_folder(folder({"a.html": f"<a href='{href}'>"})).problems

    assert problem.message == "The placeholder '{{ url }}' was not filled in."


def test_a_page_is_named_before_a_sitemap_that_lists_the_same(folder):
    site = folder({
        **FILES, "a.xml": "<urlset><url><loc>/zzz/</loc></url></urlset>", "b.html": "<a href='/zzz/'>",
    })  # fmt: skip

    (problem,) = check_folder(site).problems
    assert (problem.file, problem.pages) == ("site/b.html", 2)


# ── What may be asked for ────────────────────────────────────────────────────


def test_only_the_files_named_are_checked_against_the_whole_site(folder):
    site = folder(
        {**FILES, "a.html": "<a href='about.html#x'><a href='zzz.html'>", "b.html": "<a href='yyy.html'>"}
    )

    report = check_folder(site, files=[Path("site/a.html")])
    assert [problem.file for problem in report.problems] == ["site/a.html"]
    assert (report.pages, report.links) == (1, 2)


@pytest.mark.parametrize("pattern", ["zzz", r"^https://example\.org/zzz", r"^/a\.html$"])
def test_what_a_pattern_finds_is_not_told(folder, pattern):
    site = folder({**FILES, "a.html": "<a href='zzz.html'>", "b.html": "<a href='yyy.html'>"})

    found = check_folder(site, base_url="https://example.org", exclude=[pattern]).problems
    assert [problem.file for problem in found] == ["site/b.html"]


def test_links_to_other_sites_are_handed_on_with_their_places(folder):
    site = folder({
        "index.html": "\n<a href='https://Example.com/x#y'><a href='https://example.com/x'>",
        "b.html": "<img src='//example.com/x'><a href='mailto:a@example.com'>",
        "c.css": "a{b:url(https://example.net/)}",
    })  # fmt: skip

    external = check_folder(site).external
    assert set(external) == {"https://example.com/x", "https://example.net/"}
    uses = external["https://example.com/x"]
    assert sorted((use.page, use.fragment, use.file, use.line, use.column) for use in uses) == [
        ("/", "", "site/index.html", 2, 44),
        ("/", "y", "site/index.html", 2, 10),
        ("/b.html", "", "site/b.html", 1, 11),
    ]


@pytest.mark.parametrize(
    ("links", "clean", "expected"),
    [
        ("<a href='about'>", None, []),  # the site is made for a host that adds .html
        ("<a href='about'><a href='docs/guide/start.html'>", None, ["missing-page"]),
        ("<a href='about'>", False, ["missing-page"]),
        ("<a href='about#x'><a href='docs/guide/start.html'>", True, []),
        ("<a href='about/'>", True, ["missing-page"]),
    ],
)
def test_addresses_without_extension(folder, links, clean, expected):
    site = folder({**FILES, "moved.html": "", "page.html": links})

    assert [code for code, _ in told(site, clean_urls=clean)] == expected


def test_what_the_host_redirects_is_not_missing(folder):
    rules = "# old\n/old-page  /about.html 301\n/news/:year/*  /docs/  302\n/* /404.html 404\n"
    page = "<a href='/old-page'><a href='/old-page/'><a href='/news/2020/x/'><a href='/news/2020'>"
    site = folder({**FILES, "_redirects": rules, "page.html": page})

    assert told(site) == [("missing-page", "")]


def test_links_between_folders_are_followed_and_never_for_ever(folder):
    site = folder({**FILES, "page.html": "<a href='linked/start.html'>"})
    (site / "linked").symlink_to(site / "docs" / "guide")
    (site / "docs" / "loop").symlink_to(site)
    (site / "nowhere.html").symlink_to(site / "zzz")

    assert told(site) == []


@pytest.mark.parametrize(
    "href",
    ["tel:+1 (212) 725-6422", "tel:+1 212 725 6422", "tel:+1%20212%20725%206422", "tel:(212) 725-6422"],
)
def test_a_number_that_phones_understand_is_a_warning(folder, href):
    site = folder({"page.html": f"<a href='{href}'>"})

    (problem,) = check_folder(site).problems
    assert (problem.code, problem.severity) == ("malformed-tel", Severity.WARNING)
    assert problem.hint == "Write 'tel:+12127256422'."


def test_hints_do_not_speak_of_markdown(folder):
    html = "<a href='about.html#xx'><a href='#q'><a href=''><img src=''><p id=a><p id=a><a href='file:///x'>"
    site = folder({**FILES, "page.html": html})

    for problem in check_folder(site).problems:
        assert "{" not in problem.hint and "##" not in problem.hint


def test_a_folder_that_is_none_is_told(tmp_path):
    with pytest.raises(NotADirectoryError, match="There is no folder"):
        check_folder(tmp_path / "zzz")
