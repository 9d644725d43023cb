"""What `./run new` and `./run translate` write passes the check as it is."""

from __future__ import annotations

import datetime

import pytest

from plugins.bundles import scaffold
from plugins.bundles.library import read_library
from plugins.bundles.schema import KINDS
from tests.conftest import ROOT

TODAY = datetime.date(2026, 5, 18)


def library(site):
    return read_library(site.root, site.root / "content", ["en", "es", "ar", "zh-hans"], "en", TODAY)


@pytest.mark.parametrize("name", [*KINDS, *(kind.singular for kind in KINDS.values())])
def test_a_new_page_of_each_kind_builds_without_a_problem(make_site, name):
    site = make_site()
    kind = scaffold.kind_named(name)

    for file in scaffold.new_page(site.root / "content", kind, "Fair Courts: ¡ahora!", "en", TODAY):
        site.write(str(file.path.relative_to(site.root)), file.text)

    assert site.build().problems == []
    if kind.own_pages:
        assert (site.output / kind.url_prefix / "fair-courts-ahora" / "index.html").is_file()
    else:
        assert site.page(f"/{kind.url_prefix}").find(id="fair-courts-ahora")


def test_a_new_translation_says_what_it_was_made_from(make_site):
    site = make_site("-- content/initiatives/courts/en.md --\nText.\n")
    new = scaffold.new_translation(library(site), "initiatives/courts", "es", TODAY)
    site.write("content/initiatives/courts/es.md", new.text)

    assert site.build().codes == ["not-translated"]
    assert site.page("/es/initiatives/courts/").article["lang"] == "en"  # a fallback page until it is written
    assert library(site).bundles["initiatives/courts"].source.digest in new.text


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda site: scaffold.kind_named("iniative"), "Did you mean 'initiative'?"),
        (
            lambda site: scaffold.new_page(site.root / "content", KINDS["pages"], "Home", "en", TODAY),
            "is there already",
        ),
        (
            lambda site: scaffold.new_page(site.root / "content", KINDS["pages"], " ", "en", TODAY),
            "needs a name",
        ),
        (
            lambda site: scaffold.new_translation(library(site), "pages/hom", "es", TODAY),
            "Did you mean 'pages/home'?",
        ),
        (lambda site: scaffold.new_translation(library(site), "pages/home", "sp", TODAY), "not a language"),
        (lambda site: scaffold.accept(library(site), "pages/home", "es", TODAY), "no translation 'es'"),
    ],
)
def test_what_cannot_be_made_is_told_in_a_sentence(make_site, ask, words):
    with pytest.raises(scaffold.UsageError, match=r"^[^\n]+$") as raised:
        ask(make_site())
    assert words in str(raised.value)


def test_accepting_keeps_everything_else_of_the_file(make_site):
    site = make_site()
    site.write(
        "content/pages/home/es.md",
        b"Title: T\r\nSummary: one\r\n    two\r\nTranslation: draft\r\n\r\nText.\r\n",
    )

    accepted = scaffold.accept(library(site), "pages/home", "es", TODAY).text

    digest = library(site).bundles["pages/home"].source.digest
    assert accepted == (
        f"Title: T\r\nSummary: one\r\n    two\r\nTranslation: draft\r\nSource-Digest: {digest}\r\n"
        "Source-Date: 2026-05-18\r\n\r\nText.\r\n"
    )


def test_the_staff_guide_has_todays_tables_of_fields():
    guide = (ROOT / "docs" / "staff.md").read_text("utf-8")

    assert scaffold.with_field_tables(guide) == guide
