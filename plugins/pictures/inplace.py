"""The command behind `./run clean-files`: take out of original files what they tell of people, where they stand."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.pictures import leaks, pdf
from plugins.pictures.made import BITMAPS, looked_at
from plugins.pictures.office import ENDINGS as OFFICE

SORTS = BITMAPS | OFFICE | {".pdf", ".svg"}


class UsageError(Exception):
    """What was typed cannot be done: one sentence."""


def clean(typed: str, root: Path) -> Iterator[str]:
    """Clean a file, or all files of a folder, and yield a line for each that changed and each that cannot be cleaned.

    Names are meant from where the command was typed. Files outside of *root* stay as they are.
    """
    path = Path(os.environ.get("RUN_FROM", "."), typed).resolve()
    if not path.exists():
        raise UsageError(f"There is no file or folder '{typed}'.")
    if not path.is_relative_to(root):
        raise UsageError(f"'{typed}' is not in this project. Copy it into a page's folder first.")
    files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    if path.is_file() and path.suffix.lower() not in SORTS:
        raise UsageError(
            f"'{typed}' is of a sort that cannot be cleaned. These can: {' '.join(sorted(SORTS))}"
        )
    yield from _cleaned([each for each in files if each.suffix.lower() in SORTS], root)


def _cleaned(files: Iterable[Path], root: Path) -> Iterator[str]:
    changed = 0
    for file in files:
        name, content = file.relative_to(root).as_posix(), file.read_bytes()
        try:
            clean, told = looked_at(content, file.suffix.lower())
        except pdf.LockedError:
            yield f"{name}: is protected with a password, and stays as it is"
            continue
        except Exception:
            yield f"{name}: is damaged, and stays as it is"
            continue
        if clean == content:
            continue
        changed += 1
        new = file.with_name(f".{file.name}.new")
        new.write_bytes(clean)
        new.replace(file)
        said = leaks.kinds(told)
        yield (
            f"{name}: took out {_listed(said)}" if said else f"{name}: took out what programs had left in it"
        )
    if not changed:
        yield "Nothing to take out."


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(kinds)
