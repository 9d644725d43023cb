"""Keep what files said between runs, by the digest of their content, in one file.

The file begins with the digest of the rest: one that is damaged, half-written, or made by another version of
this code or for another address is not read, and is replaced whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import selectolax

from plugins.linkcheck.sitemap import SiteMap
from plugins.linkcheck.table import Entries, Record

_SIZE = 16
# The modules that decide what is kept. Another parser version may read a page otherwise, too.
_CODE = [
    "css",
    "encoding",
    "extract",
    "formats",
    "fragments",
    "hosts",
    "resolve",
    "schemes",
    "srcset",
    "store",
    "structured",
    "table",
    "urls",
]

_CODE_OF_SUGGESTIONS = ["likeness", "sitemap", "store", "suggest"]


class Kept(NamedTuple):
    """What is known of one file: the digest of its content, its stamp (see `stamp`) or (), and what it says."""

    mark: bytes
    stamp: tuple[int, ...]
    record: Record


class Stored(NamedTuple):
    """What an earlier run kept: the entries, and by the file's name what was known of it."""

    entries: Entries
    records: dict[str, Kept]


def stamp(status: os.stat_result) -> tuple[int, ...]:
    """Return what no change of a file's content leaves as it was, if a while has passed since the last one."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def digest(content: bytes) -> bytes:
    """Return the 16 bytes by which content is known again."""
    return hashlib.blake2b(content, digest_size=_SIZE).digest()


def key(address: str, modules: Sequence[str] = _CODE) -> str:
    """Return what a stored file must be made by and for, to be of use: this code, and the site's address."""
    folder = Path(__file__).parent
    code = digest(b"\0".join((folder / f"{name}.py").read_bytes() for name in modules)).hex()
    return "\n".join([code, selectolax.__version__, sys.version, address])


def load(file: Path | None, wanted: str) -> Stored | None:
    """Return what is stored in *file* under the key *wanted*, or None if nothing of use is."""
    found = _load(file, wanted)
    return Stored(Entries(found[0]), unpacked(found[1])) if found else None


def _load(file: Path | None, wanted: str) -> tuple[Any, ...] | None:
    if file is None:
        return None
    try:
        content = file.read_bytes()
    except OSError:
        return None
    if digest(content[_SIZE:]) != content[:_SIZE]:
        return None
    found, *rest = marshal.loads(memoryview(content)[_SIZE:])
    return tuple(rest) if found == wanted else None


Packed = list[tuple[Any, ...]]


def packed(records: Mapping[str, Kept]) -> Packed:
    """Return records in plain types, as marshal takes them."""
    return [
        (name, mark, stamp, record.uses.tobytes(), record.marked.tobytes(), *record[2:])
        for name, (mark, stamp, record) in records.items()
    ]


def unpacked(rows: Packed) -> dict[str, Kept]:
    """Return the records of which *rows* were made."""
    return {
        name: Kept(mark, stamp, Record(_numbers(uses), _numbers(marked), *rest))
        for name, mark, stamp, uses, marked, *rest in rows
    }


def _numbers(content: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(content)
    return numbers


def save(file: Path, made_by: str, entries: Entries, records: Mapping[str, Kept]) -> None:
    """Replace *file* as one step. Where it cannot be written (disk full, no right), the old one stays."""
    _save(file, (made_by, entries.rows, packed(records)))


def _save(file: Path, parts: tuple[Any, ...]) -> None:
    content = marshal.dumps(parts)
    temporary = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(digest(content) + content)
        temporary.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def remembering(site: SiteMap, file: Path | None) -> Iterator[None]:
    """Keep in *file* what suggest.py finds meanwhile, for as long as there is the same on the site."""
    if file is None:
        yield
        return
    spoken = {page: dict(others) for page, others in site.alternates.items()}
    there = (
        site.url,
        sorted(site.files),
        sorted(site.languages),
        site.own,
        site.clean,
        sorted(spoken.items()),
    )
    made_by = key(digest(marshal.dumps(there, 0)).hex(), _CODE_OF_SUGGESTIONS)
    known = _load(file, made_by)
    if known:
        site.meant.update(known[0])
    before = len(site.meant)
    yield
    if len(site.meant) > before or not known:
        _save(file, (made_by, site.meant))


def without_waste(entries: Entries, records: Mapping[str, Kept]) -> tuple[Entries, dict[str, Kept]]:
    """Return both without the entries that no record has any more, numbered anew."""
    used = sorted({number for kept in records.values() for number in kept.record.uses})
    if len(used) == len(entries):
        return entries, dict(records)
    numbers = {old: new for new, old in enumerate(used)}
    rows = entries.rows
    return Entries([rows[old] for old in used]), {
        name: kept._replace(record=kept.record.renumbered(numbers.__getitem__))
        for name, kept in records.items()
    }
