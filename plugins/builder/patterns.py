"""Keep what Python makes of regular expressions: a build needs some 280 of them, half of them only to be there.

Compiling them takes 0.05 s of each start, because Python keeps compiled modules but not the patterns in them. What
its compiler makes of a pattern is a list of numbers; it is put away by Python's version, pattern and flags, and given
to the same engine again. This leans on parts of `re` that are not promised to stay; where they are not as expected,
patterns are compiled as ever.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plugins.incremental import shelf

_sre: Any = sys.modules.get("_sre")
_compiler: Any = getattr(re, "_compiler", None)
_parser: Any = getattr(re, "_parser", None)
_MADE_BY = f"1 {sys.version} {getattr(_sre, 'MAGIC', 0)}"


class Patterns:
    """Compiled patterns by (pattern, flags), in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[tuple[str | bytes, int], tuple[Any, ...]] = {}
        self._new = False
        self._compile: Callable[..., Any] | None = None

    def use(self) -> None:
        """Let `re` ask here first."""
        if not (_sre and _parser and hasattr(_compiler, "_code")):
            return
        self._known = shelf.load(self._file, _MADE_BY) or {}
        self._compile, _compiler.compile = _compiler.compile, self._compiled

    def keep(self) -> None:
        """Keep what is new."""
        if self._new:
            shelf.save(self._file, _MADE_BY, self._known)
            self._new = False

    def end(self) -> None:
        """Let `re` compile by itself again."""
        if self._compile is not None:
            _compiler.compile, self._compile = self._compile, None

    def _compiled(self, pattern: Any, flags: int = 0) -> Any:
        assert self._compile is not None
        if not isinstance(pattern, str | bytes):
            return self._compile(pattern, flags)
        key = pattern, int(flags)
        known = self._known.get(key)
        try:
            if known is None:
                parsed = _parser.parse(pattern, flags)
                code = [int(each) for each in _compiler._code(parsed, flags)]
                groups = parsed.state.groupdict
                index: list[str | None] = [None] * parsed.state.groups
                for name, number in groups.items():
                    index[number] = name
                whole = int(flags | parsed.state.flags)
                known = whole, code, int(parsed.state.groups) - 1, dict(groups), tuple(index)
                self._known[key], self._new = known, True
            whole, code, count, groups, index_of = known
            return _sre.compile(pattern, whole, code, count, groups, index_of)
        except (TypeError, AttributeError, RuntimeError, OverflowError):
            self._known.pop(key, None)
            return self._compile(pattern, flags)
