"""A bar on a terminal while other sites are asked; silence everywhere else.

rich draws it, as it does Pelican's own log, and is loaded only if somebody is there to look.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a check of external links is: links done of all, and the hosts being asked at this moment.

    total 0 means that it is not known yet. The hosts stand in the order in which they were asked.
    """

    done: int
    total: int
    hosts_in_flight: tuple[str, ...] = ()


def wanted(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Return whether somebody looks at *stream*: a terminal that can move its cursor, and not in CI."""
    in_ci = environment.get("CI", "").lower() not in ("", "0", "false")
    return stream.isatty() and not in_ci and environment.get("TERM", "") not in ("dumb", "unknown")


def hosts_line(hosts: tuple[str, ...], width: int = 60) -> str:
    """Return as many hosts as fit into *width* characters (at least one), and how many more there are."""
    shown = list(hosts)
    while True:
        more = len(hosts) - len(shown)
        line = ", ".join(shown) + (f" and {more} more" if more else "")
        if len(line) <= width or len(shown) <= 1:
            return line
        shown.pop()


@contextmanager
def shown(
    stream: TextIO | None = None, environment: Mapping[str, str] = os.environ
) -> Iterator[Callable[[Progress], None]]:
    """Give a function to call with each `Progress`; it draws on *stream* (stderr) if somebody looks at it.

    The bar is gone when the block ends, however it ends.
    """
    stream = sys.stderr if stream is None else stream
    if not wanted(stream, environment):
        yield lambda _progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(file=stream)
    # stdout may be a pipe that takes the report: rich would send what is printed there to the terminal.
    with Bar(
        TextColumn("Asking other sites"), BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("{task.fields[hosts]}", markup=False),
        console=console, transient=True, redirect_stdout=False, redirect_stderr=False,
    ) as bar:  # fmt: skip
        task = bar.add_task("", total=None, hosts="")

        def draw(progress: Progress) -> None:
            room = max(20, console.width - 70)
            line = hosts_line(progress.hosts_in_flight, room)
            bar.update(task, completed=progress.done, total=progress.total or None, hosts=line)

        yield draw
