"""The builders that are compared: what one is, which of them are installed, and what to do about those that are not."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALLED = ROOT / ".cache" / "bench"
"""Where `./run bench --install` puts the others."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A builder.

    folder is its own under the corpus; files are what it needs there beside the pages; page is the Markdown file that
    is edited and built the page it becomes; made are the folders and files it writes, as patterns. show is the command
    of its preview on port {port}, if it has one that is compared. asked prints its version.
    """

    name: str
    folder: str
    files: dict[str, str]
    command: tuple[str, ...]
    page: str
    built: str
    made: tuple[str, ...]
    show: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()


Maker = Callable[[int, int], Contestant | None]
"""Makes a contestant for so many pages and languages; None if it is not installed."""


def contestants(pages: int, languages: int, without: list[str]) -> tuple[list[Contestant], list[str]]:
    """Return those that take part, ours first, and the names of those that are not installed."""
    from bench import others, pelicans

    makers: dict[str, Maker] = {**pelicans.MAKERS, **others.MAKERS}
    wanted = {name: make(pages, languages) for name, make in makers.items() if not _named(name, without)}
    found = [entry for entry in wanted.values() if entry]
    return found, [name for name, entry in wanted.items() if not entry]


def _named(name: str, beginnings: list[str]) -> bool:
    return any(name.lower().startswith(beginning.lower()) for beginning in beginnings)


def left_out(missing: list[str]) -> str:
    """Return which builders are not installed and how to install them; nothing if all are."""
    if not missing:
        return ""
    needs = "; Eleventy needs Node 18 or newer, with npm" if "Eleventy" in missing else ""
    return (
        f"Left out, because not installed: {', '.join(missing)}. `./run bench --install` installs them into "
        f"{INSTALLED.relative_to(ROOT).as_posix()}{needs}.\n"
    )


def prepare(contestant: Contestant, corpus: Path) -> None:
    """Write the files that the contestant needs beside the pages."""
    for name, text in contestant.files.items():
        path = corpus / contestant.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def version(contestant: Contestant) -> str:
    """Return the version the builder says it has, or "unknown"."""
    try:
        told = subprocess.run(contestant.asked, capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    number = re.search(r"\d+\.\d+(?:\.\d+)*", told.stdout)
    return number[0] if number else "unknown"
