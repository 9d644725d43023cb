"""An address that a page had at a revision of git, and that answers no more, is told with the line to write."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from plugins.builder import check

SITE = """
-- content/pages/bail/en.md --
The judge asks for money, and whoever has none waits in jail until the day of the trial.

-- content/pages/bail/es.md --
Title: Fianza
Summary: S.
Slug: fianza
Translation: reviewed

El juez pide dinero.

-- content/pages/about/en.md --
We are who we are.
"""


@pytest.fixture
def committed(make_site, monkeypatch):
    site = make_site(SITE)
    monkeypatch.syspath_prepend(str(site.root))
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    commit(site)
    return site


def commit(site):
    run = ["git", "-C", str(site.root), "-c", "user.name=n", "-c", "user.email=e@example.org"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    for step in (
        ["init", "-q"],
        ["add", "content", "pelicanconf.py"],
        ["commit", "-qm", "x", "--no-gpg-sign"],
    ):
        subprocess.run([*run, *step], check=True, env=environment, capture_output=True)


def lost(site, capsys, *options):
    assert check.main(["--settings", str(site.root / "pelicanconf.py"), *options]) == 0
    told = capsys.readouterr().out.splitlines()
    return [line for line in told if "[address-lost]" in line]


def test_nothing_is_lost_while_nothing_has_moved(committed, capsys):
    assert lost(committed, capsys) == []


def test_a_renamed_folder_is_told_once_with_what_to_write_and_where(committed, capsys):
    (committed.root / "content/pages/bail").rename(committed.root / "content/pages/bail-reform")

    (line,) = lost(committed, capsys)
    assert line == (
        "content/pages/bail-reform/en.md:1:1: warning: Nothing is at /bail/ any more, nor in 3 other languages: links "
        "to it end there. Write 'Former-Slugs: bail' at the top. [address-lost]"
    )

    path = committed.root / "content/pages/bail-reform/en.md"
    path.write_text("Former-Slugs: bail\n" + path.read_text("utf-8"), "utf-8")
    assert lost(committed, capsys) == []


def test_a_changed_slug_is_told_at_its_line_in_the_translation(committed, capsys):
    path = committed.root / "content/pages/bail/es.md"
    path.write_text(path.read_text("utf-8").replace("Slug: fianza", "Slug: fianzas"), "utf-8")

    (line,) = lost(committed, capsys)
    assert line.startswith("content/pages/bail/es.md:3:7: warning: Nothing is at /es/fianza/ any more: ")
    assert "Write 'Former-Slugs: fianza' at the top." in line


def test_a_deleted_page_is_told_for_whoever_takes_its_place(committed, capsys):
    shutil.rmtree(committed.root / "content/pages/about")

    (line,) = lost(committed, capsys)
    assert line.startswith("site: warning: Nothing is at /about/ any more, nor in 3 other languages: ")
    assert "If another page takes its place, write 'Former-Slugs: about'" in line


def test_a_former_name_that_is_forgotten_again_is_told_against_an_older_revision(committed, capsys):
    path = committed.root / "content/pages/about/en.md"
    path.write_text("Former-Slugs: who\n" + path.read_text("utf-8"), "utf-8")
    commit(committed)
    path.write_text(path.read_text("utf-8").replace("Former-Slugs: who\n", ""), "utf-8")
    commit(committed)

    assert lost(committed, capsys) == []
    (line,) = lost(committed, capsys, "--changed-since", "HEAD~1")
    assert line.startswith("content/pages/about/en.md:1:1: warning: Nothing is at /who/ any more")


def test_without_git_nothing_is_said_unless_it_was_asked_for(make_site, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    site = make_site(SITE)

    assert lost(site, capsys) == []
    assert check.main(["--settings", str(site.root / "pelicanconf.py"), "--changed-since", "main"]) == 2
