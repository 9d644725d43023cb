"""Findings in the words of the person who can mend them."""

from __future__ import annotations

import pytest

from plugins.linkcheck.check import Page, check
from plugins.linkcheck.extract import extract
from plugins.linkcheck.messages import problem
from plugins.problems import CODES
from tests.linkcheck.test_check import SITE

MESSAGES = [
    ("/get-hlep/", "No page of this site is at '/get-hlep/'. Did you mean '/get-help/'? [missing-page]"),
    ("/zzz/", "No page of this site is at '/zzz/'. [missing-page]"),
    ("/zzz.pdf", "No file of this site is at '/zzz.pdf'. [missing-file]"),
    (
        "/Get-Help/",
        "'/Get-Help/' differs only in capital letters from '/get-help/'. Write '/get-help/'. [wrong-case]",
    ),
    (
        "/get-help/#fone",
        "The page '/get-help/' has no heading or element with the id 'fone'. "
        "Did you mean '/get-help/#phone'? Or give a heading this id: '## Title {#fone}'. [missing-fragment]",
    ),
    (
        "/get-help/#zzz",
        "The page '/get-help/' has no heading or element with the id 'zzz'. "
        "Give a heading this id: '## Title {#zzz}'. [missing-fragment]",
    ),
    (
        "{bundle}initiatives/364-campain",
        "There is no page 'initiatives/364-campain'. "
        "Did you mean '{bundle}initiatives/364-campaign'? [missing-page]",
    ),
    (
        "{attach}mapp.svg",
        "There is no file 'mapp.svg' beside this page. Did you mean '{attach}map.svg'? [missing-file]",
    ),
    (
        "",
        "This link leads nowhere: its address is empty. "
        "Write the address between the round brackets, or remove the link. [empty-link]",
    ),
    (
        "javascript:x",
        "The link 'javascript:x' would run code. Write the address of a page instead. [unsafe-link]",
    ),
    (
        "tel:212 725 6422",
        "'tel:212 725 6422' is not a telephone number that can be dialled. "
        "Write 'tel:+12127256422'. [malformed-tel]",
    ),
    (
        "mailto:info",
        "'mailto:info' is not a link to an e-mail address. "
        "Write it like 'mailto:name@example.org'. [malformed-mailto]",
    ),
    ("www.ice.gov", "'www.ice.gov' is not a web address. Write 'https://www.ice.gov'. [malformed-url]"),
]


@pytest.mark.parametrize(("href", "words"), MESSAGES)
def test_a_problem_says_what_is_wrong_and_what_to_write(href, words):
    page = Page("/initiatives/364-campaign/", extract(f'<a href="{href}"></a>'))
    (finding,) = check([page], SITE)

    told = problem(finding, "content/initiatives/364-campaign/en.md", 14, 7)
    assert str(told) == f"content/initiatives/364-campaign/en.md:14:7: {words}"
    assert told.code in CODES


def test_a_hint_can_be_pasted_over_what_was_typed():
    (finding,) = check([Page("/", extract('<a href="/get-help/#fone"></a>'))], SITE)

    hint = problem(finding, typed="{bundle}pages/get-help#fone").hint
    assert hint.startswith("Did you mean '{bundle}pages/get-help#phone'?")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (
            '<p id="x"><p id="x">',
            "The id 'x' stands twice on this page; a link to it reaches only the first.",
        ),
        ('<img src="" alt="">', "This picture's address is empty."),
        ('<script src=""></script>', "The address of this <script> is empty."),
    ],
)
def test_problems_that_are_no_links_of_the_text(html, words):
    (finding,) = check([Page("/", extract(html))], SITE)

    assert problem(finding).message == words
