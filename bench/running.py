"""Run one builder once, from nothing, after an edit or with nothing to do, or its preview, and measure it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.contestants import Contestant

MODES = ("cold", "edit", "nothing")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of wall time and of CPU (children too), and peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


def run(contestant: Contestant, corpus: Path, mode: str) -> Cost:
    """Build once and return what it cost. Raises RuntimeError if the page is not what it should be afterwards."""
    folder, mark = corpus / contestant.folder, ""
    if mode == "cold":
        for path in [path for made in contestant.made for path in folder.glob(made)]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if mode == "edit":
        mark = edit(folder / contestant.page)
    started = time.perf_counter()
    process = subprocess.Popen(
        contestant.command,
        cwd=folder,
        env=_environment(contestant),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    built = folder / contestant.built
    if process.returncode or not built.is_file() or mark not in built.read_text("utf-8"):
        raise RuntimeError(f"{contestant.name}, {mode}: the page was not built.\n{told.decode()[-2000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def edit(page: Path) -> str:
    """Add a sentence to a page and return the word by which it is known."""
    mark = f"mark{time.time_ns()}"
    with page.open("a", encoding="utf-8") as file:
        file.write(f"\nOne more sentence, {mark}.\n")
    return mark


def save_to_served(contestant: Contestant, corpus: Path, times: int = 5) -> float:
    """Return the median of the seconds between a save and the preview's showing it."""
    folder = corpus / contestant.folder
    with _preview(contestant, folder) as address:
        taken = []
        for _ in range(times + 1):
            started = time.perf_counter()
            mark = edit(folder / contestant.page)
            _wait_for(address, mark)
            taken.append(time.perf_counter() - started)
            time.sleep(0.7)
    return statistics.median(taken[1:])  # the first one still loads


@contextlib.contextmanager
def _preview(contestant: Contestant, folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [part.format(port=port) for part in contestant.show]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(contestant),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/page-0000/"
    try:
        _wait_for(address, "<h1")
        time.sleep(1)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str, words: str, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with (
            contextlib.suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(address, timeout=5) as answer,
        ):
            if words in answer.read().decode("utf-8", "replace"):
                return
        time.sleep(0.002)
    raise RuntimeError(f"{address} never showed {words}.")


def _environment(contestant: Contestant) -> dict[str, str]:
    return {**os.environ, **contestant.environment}
