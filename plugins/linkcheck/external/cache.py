"""Verdicts that last: one SQLite file, one row per URL and check settings.

Two processes may use it at once, any of them may be killed at any moment, and a file that is damaged, of
another shape or no database at all is replaced. Whatever the disk refuses, the check goes on without.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from plugins.linkcheck.external.entry import Entry, decoded, encoded

SCHEMA = 1
_APPLICATION = 0x6C6E6B63  # "lnkc": another program's database is not ours to read
_TABLES = """
CREATE TABLE verdicts (
    url TEXT NOT NULL, settings TEXT NOT NULL, fresh_until REAL NOT NULL, entry TEXT NOT NULL,
    PRIMARY KEY (url, settings)
) WITHOUT ROWID;
CREATE TABLE hosts (host TEXT PRIMARY KEY, head_refused REAL NOT NULL) WITHOUT ROWID;
"""
_KEEP = 180 * 86400.0  # seconds after its freshness that a row nobody asks for is kept
_T = TypeVar("_T")


class Cache:
    """The file, or nothing: with path None, or a disk that refuses, all is forgotten at once."""

    def __init__(self, path: Path | None, *, wait: float = 5.0) -> None:
        """Open *path*, make it if needed. wait: seconds to wait for another process. Raises nothing."""
        self._path = path
        self._wait = wait
        self._connection: sqlite3.Connection | None = None
        if path is not None:
            self._open()

    def get(self, url: str, settings: str) -> Entry | None:
        """Return what is remembered of *url* under the settings of that digest, fresh or not."""

        def read(connection: sqlite3.Connection) -> Any:
            query = "SELECT entry FROM verdicts WHERE url = ? AND settings = ?"
            return connection.execute(query, (_text(url), settings)).fetchone()

        row = self._try(read)
        return decoded(row[0]) if row else None

    def put(self, url: str, settings: str, entry: Entry) -> None:
        """Remember *entry*; it is on the disk when this returns."""
        row = (_text(url), settings, entry.fresh_until, encoded(entry))
        self._try(
            lambda connection: connection.execute("INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?)", row)
        )

    def refuse_head(self, host: str, now: float) -> None:
        """Remember that *host* is better asked by GET."""
        row = (host, now)
        self._try(lambda connection: connection.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", row))

    def head_refused(self) -> frozenset[str]:
        """Return the hosts that are better asked by GET."""
        rows = self._try(lambda connection: connection.execute("SELECT host FROM hosts").fetchall())
        return frozenset(str(row[0]) for row in rows or ())

    def forget(self, now: float) -> None:
        """Drop what nobody has asked for in a long time."""

        def delete(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM verdicts WHERE fresh_until < ?", (now - _KEEP,))
            connection.execute("DELETE FROM hosts WHERE head_refused < ?", (now - _KEEP,))

        self._try(delete)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> None:
        for once_more in (True, False):
            try:
                self._connection = self._connect()
                return
            except sqlite3.OperationalError as error:
                # Locked, read-only, a folder, no such folder: another file would fare no better.
                if not _is_damage(error):
                    return
            except (sqlite3.DatabaseError, OSError):
                pass
            if not once_more or not self._remove():
                return

    def _connect(self) -> sqlite3.Connection:
        """Return a connection to a sound database of ours. Raise sqlite3.DatabaseError if it is not."""
        assert self._path is not None
        if self._path.exists():
            with suppress(OSError), self._path.open("rb") as file:
                if file.read(1) and self._path.stat().st_size < 512:
                    raise sqlite3.DatabaseError("too short for a database")
        else:
            with suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
            self._forget_journal()
        # Autocommit: each statement is a transaction of its own, so what arrived is kept whatever happens
        # next, and another process never waits long.
        connection = sqlite3.connect(self._path, timeout=self._wait, isolation_level=None)
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        # A rollback journal, not WAL: it needs no shared memory and a read-only folder can be read. A kill
        # loses nothing without fsync; a power cut may damage the file, which is then replaced.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA trusted_schema = OFF")
        if self._shape(connection) == (0, 0, 0):
            connection.execute("BEGIN IMMEDIATE")
            if self._shape(connection) == (0, 0, 0):  # no other process was quicker
                for statement in _TABLES.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                connection.execute(f"PRAGMA user_version = {SCHEMA}")
            connection.execute("COMMIT")
        if self._shape(connection)[:2] != (_APPLICATION, SCHEMA):
            raise sqlite3.DatabaseError("a database of another shape")
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        connection.execute("SELECT url, settings, fresh_until, entry FROM verdicts LIMIT 1").fetchone()
        connection.execute("SELECT host, head_refused FROM hosts LIMIT 1").fetchone()

    @staticmethod
    def _shape(connection: sqlite3.Connection) -> tuple[int, int, int]:
        """Return application, version and number of tables: zeros for a new file."""
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        return int(application), int(version), int(tables)

    def _remove(self) -> bool:
        assert self._path is not None
        self._forget_journal()
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _forget_journal(self) -> None:
        """Remove what a killed process left beside a file that is gone: it would be rolled into the next one."""
        for ending in ("-journal", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self._path}{ending}").unlink(missing_ok=True)

    def _try(self, action: Callable[[sqlite3.Connection], _T]) -> _T | None:
        if self._connection is None:
            return None
        try:
            return action(self._connection)
        except sqlite3.OperationalError as error:
            # Busy for longer than we wait: only this one is lost. Full or read-only: reading still works.
            if _is_damage(error):
                self._replace()
        except sqlite3.DatabaseError:
            self._replace()
        return None

    def _replace(self) -> None:
        """Start again with an empty file: this one was damaged while it was in use."""
        self.close()
        if self._remove():
            with suppress(sqlite3.Error, OSError):
                self._connection = self._connect()


def _is_damage(error: sqlite3.OperationalError) -> bool:
    """Return whether the file is at fault, not the disk or another process: no such table, malformed schema."""
    return any(word in str(error) for word in ("malformed", "no such", "schema"))


def _text(url: str) -> str:
    return url.encode("utf-8", "replace").decode("utf-8")  # SQLite takes no lone surrogates
