"""What a source said when a translation of it was made, from the project's git history."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1"}


def text_as_of(root: Path, path: str, digest: str, digest_of: Callable[[str], str]) -> str | None:
    """Return the latest committed text of a file whose digest is *digest*, or None if the history has none.

    path is relative to *root*, which stands in a git repository; the file may have had another name. digest_of
    returns the digest of a whole file's text. None too without git, without a repository and in a copy whose
    history is cut off: see `whole_history`.
    """
    # Each version once, the latest first: the same text may come back.
    versions = dict.fromkeys(_versions(root, path))
    return next((text for text in _texts(root, versions) if digest_of(text) == digest), None)


def whole_history(root: Path) -> bool:
    """Return whether *root* stands in a git repository that has its history from the first commit on."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"false"


def _versions(root: Path, path: str) -> Iterator[str]:
    """Yield the object names of a file's versions, the latest first, also under names it had before."""
    log = _git(
        root,
        "log",
        "--follow",
        "-M",
        "--diff-merges=separate",
        "--raw",
        "--no-abbrev",
        "--format=",
        "--",
        path,
    )
    for line in log.split(b"\n"):
        # ":100644 100644 <before> <after> M\tname"; zeros stand for no file.
        if line.startswith(b":") and (after := line.split(b" ", 4)[3].decode()).strip("0"):
            yield after


def _texts(root: Path, names: dict[str, None]) -> Iterator[str]:
    """Yield the texts of objects as UTF-8, without a byte order mark; all are read in one process."""
    if not names:
        return
    rest = _git(root, "cat-file", "--batch", given="\n".join(names).encode() + b"\n")
    while rest:
        head, _, rest = rest.partition(b"\n")
        if head.endswith(b" missing"):
            continue  # in a copy without all its objects
        size = int(head.rsplit(b" ", 1)[1])
        yield rest[:size].decode("utf-8-sig", "replace")
        rest = rest[size + 1 :]


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git prints, or nothing if it fails or is not there."""
    command = ["git", "--literal-pathspecs", "-C", str(root), "-c", "core.quotePath=true", *arguments]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, check=False, env={**os.environ, **_ENVIRONMENT}
        )
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
