"""Import Pelican without what a site of Markdown pages does not need: 0.08 s of each build's first 0.19 s.

Pelican imports docutils and Pygments (for .rst files), rich (to colour its log), watchfiles, dateutil, the web server,
and reads its own version through a package that brings the parsers of e-mail. While Pelican is imported, stand-ins
take their places: those that only wait load the real module when something of it is used, the others are empty. After
that the real ones are found again by everybody else. If a stand-in does not fit the Pelican that is installed, Pelican
is imported as it is.

This is the one place that does so. `python -X importtime -m plugins.builder` shows what is left.
"""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

# Loaded when something of them is used.
_WAITING = ("dateutil.parser", "dateutil", "multiprocessing", "unidecode", "gzip", "feedgenerator")
# Never used by our builds: Pelican's reader of .rst files, its server and what it watches files with.
_EMPTY = (
    "docutils", "docutils.core", "docutils.io", "docutils.parsers", "docutils.parsers.rst",
    "docutils.parsers.rst.languages", "docutils.writers", "docutils.writers.html4css1", "pelican.rstdirectives",
    "pelican.server", "watchfiles",
)  # fmt: skip
# Taken out of a module by "from … import …": functions that import it when they are called.
_TAKEN = {
    "unidecode": ("unidecode",),
    "feedgenerator": ("Atom1Feed", "Rss201rev2Feed", "get_tag_uri"),
}


class _Nothing:
    """What an empty module has under every name: a class to inherit from, and to make things of that do nothing."""

    def __init__(self, *_arguments: Any, **_options: Any) -> None:
        """Take whatever the real one takes."""


class _Empty(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing

    def __bool__(self) -> bool:
        return False  # Pelican then takes docutils to be missing, and its reader of .rst files is off


class _Waiting(ModuleType):
    """Stands for a module until something of it is used."""

    def __getattr__(self, name: str) -> Any:
        if name in ("__path__", "__spec__", "__file__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


class _Console:
    """Pelican's console: its one line about articles and pages is not true of our site."""

    def __init__(self, *_args: Any, **_options: Any) -> None:
        self.quiet = True

    def print(self, *_args: Any, **_options: Any) -> None:
        """Say nothing."""

    print_exception = print


class _LogHandler(logging.StreamHandler[Any]):
    def __init__(self, **_options: Any) -> None:
        super().__init__()


def _import_pelican() -> None:
    if "pelican" in sys.modules:
        return
    try:
        with _stand_ins():
            importlib.import_module("pelican")
    except Exception:  # another Pelican than the one this was written for
        for name in [name for name in sys.modules if name.partition(".")[0] == "pelican"]:
            del sys.modules[name]
        importlib.import_module("pelican")


@contextmanager
def _stand_ins() -> Iterator[None]:
    made: dict[str, ModuleType] = {name: _Waiting(name) for name in _WAITING}
    made |= {name: _Empty(name) for name in _EMPTY}
    taken = {name: {each: _later(name, each) for each in names} for name, names in _TAKEN.items()}
    taken |= {
        "rich.console": {"Console": _Console},
        "rich.logging": {"RichHandler": _LogHandler},
        "importlib.metadata": {"version": _version, "PackageNotFoundError": LookupError},
    }
    made |= {name: ModuleType(name) for name in (*taken, "rich") if name not in made}
    for name, names in taken.items():
        vars(made[name]).update(names)
    new = {name: module for name, module in made.items() if name not in sys.modules}
    had_metadata = hasattr(importlib, "metadata")
    for name, module in new.items():
        sys.modules[name] = module
        parent, _, last = name.rpartition(".")
        if parent in made and parent in new:
            setattr(new[parent], last, module)
    if "importlib.metadata" in new:
        vars(importlib)["metadata"] = new["importlib.metadata"]
    try:
        yield
    finally:
        for name, module in new.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
        if "importlib.metadata" in new and not had_metadata:
            del vars(importlib)["metadata"]


def _later(module: str, name: str) -> Any:
    """Return a function that calls the one of that name in a module, which is imported then."""

    def call(*arguments: Any, **options: Any) -> Any:
        return getattr(importlib.import_module(module), name)(*arguments, **options)

    return call


def _version(package: str) -> str:
    """Return a package's version, from the name of the folder that pip has left."""
    for place in sys.path:
        for found in Path(place).glob(f"{package}-*.dist-info"):
            return found.name.removesuffix(".dist-info").partition("-")[2]
    raise LookupError(package)


_import_pelican()

from pelican import Pelican  # noqa: E402 - here, so that whoever takes it from here has it imported lightly
from pelican.log import console  # noqa: E402
from pelican.settings import read_settings  # noqa: E402

__all__ = ["Pelican", "console", "read_settings"]
