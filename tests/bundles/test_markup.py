"""Markdown that staff type and that does not become what they meant: told once, in its place, with a cure.

As in test_mistakes.py each is planted in a site that is right; here with all the Markdown extensions of the site.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

import pelicanconf
from tests.bundles.test_mistakes import COURTS, GOOD, put, replace
from tests.conftest import PICTURE, ROOT, Site

LINE = 8  # of "Text." in COURTS
EXTRA = f"\nMARKDOWN = {{'extensions': {pelicanconf.MARKDOWN['extensions']!r}}}\n"
RULE = "| --- | --- |"


@pytest.fixture
def site(make_site: Callable[..., Site]) -> Site:
    return make_site(GOOD, extra=EXTRA)


# What is typed instead of "Text.", then line (from 0) and column of the problem, its code, and words of it.
MISTAKES = [
    # Links
    ("See [this(/initiatives/) now.", 0, 5, "link-unfinished", "'[this](/initiatives/)'"),
    ("See [this(/initiatives/) and [that](/).", 0, 5, "link-unfinished", "'[this](/initiatives/)'"),
    ("See (this)[/initiatives/] now.", 0, 5, "link-unfinished", "'[this](/initiatives/)'"),
    ("See (this)[https://ice.gov] now.", 0, 5, "link-unfinished", "'[this](https://ice.gov)'"),
    ("See [this]{/initiatives/} now.", 0, 5, "link-unfinished", "'[this](/initiatives/)'"),
    ("See [this]{attach}picture.svg now.", 0, 5, "link-unfinished", "'[this]({attach}picture.svg)'"),
    ("See [this]（/initiatives/） now.", 0, 5, "link-unfinished", "'[this](/initiatives/)'"),
    ("请看【这里】（/initiatives/）。", 0, 3, "link-unfinished", "'[这里](/initiatives/)'"),
    ("See [this](/initiatives/） now.", 0, 5, "link-unfinished", "'[this](/initiatives/)'"),
    ("Now see [this]\n(/initiatives/).", 0, 9, "link-unfinished", "two lines"),
    ("See [this] (protect-courts) now.", 0, 5, "link-unfinished", "'[this](/protect-courts/)'"),
    ("See [this] (/initiatives/courts/) now.", 0, 5, "link-unfinished", "'[this](/initiatives/courts/)'"),
    ("See [this] (www.ice.gov) now.", 0, 5, "link-unfinished", "'[this](https://www.ice.gov)'"),
    ("See [this] (help@idp.org) now.", 0, 5, "link-unfinished", "'[this](mailto:help@idp.org)'"),
    ("See [x](\\legal-help\\) now.", 0, 5, "link-unfinished", "'[x](/legal-help/)'"),
    ("See [x](/initiatives/ now.", 0, 5, "link-unfinished", "close both"),
    ("A [y](/), `[x](/news/`.\n\nSee [x](/news/ now.", 2, 5, "link-unfinished", "close both"),
    ("Link [a](/initiatives/).\n\nThen [b](/initiatives/ now.", 2, 6, "link-unfinished", "close both"),
    ('See <a href="[x](/news/)">this</a>.', 0, 8, "link-unfinished", "href=\"/news/\""),
    # Angle brackets
    ("See <https:/ice.gov> now.", 0, 5, "link-unfinished", "'<https://ice.gov>'"),
    ("See <www.ice.gov> now.", 0, 5, "link-unfinished", "'<https://www.ice.gov>'"),
    ("One.\n\nWrite to <name> now.", 2, 10, "markup-broken", "'&lt;name>'"),
    ("`<foo>` is not <foo>.", 0, 16, "markup-broken", "'&lt;foo>'"),
    ("<center>Hi</center>", 0, 1, "markup-broken", "no longer part of HTML"),
    ('So <font color="red">hi</font>.', 0, 4, "markup-broken", "no longer part of HTML"),
    ("Hi <o:p>you</o:p>.", 0, 4, "markup-broken", "Word"),
    ("Hi <![if !supportLists]> you.", 0, 4, "markup-broken", "Word"),
    ("<div>a</div>\n\nMore\n\n<div>b", 4, 1, "markup-broken", "never closed"),
    ("`<div>` and\n\n<div>b", 2, 1, "markup-broken", "never closed"),
    ("`<script` and\n\n<script>x()</script>", 2, 1, "markup-unsafe", "<script"),
    # Tables
    ("| a | b |\n| 1 | 2 |", 0, 1, "markdown-unread", f"'{RULE}'"),
    ("| a | b |\n| — | — |\n| 1 | 2 |", 1, 1, "markdown-unread", f"'{RULE}'"),
    (f"Text:\n| a | b |\n{RULE}\n| 1 | 2 |", 1, 1, "markdown-unread", "empty line before the table"),
    (f"| a | b |\n{RULE}\n| 1 | 2 |\n| 1 | 2 | 3 |", 3, 1, "markdown-unread", "3 cells"),
    # Lists
    ("Text:\n- a\n- b", 1, 1, "markdown-unread", "empty line before the list"),
    ("Text:\n1. a\n2. b\n3. c", 1, 1, "markdown-unread", "empty line before the list"),
    ("> Text:\n> - a\n> - b", 1, 3, "markdown-unread", "empty line before the list"),
    ("Text.\n\n1) a\n2) b", 2, 1, "markdown-unread", "'1. '"),
    ("• a\n• b", 0, 1, "markdown-unread", "'- '"),
    ("– a\n– b\n– c", 0, 1, "markdown-unread", "'- '"),
    # Headings
    ("＃＃ Heading\n\nText.", 0, 1, "markdown-unread", "'## Heading'"),
    (" ## Heading\n\nText.", 0, 2, "markdown-unread", "'## Heading'"),
    ("## What {#what we won}\n\nText.", 0, 9, "markdown-unread", "'## What {#what-we-won}'"),
    ("## What {#won\n\nText.", 0, 9, "markdown-unread", "'## What {#won}'"),
    ("## What{#won}\n\nText.", 0, 8, "markdown-unread", "'## What {#won}'"),
    ("## What {what-we-won}\n\nText.", 0, 9, "markdown-unread", "'## What {#what-we-won}'"),
    ("## What {##call}\n\nText.", 0, 9, "markdown-unread", "'## What {#call}'"),
    ("## {#empty}\n\nText.", 0, 1, "markdown-unread", "no words"),
    ("##\n\nText.", 0, 1, "markdown-unread", "no words"),
    ("## A\n\n### B\n\n####### C\n\nText.", 4, 1, "heading-level", "smallest has six"),
    ("```\n#### B\n```\n\n## A\n\n#### B\n\nText.", 6, 1, "heading-level", "'### '"),
    ("## B\n\n### B\n\n## B\n\n#### B\n\nText.", 6, 1, "heading-level", "'### '"),
    # Stars, comments, code, marks of Git
    ("This is **bold and\nmore.", 0, 9, "markdown-unread", "no partner"),
    ("`**` and **yes** and **no.", 0, 22, "markdown-unread", "no partner"),
    ("This **is and **that** too.", 0, 6, "markdown-unread", "no partner"),
    ("This is ** bold ** too.", 0, 9, "markdown-unread", "'**bold**'"),
    ("Text.\n\n<!-- todo\n\nMore [x] (/).", 2, 1, "markup-broken", "'-->'"),
    ("Text.\n\n```\ncode [x] (/)\n\nMore.", 2, 1, "markdown-unread", "never closed"),
    ("<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> main", 0, 1, "markdown-unread", "Git"),
    ("<!-- later -->", 0, 1, "body-empty", "no text"),
    ("&nbsp;", 0, 1, "body-empty", "no text"),
    ("A.\n\n    See [x](/news/).\n", 2, 5, "markdown-unread", "Remove the spaces"),
    ("A.\n\n\tSee [x](/news/).\n", 2, 2, "markdown-unread", "Remove the spaces"),
    # Notes
    ("A.[^1]\n\n[^1]: One.\n\n[^2]: Two.", 4, 1, "link-unfinished", "[^2] is nowhere used"),
    ("A.[^1]\n\n[^1]: One.\n\n[^1]: Two.", 4, 1, "link-unfinished", "first is in line 10"),
    ("`[^9]` and A.[^9]", 0, 14, "link-unfinished", "[^9]"),
    # Pictures
    ("![ ]({attach}picture.svg)", 0, 1, "alt-missing", "description"),
    ("![picture.svg]({attach}picture.svg)", 0, 1, "alt-missing", "is the picture's file"),
    ("`![](x)` ![A court]({attach}picture.svg) ![]({attach}picture.svg)", 0, 42, "alt-missing", "description"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "line", "column", "code", "words"), MISTAKES)
def test_what_is_not_read_as_it_was_meant_is_told_once(site, typed, line, column, code, words):
    site.write("content/initiatives/protect-courts/picture.svg", PICTURE)
    site.write("content/initiatives/protect-courts/en.md", (site.root / COURTS).read_text("utf-8"))
    replace(COURTS, "Text.", typed)(site)

    site.build()

    found = [(p.file, p.line, p.column, p.code) for p in site.outcome.problems]
    assert found == [(COURTS, LINE + line, column, code)], site.problems
    assert words in site.problems[0]
    assert not site.outcome.ok


WARNINGS = [
    ("Read https://example.com/a, it is long.", 0, 6, "'<https://example.com/a>'"),
    ("A [b][c].\n\n[c]: /news/\n[d]: /news/", 3, 1, "Nothing uses the address '[d]:'"),
    ("A [b][c].\n\n[c]: /news/\n[c]: /news/", 3, 1, "given twice"),
]


@pytest.mark.parametrize(("typed", "line", "column", "words"), WARNINGS)
def test_what_loses_nothing_is_a_warning(site, typed, line, column, words):
    replace(COURTS, "Text.", typed)(site)

    site.build()

    found = [(p.line, p.column, p.code, str(p.severity)) for p in site.outcome.problems]
    assert found == [(LINE + line, column, "link-unfinished", "warning")], site.problems
    assert words in site.problems[0]
    assert site.outcome.built


RIGHT = [
    "He said [sic] (and meant it) that (a) one [his] (own) or (b) two [so] (so-called) were [the] (and/or) wrong.",
    "At 9:30, $5–$10 or 2 * 3 * 4, a | b, #1, C# and ##. It is *so* and _so_, a__b and 5 ** 2 too.",
    "He [and she (https://example.com/)] went to [an office (in the city)] (p. 12) [1] [§ 2(a)].".replace(
        "https://example.com/", "see above"
    ),
    "(a) One\n(b) Two\n(c) Three",
    "(see above) [emphasis added] and (this)[that] and [this]{that}.",
    "Code: `[x] (/y/)`, ``**a ` <b>``, `<name>` and `| a |`.\n\n```\n[x] (/y/)\n- a\n**b\n<foo>\n#### x\n```\n\n~~~\n[x](/\n~~~",
    "Escaped: \\[x\\] (/y/), \\*\\*, 2 &lt; 3 &gt; 1, and 2 < 3 > 1.",
    "- a\n- b\n\n    more [x](/news/) of b\n\n1. one\n2. two\n\n    - deeper\n\n        more [y](/news/)",
    "- a\n  goes on\n- b\n* c",
    "## Head {#id .class}\n- a\n- b\n\n### More {: #more title=\"a b\" }\n1. a\n2. b",
    "Wrapped prose with a dash\n- or so it seems - and goes on.\n\nThat is it.",
    "—¿Quién?\n—Yo.\n\n—Bueno.\n",
    f"| a | b |\n{RULE}\n| `x|y` | \\| 2 |\n| 1 |",
    "a | b\n--- | ---\n1 | 2",
    "<https://example.com/> [https://example.com/](https://example.com/) <help@example.org> <mailto:help@example.org>",
    "[A](https://example.com/ \"Title\") [B][b] [b] [c][] ![P]({attach}picture.svg \"T\")\n\n"
    "[b]: https://example.com/\n[C]: <https://example.com/c> 'C'",
    "A note.[^1] Another.[^long-name]\n\n[^1]: One https://example.com/ in it.\n\n    More of one.\n\n[^long-name]: Two."
    .replace(" https://example.com/ in it", ""),
    "<details markdown=\"1\">\n<summary>More</summary>\n\n- a\n- b\n\n</details>\n\n<br> H<sub>2</sub>O",
    "Before <!-- a [x] (/y/) **b\n\n- c --> after.",
    "Term\n:   Definition with [x](/news/)\n\n    and more [x](/news/)\n\n*[IDP]: Immigrant Defense Project",
    "> Quote\n>\n> - a\n> - b\n>\n> **bold**\n{: lang=es }",
    "Title\n-----\n\nText [x](/news/){: .button } and [y](/news/(a)/).".replace("(a)/", "").replace("/news/)", "/news/)"),
    "لا **تفتح** الباب (انظر [هنا](/news/)).\n\n请看（[这里](/news/)），谢谢【注】（见下）。",
]  # fmt: skip


@pytest.mark.parametrize("typed", RIGHT)
def test_what_is_right_is_not_told(site, typed):
    replace(COURTS, "Text.", typed)(site)

    site.build()

    assert site.problems == []


def test_a_page_that_needs_no_text_may_have_a_comment_only(site):
    put("content/resources/toolkit/en.md", (site.root / "content/resources/toolkit/en.md").read_text("utf-8").replace(
        "A toolkit.", "<!-- later -->"))(site)  # fmt: skip

    site.build()

    assert site.problems == []


def test_every_code_of_a_text_is_explained():
    assert "## markdown-unread" in (ROOT / "docs/problems.md").read_text("utf-8")
