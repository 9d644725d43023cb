"""What readers and staff see of a translation: outdated, drifted, reviewed, withheld."""

from __future__ import annotations

import datetime

import pytest

from plugins.bundles.library import read_library
from plugins.bundles.scaffold import accept

TODAY = datetime.date(2026, 5, 18)
ENGLISH = """\
Title: Your rights
Summary: What you can say.
{fields}
## At the door {{#at-the-door}}

Do not open. Ask for [a judge's warrant]({{bundle}}pages/home), not Form I-200.

## On the telephone {{#call}}

Call [(212) 725-6422](tel:+12127256422). [Read more](https://example.com/a).

- One.
- Two.
- Three.
- Four.
- Five.
"""
ARABIC = """\
Title: حقوقك
Summary: ما يمكنك قوله.
Translation: {state}
{fields}

## عند الباب {{#at-the-door}}

لا تفتح الباب. اطلب [أمرًا من قاضٍ]({{bundle}}pages/home)، لا النموذج I-200.

## بالهاتف {{#call}}

اتصل على [(212) 725-6422](tel:+12127256422). [اقرأ المزيد](https://example.com/a).

- واحد.
- اثنان.
- ثلاثة.
- أربعة.
- خمسة.
"""


@pytest.fixture
def rights(make_site):
    """Return a function that makes the site with one page in English and Arabic, marked as current."""

    def make(state="machine", fields="", source_fields="", publish=False):
        site = make_site("", extra="WITHHOLD_UNREVIEWED_RISK = True\n" if publish else "")
        site.write("content/pages/rights/en.md", ENGLISH.format(fields=source_fields))
        site.write("content/pages/rights/ar.md", ARABIC.format(state=state, fields=fields))
        library = read_library(site.root, site.root / "content", ["en", "ar"], "en", TODAY)
        site.write("content/pages/rights/ar.md", accept(library, "pages/rights", "ar", TODAY).text)
        return site

    return make


def change(site, old, new, code="en"):
    path = site.root / f"content/pages/rights/{code}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "outdated"),
    [
        ("Do not open.", "Open.", True),
        ("Your rights", "Your rights now", True),
        ("- Five.\n", "- Five.\n\n## New {#new}\n\nMore.\n", True),
        ("tel:+12127256422", "tel:+12127256423", True),
        ("I-200", "I-205", True),
        ("{#call}", "{#phone}", False),
        ("https://example.com/a", "https://example.com/b?c=(d)", False),
        ("Do not open. Ask", "Do not open.\n  Ask", False),
        ("- Five.\n", "- Five.\n\n[w]: https://example.com/w\n", False),
        ("Read more](https://example.com/a)", "Read more](<https://example.com/a> \"A title\")", False),
    ],
)  # fmt: skip
def test_a_translation_is_outdated_when_its_source_says_something_else(rights, old, new, outdated):
    site = rights()
    change(site, old, new)
    site.build()

    assert ("translation-outdated" in site.codes) is outdated
    notices = site.page("/ar/rights/").select(".notice")
    changed = "18 مايو 2026"
    assert any(changed in notice.get_text() for notice in notices) is outdated
    assert notices[-1].a["href"] == "/rights/"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (" {#call}", "", "The heading '{#call}' of the source is not in this translation."),
        ("## بالهاتف {#call}\n\n", "", "The heading '{#call}' of the source is not in this translation."),
        ("725-6422](tel:+12127256422)", "725-6423](tel:+12127256423)", "(212) 725-6423 is not in the source"),
        ("I-200", "I-205", "The form I-200 of the source is not in this translation."),
        ("[اقرأ المزيد](https://example.com/a)", "اقرأ المزيد", "The link to 'https://example.com/a'"),
        ("- اثنان.\n- ثلاثة.\n- أربعة.\n- خمسة.\n", "", "far shorter than the source"),
    ],
)
def test_what_a_translation_lacks_is_found_though_it_is_marked_as_current(rights, old, new, told):
    site = rights()
    change(site, old, new, "ar")
    site.build()

    drift = [problem for problem in site.outcome.problems if problem.code == "translation-drift"]
    assert any(told in problem.message for problem in drift)
    assert {(problem.file, problem.severity.value) for problem in drift} == {
        ("content/pages/rights/ar.md", "warning")
    }
    assert len(site.page("/ar/rights/").select(".notice")) == 2


def test_a_faithful_translation_has_no_drift_and_one_notice(rights):
    site = rights().build()

    assert site.problems == []
    assert len(site.page("/ar/rights/").select(".notice")) == 1


def test_a_reviewed_translation_says_by_whom_and_when(rights):
    page = rights("reviewed", "Translator: Amal <b>\nReviewed: 2026-05-18").build().page("/ar/rights/")

    assert page.select(".notice") == []
    assert page.select_one("main > .checked bdi").get_text() == "Amal <b>"
    assert page.select_one("main > .checked time")["datetime"] == "2026-05-18"


@pytest.mark.parametrize(
    ("state", "fields", "hint"),
    [
        ("reviewed", "", "Add 'Translator: Ana Pérez' and 'Reviewed: 2026-06-30'"),
        ("reviewed", "Translator: Amal", "Add 'Reviewed: 2026-06-30'"),
        ("draft", "Reviewed: 2026-05-18", "Write 'Translation: reviewed'"),
    ],
)
def test_a_review_says_all_of_it_or_nothing(rights, state, fields, hint):
    [problem] = rights(state, fields).build().outcome.problems

    assert (problem.code, problem.severity.value) == ("review-incomplete", "warning")
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("state", "fields", "edit", "shown"),
    [
        ("machine", "", None, False),
        ("draft", "", None, False),
        ("reviewed", "Translator: Amal\nReviewed: 2026-05-18", None, True),
        ("reviewed", "Translator: Amal\nReviewed: 2026-05-18", ("en", "Do not open.", "Open."), False),
        ("reviewed", "Translator: Amal\nReviewed: 2026-05-18", ("ar", "I-200", "I-205"), False),
        (
            "reviewed",
            "Translator: Amal\nReviewed: 2026-05-18",
            ("en", "example.com/a", "example.com/b"),
            True,
        ),
    ],
)
def test_the_public_site_withholds_a_risky_translation_unless_reviewed_and_current(
    rights, state, fields, edit, shown
):
    site = rights(state, fields, "Risk: high\n", publish=True)
    if edit:
        change(site, edit[1], edit[2], edit[0])
    page = site.build().page("/ar/rights/")

    assert (page.article["lang"] == "ar") is shown
    if not shown:
        [notice] = page.select(".notice")
        assert notice.select_one("a.phone")["href"] == "tel:+12127256422"
        assert notice.select_one("a.phone")["dir"] == "ltr"
        assert "العربية" in notice.get_text()
        assert notice.find_next("article") is page.article


def test_a_page_whose_check_is_overdue_says_so_to_every_reader(rights):
    site = rights(source_fields="Check-By: 2026-05-17\n")
    site.overrides["TODAY"] = TODAY
    site.build()

    assert "May 17, 2026" in site.page("/rights/").select_one(".notice").get_text()
    assert "17 مايو 2026" in site.page("/ar/rights/").select_one(".notice").get_text()


def test_a_risky_translation_that_does_not_say_what_it_was_made_from_is_told(make_site):
    site = make_site()
    site.write("content/pages/rights/en.md", ENGLISH.format(fields="Risk: high\n"))
    site.write("content/pages/rights/ar.md", ARABIC.format(state="machine", fields=""))

    assert site.build().codes == ["digest-missing"]
