"""One sequence of bytes for a value, the same in every process: for telling whether something has changed."""

from __future__ import annotations

import io
import pickle
import types
from collections.abc import Callable, Mapping
from typing import Any

_FUNCTIONS = types.FunctionType | types.BuiltinFunctionType | types.MethodType


class _Pickler(pickle.Pickler):
    """Pickles values, not objects: which strings are one object differs from run to run, and does not matter."""

    def __init__(self, file: io.BytesIO, name_of: Callable[[Any], str | None] | None) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.fast = True  # without a memory of objects; a value that holds itself would never end
        self._name_of = name_of

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, _FUNCTIONS):
            return str, (f"{value.__module__}.{value.__qualname__}",)
        if type(value).__module__ == "babel.core":  # a locale: its name says it all, its data go in circles
            return str, (repr(value),)
        name = self._name_of(value) if self._name_of else None
        return NotImplemented if name is None else (str, (name,))


def canonical(value: Any, name_of: Callable[[Any], str | None] | None = None) -> bytes:
    """Return the bytes of a value; of functions, the name. name_of gives the names of values that stand for more.

    Sets come in the order of the process, so a value that has one may look changed when it is not. Raises whatever
    pickle raises for what it cannot take, RecursionError for a value that holds itself.
    """
    buffer = io.BytesIO()
    _Pickler(buffer, name_of).dump(value)
    return buffer.getvalue()


def plain(value: Any) -> Any:
    """Return a value of settings with functions as their names, and sets in one order."""
    if isinstance(value, _FUNCTIONS | type):
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, Mapping):
        return [(plain(key), plain(each)) for key, each in value.items()]
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    return repr(value)
