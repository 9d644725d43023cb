"""One sequence of bytes for a value, the same in every process: for telling whether something has changed."""

from __future__ import annotations

import copyreg
import io
import pickle
import types
from collections.abc import Callable, Mapping
from typing import Any

Table = Mapping[type, Callable[[Any], Any]]


class _Pickler(pickle.Pickler):
    """Pickles values, not objects: which strings are one object differs from run to run, and does not matter."""

    def __init__(self, file: io.BytesIO, table: Table) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.fast = True  # without a memory of objects; a value that holds itself would never end
        self.dispatch_table = {**copyreg.dispatch_table, **table}


def canonical(value: Any, table: Table | None = None) -> bytes:
    """Return the bytes of a value; table says of some types what stands for them, as __reduce__ does.

    Sets come in the order of the process, so a value that has one may look changed when it is not. Raises whatever
    pickle raises for what it cannot take, RecursionError for a value that holds itself.
    """
    buffer = io.BytesIO()
    _Pickler(buffer, table or {}).dump(value)
    return buffer.getvalue()


def plain(value: Any) -> Any:
    """Return a value of settings with functions as their names, and sets in one order."""
    if isinstance(value, types.FunctionType | types.BuiltinFunctionType | types.MethodType | type):
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, Mapping):
        return [(plain(key), plain(each)) for key, each in value.items()]
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    return repr(value)
