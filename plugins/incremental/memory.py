"""What content/ said in earlier builds: folders that did not change are not read, texts not converted again.

Two files: an index with what every build needs of each folder, and a log to which the words of its texts are
added. The index names the log and the places in it; each place has a checksum. Both are thrown away when anything
is wrong with them, and the log is written anew when half of it is of no more use.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import time
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.bundles.library import Library, Reading
from plugins.bundles.model import Bundle, Text
from plugins.bundles.schema import KINDS
from plugins.incremental import shelf
from plugins.incremental.canon import canonical
from plugins.incremental.stamps import Stamp, digest, digest_of, settled, stamp, stamp_of
from plugins.incremental.texts import KeptBundle, KeptText, marks
from plugins.problems import Problem

_INDEX = "content.index"
_LITTLE = 1_000_000  # bytes of waste that are not worth writing the log anew
_ROOM = 2


class DamagedError(Exception):
    """What is kept on the disk is not what was put there: to be thrown away, and the build begun again."""


Entries = dict[str, tuple[Stamp, bytes]]
"""The files of a folder by name: stamp and digest of each."""
Place = tuple[int, int, int]
"""Where something stands in the log: first byte, length, checksum."""


@dataclass(slots=True)
class _Row:
    """One folder in the index."""

    entries: Entries
    front: bytes
    place: Place
    identity: bytes


@dataclass(slots=True)
class Memory:
    """What is kept of content/ in *folder*. made_by is all that this depends on beside the files themselves."""

    folder: Path
    made_by: str
    root: Path
    later: list[Callable[[], None]] | None = None
    """Where to put what can be done when the site is there; None: at once."""
    waiting: int = 0
    """How many texts are still to be saved."""
    _rows: dict[str, _Row] = field(default_factory=dict)
    _log: str = ""
    _descriptor: int = -1
    _seen: dict[str, Entries] = field(default_factory=dict)
    _recalled: dict[str, Reading] = field(default_factory=dict)
    _new: dict[str, Reading] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _restamped: bool = False
    _against: bytes = b""
    _index_stamp: Stamp = ()
    _replaced: dict[str, tuple[bytes, KeptBundle]] = field(default_factory=dict)

    def begin(self) -> None:
        """Forget what the last build of this process has seen: the next one looks at everything again."""
        self._recalled |= self._new
        self._new, self._seen, self._used, self._replaced = {}, {}, set(), {}

    def open(self) -> Memory:
        """Read the index, if there is one of use."""
        self._index_stamp = stamp_of(str(self.folder / _INDEX))
        found = shelf.load(self.folder / _INDEX, self.made_by)
        if found is None:
            return self
        log, rows = found
        with contextlib.suppress(OSError):
            self._descriptor = os.open(self.folder / log, os.O_RDONLY)
            self._log, self._rows = log, {name: _Row(*row) for name, row in rows.items()}
        return self

    def is_last(self) -> bool:
        """Return whether nobody else has written the index since it was read or written here."""
        return self._index_stamp == stamp_of(str(self.folder / _INDEX)) != ()

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __del__(self) -> None:
        self.close()  # texts may be read from the file for as long as somebody has this

    # ── Reading ──────────────────────────────────────────────────────────────

    def recall(self, path: Path) -> Reading | None:
        """Return what is kept of a folder if its files are what they were, or None: it has to be read."""
        name = _name(path, self.root)
        found = _entries(str(path))
        row = self._rows.get(name)
        if row is None or found is None or found.keys() != row.entries.keys():
            self._seen[name] = found or {}
            return None
        certain = True
        for entry, (now, _) in found.items():
            then, content = row.entries[entry]
            if now and then == now:
                found[entry] = now, content
            elif content and digest_of(f"{path}{os.sep}{entry}") == content:
                certain, found[entry] = False, (now, content)
            else:
                self._seen[name] = found
                return None
        if not certain and found != row.entries:
            row.entries, self._restamped = found, True
        self._used.add(name)
        if name not in self._recalled:
            self._recalled[name] = self._unpacked(row)
        return self._recalled[name]

    def _unpacked(self, row: _Row) -> Reading:
        kind, slug, folder, source, attachments, texts, judged, told, misplaced, problems = pickle.loads(
            row.front
        )
        held: list[dict[str, dict[str, Any]]] = []

        def load() -> dict[str, dict[str, Any]]:
            if not held:
                held.append(pickle.loads(self._read(row.place)))
            return held[0]

        path = self.root / folder
        bundle = Bundle(
            KINDS[kind], slug, path, {}, source, {name: path / file for name, file in attachments.items()}
        )
        bundle.texts = {code: KeptText.from_disk(front, load) for code, front in texts.items()}
        return Reading(KeptBundle.of(bundle, judged), told, misplaced, problems)

    def _read(self, place: Place) -> bytes:
        first, length, checksum = place
        content = os.pread(self._descriptor, length, first)
        if zlib.crc32(content) != checksum:
            raise DamagedError(f"{self._log} is damaged.")
        return content

    # ── Keeping ──────────────────────────────────────────────────────────────

    def note(self, path: Path, kept: Reading) -> None:
        """Take a folder that had to be read."""
        self._new[path.relative_to(self.root).as_posix()] = kept

    def adopt(self, library: Library, checked_against: Any) -> tuple[list[Text], list[Problem]]:
        """Put texts of ours into the library; return those to be converted or checked, and what is known of the others.

        checked_against is what the check of a text depends on beside the text.
        """
        self._against = digest(canonical(checked_against))
        for name, reading in self._new.items():
            self._adopt(reading, self._before(name))
            if reading.bundle.ref in library.bundles:
                library.bundles[reading.bundle.ref] = reading.bundle
        to_do: list[Text] = []
        known: list[Problem] = []
        for text in library.texts():
            checked = text.checked if isinstance(text, KeptText) else None
            if checked is None or checked[0] != self._against:
                to_do.append(text)
            else:
                known += checked[1]
        return to_do, known

    def identity(self, bundle: Bundle) -> bytes:
        """Return a mark of all that is kept of a bundle, or b"" if nothing is."""
        self.save()
        row = self._rows.get(_name(bundle.folder, self.root))
        return row.identity if row else b""

    def marks(self, bundle: Bundle, before: bytes | None) -> tuple[dict[Any, bytes], dict[Any, bytes]]:
        """Return the marks of a bundle, and those it had when its identity was *before*: none if that is forgotten."""
        assert isinstance(bundle, KeptBundle)
        self.save()
        name = _name(bundle.folder, self.root)
        identity, old = self._replaced.get(name, (b"", None))
        known = old is not None and identity == before and bundle.source_language in old.texts
        return marks(bundle), marks(old) if known and old else {}

    def attachments(self, bundle: Bundle) -> list[tuple[str, bytes]]:
        """Return the files of a bundle that are no texts, with the digest of each."""
        name = _name(bundle.folder, self.root)
        row = self._rows.get(name)
        if row and not (self.waiting and name in self._new):
            return [(file, row.entries[file][1]) for file in sorted(bundle.attachments)]
        return [(file, digest_of(str(path))) for file, path in sorted(bundle.attachments.items())]

    def _adopt(self, reading: Reading, before: Mapping[str, KeptText]) -> None:
        """Make the texts of a folder ours; one that says what it said keeps what was made of it."""
        texts = {code: KeptText.of(text) for code, text in reading.bundle.texts.items()}
        for code, text in texts.items():
            old = before.get(code)
            if old is not None and (old.raw, old.path) == (text.raw, text.path):
                text.html, text.traits = old.html, old.traits
                text.checked, text.is_converted = old.checked, old.is_converted
        reading.bundle.texts = dict(texts)
        reading.bundle = KeptBundle.of(reading.bundle)

    def _before(self, name: str) -> dict[str, KeptText]:
        row = self._rows.get(name)
        if row is None:
            return {}
        bundle = self._unpacked(row).bundle
        assert isinstance(bundle, KeptBundle)
        self._replaced[name] = row.identity, bundle
        for text in bundle.texts.values():
            text.raw  # noqa: B018 - read now: its place in the log may be another one later
        return {code: text for code, text in bundle.texts.items() if isinstance(text, KeptText)}

    def keep(self, library: Library, texts: Sequence[Text], found: Sequence[Sequence[Problem]]) -> None:
        """Take what is new, with what was found in each text; folders that are no more are forgotten.

        It is saved when somebody asks what it is known by, or at the latest with `save`.
        """
        for text, problems in zip(texts, found, strict=True):
            if isinstance(text, KeptText):
                text.checked = self._against, tuple(problems)
                text.is_changed = text.is_converted = True
        self.waiting = len(texts) or 1

    def save(self) -> None:
        """Save what was taken, if that has not been done."""
        if not self.waiting:
            return
        self.waiting = 0
        with contextlib.suppress(OSError):  # a full disk, no right: then the next build reads everything
            self._save()

    def _save(self) -> None:
        used = {name: kept for name, kept in self._recalled.items() if name in self._used} | self._new
        gone = self._rows.keys() - used.keys()
        changed = {
            name: kept
            for name, kept in used.items()
            if name in self._new or any(text.is_changed for text in _kept_texts(kept.bundle))
        }
        self._recalled = {name: kept for name, kept in used.items() if name not in self._new}
        if not (gone or changed or self._restamped):
            return
        for name in gone:
            del self._rows[name]
        self._write(changed)
        rows = {name: (row.entries, row.front, row.place, row.identity) for name, row in self._rows.items()}
        log = self._log

        def write() -> None:
            shelf.save(self.folder / _INDEX, self.made_by, (log, rows))
            self._index_stamp = stamp_of(str(self.folder / _INDEX))

        if self.later is None:
            write()
        else:
            self.later.append(write)
        self._restamped = False
        for kept in changed.values():
            for text in _kept_texts(kept.bundle):
                text.is_changed = False

    def _write(self, changed: dict[str, Reading]) -> None:
        bulks = {name: _packed({text.path: text.bulk for text in _kept_texts(kept.bundle)})
                 for name, kept in changed.items()}  # fmt: skip
        old = {name: row for name, row in self._rows.items() if name not in changed}
        live = sum(row.place[1] for row in old.values()) + sum(map(len, bulks.values()))
        size = os.fstat(self._descriptor).st_size if self._descriptor >= 0 else 0
        anew = self._descriptor < 0 or size + sum(map(len, bulks.values())) > live * _ROOM + _LITTLE
        if anew:
            bulks |= {name: self._read(row.place) for name, row in old.items()}
        first = self._append(bulks.values(), anew=anew)
        for name, bulk in bulks.items():
            place = first, len(bulk), zlib.crc32(bulk)
            first += len(bulk)
            if name in changed:
                kept = changed[name]
                known = self._seen[name] if name in self._seen else self._rows[name].entries
                front = _packed(_front(kept, self.root))
                identity = digest(front + bulk)[:8]
                self._rows[name] = _Row(_digested(known, self.root / name), front, place, identity)
            else:
                self._rows[name].place = place

    def _append(self, parts: Iterable[bytes], *, anew: bool) -> int:
        """Add to the log, or to a new one, in one step, and return where the first part stands."""
        self.folder.mkdir(parents=True, exist_ok=True)
        before = self._log
        if anew:
            self.close()
            self._log = f"content-{os.urandom(6).hex()}.log"
        content = b"".join(parts)
        # In one write at the end: what two builds add at once stands one behind the other.
        descriptor = os.open(self.folder / self._log, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        written = os.write(descriptor, content)
        while written < len(content):
            written += os.write(descriptor, content[written:])
        end = os.lseek(descriptor, 0, os.SEEK_CUR)
        self.close()
        self._descriptor = descriptor
        if anew:
            for left in self.folder.glob("content-*.log"):
                if left.name != self._log and (left.name == before or _is_old(left)):
                    left.unlink(missing_ok=True)
        return end - len(content)


_SIX_HOURS = 6 * 3600


def _is_old(log: Path) -> bool:
    """Return whether no build that is running can still need a log that another index named."""
    with contextlib.suppress(OSError):
        return time.time() - log.stat().st_mtime > _SIX_HOURS
    return False


def _entries(folder: str) -> Entries | None:
    """Return the files of a folder with their stamps, and without digests; None if it cannot be read."""
    now = time.time_ns()
    found: Entries = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                # Through links, as they are read.
                found[entry.name] = settled(stamp(entry.stat()), now), b""
    except OSError:
        return None
    return found


def _digested(entries: Entries, folder: Path) -> Entries:
    """Return entries with a digest of each file. What is no file has none, and its folder is read each time."""
    return {
        name: (now, content or digest_of(f"{folder}{os.sep}{name}"))
        for name, (now, content) in entries.items()
    }


def _name(path: Path, root: Path) -> str:
    """Return a folder's name below the project's root; whole if it is elsewhere."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _kept_texts(bundle: Bundle) -> list[KeptText]:
    return [text for text in bundle.texts.values() if isinstance(text, KeptText)]


def _front(kept: Reading, root: Path) -> tuple[Any, ...]:
    bundle = kept.bundle
    assert isinstance(bundle, KeptBundle)
    return (
        bundle.kind.name,
        bundle.slug,
        _name(bundle.folder, root),
        bundle.source_language,
        {name: path.name for name, path in bundle.attachments.items()},
        {code: text.front for code, text in bundle.texts.items() if isinstance(text, KeptText)},
        bundle.judged() if bundle.source_language in bundle.texts else {},
        frozenset(kept.told),
        kept.misplaced,
        tuple(kept.problems),
    )


def _packed(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
