"""Answer "nothing has changed" before anything is loaded that makes a site.

After a good build every file is noted that it may have read (content, theme, our code, what stands beside the
settings) and every file that it has written. If all of them are as they were, and it is the same day, the same Python
and the same packages, then another build would write the same bytes.
"""

from __future__ import annotations

import datetime
import os
import pickle
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from plugins.incremental import shelf, tree
from plugins.incremental.stamps import Stamp, digest, digest_of, settled, stamp

_PLUGINS = str(Path(__file__).resolve().parent.parent)
_LEFT_OUT = frozenset({"__pycache__", ".git", ".venv", ".cache", "node_modules"})

Inputs = dict[str, tuple[Stamp, bytes]]
"""Files by their whole path: the stamp if it can be relied on, or else the digest of the content."""


class Done(NamedTuple):
    """What a build that has nothing to do can say. problems are pickled; b"" if there are none."""

    pages: int
    languages: int
    problems: bytes


def file_for(settings_file: Path, output: Path | None) -> Path:
    """Return where it is noted what a build came to."""
    asked = f"{settings_file.resolve()}\n{output.resolve() if output else ''}"
    return (
        settings_file.resolve().parent
        / ".cache"
        / "pages"
        / f"done-{digest(asked.encode()).hex()[:12]}.state"
    )


def answer(settings_file: Path, output: Path | None) -> Done | None:
    """Return what the last build came to if another would come to the same, or None."""
    found = shelf.load(file_for(settings_file, output), made_by())
    if found is None:
        return None
    folders, beside, inputs, place, whole, day, environment, done = found
    if day not in ("", _day()) or environment not in (b"", environment_mark()):
        return None
    if not _same_inputs(inputs, _paths(folders, beside)):
        return None
    site = tree.Tree(*whole)
    root = Path(place)
    if not tree.is_untouched(root, site) or len(tree.intact(root, site)) != len(site.files):
        return None
    return Done(*done)


def look(settings_file: Path, settings: Mapping[str, Any]) -> tuple[list[str], str, Inputs]:
    """Return where a build reads, and the files there as they are now. Ask before the build reads them."""
    beside = str(settings_file.resolve().parent)
    folders = [os.path.join(beside, settings["PATH"]), os.path.join(beside, settings["THEME"]), _PLUGINS]  # noqa: PTH118
    now = time.time_ns()
    inputs: Inputs = {}
    for path, found in _paths(folders, beside):
        sure = settled(found, now)
        inputs[path] = sure, b"" if sure else digest_of(path)
    return folders, beside, inputs


def keep(
    file: Path,
    looked: tuple[list[str], str, Inputs],
    output: Path,
    whole: tree.Tree,
    settings: Mapping[str, Any],
    done: Done,
) -> None:
    """Note what a good build was made from and what it came to."""
    folders, beside, inputs = looked
    day = "" if settings.get("TODAY") else _day()
    reads_environment = any(
        word in Path(path).read_bytes()
        for path in inputs
        if path.endswith(".py") and not path.startswith(_PLUGINS)
        for word in (b"environ", b"getenv")
    )
    environment = environment_mark() if reads_environment else b""
    shelf.save(
        file, made_by(), (folders, beside, inputs, str(output), tuple(whole), day, environment, tuple(done))
    )


def made_by() -> str:
    """Return the Python and the packages that this runs with."""
    from plugins.incremental.packages import packages

    return "\n".join([sys.version, *packages()])


def environment_mark() -> bytes:
    return digest(repr(sorted(os.environ.items())).encode())


def packed(problems: Iterable[Any]) -> bytes:
    found = list(problems)
    return pickle.dumps(found) if found else b""


def _day() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _same_inputs(inputs: Inputs, paths: Iterable[tuple[str, Stamp]]) -> bool:
    count = 0
    for path, found in paths:
        count += 1
        if path not in inputs:
            return False
        then, content = inputs[path]
        if found != then and not (content and digest_of(path) == content):
            return False
    return count == len(inputs)


def _paths(folders: Iterable[str], beside: str) -> Iterable[tuple[str, Stamp]]:
    """Yield the files below the folders, and those that stand beside the settings, with their stamps."""
    with os.scandir(beside) as entries:
        for entry in entries:
            if entry.is_file():
                yield entry.path, stamp(entry.stat())
    waiting = list(folders)
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir():
                        if entry.name not in _LEFT_OUT:
                            waiting.append(entry.path)
                            yield entry.path, ()
                    else:
                        yield entry.path, _stamp(entry)
        except OSError:
            continue


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        return stamp(entry.stat())
    except OSError:  # a link to nowhere
        return ()
