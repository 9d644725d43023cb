"""Git tells which lines were touched, whatever the names, the configuration and what is in the files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.linkcheck.changed import ALL, UsageError, changed_lines, touches


class Repository:
    """A repository in a folder of its own, untouched by the configuration of whoever runs the tests."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        for key, value in {
            "user.name": "T",
            "user.email": "t@example.org",
            "commit.gpgSign": "false",
        }.items():
            self.git("config", key, value)

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def write(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, **files: str) -> str:
        for name, text in files.items():
            self.write(f"{name}.md", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "m")
        return self.git("rev-parse", "HEAD")

    def changes(self, revision: str = "HEAD") -> dict[str, object]:
        return {
            file: "ALL" if lines is ALL else set(lines)
            for file, lines in changed_lines(self.root, revision).items()
        }


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return Repository(tmp_path / "repo")


# ── Lines ────────────────────────────────────────────────────────────────────

THREE = "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (THREE, "one\nTWO\nthree\n", {2}),
        (THREE, "zero\none\ntwo\nthree\nfour\nfive\n", {1, 5, 6}),
        (THREE, "one\nthree\n", set()),
        (THREE, "one\ntwo\nthree", {3}),  # "\ No newline at end of file"
        ("one\ntwo", "one\ntwo\nthree", {2, 3}),
        (THREE, "one\n++ b/other.md\nthree\n", {2}),
        ("one\n-- a/x\n@@ -1 +1 @@\n", "one\n++ b/x\n@@ -9 +9,9 @@\n", {2, 3}),
        ("one\r\ntwo\r\n", "one\r\nTWO\r\n", {2}),
        ("one\ntwo\x0c\n\u2028\n", "one\ntwo\x0c\n\u2028!\n", {3}),
        ("a\rb\nc\n", "a\rb\nd\n", {2}),
        (THREE, "one\n\ntwo\nthree\n", {2}),
        ("", "one\n", {1}),
        (THREE, "", set()),
    ],
)
def test_lines_that_are_new_or_other_count_as_the_file_is_now(repository, before, after, lines):
    repository.commit(page=before)
    repository.write("page.md", after)

    assert repository.changes() == {"page.md": lines}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["a", "b", "++ b/x.md", "-- a/x.md", "@@ -1 +1 @@", "\\ x", ""]), unique=True),
    st.data(),
)
def test_exactly_the_lines_that_were_replaced_are_told(repository, before, data):
    chosen = data.draw(st.sets(st.sampled_from(range(len(before)))) if before else st.just(set()))
    repository.commit(page="".join(f"{line}\n" for line in before))
    after = [f"new {n}" if n in chosen else line for n, line in enumerate(before)]
    repository.write("page.md", "".join(f"{line}\n" for line in after))

    assert repository.changes() == ({"page.md": {n + 1 for n in chosen}} if chosen else {})


def test_a_link_over_several_lines_is_touched_if_one_of_them_is():
    changes = {"a.md": frozenset({4}), "b.md": ALL}

    assert touches(changes, "a.md", 4)
    assert touches(changes, "a.md", 3, 5)
    assert not touches(changes, "a.md", 5)
    assert not touches(changes, "c.md", 1)
    assert touches(changes, "b.md", 10**9)


# ── Files ────────────────────────────────────────────────────────────────────


def test_new_renamed_and_untracked_files_are_touched_in_all_lines_and_removed_ones_are_gone(repository):
    repository.commit(old=THREE, gone=THREE, same=THREE)
    repository.git("mv", "old.md", "new.md")
    repository.git("rm", "--quiet", "gone.md")
    repository.write("staged.md", THREE)
    repository.git("add", "staged.md")
    repository.write("untracked.md", THREE)
    repository.write(".gitignore", "ignored.md\n")
    repository.write("ignored.md", THREE)

    assert repository.changes() == {
        "new.md": "ALL", "staged.md": "ALL", "untracked.md": "ALL", ".gitignore": "ALL",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["two words.md", "content/ñ/مساعدة.md", 'quo"te.md', "back\\slash.md", "tab\tline\nbreak.md", " x .md "],
)
def test_any_file_name_comes_back_as_it_is(repository, name):
    repository.write(name, THREE)
    repository.commit()
    repository.write(name, THREE.replace("two", "TWO"))
    repository.write(f"new {name}", THREE)

    assert repository.changes() == {name: {2}, f"new {name}": "ALL"}


