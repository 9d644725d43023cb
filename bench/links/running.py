"""Run one command and measure it: time, processor time, and memory of the whole family of processes."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of wall time and of CPU (children too), and peak memory in MiB.

    memory is that of all its processes together, shared pages counted once, looked at ten times a second;
    where the system does not tell (no /proc), that of its largest process.
    """

    wall: float
    cpu: float
    memory: float


def run(command: list[str], folder: Path) -> tuple[Cost, str]:
    """Run *command* in *folder*, which Python imports from; return its cost and standard output.

    Raise RuntimeError if it failed: checkers that find something wrong fail, too, but say what.
    """
    environment = {**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1"}
    output, errors = folder / "stdout", folder / "stderr"
    with output.open("wb") as out, errors.open("wb") as err:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        watch = _Watch(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    memory = max(watch.stop(), used.ru_maxrss) / 1024
    text = output.read_text("utf-8", errors="replace")
    if process.returncode and not text:
        raise RuntimeError(
            f"{command[:4]}: {process.returncode}\n{errors.read_text('utf-8', errors='replace')[-2000:]}"
        )
    return Cost(wall, used.ru_utime + used.ru_stime, memory), text


class _Watch:
    """Looks at the memory of a session's processes until it is stopped."""

    def __init__(self, session: int) -> None:
        self._session, self._peak, self._done = session, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        if _PROC.is_dir():
            self._thread.start()

    def stop(self) -> int:
        """Return the peak in KiB, 0 if it is not known."""
        self._done.set()
        if self._thread.is_alive():
            self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._done.wait(0.1):
            self._peak = max(self._peak, sum(_memory(process) for process in _of_session(self._session)))


def _of_session(session: int) -> list[Path]:
    """Return the /proc folders of the processes of *session*."""
    found = []
    for process in _PROC.glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[3]) == session:
            found.append(process)
    return found


def _memory(process: Path) -> int:
    """Return a process's proportional share of memory in KiB."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
