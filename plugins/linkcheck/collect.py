"""Read all files of a folder, on all cores, and those that did not change not at all.

A file whose size, dates and number are those of the last run has the same content: it is not opened. Any other is
known by the digest of its content. A file that was changed just before it was read may be changed again without its
dates telling (file systems count time in steps of up to two seconds), so it is read the next time, as git does.
"""

from __future__ import annotations

import gc
import marshal
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from plugins.linkcheck import store
from plugins.linkcheck.formats import is_read, read
from plugins.linkcheck.sitemap import address, normal
from plugins.linkcheck.store import Kept, Stored, stamp
from plugins.linkcheck.table import Entries, Record, Row, Table
from plugins.linkcheck.urls import Home

# Below this many files a second process costs more than it saves: starting two takes about 25 ms, reading a
# page of 10 KB 0.25 ms.
WORTH_A_SECOND_PROCESS = 200
_WORTH_SAVING = 50  # one changed file in so many is read again in the next run
_FOLDERS_LEFT_OUT = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__"})

_SETTLED = 2_000_000_000  # ns that must have passed between a file's last change and reading it

Read = dict[str, Kept]  # by the file's name


class Collected(NamedTuple):
    """A folder as read: the names of all its files, and of those that can have links what they say."""

    names: list[str]
    entries: Entries
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
    known, reread = _unchanged(root, readable, stored.records) if stored else (Read(), 0)
    changed = [name for name in readable if name not in known]
    if stored and max(len(changed), reread) <= len(readable) // _WORTH_SAVING:
        return _with_few(root, home, names, readable, stored, known, changed)
    table = Table(home, stored.entries.rows if stored else ())
    for found in _in_processes(root, changed, home, jobs, table):
        known |= found
    entries = table.entries
    if cache:
        if stored:
            entries, known = store.without_waste(entries, known)
        store.save(cache, made_by, entries, known)
    return Collected(names, entries, {name: known[name].record for name in readable})


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
    for name, kept in _read(root, changed, table).items():
        known[name] = kept._replace(record=kept.record.renumbered(lambda use: first + use))
    entries = Entries(stored.entries.rows + table.entries.rows)
    return Collected(names, entries, {name: known[name].record for name in readable})


def _unchanged(root: Path, names: Sequence[str], records: Read) -> tuple[Read, int]:
    """Return the records of those files whose content is still the same, and how many were read to know it."""
    known: Read = {}
    reread = 0
    prefix = f"{root}{os.sep}"
    for name in names:
        kept = records.get(name)
        if kept is None:
            continue
        if kept.stamp and kept.stamp == _stamp(prefix + name):
            known[name] = kept
            continue
        content, stamped = _content(prefix + name)
        if store.digest(content) == kept.mark:
            known[name] = kept._replace(stamp=stamped)
            reread += 1
    return known, reread


def _stamp(path: str) -> tuple[int, ...]:
    try:
        return stamp(os.stat(path))  # noqa: PTH116 - 5,000 times
    except OSError:
        return ()


def _content(path: str) -> tuple[bytes, tuple[int, ...]]:
    """Return the bytes of a file, and its stamp if it can be trusted; one that cannot be read says nothing."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - 5,000 times: 45 ms less than Path's
            now, status = time.time_ns(), os.fstat(file.fileno())
            settled = max(status.st_mtime_ns, status.st_ctime_ns) < now - _SETTLED
            return file.read(), stamp(status) if settled else ()
    except OSError:
        return b"", ()


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
    numbers: dict[int, list[int]] = {}  # by process: the number here of each of its entries
    with multiprocessing.get_context("fork").Pool(jobs, _start_worker, (home,)) as pool:
        # Parts come in order, so those of one process do too, each with the entries that were new to it.
        for process, packed in pool.imap(_read_part, parts):
            rows, found = marshal.loads(packed)
            known = numbers.setdefault(process, [])
            known += table.number(rows)
            yield {
                name: kept._replace(record=kept.record.renumbered(known.__getitem__))
                for name, kept in store.unpacked(found).items()
            }


def _start_worker(home: Home) -> None:
    global _worker
    gc.disable()  # nothing that is read goes in circles
    _worker = Table(home)


def _read_part(part: tuple[Path, Sequence[str]]) -> tuple[int, bytes]:
    """Return the process, and what it has found as marshal writes it, which is several times faster than pickle."""
    assert _worker is not None, "the pool starts each process with a table"
    known = len(_worker.entries)
    found = _read(*part, _worker)
    rows: list[Row] = _worker.entries.rows[known:]
    return os.getpid(), marshal.dumps((rows, store.packed(found)))


def _read(root: Path, names: Sequence[str], table: Table) -> Read:
    prefix = f"{root}{os.sep}"
    found: Read = {}
    for name in names:
        content, stamped = _content(prefix + name)
        path = address(normal(name))
        found[name] = Kept(store.digest(content), stamped, table.record(path, read(name, content)))
    return found
