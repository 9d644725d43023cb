"""Broken links in every form of Markdown, told at the character where their address was typed.

Each case is a page of one site, which is built once. ‸ stands before the address that is to be told and is
taken out before the build.
"""

from __future__ import annotations

import pytest

HEAD = "Title: {title}\nSummary: What it says.\n\n"
CASES = {
    "inline": "See [help](‸/zzz/).",
    "inline with a title": '[help](‸/zzz/ "Help (now)")',
    "title in single quotes": "[help](‸/zzz/ 'Help')",
    "spaces inside the brackets": "[help]( ‸/zzz/ )",
    "angle brackets": "[help](<‸/zz z/>)",
    "round brackets in the address": "[help](‸/zz_(z)/)",
    "the text goes over two lines": "[help\nfor you](‸/zzz/)",
    "bold around": "**[help](‸/zzz/)**",
    "bold inside": "[**help**](‸/zzz/)",
    "code inside": "[`help`](‸/zzz/)",
    "square brackets inside": "[help [now]](‸/zzz/)",
    "escaped brackets inside": "[help \\[now\\]](‸/zzz/)",
    "escaped brackets before": "\\[no\\](/aaa/) [help](‸/zzz/)",
    "same address in code before": "`[help](/zzz/)` and [help](‸/zzz/)",
    "same address in a block of code before": "    [help](/zzz/)\n\n[help](‸/zzz/)",
    "same address in text before": "The address /zzz/ is [here](‸/zzz/).",
    "same address in a comment before": "<!-- [help](/zzz/) -->\n\n[help](‸/zzz/)",
    "a longer address before": "[home](/?/zzz/) [help](‸/zzz/)",
    "the second of two links": "[home](/) [help](‸/zzz/)",
    "the second of two equal links": "[help](‸/zzz/) [help](‸/zzz/)",
    "equal links on two lines": "[help](‸/zzz/)\n[help](‸/zzz/)",
    "reference": "[help][h]\n\n[h]: ‸/zzz/",
    "collapsed reference": "[help][]\n\n[help]: ‸/zzz/",
    "short reference": "[help]\n\n[help]: ‸/zzz/",
    "reference with a title": '[help][h]\n\n[h]: ‸/zzz/ "Help"',
    "reference in angle brackets": "[help][h]\n\n[h]: <‸/zzz/>",
    "reference before its use": "[h]: ‸/zzz/\n\n[help][h]",
    "reference used twice": "[help][h] and [more][h]\n\n[h]: ‸/zzz/",
    "reference indented": "[help][h]\n\n  [h]: ‸/zzz/",
    "reference in capital letters": "[help][H]\n\n[h]: ‸/zzz/",
    "two references": "[help][h] [more][m]\n\n[m]: /\n[h]: ‸/zzz/",
    "reference that nothing uses": "[help](‸/zzz/)\n\n[h]: /zzz/",
    "reference and inline": "[help][h] and [more](‸/zzz/)\n\n[h]: ‸/zzz/",
    "place on the page": "[below](‸#zzz)",
    "place on another page": "[home](‸/#zzz)",
    "bundle": "[help]({‸bundle}pages/zzz)".replace("{‸", "‸{"),
    "bundle with a place": "[help](‸{bundle}pages/home#zzz)",
    "filename": "[help](‸{filename}../zzz/en.md)",
    "attached file": "[leaflet](‸{attach}zzz.pdf)",
    "relative file": "[help](‸../zzz/en.md)",
    "full address of this site": "[help](‸https://example.org/zzz/)",
    "address in angle brackets": "<‸https://example.org/zzz/>",
    "picture": "![A map](‸zzz.png)",
    "picture in a link": "[![A map](‸zzz.png)](/)",
    "picture in a broken link": "[![A map](‸zzz.png)](‸/zzz/)",
    "picture by reference": "![A map][m]\n\n[m]: ‸zzz.png",
    "empty address": "[help](‸)",
    "telephone": "[call](‸tel:12x)",
    "e-mail": "[write](‸mailto:zzz)",
    "without a scheme": "[ICE](‸www.ice.gov/x)",
    "list": "- one\n- [help](‸/zzz/)",
    "numbered list": "1. one\n2. [help](‸/zzz/)",
    "list in a list": "- one\n    - [help](‸/zzz/)",
    "second paragraph of an item": "- one\n\n    [help](‸/zzz/)",
    "quote": "> See [help](‸/zzz/)",
    "heading": "## [Help](‸/zzz/)",
    "heading with an id": "## [Help](‸/zzz/) {#help}",
    "attributes": "[help](‸/zzz/){.button}",
    "table": "| a | b |\n| - | - |\n| x | [help](‸/zzz/) |",
    "raw HTML": 'See <a class="x" href="‸/zzz/">help</a>.',
    "raw HTML in single quotes": "See <a href='‸/zzz/'>help</a>.",
    "raw HTML without quotes": "See <a href=‸/zzz/>help</a>.",
    "raw HTML over two lines": 'See <a\nhref="‸/zzz/">help</a>.',
    "block of raw HTML": '<div>\n<a href="‸/zzz/">help</a>\n</div>',
    "raw picture": '<img alt="A map" src="‸zzz.png">',
    "entity": "[help](‸/zzz/?a&amp;b)",
    "ampersand": "[help](‸/zzz/?a&b)",
    "escaped underscore": "[help](‸/zz\\_z/)",
    "Arabic before": "مرحبا [مساعدة](‸/zzz/)",
    "Chinese before": "帮助[帮助](‸/zzz/)",
    "an emoji before": "\U0001f30d [help](‸/zzz/)",
    "percent-encoded": "[help](‸/zz%20z/)",
    "not Latin": "[help](‸/帮助/)",
    "a tab before": "-\t[help](‸/zzz/)",
    "a long paragraph": "word " * 200 + "\nword [help](‸/zzz/)",
    "line break of Markdown": "one  \n[help](‸/zzz/)",
}


def places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without marks, and line and column of each."""
    found = []
    while "‸" in text:
        before = text[: text.index("‸")]
        found.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
        text = text.replace("‸", "", 1)
    return text, found


ENDINGS = {"unix": lambda text: text, "windows": lambda text: "\ufeff" + text.replace("\n", "\r\n")}


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_broken_link_is_told_where_it_was_typed(ending, make_site):
    site = make_site()
    expected, broken = {}, {}
    for number, (name, body) in enumerate(CASES.items()):
        text, expected[name] = places(HEAD.format(title=name.capitalize()) + body + "\n")
        site.write(f"content/pages/case-{number}/en.md", ENDINGS[ending](text))
    site.build()

    for number, name in enumerate(CASES):
        file = f"content/pages/case-{number}/en.md"
        problems = [
            problem
            for problem in site.outcome.problems
            if problem.file == file and problem.code not in ("link-unfinished", "markdown-unread")
        ]
        broken[name] = sorted((problem.line, problem.column) for problem in problems)
    wrong = {name: (broken[name], expected[name]) for name in CASES if broken[name] != expected[name]}
    assert wrong == {}


def test_a_link_in_the_front_matter_is_told_at_its_value(make_site):
    site = make_site("-- content/initiatives/x/en.md --\nHello.\n")
    page = site.root / "content/initiatives/x/en.md"
    text = page.read_text("utf-8").replace(
        "Status: active\n", "Status: active\nAction: Act\nAction-Link: /zzz/\n"
    )
    page.write_text(text, encoding="utf-8")
    site.build()

    line = text[: text.index("/zzz/")].count("\n") + 1
    assert [(problem.line, problem.column) for problem in site.outcome.problems] == [(line, 14)]
