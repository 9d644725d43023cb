"""Keep plain data in one file between builds: replaced whole, read only if whole and of our own making.

The file begins with the digest of the rest, so one that is damaged or half-written is not read; the rest begins with
what it was made by and for. Whatever is wrong with it, it is as if it were not there.
"""

from __future__ import annotations

import contextlib
import marshal
import os
from pathlib import Path
from typing import Any

from plugins.incremental.stamps import digest

_SIZE = 16


def load(file: Path, made_by: str) -> Any:
    """Return the data of *file*, or None if there is nothing of use in it."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    if len(content) <= _SIZE or digest(content[_SIZE:]) != content[:_SIZE]:
        return None
    try:
        found, data = marshal.loads(memoryview(content)[_SIZE:])
    except (ValueError, TypeError, EOFError):
        return None
    return data if found == made_by else None


def save(file: Path, made_by: str, data: Any) -> bool:
    """Replace *file* in one step. Where it cannot be written (disk full, no right), it is removed; return False."""
    content = marshal.dumps((made_by, data))
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(digest(content) + content)
        new.replace(file)
    except OSError:
        for left in (new, file):  # an old one would tell of another build than the last
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
        return False
    return True
