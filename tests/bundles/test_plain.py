"""Plain texts become what Python-Markdown makes of them, and all others are left to it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from plugins.bundles.convert import new_converter
from plugins.bundles.plain import plain_converter

OWN = ["abbr", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "sane_lists", "tables", "toc"]  # fmt: skip
STOCK = {name: Markdown(extensions=names, output_format="html") for name, names in (("own", OWN), ("extra", ["extra", "toc"]))}  # fmt: skip
PLAIN = {name: plain_converter(markdown) or pytest.fail(name) for name, markdown in STOCK.items()}

PARTS = ["*", "**", "* ", "- ", "1. ", "2. ", "+ ", "## ", "# ", "\n", "\n\n", "\n\n", "| a | b |", "|---|:-:|", "|", "word",
         "more words ", "[text](/x/)", "[t*x*](a)", "[a](b#c)", "[", "]", "(", ")", " {#id}", "{#b}", "{", "}", ">", "> ", " & ",
         "&", "é", "中", "\u00a0", "\u3000", " ", "  ", "    ", "-", "---", "=", "===", ": ", "!", "_", "٣. ", "***", "#", "~~~\n",
         "\n- one\n- two", "\n\n- one\n\n- two\n- three", "\n| a | b |\n|---|---|\n| c | *d* |\n", "'", '"', "\x0b", "\x85",
         "\u2028", "+1", "[TOC]", "[^1]", "[^1]: note\n", "*[word]: more\n", "<b>", "</b>", "]: x", "`", "\\", "![x](y.png)", "&amp;"]  # fmt: skip

words = st.sampled_from(["word", "two words", "é", "中文", "الحق في", "a (b)", '"so"', "it's", "5 > 3", "A & B", "1984"])  # fmt: skip
marked = st.one_of(
    words,
    words.map("**{}**".format),
    words.map("*{}*".format),
    words.map("[{}](/path/#part)".format),
    words.map("[{}]({{initiative}}court)".format),
    words.map("[**{}**](tel:+1-212)".format),
    words.map("**see [{}](https://example.org/?q=1)**".format),
)
line = st.lists(marked, min_size=1, max_size=4).map(" ".join)
rows = st.lists(st.tuples(line, line).map("| {0[0]} | {0[1]} |".format), max_size=3)
block = st.one_of(
    st.tuples(st.sampled_from(["#", "##", "###"]), line, st.sampled_from(["", " {#a}", " {#b-2}"])).map("{0[0]} {0[1]}{0[2]}".format),
    st.lists(line, min_size=1, max_size=3).map("\n".join),
    st.lists(line.map("- {}".format), min_size=1, max_size=3).map("\n".join),
    st.lists(line.map("1. {}".format), min_size=1, max_size=3).map("\n".join),
    st.tuples(line, line).map("- {0[0]}\n  {0[1]}\n- last".format),
    rows.map(lambda rows: "\n".join(["| head | head |", "| --- | :-: |", *rows])),
)  # fmt: skip
pages = st.lists(block, max_size=8).map("\n\n".join)


@pytest.mark.parametrize("extensions", STOCK)
@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(PARTS), max_size=14).map("".join), pages))
@example("1. \x0b\n## Heading")
@example("*a **b* c**")
@example("*a [b* c](d)")
@example("- a\n\n- b\n- c\n\n- d\n\ntext")
@example("## Same\n\n## Same\n\n## Own {#same}")
def test_plain_html_is_what_markdown_makes(extensions, text):
    html = PLAIN[extensions](text)
    assert html is None or html == STOCK[extensions].reset().convert(text)


@given(pages)
def test_what_people_usually_write_is_plain(text):
    signs = [block[:1] for block in text.split("\n\n")]
    mixed = any(pair in (("-", "1"), ("1", "-")) for pair in pairwise(signs))
    assert mixed or "\n1" in text or PLAIN["own"](text) is not None


@pytest.mark.parametrize(
    "text",
    ["a <b>b</b>", "> quote", "`code`", "a\\*b", "[a][b]", "[^1]", "- a\n    - b", "    code", "Term\n: What", "___", "a  \nb",
     "![alt](x.png)", "a {: .b}", "Title\n===", "2. two", "- a\n\n1. b", "&copy;", "[a](b 'title')", "*[A]: B", "~~~\ncode\n~~~"],
)  # fmt: skip
def test_the_rest_is_left_to_markdown(text):
    assert PLAIN["own"](text) is None


def test_the_pages_of_this_site_are_the_same_and_most_are_plain():
    files = sorted(Path("content").rglob("*.md"))
    texts = [file.read_text("utf-8").partition("\n\n")[2] for file in files]
    made = [PLAIN["own"](text) for text in texts]
    wrong = [file for file, text, html in zip(files, texts, made, strict=True)
             if html is not None and html != STOCK["own"].reset().convert(text)]  # fmt: skip
    assert wrong == []
    assert sum(html is not None for html in made) > 0.7 * len(made)


@pytest.mark.parametrize(
    "changed",
    [
        {"extensions": [*OWN, "smarty"]},
        {"extensions": [*OWN, "nl2br"]},
        {"extension_configs": {"toc": {"permalink": True}}},
        {"extension_configs": {"toc": {"baselevel": 2}}},
        {"extension_configs": {"tables": {"use_align_attribute": True}}},
        {"output_format": "xhtml"},
        {"tab_length": 2},
    ],
)
def test_with_other_settings_all_is_left_to_markdown(changed):
    given = {"extensions": OWN, "output_format": "html", **changed}
    assert plain_converter(Markdown(**given)) is None


def test_a_text_knows_nothing_of_the_one_before():
    converter = new_converter({"extensions": [f"markdown.extensions.{name}" for name in OWN]})
    assert converter.convert("## A\n\n[x]: /y/\n\n[^1]: note\n\n[^1]") != ""
    assert converter.convert("[x][x] <b>c</b>") == "<p>[x][x] <b>c</b></p>"
    assert converter.convert("## A") == '<h2 id="a">A</h2>'
