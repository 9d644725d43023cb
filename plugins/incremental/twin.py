"""A second folder with all files of the site, made by another process while this one reads and renders.

After a build that made all anew there is no spare that could be put right (see `tree`), and to make one takes as long
as the rest of a small edit: a folder and a link for each page. It does not need this process, so it has one of its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from plugins.bundles.processes import can_fork
from plugins.incremental.tree import Tree, link


class Twin:
    """A folder that is being filled. Ask for it with `tree`, or call `remove`."""

    def __init__(self, folder: Path, source: Path, tree: Tree, intact: Iterable[str]) -> None:
        """Begin: *folder* gets those files of *source*, which holds *tree*, that are *intact*."""
        self.folder = folder
        self._files = {name: tree.files[name] for name in intact}
        self._process = _forked(source, folder, list(self._files))

    def tree(self) -> Tree | None:
        """Wait until it is full and return what it holds; None if it could not be made."""
        if not self._ended():
            return None
        try:
            return Tree(self._files, _folders(self.folder, self._files))
        except OSError:
            return None

    def remove(self) -> None:
        """Delete the folder, once nobody writes there any more."""
        self._ended()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _ended(self) -> bool:
        if not self._process:
            return True
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        return status == 0


def begin(folder: Path, source: Path, tree: Tree, intact: Iterable[str]) -> Twin | None:
    """Return a twin that is being made, or None where no other process can make it."""
    return Twin(folder, source, tree, intact) if can_fork() else None


def _forked(source: Path, folder: Path, names: list[str]) -> int:
    process = os.fork()
    if process == 0:
        status = 1
        try:
            made: set[str] = set()
            for name in names:
                link(f"{source}{os.sep}{name}", folder, name, made)
            status = 0
        finally:
            os._exit(status)
    return process


def _folders(root: Path, names: Iterable[str]) -> dict[str, int]:
    """Return the last change of each folder that files of these names need."""
    found = {""}
    for name in names:
        while (name := name.rpartition("/")[0]) and f"{name}/" not in found:
            found.add(f"{name}/")
    prefix = f"{root}{os.sep}"
    return {name: os.stat(prefix + name).st_mtime_ns for name in found}  # noqa: PTH116
