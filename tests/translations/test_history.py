"""What a file said on the day of a digest is found in git: across renames, merges and hundreds of commits."""

from __future__ import annotations

import subprocess
import time

import pytest

from plugins.translations.history import text_as_of, whole_history

PATH = "content/pages/about/en.md"


def git(root, *arguments):
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(
        ["git", "-C", str(root), *who, *arguments], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def keep(tmp_path):
    """Return a function that commits a text of the file."""
    git(tmp_path, "init", "-q")

    def commit(text, path=PATH):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "x")

    commit.root = tmp_path
    return commit


def as_of(keep, text, path=PATH):
    """Return what is found for the digest of a text, which is here its first line."""
    return text_as_of(keep.root, path, text, lambda whole: whole.split("\n")[0])


def test_the_text_of_a_digest_is_found_and_of_two_the_later(keep):
    for text in ("one\na", "two\nb", "one\nc", "three\nd"):
        keep(text)

    assert as_of(keep, "one") == "one\nc"
    assert as_of(keep, "two") == "two\nb"
    assert as_of(keep, "never") is None


def test_a_renamed_page_keeps_its_history(keep):
    lines = "\n".join(f"line {number}" for number in range(20))
    keep(f"one\n{lines}", "content/pages/who-we-are/en.md")
    git(keep.root, "mv", "content/pages/who-we-are", "content/pages/about")
    keep(f"two\n{lines}")

    assert as_of(keep, "one") == f"one\n{lines}"


def test_a_text_that_only_a_merge_made_is_found(keep):
    keep("one\na\nb\nc\nd")
    git(keep.root, "checkout", "-qb", "side")
    keep("side\na\nb\nc\nd")
    git(keep.root, "checkout", "-q", "-")
    keep("main\na\nb\nc\nd")
    subprocess.run(["git", "-C", str(keep.root), "merge", "-q", "side"], check=False, capture_output=True)
    keep("merged\na\nb\nc\nd")
    keep("after\na\nb\nc\nd")

    assert [as_of(keep, name) is not None for name in ("one", "side", "main", "merged")] == [True] * 4


def test_a_site_inside_of_a_larger_repository(keep):
    keep("one", f"website/{PATH}")

    assert text_as_of(keep.root / "website", PATH, "one", str) == "one"


def test_without_history_there_is_none(keep, tmp_path_factory, monkeypatch):
    keep("one")
    keep("two")
    assert whole_history(keep.root)
    shallow, plain = tmp_path_factory.mktemp("shallow"), tmp_path_factory.mktemp("plain")
    git(shallow, "clone", "-q", "--depth=1", f"file://{keep.root}", ".")

    assert not whole_history(shallow)
    assert text_as_of(shallow, PATH, "one", str) is None
    assert (text_as_of(plain, PATH, "one", str), whole_history(plain)) == (None, False)
    monkeypatch.setenv("PATH", str(plain))
    assert (text_as_of(keep.root, PATH, "one", str), whole_history(keep.root)) == (None, False)


def test_hundreds_of_versions_are_read_at_once(keep):
    stream = "blob\nmark :1\ndata 2\n0\n\n"
    for number in range(400):
        text = f"{number}\n" + "word " * 500
        stream += (
            f"commit refs/heads/main\ncommitter A <a@x> {number} +0000\ndata 1\nx\n"
            f"M 100644 inline {PATH}\ndata {len(text)}\n{text}\n"
        )
    subprocess.run(["git", "-C", str(keep.root), "fast-import", "--quiet"], input=stream.encode(), check=True)
    git(keep.root, "checkout", "-q", "main")
    start = time.perf_counter()

    assert as_of(keep, "0") is not None
    assert time.perf_counter() - start < 5  # 0.1 s, and two processes
