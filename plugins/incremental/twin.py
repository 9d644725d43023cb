"""A second folder with all files of the site, made by another process while this one reads and renders.

After a build that made all anew there is no spare that could be put right (see `tree`), and to make one takes as long
as the rest of a small edit: a folder and a link for each page. It does not need this process, so it has one of its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from plugins.bundles.processes import can_fork, forked, queue, taken
from plugins.incremental.tree import Tree, link

PARTS = 200


class Twin:
    """A folder that is being filled. Ask for it with `tree`, or call `remove`."""

    def __init__(self, folder: Path, source: Path, tree: Tree, intact: Iterable[str]) -> None:
        """Begin: *folder* gets those files of *source*, which holds *tree*, that are *intact*."""
        self.folder, self._source = folder, source
        self._files = {name: tree.files[name] for name in intact}
        self._names = list(self._files)
        self._waiting = queue(PARTS)
        self._process = forked(self._fill)

    def tree(self) -> Tree | None:
        """Wait until it is full, take part in that, and return what it holds; None if it could not be made."""
        try:
            self._fill()
            return Tree(self._files, _folders(self.folder, self._files)) if self._end() else None
        except OSError:
            return None

    def remove(self) -> None:
        """Delete the folder, once nobody writes there any more."""
        if self._process:
            list(taken(self._waiting))  # what nobody has begun is not made
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _fill(self) -> None:
        made: set[str] = set()
        size = -(-len(self._names) // PARTS)
        for number in taken(self._waiting):
            for name in self._names[number * size : (number + 1) * size]:
                link(f"{self._source}{os.sep}{name}", self.folder, name, made)

    def _end(self) -> bool:
        """Wait for the other process and return whether it has done its part."""
        if not self._process:
            return False
        _, status = os.waitpid(self._process, 0)
        os.close(self._waiting)
        self._process = 0
        return status == 0


def begin(folder: Path, source: Path, tree: Tree, intact: Iterable[str]) -> Twin | None:
    """Return a twin that is being made, or None where no other process can make it."""
    return Twin(folder, source, tree, intact) if can_fork() else None


def _folders(root: Path, names: Iterable[str]) -> dict[str, int]:
    """Return the last change of each folder that files of these names need."""
    found = {""}
    for name in names:
        while (name := name.rpartition("/")[0]) and f"{name}/" not in found:
            found.add(f"{name}/")
    prefix = f"{root}{os.sep}"
    return {name: os.stat(prefix + name).st_mtime_ns for name in found}  # noqa: PTH116
