"""Which lines of which files were touched since a revision of git, uncommitted and untracked ones included.

Compared is with the last common ancestor, so that what others did since is not taken for ours. Lines are
those of the files as they are now; what was only removed has none.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

ALL: Final = range(1, sys.maxsize)
"""Every line: of a file that is new, has a new name, or that git takes for binary."""

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


class UsageError(Exception):
    """What changed cannot be told: one sentence, and what to do."""


def changed_lines(root: Path, revision: str) -> dict[str, Collection[int]]:
    """Return the numbers of the lines touched since *revision*, by the file's POSIX path relative to *root*.

    Files that are gone are left out. A revision of zeros, which GitHub has for the parent of a branch's first
    push, stands for the empty project. Raises UsageError outside of a repository, or if there is no such revision.
    """
    base = _base(root, revision)
    # Options against what a person's configuration may say; without renames, a new name is a new file.
    diff = ("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--relative",
            "--ignore-submodules", "--src-prefix=a/", "--dst-prefix=b/")  # fmt: skip
    states = _git(root, *diff, "--name-status", "-z", base, "--").split(b"\0")
    touched = _hunks(_git(root, *diff, "-U0", "--inter-hunk-context=0", base, "--"))
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")
    changes: dict[str, Collection[int]] = {}
    for state, name in zip(states[::2], states[1::2], strict=False):
        file = os.fsdecode(name)
        if state == b"M":
            # No line although it was modified: binary, or only its mode.
            changes[file] = frozenset(touched[name]) if name in touched else ALL
        elif state != b"D":
            changes[file] = ALL
    return changes | {os.fsdecode(name): ALL for name in new if name}


def archive(root: Path, revision: str, folder: str) -> bytes:
    """Return a folder as it was at *revision*, as a tar file; b"" if it was not there. Raises UsageError as above."""
    base = _base(root, revision)
    if not _git(root, "ls-tree", "--name-only", base, "--", folder):
        return b""
    return _git(root, "archive", "--format=tar", base, "--", folder)


def touches(changes: Mapping[str, Collection[int]], file: str, line: int, last: int = 0) -> bool:
    """Return whether one of the lines from *line* to *last* (0: that line only) of *file* was touched."""
    lines = changes.get(file, ())
    return any(number in lines for number in range(line, max(line, last) + 1))


def _base(root: Path, revision: str) -> str:
    """Return the commit to compare with, or the empty tree."""
    if not root.is_dir():
        raise UsageError(f"There is no folder '{root}'.")
    if _git(root, "rev-parse", "--is-inside-work-tree").strip() != b"true":
        raise UsageError(f"'{root}' is not a checkout of a git repository.")
    if re.fullmatch("0{40}|0{64}", revision):
        return _git(root, "hash-object", "-t", "tree", "--stdin").decode().strip()
    hint = "Fetch its history first, or write another."
    if not revision or "\0" in revision:
        raise UsageError(f"{revision!r} is not a revision of git. Write one, for example 'origin/main'.")
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except UsageError:
        raise UsageError(f"Git knows no revision '{revision}' here. {hint}") from None
    commit = found.decode().strip()
    try:
        return _git(root, "merge-base", commit, "HEAD").decode().split()[0]
    except UsageError:  # no common ancestor, or a clone that is too shallow to have it
        return commit


def _git(root: Path, *arguments: str) -> bytes:
    # Nothing is asked at a terminal, and the index is not rewritten under a person's own git.
    # GIT_DIFF_OPTS would win over -U0.
    environment = {name: value for name, value in os.environ.items() if name != "GIT_DIFF_OPTS"}
    environment |= {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "-c", "core.quotePath=off", *arguments],
            stdin=subprocess.DEVNULL, capture_output=True, env=environment, check=False,
        )  # fmt: skip
    except OSError as error:
        raise UsageError(
            f"Git cannot be started ({error.strerror}), and only it knows what changed."
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("fatal: ")
        raise UsageError(f"Git cannot tell what changed in '{root}': {said.rstrip('.')}.")
    return done.stdout


def _hunks(patch: bytes) -> dict[bytes, set[int]]:
    """Return the lines that a patch without context adds, by the file's new name."""
    touched: dict[bytes, set[int]] = {}
    current: set[int] = set()
    lines = iter(patch.split(b"\n"))
    for line in lines:
        if line.startswith(b"+++ "):
            current = touched.setdefault(_name(line[4:]), set())
        elif match := _HUNK.match(line):
            removed, added = (int(count) if count is not None else 1 for count in match.group(1, 3))
            first = int(match[2])
            current.update(range(first, first + added))
            # An added line may itself read "++ b/file": the hunk is left by counting.
            left = removed + added
            while left:
                left -= not next(lines, b"").startswith(b"\\")  # "\ No newline at end of file"
    return touched


def _name(typed: bytes) -> bytes:
    """Return the path in a "+++" line: git quotes some as C does, and ends those with a space with a tab."""
    typed = typed.removesuffix(b"\t")
    if typed.startswith(b'"') and typed.endswith(b'"'):
        typed = _ESCAPE.sub(_unescaped, typed[1:-1])
    return typed.removeprefix(b"b/")


def _unescaped(match: re.Match[bytes]) -> bytes:
    typed = match[1]
    return bytes([int(typed, 8) & 0xFF]) if len(typed) == 3 else _ESCAPED.get(typed, typed)
