"""Read all files of a folder, on all cores, and those that did not change not at all.

The content of each file is read in every run, so that a changed file is known by its digest and not by its
date; only reading what it says is saved.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from plugins.linkcheck import store
from plugins.linkcheck.formats import is_read, read
from plugins.linkcheck.sitemap import address, normal
from plugins.linkcheck.store import Stored
from plugins.linkcheck.table import Entry, Record, Table
from plugins.linkcheck.urls import Home

# Below this many files a second process costs more than it saves: starting two takes about 25 ms, reading a
# page of 10 KB 0.25 ms.
WORTH_A_SECOND_PROCESS = 200
_WORTH_SAVING = 50  # one changed file in so many is read again in the next run
_FOLDERS_LEFT_OUT = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__"})

Read = dict[str, tuple[bytes, Record]]  # by the file's name: the digest of its content and what it says


class Collected(NamedTuple):
    """A folder as read: the names of all its files, and of those that can have links what they say."""

    names: list[str]
    entries: Sequence[Entry]
    records: dict[str, Record]


def names_in(root: Path) -> list[str]:
    """Return the files of a folder, sorted, POSIX and relative to it; links to folders are followed."""
    found: list[str] = []
    _walk(str(root), "", frozenset({os.path.realpath(root)}), found)
    return sorted(found)


def _walk(folder: str, start: str, above: frozenset[str], found: list[str]) -> None:
    """Add the files of a folder; a link to a folder that it is in is not followed."""
    inner: list[tuple[str, str, bool]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name not in _FOLDERS_LEFT_OUT:
                        inner.append((entry.path, f"{start}{entry.name}/", entry.is_symlink()))
                elif entry.is_file():
                    found.append(start + entry.name)
    except OSError:
        return
    for path, name, is_link in inner:
        real = os.path.realpath(path) if is_link else ""
        if real not in above:
            _walk(path, name, above | {real} if is_link else above, found)


def collect(
    root: Path,
    home: Home,
    wanted: Sequence[str] | None = None,
    *,
    site_key: str = "",
    cache: Path | None = None,
    jobs: int | None = None,
) -> Collected:
    """Return what the files of *root* say; wanted None means all of them."""
    names = names_in(root)
    readable = [name for name in (names if wanted is None else wanted) if is_read(name)]
    made_by = store.key(site_key) if cache else ""
    stored = store.load(cache, made_by)
    known = _unchanged(root, readable, stored.records) if stored else Read()
    changed = [name for name in readable if name not in known]
    if stored and len(changed) <= len(readable) // _WORTH_SAVING:
        return _with_few(root, home, names, readable, stored, known, changed)
    table = Table(home, stored.entries if stored else ())
    for found in _in_processes(root, changed, home, jobs, table):
        known |= found
    entries = table.entries
    if cache:
        if stored:
            entries, known = store.without_waste(entries, known)
        store.save(cache, made_by, entries, known)
    return Collected(names, entries, {name: known[name][1] for name in readable})


def _with_few(
    root: Path,
    home: Home,
    names: list[str],
    readable: Sequence[str],
    stored: Stored,
    known: Read,
    changed: list[str],
) -> Collected:
    """Return what is stored with a few files read anew: numbering all and storing it again would take longer."""
    table = Table(home)
    first = len(stored.entries)
    for name, (mark, record) in _read(root, changed, table).items():
        known[name] = (mark, record.renumbered(lambda use: first + use))
    entries = [*stored.entries, *table.entries]
    return Collected(names, entries, {name: known[name][1] for name in readable})


def _unchanged(root: Path, names: Sequence[str], records: Read) -> Read:
    """Return the records of those files whose content is still the same."""
    known: Read = {}
    prefix = f"{root}{os.sep}"
    for name in names:
        record = records.get(name)
        if record is not None and store.digest(_content(prefix + name)) == record[0]:
            known[name] = record
    return known


def _content(path: str) -> bytes:
    """Return the bytes of a file; one that cannot be read says nothing."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - 5,000 times: 45 ms less than Path's
            return file.read()
    except OSError:
        return b""


# ── Processes ────────────────────────────────────────────────────────────────

_worker: Table | None = None


def _in_processes(
    root: Path, names: Sequence[str], home: Home, jobs: int | None, table: Table
) -> Iterator[Read]:
    """Yield what the files say, a part at a time, numbered by *table*."""
    jobs = jobs or os.cpu_count() or 1
    # Only Linux forks safely, and no process does while other threads run.
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    if jobs == 1 or not can_fork or len(names) < WORTH_A_SECOND_PROCESS:
        yield _read(root, names, table)
        return
    size = min(250, -(-len(names) // (jobs * 4)))
    parts = [(root, names[at : at + size]) for at in range(0, len(names), size)]
    numbers: dict[int, list[int]] = {}
    with multiprocessing.get_context("fork").Pool(jobs, _start_worker, (home,)) as pool:
        # Parts come in order, so those of one process do too, each with the entries that were new to it.
        for process, entries, found in pool.imap(_read_part, parts):
            known = numbers.setdefault(process, [])
            known += table.number(entries)
            yield {
                name: (mark, record.renumbered(known.__getitem__)) for name, (mark, record) in found.items()
            }


def _start_worker(home: Home) -> None:
    global _worker
    gc.disable()  # nothing that is read goes in circles
    _worker = Table(home)


def _read_part(part: tuple[Path, Sequence[str]]) -> tuple[int, list[Entry], Read]:
    assert _worker is not None, "the pool starts each process with a table"
    known = len(_worker.entries)
    found = _read(*part, _worker)
    return os.getpid(), _worker.entries[known:], found


def _read(root: Path, names: Sequence[str], table: Table) -> Read:
    prefix = f"{root}{os.sep}"
    found: Read = {}
    for name in names:
        content = _content(prefix + name)
        path = address(normal(name))
        found[name] = (store.digest(content), table.record(path, read(name, content)))
    return found
