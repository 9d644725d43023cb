"""Make the sub-sites of a build in several processes, where the system can fork: each takes some languages.

A process that was forked makes its sub-sites as pelican-i18n-subsites does, writes their pages, and hands back what the
build has to know of them. If anything goes wrong there, its languages are made here, where it is told.
"""

from __future__ import annotations

import marshal
import os
import pickle
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pelican.plugins.i18n_subsites import i18n_subsites as upstream

from plugins.bundles.processes import can_fork, forked
from plugins.incremental import kept
from plugins.incremental.rebuild import Rebuild

# Below this many sub-sites the fork and the way back cost as much as they save: some 20 ms each.
WORTH_A_PROCESS = 3
# What costs how much, where 1 is a page that is planned and written: to save a text, and a page in another process,
# which has to copy the memory that it changes. Measured with 1,200 pages in 12 languages.
SAVING = 0.2
ELSEWHERE = 1.3


@dataclass(slots=True)
class _Part:
    """Some languages that another process makes."""

    process: int
    file: Path
    queue: dict[str, Any]


@dataclass(slots=True)
class Shared:
    """The sub-sites that other processes make."""

    parts: list[_Part]
    settings: Any

    def join(self, rebuild: Rebuild) -> list[str]:
        """Wait for the others and return the languages that they have made."""
        made: list[str] = []
        for part in self.parts:
            _, status = os.waitpid(part.process, 0)
            try:
                found = pickle.loads(part.file.read_bytes()) if status == 0 else None
                part.file.unlink(missing_ok=True)
            except (OSError, EOFError, pickle.UnpicklingError):
                found = None
            if found is None:
                upstream._MAIN_SETTINGS = self.settings
                upstream._SUBSITE_QUEUE.update(part.queue)
                upstream.create_next_subsite(None)
            else:
                tables, languages = found
                kept.take(marshal.loads(tables))
                rebuild.take(languages)
                made += part.queue
        return made


def share_out(rebuild: Rebuild, jobs: int | None, pages: int) -> Shared:
    """Fork processes for some of the sub-sites that wait, and leave the others to be made here.

    pages says about how many each has.
    """
    waiting: dict[str, Any] = upstream._SUBSITE_QUEUE
    count = min(jobs or os.cpu_count() or 1, 1 + len(waiting) // WORTH_A_PROCESS) if can_fork() else 1
    shared = Shared([], upstream._MAIN_SETTINGS)
    codes = list(waiting)[_own_share(len(waiting), count, rebuild.memory.waiting / (pages or 1)) :]
    for number in range(1, count):
        queue = {code: waiting[code] for code in codes[number - 1 :: count - 1]}
        file = rebuild.file.with_name(f"{rebuild.staging.name[1:]}-{number}.part")
        shared.parts.append(_Part(forked(partial(_make, rebuild, queue, file)), file, queue))
    for part in shared.parts:
        for code in part.queue:
            del waiting[code]
    rebuild.memory.save()  # while the others work
    return shared


def _own_share(waiting: int, count: int, to_save: float) -> int:
    """Return how many of the sub-sites this process makes itself, so that all end at about the same time.

    It has the main site to write, too, and to_save texts for each of its pages.
    """
    if count == 1:
        return waiting
    also = 1 + to_save * SAVING
    each = ELSEWHERE / (count - 1)
    return max(0, round((waiting * each - also) / (1 + each)))


def _make(rebuild: Rebuild, queue: dict[str, Any], file: Path) -> None:
    """Make the sub-sites of *queue* and leave in *file* what the build has to know of them."""
    upstream._SUBSITE_QUEUE.clear()
    upstream._SUBSITE_QUEUE.update(queue)
    upstream.create_next_subsite(None)
    found = marshal.dumps(kept.given()), rebuild.given(list(queue))
    file.write_bytes(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
