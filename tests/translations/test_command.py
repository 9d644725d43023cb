"""`./run translations` as staff use it: what it prints, what it writes, its exit status."""

from __future__ import annotations

import subprocess

import pytest

from plugins.translations import __main__ as command
from tests.translations.test_table import SITE


@pytest.fixture
def run(make_site, monkeypatch, capsys):
    """Return the site in a git repository, and a function that runs the command on it: (status, printed, told)."""
    site = make_site(SITE)
    monkeypatch.setattr(command, "ROOT", site.root)
    monkeypatch.setenv("RUN_FROM", str(site.root))

    def git(*arguments):
        subprocess.run(["git", "-C", site.root, *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("config", "user.email", "staff@example.org")
    git("config", "user.name", "Staff")

    def commit():
        git("add", "-A")
        git("commit", "-qm", "Edit")

    def run_it(*arguments):
        status = command.main(arguments)
        told = capsys.readouterr()
        return status, told.out, told.err

    run_it("--accept", *(f"content/pages/rights/{code}.md" for code in ("es", "ar")))
    commit()
    site.commit = commit
    return site, run_it


def edit(site, name, old, new):
    path = site.root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_table_is_the_default(run):
    _, run_it = run
    status, printed, _ = run_it("pages/rights", "--language", "es,ar")

    assert status == 0
    assert printed.splitlines()[0].split() == ["es", "ar"]
    assert printed.splitlines()[1].split() == ["pages/rights", "mx", "R"]


def test_the_change_since_a_translation_is_shown_and_can_be_accepted(run):
    site, run_it = run
    edit(site, "content/pages/rights/en.md", "Words.", "More words.")
    site.commit()
    assert run_it("--mark", "outdated", "--format", "markdown")[1].count("outdated") >= 2

    status, printed, _ = run_it("--diff", "content/pages/rights/es.md")
    assert status == 0
    assert "7: {+More words+}" not in printed
    assert "[-Words-]{+More words+}." in printed

    assert run_it("--accept", "content/pages/rights/es.md")[0] == 0
    assert "says what it said" in run_it("--diff", "content/pages/rights/es.md")[1]


def test_a_source_that_history_does_not_have_is_told(run):
    site, run_it = run
    edit(site, "content/pages/rights/es.md", "Source-Digest: ", "Source-Digest: 0")

    status, _, told = run_it("--diff", "content/pages/rights/es.md")

    assert status == 2
    assert "has no text with the digest" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--language", "sp"], "There is no language 'sp'. Write one of: es, ar, zh-hans."),
        (["--mark", "outdatd"], "There is no mark 'outdatd'. Did you mean 'outdated'?"),
        (["pages/rigths"], "There is no page 'pages/rigths'. Did you mean 'pages/rights'?"),
        (["--accept", "content/pages/rights/en.md"], "is the source"),
        (["--diff", "content/pages/rights/fr.md"], "has no translation 'fr'"),
        (["export", "sp"], "'sp' is not a language to translate into. Write one of"),
    ],
)
def test_a_slip_is_told_in_one_sentence(run, arguments, words):
    _, run_it = run
    status, printed, told = run_it(*arguments)

    assert (status, printed) == (2, "")
    assert words in told
    assert len(told.splitlines()) == 1


def test_a_translators_file_goes_out_and_comes_back(run):
    site, run_it = run
    before = (site.root / "content/pages/rights/es.md").read_bytes()
    assert run_it("export", "es", "pages/rights")[0] == 0
    po = site.root / "exchange" / "es.pages.rights.po"

    assert run_it("import", str(po))[0] == 0
    assert (site.root / "content/pages/rights/es.md").read_bytes() == before

    po.write_text(po.read_text("utf-8").replace('"Palabras."', '"Otras palabras."'), "utf-8")
    status, printed, _ = run_it(
        "import", str(po), "--state", "reviewed", "--translator", "Ana", "--reviewed", "2026-05-19"
    )
    after = (site.root / "content/pages/rights/es.md").read_text("utf-8")
    assert status == 0
    assert "Wrote content/pages/rights/es.md" in printed
    assert "Otras palabras." in after
    assert "Translation: reviewed\n" in after
    assert "Translator: Ana\nReviewed: 2026-05-19\n" in after


def test_a_damaged_file_changes_nothing(run):
    site, run_it = run
    before = (site.root / "content/pages/rights/es.md").read_bytes()
    run_it("export", "es", "pages/rights")
    po = site.root / "exchange" / "es.pages.rights.po"
    po.write_text(po.read_text("utf-8").replace('msgstr "Palabras."', 'msgstr "<script>"'), "utf-8")

    status, printed, told = run_it("import", str(po))

    assert status == 1
    assert "exchange/es.pages.rights.po:" in printed
    assert "Nothing was taken from" in told
    assert (site.root / "content/pages/rights/es.md").read_bytes() == before
