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
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import selectolax

from plugins.linkcheck.extract import Link
from plugins.linkcheck.resolve import Seen
from plugins.linkcheck.table import Entry, Record

T = TypeVar("T", bound=tuple[Any, ...])

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


class Stored(NamedTuple):
    """What an earlier run kept: the entries, and by the file's name the digest of its content and its record."""

    entries: list[Entry]
    records: dict[str, tuple[bytes, Record]]


def digest(content: bytes) -> bytes:
    """Return the 16 bytes by which content is known again."""
    return hashlib.blake2b(content, digest_size=_SIZE).digest()


def key(address: str) -> str:
    """Return what a stored file must be made by and for, to be of use: this code, and the site's address."""
    folder = Path(__file__).parent
    code = digest(b"\0".join((folder / f"{name}.py").read_bytes() for name in _CODE)).hex()
    return "\n".join([code, selectolax.__version__, sys.version, address])


def load(file: Path | None, wanted: str) -> Stored | None:
    """Return what is stored in *file* under the key *wanted*, or None if nothing of use is."""
    if file is None:
        return None
    try:
        content = file.read_bytes()
    except OSError:
        return None
    if digest(content[_SIZE:]) != content[:_SIZE]:
        return None
    found, entries, records = marshal.loads(memoryview(content)[_SIZE:])
    if found != wanted:
        return None
    links, seen = entries
    made = map(_make(Entry), zip(map(_make(Link), links), map(_make(Seen), seen), strict=True))
    kept = {name: (mark, Record(_numbers(uses), *rest)) for name, mark, uses, *rest in records}
    return Stored(list(made), kept)


def _make(kind: type[T]) -> Callable[[Iterable[Any]], T]:
    """Return what makes a named tuple of a plain one: 80,000 of each kind in 30 ms instead of 150."""
    return partial(tuple.__new__, kind)


def _numbers(content: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(content)
    return numbers


def save(
    file: Path, made_by: str, entries: Sequence[Entry], records: Mapping[str, tuple[bytes, Record]]
) -> None:
    """Replace *file* as one step. Where it cannot be written (disk full, no right), the old one stays."""
    rows: list[tuple[Any, ...]] = [
        (name, mark, record.uses.tobytes(), *record[1:]) for name, (mark, record) in records.items()
    ]
    parts = ([tuple(entry.link) for entry in entries], [tuple(entry.seen) for entry in entries])
    content = marshal.dumps((made_by, parts, rows))
    temporary = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(digest(content) + content)
        temporary.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def without_waste(
    entries: Sequence[Entry], records: Mapping[str, tuple[bytes, Record]]
) -> tuple[list[Entry], dict[str, tuple[bytes, Record]]]:
    """Return both without the entries that no record has any more, numbered anew."""
    used = sorted({number for _, record in records.values() for number in record.uses})
    if len(used) == len(entries):
        return list(entries), dict(records)
    numbers = {old: new for new, old in enumerate(used)}
    return [entries[old] for old in used], {
        name: (mark, record.renumbered(numbers.__getitem__)) for name, (mark, record) in records.items()
    }
