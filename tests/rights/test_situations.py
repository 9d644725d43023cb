"""Each situation is one screen: what to say, to do and not to do; and a page that shows the words in large letters."""

from __future__ import annotations

import pytest

from plugins.rights.parts import parts_of
from tests.conftest import PLUGINS

HEAD = "Title: {title}\nSummary: What to do.\nOrder: {order}\nRisk: high\n\n"
ENGLISH = """\
The rule.

**Do**

- Stay calm.

**Do not**

- Do not run.

> I want a lawyer.
"""
SPANISH = """\
Title: En su casa
Summary: Qué hacer.
Translation: machine

La regla.

**Haga esto**

- Mantenga la calma.

**No haga esto**

- No corra.

> I want a lawyer.
> {: lang="en" dir="ltr" }
>
> Quiero un abogado.
"""


@pytest.fixture
def site(make_site):
    site = make_site("-- content/pages/know-your-rights/en.md --\nRights.\n", plugins=PLUGINS)
    site.write("content/rights/at-work/en.md", HEAD.format(title="At work", order=20) + ENGLISH)
    site.write("content/rights/at-home/en.md", HEAD.format(title="At home", order=10) + ENGLISH)
    site.write("content/rights/at-home/es.md", SPANISH)
    return site.build()


def test_the_page_of_all_situations_and_the_first_page_lead_to_each_in_order(site):
    for path, root in (("/know-your-rights/", ""), ("/", ""), ("/es/know-your-rights/", "/es")):
        links = site.page(path).select(".situations a")
        assert [link["href"] for link in links] == [
            f"{root}/know-your-rights/at-{place}/" for place in ("home", "work")
        ]


def test_a_situation_shows_what_to_say_first_then_what_to_do_and_not_to_do(site):
    page = site.page("/es/know-your-rights/at-home/")

    english, own = page.select(".say__words p")
    assert (english["lang"], english["dir"], english.get_text()) == ("en", "ltr", "I want a lawyer.")
    assert own.get_text() == "Quiero un abogado."
    assert [part["data-allowed"] for part in page.select(".advice__part")] == ["yes", "no"]
    assert [part.h2.get_text() for part in page.select(".advice__part")] == ["Haga esto", "No haga esto"]
    assert page.select_one("article > .prose").get_text(strip=True) == "La regla."
    assert page.select_one(".call a.phone")["dir"] == "ltr"
    assert [link["href"] for link in page.select(".related a")] == ["/es/know-your-rights/at-work/"]


def test_the_words_have_a_page_in_large_letters_that_is_in_no_index(site):
    page = site.page("/es" + "/know-your-rights/at-home/show/")

    assert page.select_one(".show [lang=en]").get_text() == "I want a lawyer."
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.select_one(".show__back a")["href"] == "/es/know-your-rights/at-home/"
    assert page.select_one(".exit__link")
    assert "/show/" not in site.html("/sitemap.xml")


@pytest.mark.parametrize(
    "text", ["<p>Words.</p>", "<blockquote><p>Say.</p></blockquote>", "", "<p><strong>Do</strong></p>"]
)
def test_a_text_that_is_written_otherwise_stays_whole(text):
    parts = parts_of(text)

    assert (parts.say, parts.advice, parts.rest) == ("", (), text)
