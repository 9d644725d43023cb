"""What everything that is kept depends on beside the files of the site: our code, Python, packages, settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from plugins.incremental.canon import plain
from plugins.incremental.packages import packages
from plugins.incremental.stamps import digest

FORMAT = "1"
_PLUGINS = Path(__file__).resolve().parent.parent


@cache
def of_code() -> str:
    """Return a mark of our own code and of the Python and the packages that it runs with."""
    files = sorted(_code_files(str(_PLUGINS)))
    code = b"\0".join(Path(file).read_bytes() for file in files)
    return "\n".join([FORMAT, sys.version, digest(code).hex(), *packages()])


def _code_files(folder: str) -> list[str]:
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    found += _code_files(entry.path)
            elif not entry.name.endswith(".pyc"):  # lists of words and scripts make pages what they are, too
                found.append(entry.path)
    return found


def of_content(settings: Mapping[str, Any]) -> str:
    """Return what the reading of content/ depends on."""
    own = {
        name: plain(settings.get(name))
        for name in ("LANGUAGES", "DEFAULT_LANG", "MARKDOWN", "PROJECT_ROOT", "PATH")
    }
    return f"{of_code()}\n{own!r}\n{_own_functions(settings.get('MARKDOWN'))}"


def of_site(settings: Mapping[str, Any], settings_file: Path, overrides: Mapping[str, Any], day: str) -> str:
    """Return what all pages depend on: beside our code the settings, the theme without its catalogues, the day."""
    root = settings_file.resolve().parent
    files = sorted(path for path in root.glob("*.py"))
    theme = Path(root, settings["THEME"])
    files += sorted(
        path for path in theme.rglob("*") if path.is_file() and path.suffix not in (".po", ".pot")
    )
    parts = [of_code(), day, settings_file.name, repr(plain(overrides))]
    parts += [f"{path} {digest(path.read_bytes()).hex()}" for path in files]
    if any(
        "environ" in text or "getenv" in text
        for text in (path.read_text("utf-8", "replace") for path in files if path.suffix == ".py")
    ):
        parts.append(repr(sorted(os.environ.items())))
    return "\n".join(parts)


def _own_functions(value: Any) -> str:
    """Return the code of functions in settings that no package has: their names do not tell when they change."""
    if isinstance(value, Mapping):
        return "".join(map(_own_functions, value.values()))
    if isinstance(value, list | tuple):
        return "".join(map(_own_functions, value))
    code = getattr(value, "__code__", None)
    if code is None or "site-packages" in code.co_filename:
        return ""
    return f"{code.co_filename}:{digest(Path(code.co_filename).read_bytes()).hex()}\n"
