"""The whole site from files that are new and files that are as they were, without touching those that are.

The folder that the last build took the place of is kept as a spare: it differs from the site by what that build
changed. Put right, it becomes the new site in one step, and the old one the next spare; so the work is as large as
the change. Files that both have are one file under two names (a hard link). Without a spare, the files that stay are
linked into the folder of new files.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

Mark = tuple[int, int, int]
"""Size, last change and number of a file. Not the date of its status, which a link changes."""


class Tree(NamedTuple):
    """The files of a folder by name, POSIX and relative to it, and the last change of each folder in it ("" itself)."""

    files: dict[str, Mark]
    folders: dict[str, int]


def mark_of(path: str) -> Mark | None:
    """Return the mark of a file, or None if there is none; links are not followed."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def read(root: Path) -> Tree:
    """Return what a folder holds."""
    tree = Tree({}, {})
    _walk(str(root), "", tree)
    return tree


def _walk(folder: str, start: str, tree: Tree) -> None:
    tree.folders[start] = os.stat(folder).st_mtime_ns  # noqa: PTH116
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _walk(entry.path, f"{start}{entry.name}/", tree)
            else:
                status = entry.stat(follow_symlinks=False)
                tree.files[start + entry.name] = status.st_size, status.st_mtime_ns, status.st_ino


def intact(root: Path, tree: Tree) -> set[str]:
    """Return the files of *tree* that are as they were."""
    prefix = f"{root}{os.sep}"
    return {name for name, mark in tree.files.items() if mark_of(prefix + name) == mark}


def is_untouched(root: Path, tree: Tree) -> bool:
    """Return whether nothing was added to the folder or taken away from it."""
    prefix = f"{root}{os.sep}"
    try:
        return all(os.stat(prefix + name).st_mtime_ns == changed for name, changed in tree.folders.items())  # noqa: PTH116
    except OSError:
        return False


def names_in(root: Path) -> set[str]:
    """Return the names of all files in a folder."""
    return set(read(root).files) if root.is_dir() else set()


def drop_equal(staging: Path, names: Iterable[str], output: Path, there: set[str]) -> set[str]:
    """Remove those new files that are, byte for byte, in the old site too, and return them: their dates stay."""
    equal = {
        name
        for name in names
        if name in there and _same(f"{staging}{os.sep}{name}", f"{output}{os.sep}{name}")
    }
    for name in equal:
        os.unlink(f"{staging}{os.sep}{name}")  # noqa: PTH108
    return equal


def _same(one: str, other: str) -> bool:
    try:
        if os.stat(one).st_size != os.stat(other).st_size:  # noqa: PTH116
            return False
        with open(one, "rb") as first, open(other, "rb") as second:  # noqa: PTH123
            return first.read() == second.read()
    except OSError:
        return False


def link_into(staging: Path, kept: Iterable[str], output: Path) -> None:
    """Put the files that stay beside the new ones."""
    made: set[str] = set()
    for name in kept:
        _place(f"{output}{os.sep}{name}", staging, name, made)


def _place(source: str, folder: Path, name: str, made: set[str]) -> None:
    try:
        link(source, folder, name, made)
    except OSError:  # a file system without links, or another one
        shutil.copy2(source, f"{folder}{os.sep}{name}")


def link(source: str, folder: Path, name: str, made: set[str]) -> None:
    """Give a file a second name, in a folder below *folder*; *made* are those that are known to be there."""
    target = f"{folder}{os.sep}{name}"
    above = os.path.dirname(target)  # noqa: PTH120
    if above not in made:
        os.makedirs(above, exist_ok=True)  # noqa: PTH103
        made.add(above)
    os.link(source, target)


def put_right(
    spare: Path, was: Tree, staging: Path, new: set[str], kept: set[str], output: Path, now: Tree
) -> Tree:
    """Make of *spare*, which holds *was*, the site of the *new* files in staging and those *kept* of output (*now*).

    Return what it holds then.
    """
    prefix, made = f"{spare}{os.sep}", set[str]()
    gone = was.files.keys() - new - kept
    other = {name for name in kept if not was.files.get(name) == now.files[name] == mark_of(prefix + name)}
    for name in gone | other:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(prefix + name)  # noqa: PTH108
    for name in gone:
        _prune(spare, os.path.dirname(name))  # noqa: PTH120
    for name in sorted(other):
        _place(f"{output}{os.sep}{name}", spare, name, made)
    for name in sorted(new):
        os.makedirs(os.path.dirname(prefix + name), exist_ok=True)  # noqa: PTH103, PTH120
        os.replace(f"{staging}{os.sep}{name}", prefix + name)  # noqa: PTH105
    return _updated(spare, was, new | other, gone)


def _updated(root: Path, was: Tree, written: set[str], gone: set[str]) -> Tree:
    """Return what a folder holds after some files were written and some removed."""
    prefix = f"{root}{os.sep}"
    files = {name: mark for name, mark in was.files.items() if name not in gone}
    files |= {name: mark for name in written if (mark := mark_of(prefix + name))}
    folders = dict(was.folders)
    touched = {""}
    for name in written | gone:
        while name:
            name = name.rpartition("/")[0]
            touched.add(f"{name}/" if name else "")
    for folder in touched:
        try:
            folders[folder] = os.stat(prefix + folder).st_mtime_ns  # noqa: PTH116
        except OSError:
            folders.pop(folder, None)
    return Tree(files, folders)


def _prune(root: Path, folder: str) -> None:
    """Remove a folder and those above it as long as they are empty."""
    while folder:
        try:
            os.rmdir(f"{root}{os.sep}{folder}")  # noqa: PTH106
        except OSError:
            return
        folder = os.path.dirname(folder)  # noqa: PTH120
