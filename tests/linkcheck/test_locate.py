"""A Markdown file → where each of its links was typed."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.bundles import frontmatter
from plugins.linkcheck.extract import extract
from plugins.linkcheck.locate import Typed, front_matter_position, link_positions

HEAD = "Title: A page\nSummary: See [no](/no/).\n\n"
EXTENSIONS = "abbr attr_list def_list fenced_code footnotes md_in_html sane_lists tables".split()  # noqa: SIM905

CASES = [
    ("[a](/a/)", [("/a/", 1, 5)]),
    ("See [a](/a/) and [b](/b/).", [("/a/", 1, 9), ("/b/", 1, 22)]),
    ("[a](/x/) [b](/x/)", [("/x/", 1, 5), ("/x/", 1, 14)]),
    ("text\n\n  [a](/a/)", [("/a/", 3, 7)]),
    ("[two\nlines](/a/)", [("/a/", 2, 8)]),
    ('[a](/a/ "Title")', [("/a/", 1, 5)]),
    ("[a](/a/ 'Title (b)')", [("/a/", 1, 5)]),
    ("[a]( /a/ )", [("/a/", 1, 6)]),
    ("[a](</a b/>)", [("/a b/", 1, 6)]),
    ("[a](/a_(b)/)", [("/a_(b)/", 1, 5)]),
    ("[a](\n/a/)", [("/a/", 2, 1)]),
    ("[a]()", [("", 1, 5)]),
    ("[a [b] c](/a/)", [("/a/", 1, 11)]),
    ("**[a](/a/)**{.b}", [("/a/", 1, 7)]),
    ("![alt](a.png)", [("a.png", 1, 8)]),
    ("[![alt](a.png)](/a/)", [("a.png", 1, 9), ("/a/", 1, 17)]),
    ("[مرحبا بك](/ar/)", [("/ar/", 1, 12)]),
    ("[\U0001f30d](/a/)", [("/a/", 1, 5)]),
    ("[a]({bundle}pages/x#y)", [("{bundle}pages/x#y", 1, 5)]),
    ("[a](/a/?b&amp;c)", [("/a/?b&c", 1, 5)]),
    ("[a](/a\\_b/)", [("/a_b/", 1, 5)]),
    ("<https://example.com/>", [("https://example.com/", 1, 2)]),
    ("<a@example.org>", [("mailto:a@example.org", 1, 2)]),
    ("[a][x] and [x]\n\n[x]: /a/", [("/a/", 3, 6)]),
    ('[a][x]\n\n[x]: </a/> "T"', [("/a/", 3, 7)]),
    ('See <a class="b" href="/a/">a</a>.', [("/a/", 1, 24)]),
    ("See <img src='a.png' alt=\"href=no\">.", [("a.png", 1, 15)]),
    ("`[a](/a/)`", []),
    ("`` ` [a](/a/) ``", []),
    ("`a` [b](/b/) `c`", [("/b/", 1, 9)]),
    ("```\n[a](/a/)\n```\n\n[b](/b/)", [("/b/", 5, 5)]),
    ("~~~ html\n<a href='/a/'>\n~~~", []),
    ("    [a](/a/)", []),
    ("text\n\n    [a](/a/)\n\n    [b](/b/)\n\n[c](/c/)", [("/c/", 7, 5)]),
    ("text\n    [a](/a/)", [("/a/", 2, 9)]),
    ("- item\n\n    [a](/a/)", [("/a/", 3, 9)]),
    ("- item\n\n        [a](/a/)", []),
    ("Word\n:   Meaning\n\n    [a](/a/)", [("/a/", 4, 9)]),
    ("x[^1]\n\n[^1]: See [a](/a/)", [("/a/", 3, 15)]),
    ("| a |\n| - |\n| [a](/a/) |", [("/a/", 3, 7)]),
    ("## [a](/a/) {#b}", [("/a/", 1, 8)]),
    ("<!-- [a](/a/) -->", []),
    ("\\[a](/a/)", []),
    ("[a\\](/a/)", []),
    ("a](/a/)", []),
    ("[a] (/a/)", []),
    ("[a](/a/", []),
    ("*[ABC]: A B C", []),
]


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_where_links_were_typed(body, expected):
    above = HEAD.count("\n")
    found = [(href, line - above, column) for href, line, column in link_positions(HEAD + body)]
    assert found == expected


@pytest.mark.parametrize("body", [body for body, _ in CASES])
def test_python_markdown_sees_the_same_links(body):
    html = markdown.markdown(body, extensions=EXTENSIONS)
    in_page = {link.href for link in extract(html).links if not link.href.startswith(("#fn", "#fnref"))}

    assert {typed.href for typed in link_positions(HEAD + body)} == in_page


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_and_byte_order_marks_move_nothing(mark, end):
    text = mark + (HEAD + "[a](/a/)\n\n    code\n\n[b](/b/)\n").replace("\n", end)

    assert link_positions(text) == [Typed("/a/", 4, 5), Typed("/b/", 8, 5)]


def test_a_file_without_front_matter_is_all_text():
    assert link_positions("## Heading\n\n[a](/a/)") == [Typed("/a/", 3, 5)]
    assert link_positions("\ufeff[a](/a/)") == [Typed("/a/", 1, 5)]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("/act/", (2, 14)),
        ("map.svg", (3, 8)),
        ("two", (5, 5)),
        ("act", None),
        ("map", None),
        ("text", None),
        ("", None),
    ],
)
def test_where_a_field_was_typed(value, place):
    text = "Title: T\nAction-Link: /act/\nImage: map.svg\nInitiatives: one,\n    two\n\ntext\n"
    assert front_matter_position(text, value) == place
    assert front_matter_position("\ufeff" + text.replace("\n", "\r\n"), value) == place


@given(st.text() | st.text(alphabet="[]()<>`~ \n\\!:/a\"'="))
def test_any_text_is_located_inside_itself(text):
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for typed in link_positions(text):
        assert 1 <= typed.line <= len(lines)
        assert 1 <= typed.column <= len(lines[typed.line - 1]) + 1


@given(st.lists(st.sampled_from(["[a](/x/)", "![b](c.png)", "word", "<https://e.org/>", "*a*"]), max_size=9))
def test_what_is_at_the_place_is_the_link(words):
    text = frontmatter.parse("").body + " ".join(words)
    for typed in link_positions(text):
        assert text[typed.column - 1 :].startswith(typed.href)
