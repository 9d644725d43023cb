"""The PDFs: one page each, tagged, telling nothing of anybody, equal in every build, and read by programs as written."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest
from pypdf import PdfReader

from plugins.paper import fonts
from tests.paper.conftest import LANGUAGES

INCH = 72
needs_fonts = pytest.mark.skipif(
    not {"Noto Nastaliq Urdu", "Noto Sans CJK SC"} <= fonts.files().keys(),
    reason="the Noto fonts are not installed; .ci/run installs them",
)


def words(text):
    """Return the words of a text, in the forms that letters have by themselves and without marks of direction."""
    plain = re.sub("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", unicodedata.normalize("NFKC", text))
    return re.findall(r"[\w\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0980-\u09ff]+", plain)


def text_of(pdf):
    return "\n".join(page.extract_text() for page in pdf.pages)


def lacking(wanted, found, *, by_letter=False):
    wanted, found = ("".join(each) if by_letter else each for each in (words(wanted), words(found)))
    return list((Counter(wanted) - Counter(found)).elements())


@needs_fonts
def test_every_script_is_read_by_programs_as_it_is_written(whole_site):
    site = whole_site
    for language in LANGUAGES:
        page = site.page(f"/{language}/know-your-rights/at-home/")
        parts = page.select("h1, .say__words p, .advice h2, .advice li, article > .prose p")
        pdf = PdfReader(site.output / language / "know-your-rights/at-home/flyer.pdf")
        by_letter = language.startswith("zh")  # Chinese lines end anywhere
        wanted = "\n".join(part.get_text() for part in parts)
        assert lacking(wanted, text_of(pdf), by_letter=by_letter) == [], language

        card = site.page(f"/{language}/know-your-rights/cards/").select_one(".cards")
        cards = PdfReader(site.output / language / "know-your-rights/cards/cards.pdf")
        wanted = "\n".join(part.get_text() for part in card.select(".carry__said, .carry__meaning, li"))
        assert lacking(wanted, text_of(cards), by_letter=by_letter) == [], language


@needs_fonts
def test_each_pdf_is_tagged_names_its_language_and_title_and_nobody(whole_site):
    site = whole_site
    for path, language, sheets in (
        ("know-your-rights/at-home/flyer.pdf", "en", 1),
        ("ur/know-your-rights/at-home/flyer.pdf", "ur", 1),
        ("zh-hant/know-your-rights/cards/cards.pdf", "zh-Hant", 2),
        ("ur/know-your-rights/cards/cards.pdf", "ur", 2),
    ):
        pdf = PdfReader(site.output / path)
        catalog = pdf.trailer["/Root"]
        assert catalog["/MarkInfo"]["/Marked"], path
        assert catalog["/StructTreeRoot"], path
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"], path
        assert catalog["/Lang"] == language
        assert pdf.metadata.title == site.page("/" + path.rpartition("/")[0] + "/").h1.get_text()
        assert pdf.metadata.author is None
        assert pdf.metadata.get("/CreationDate", "").startswith("D:20260630")  # Checked, not today
        assert [page.mediabox[2:] for page in pdf.pages] == [[8.5 * INCH, 11 * INCH]] * sheets, path
        assert (site.output / path).stat().st_size <= 200_000


@needs_fonts
def test_equal_content_makes_equal_pdfs(rights_site):
    site = rights_site("ur").build()
    paths = [path.relative_to(site.output) for path in sorted(site.output.rglob("*.pdf"))]
    first = [(site.output / path).read_bytes() for path in paths]

    for name in (".cache", "output"):
        site.remove(name)
    site.build()

    assert len(paths) == 6
    assert [(site.output / path).read_bytes() for path in paths] == first


def test_a_pdf_is_made_again_only_if_its_words_change(rights_site):
    site = rights_site().build()
    kept = {path.name for path in (site.root / ".cache/paper").glob("*.pdf")}

    street = site.root / "content/rights/on-the-street/en.md"
    street.write_text(
        street.read_text("utf-8").replace("Stay calm", "").replace("agree to a search", "agree"), "utf-8"
    )
    site.build()

    made = {path.name for path in (site.root / ".cache/paper").glob("*.pdf")} - kept
    assert [re.sub(r"-\w{16}\.pdf", "", name) for name in made] == ["en-on-the-street"]  # no line of the card


def test_a_language_whose_translation_is_missing_or_withheld_has_no_pdf_of_its_own(rights_site):
    site = rights_site("es", state="machine", extra="WITHHOLD_UNREVIEWED_RISK = True\n").build()

    assert not list((site.output / "es").rglob("*.pdf"))
    page = site.page("/es/know-your-rights/at-home/")
    assert not page.select("a[href$='.pdf']")
    card = site.page("/es/know-your-rights/cards/").select_one(".carry--back")
    assert card["lang"] == "en"
    assert (site.output / "know-your-rights/at-home/flyer.pdf").is_file()


def test_without_a_font_there_is_one_warning_and_no_link(rights_site, monkeypatch):
    found = fonts.files()
    monkeypatch.setattr(
        fonts, "files", lambda: {name: at for name, at in found.items() if "CJK KR" not in name}
    )

    site = rights_site("ko").build()

    assert [problem for problem in site.problems if "[paper-missing]" in problem] == [
        "site: There are no PDFs in 한국어: this machine does not have Noto Sans CJK KR. Install the Noto fonts "
        "(Debian: fonts-noto-core, fonts-noto-cjk), or see docs/paper.md. [paper-missing]"
    ]
    assert not list((site.output / "ko").rglob("*.pdf"))
    assert not site.page("/ko/know-your-rights/cards/").select("a[href$='.pdf']")
    assert site.page("/know-your-rights/cards/").select_one("a[href='/know-your-rights/cards/cards.pdf']")
