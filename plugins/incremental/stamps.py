"""Whether a file is still what it was: by its stamp (size, dates, number), or by its content when that is in doubt.

A file that was changed just before it was read may be changed again without its dates telling, because file systems
count time in steps. Such a stamp is not kept, and the file is known by the digest of its content, as git does.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time

Stamp = tuple[int, ...]
"""Size, last change of the content, last change of anything, number of the file; () if it cannot be relied on."""

_SETTLED = (
    2_000_000_000  # ns that must have passed since a file's last change; FAT counts in steps of two seconds
)


def stamp(status: os.stat_result) -> Stamp:
    """Return what no change of a file leaves as it was, if a while has passed since the last one."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def stamp_of(path: str) -> Stamp:
    """Return the stamp of a file, or () if there is none."""
    try:
        return stamp(os.stat(path))  # noqa: PTH116 - thousands of times in each build
    except OSError:
        return ()


def settled(found: Stamp, now: int | None = None) -> Stamp:
    """Return a stamp if it can be relied on from now on, or (). Ask before the file is read."""
    if not found:
        return ()
    return found if max(found[1], found[2]) < (now or time.time_ns()) - _SETTLED else ()


def digest(content: bytes) -> bytes:
    """Return the 16 bytes by which content is known again."""
    return hashlib.blake2b(content, digest_size=16).digest()


def digest_of(path: str) -> bytes:
    """Return the digest of a file's content, or b"" if it cannot be read."""
    try:
        # Not to wait: a named pipe has no content until somebody writes.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return b""
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return b""
        with open(descriptor, "rb", buffering=0, closefd=False) as file:
            return digest(file.read())
    except OSError:
        return b""
    finally:
        os.close(descriptor)
