"""Do one kind of work in several processes, where the system can fork: nothing of it has to be sent there."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator
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
    waiting = queue(count)

    def mine() -> dict[int, Piece]:
        return {number: work(number) for number in taken(waiting)}

    done: dict[int, Piece] = {}
    with contextlib.ExitStack() as files:
        files.callback(os.close, waiting)
        others = [_bringing(mine, files.enter_context(_in_memory())) for _ in range(jobs - 1)]
        try:
            done = mine()
        finally:
            brought = [_brought(process, file) for process, file in others]
    for found in brought:
        done |= found
    return [done[number] if number in done else work(number) for number in range(count)]


def queue(count: int) -> int:
    """Return a descriptor from which this process and those forked after it can take the numbers below *count*."""
    reading, writing = os.pipe()
    os.write(writing, bytes(range(count)))
    os.close(writing)
    return reading


def taken(waiting: int) -> Iterator[int]:
    """Yield numbers of a queue that nobody else has taken, one at a time, until there are no more."""
    while number := os.read(waiting, 1):
        yield number[0]


def forked(work: Callable[[], object]) -> int:
    """Start a process that does *work* and ends, with status 0 if nothing was raised; return its number."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return process


def _in_memory() -> IO[bytes]:
    return open(os.memfd_create("pieces"), "w+b")  # noqa: PTH123 - a full or forbidden /tmp is no matter


def _bringing(work: Callable[[], Any], file: IO[bytes]) -> tuple[int, IO[bytes]]:
    """Start a process that leaves in *file* what *work* returns."""

    def leave() -> None:
        gc.disable()  # it does not live long
        pickle.dump(work(), file, pickle.HIGHEST_PROTOCOL)
        file.flush()

    return forked(leave), file


def _brought(process: int, file: IO[bytes]) -> dict[int, Any]:
    _, status = os.waitpid(process, 0)
    if status:
        return {}
    file.seek(0)
    found: dict[int, Any] = pickle.load(file)
    return found