def test_a_name_that_is_not_utf_8_comes_back_too(repository):
    name = os.fsdecode(b"caf\xe9.md")
    try:
        repository.write(name, THREE)
    except OSError:
        pytest.skip("this file system has no such names")
    repository.commit()
    repository.write(name, THREE.replace("two", "TWO"))

    assert repository.changes() == {name: {2}}


def test_binary_files_and_files_kept_from_diff_are_touched_in_all_lines(repository):
    repository.write("picture.png", b"\x89PNG\0one")
    repository.write("kept.md", THREE)
    repository.write(".gitattributes", "kept.md -diff\n")
    repository.commit(page=THREE)
    repository.write("picture.png", b"\x89PNG\0two")
    repository.write("kept.md", "x\n")

    assert repository.changes() == {"picture.png": "ALL", "kept.md": "ALL"}


def test_files_are_relative_to_the_root_that_was_given_and_others_left_out(repository):
    repository.write("site/a.md", THREE)
    repository.commit(outside=THREE)
    repository.write("site/a.md", "one\n2\nthree\n")
    repository.write("site/b.md", THREE)
    repository.write("outside.md", "x\n")
    repository.root /= "site"

    assert repository.changes() == {"a.md": {2}, "b.md": "ALL"}


def test_a_persons_configuration_changes_nothing(repository, monkeypatch):
    repository.commit(page=THREE)
    repository.write("page.md", "one\nTWO\nthree\n")
    for key, value in {
        "color.ui": "always", "diff.noprefix": "true", "diff.mnemonicPrefix": "true", "diff.external": "false",
        "diff.context": "9", "diff.interHunkContext": "9", "core.quotePath": "true", "diff.renames": "copies",
        "diff.relative": "false", "core.pager": "false",
    }.items():  # fmt: skip
        repository.git("config", key, value)
    monkeypatch.setenv("GIT_DIFF_OPTS", "-u5")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")

    assert repository.changes() == {"page.md": {2}}


def test_nothing_is_written_into_the_repository(repository):
    repository.commit(page=THREE)
    repository.write("page.md", THREE)  # the same, but newer than the index
    before = (repository.root / ".git" / "index").read_bytes()

    assert repository.changes() == {}
    assert (repository.root / ".git" / "index").read_bytes() == before


# ── Revisions ────────────────────────────────────────────────────────────────


def test_what_others_did_since_the_branch_began_is_not_ours(repository):
    repository.commit(page=THREE, other=THREE)
    repository.git("switch", "--quiet", "--create", "ours")
    repository.commit(page="one\nTWO\nthree\n")
    repository.git("switch", "--quiet", "main")
    repository.commit(other="1\n2\n3\n")
    repository.git("switch", "--quiet", "ours")

    assert repository.changes("main") == {"page.md": {2}}


def test_commits_and_what_is_not_committed_yet_count_together(repository):
    base = repository.commit(page=THREE)
    repository.commit(page="ONE\ntwo\nthree\n")
    repository.write("page.md", "ONE\ntwo\nTHREE\n")

    assert repository.changes(base) == repository.changes("HEAD~1") == {"page.md": {1, 3}}


def test_a_revision_of_zeros_is_the_empty_project(repository):
    repository.commit(page=THREE)

    assert repository.changes("0" * 40) == {"page.md": "ALL"}


@pytest.mark.parametrize(
    "revision", ["nope", "HEAD~9", "HEAD..HEAD", "--output=x", "-h", "", "a\0b", "HEAD:page.md", "ñ"]
)
def test_an_unknown_revision_is_said_in_a_sentence(repository, revision):
    repository.commit(page=THREE)

    with pytest.raises(UsageError, match=r"^[^\n\0]+\.$") as raised:
        repository.changes(revision)
    assert "revision" in str(raised.value)
    assert not (repository.root / "x").exists()


def test_a_repository_without_commits_knows_no_revision(repository):
    with pytest.raises(UsageError, match="Git knows no revision 'HEAD' here"):
        repository.changes()


def test_outside_of_a_repository_and_without_git_the_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match=r"^Git cannot tell what changed in '.*': not a git repository"):
        changed_lines(tmp_path, "HEAD")
    with pytest.raises(UsageError, match="There is no folder"):
        changed_lines(tmp_path / "nope", "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="Git cannot be started"):
        changed_lines(tmp_path, "HEAD")


def test_a_repository_without_files_is_no_checkout(repository, tmp_path):
    repository.git("init", "--quiet", "--bare", str(tmp_path / "bare"))

    with pytest.raises(UsageError, match="is not a checkout"):
        changed_lines(tmp_path / "bare", "HEAD")
