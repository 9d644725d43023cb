"""Small things that take long to find and follow from little: kept by name for the next build.

Each is in a table of its own: `of("qr codes")[address]`. Tables hold plain data (what `marshal` takes); what they depend
on beside our own code, Python and the packages is in the key. A value that a later build might find otherwise must
say what it holds for, and whoever asks looks whether it still does.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from plugins.incremental import shelf
from plugins.incremental.made_by import of_code


class Table(dict[Any, Any]):
    """A table that knows what is new in it."""

    def __init__(self) -> None:
        super().__init__()
        self.new: dict[Any, Any] = {}

    def __setitem__(self, key: Any, value: Any) -> None:
        self.new[key] = value
        super().__setitem__(key, value)

    def find(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, or what *make* returns, and keep that."""
        if key not in self:
            self[key] = make()
        return self[key]


_tables: dict[str, Table] = {}
_loaded: set[Path] = set()


def of(name: str) -> Table:
    """Return the table of that name, the same one in the whole process."""
    return _tables.setdefault(name, Table())


def load(file: Path) -> None:
    """Take what an earlier build has kept, unless this process knows it already: a preview builds again and again."""
    if file in _loaded:
        return
    _loaded.add(file)
    for name, found in (shelf.load(file, of_code()) or {}).items():
        for key, value in found.items():
            of(name).setdefault(key, value)


def save(file: Path) -> None:
    """Keep all tables for the next build if one of them has something new."""
    if given():
        shelf.save(file, of_code(), {name: dict(table) for name, table in _tables.items()})
        for table in _tables.values():
            table.new.clear()


def given() -> dict[str, dict[Any, Any]]:
    """Return what is new in all tables: for `take` in another process."""
    return {name: table.new for name, table in _tables.items() if table.new}


def take(found: dict[str, dict[Any, Any]]) -> None:
    """Take what is new in the tables of another process."""
    for name, new in found.items():
        for key, value in new.items():
            of(name)[key] = value
