"""Do one kind of work in several processes, where the system can fork: nothing of it has to be sent there."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import IO, Any, TypeVar

Piece = TypeVar("Piece")

MOST = 256
"""Into how many pieces work can be divided: the number of a piece is one byte."""


def can_fork() -> bool:
    """Return whether a process may be forked here.

    Only Linux forks safely, and no process does while other threads run, those that Python does not know of too: they
    are not there in the new one, which then waits for them for ever. Typesetting starts some and keeps them.
    """
    if sys.platform != "linux":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 (names only)
    except OSError:
        return threading.active_count() == 1


def in_processes(work: Callable[[int], Piece], count: int, jobs: int) -> list[Piece]:
    """Return [work(0), …, work(count - 1)], done in up to *jobs* processes; count is at most MOST.

    Each process takes the next piece that nobody has, this one too. What another process fails to bring is done here,
    where it raises what it raises.
    """
    if jobs < 2 or count < 2 or not can_fork():
        return [work(number) for number in range(count)]
    waiting, end = os.pipe()
    os.write(end, bytes(range(count)))
    os.close(end)

    def mine() -> dict[int, Piece]:
        return {number[0]: work(number[0]) for number in iter(lambda: os.read(waiting, 1), b"")}

    done: dict[int, Piece] = {}
    with contextlib.ExitStack() as files:
        files.callback(os.close, waiting)
        others = [_forked(mine, files.enter_context(_file())) for _ in range(jobs - 1)]
        try:
            done = mine()
        finally:
            brought = [_brought(process, file) for process, file in others]
    for found in brought:
        done |= found
    return [done[number] if number in done else work(number) for number in range(count)]


def _file() -> IO[bytes]:
    return tempfile.TemporaryFile()


def _forked(work: Callable[[], Any], file: IO[bytes]) -> tuple[int, IO[bytes]]:
    """Start a process that leaves in *file* what *work* returns, and ends."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            gc.disable()  # it does not live long
            pickle.dump(work(), file, pickle.HIGHEST_PROTOCOL)
            file.flush()
            status = 0
        finally:
            os._exit(status)
    return process, file


def _brought(process: int, file: IO[bytes]) -> dict[int, Any]:
    _, status = os.waitpid(process, 0)
    if status:
        return {}
    file.seek(0)
    found: dict[int, Any] = pickle.load(file)
    return found
