"""Markdown's inline patterns are tried only where they can match, and nothing else changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from plugins.bundles.inline import QuickInline, needed, use_quick_inline

EXTENSIONS = [
    "abbr",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
]
PARTS = ["*", "**", "_", "__", "`", "``", "\\", "[", "]", "(", ")", "![", "][", "]: ", "<", ">", "<b>", "</b>", "&", "&amp;",
         "<https://example.org>", "<a@example.org>", "http://", "  \n", "\n", "\n\n", "# ", "- ", "> ", "| a | b |\n|---|---|\n",
         "[^1]", "[^1]: note", "*[ABC]: words", "ABC", "{#id .x}", "word", " ", "é", "中", "1. ", "    ", "~~~\n", "![x](y.png)"]  # fmt: skip


def converter() -> Markdown:
    return Markdown(extensions=EXTENSIONS, output_format="html")


STOCK, OURS = converter(), converter()
use_quick_inline(OURS)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_the_html_is_what_markdown_alone_makes(text):
    assert isinstance(OURS.treeprocessors["inline"], QuickInline)
    assert OURS.reset().convert(text) == STOCK.reset().convert(text)


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [(r"\*x", "*"), (r"a|b", "ab"), (r"(\[|\!)\w+", "[!"), (r"x?", None), (r"[^a]", None), (r"(?:`+)?\\", "\\"), (r"(?=&)\w*", "&")],
)  # fmt: skip
def test_what_a_pattern_needs_follows_from_it(pattern, characters):
    assert needed(pattern) == (None if characters is None else frozenset(characters))


@given(
    st.sampled_from([r"\*\w", r"(a|b)c", r"\s\[", r"x{2,3}", r"(?i)Q", r"[*_]{1,3}"]),
    st.text("abcxq*_[ Q", max_size=9),
)
def test_a_text_without_it_never_matches(pattern, text):
    characters = needed(pattern, re.compile(pattern).flags)
    if characters is not None and characters.isdisjoint(text):
        assert re.search(pattern, text) is None
