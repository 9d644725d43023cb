"""Run one build: Pelican into a folder of its own, the checks, and the swap if nothing is wrong."""

from __future__ import annotations

import datetime
import gc
import logging
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plugins.builder.startup import Pelican, console, read_settings  # above all that imports Pelican

# isort: split


from plugins.builder import swap
from plugins.builder.faults import ToolError, relative, sentence, told_plainly
from plugins.bundles.library import Library
from plugins.incremental import kept, unchanged
from plugins.incremental.made_by import of_content, of_site
from plugins.incremental.memory import DamagedError, Memory
from plugins.incremental.rebuild import Rebuild
from plugins.incremental.stamps import digest
from plugins.linkcheck import ignore, ignore_file
from plugins.linkcheck.collector import without_garbage_collection
from plugins.multilingual.language import fault_of_table
from plugins.problems import Problem, Severity
from plugins.problems.order import ordered

__all__ = ["Outcome", "ToolError", "build", "settings_of", "today"]

_SITEURL = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to. built is whether output/ was replaced.

    problems are what the rules of linkcheck-ignore.toml leave of those found; links are the site as the link check
    read it, for whoever asks other sites too. changed are the files of output/ that are new, other or gone; None if
    that is not known.
    """

    problems: list[Problem]
    built: bool
    pages: int
    languages: int
    seconds: float
    found: list[Problem] = field(default_factory=list)
    links: Any = None
    changed: frozenset[str] | None = None
    later: tuple[Callable[[], None], ...] = ()

    def settle(self) -> None:
        """Keep for the next build what this one knows. Only a warm build leaves that to be done when its site is shown."""
        for do in self.later:
            do()
        gc.collect()  # no build leaves time for it: each would leave 3 MB behind of a site of 1,200 pages

    @property
    def ok(self) -> bool:
        return not any(problem.severity is Severity.ERROR for problem in self.problems)


def build(
    settings_file: Path,
    output: Path | None = None,
    *,
    clean: bool = False,
    warm: bool = False,
    **overrides: Any,
) -> Outcome:
    """Build the site and put it in place if it has no errors; output None means the settings' own.

    clean is whether to forget earlier builds first; otherwise the output is the same, byte for byte, only sooner.
    warm is whether this process will build again, and may keep in memory what it has read.

    Raises ToolError when something other than the content is at fault. Whatever happens, the last good
    output is left or replaced whole.
    """
    started = time.perf_counter()
    root = settings_file.resolve().parent
    settings = settings_of(settings_file, overrides)
    done = unchanged.file_for(settings_file, output)
    output = swap.place(output or root / settings["OUTPUT_PATH"])
    if fault := _fault_of_places(root, settings, output):
        raise ToolError(fault)
    swap.recover(output)
    caches = root / ".cache" / "pages"
    if clean:
        shutil.rmtree(caches, ignore_errors=True)
    looked = None if warm or overrides else unchanged.look(settings_file, settings)
    tables = caches / "tables.state"
    kept.load(tables)
    with told_plainly(root), _staging(output) as staging, without_garbage_collection(), ExitStack() as ends:
        settings["OUTPUT_PATH"] = str(staging)
        settings["MEMORY"] = memory = _memory(caches, of_content(settings), root, warm=warm)
        later: list[Callable[[], None]] | None = [] if warm else None
        memory.later = later
        made_by = of_site(settings, settings_file, overrides, today(settings).isoformat())
        state = caches / f"site-{digest(f'{settings_file.resolve()} {output}'.encode()).hex()[:12]}.state"
        settings["REBUILD"] = rebuild = Rebuild(state, made_by, output, staging, memory).open()
        ends.callback(rebuild.close)
        try:
            whole = _run_pelican(settings)
        except DamagedError:
            _memories.clear()
            return build(settings_file, output, clean=True, warm=warm, **overrides)
        except Exception:
            memory.save()  # a broken template is no reason to read everything again
            raise
        memory.save()
        library: Library = settings["LIBRARY"]
        found = ordered(library.problems)
        problems = ordered(
            ignore.apply(ignore_file.read(root), found, today(settings), external=False).problems
        )
        good = not any(problem.severity is Severity.ERROR for problem in problems)
        pages = sum(language.page_count for language in rebuild.languages.values())
        kept.save(tables)
        if good:
            swap.swap_in(rebuild.complete(), output, rebuild.new_spare())
            written = rebuild.save(library)
            if looked:
                came_to = unchanged.Done(pages, len(library.languages), unchanged.packed(problems))
                unchanged.keep(done, looked, output, written, settings, came_to)
        elif whole:
            rebuild.fail(library)
        return Outcome(
            problems,
            good,
            pages,
            len(library.languages),
            time.perf_counter() - started,
            found,
            settings.get("LINKCHECK_RESULT"),
            rebuild.changed() if good else frozenset(),
            tuple(later or ()),
        )


_memories: dict[Path, Memory] = {}


def _memory(folder: Path, made_by: str, root: Path, *, warm: bool) -> Memory:
    """Return what is kept of content/: if *warm*, as this process still has it, unless another has kept something since."""
    known = _memories.get(folder)
    if warm and known and known.made_by == made_by and known.is_last():
        known.begin()
        return known
    if known:
        known.close()
    found = Memory(folder, made_by, root).open()
    if warm:
        _memories[folder] = found
    return found


def settings_of(settings_file: Path, overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return Pelican's settings from a file. Raises ToolError if it is missing or says what cannot be."""
    if not settings_file.is_file():
        raise ToolError(f"There is no settings file {settings_file}.")
    try:
        settings: dict[str, Any] = read_settings(str(settings_file), override=dict(overrides or {}))
    except Exception as error:
        if "path containing the content" in str(error):
            where = _where(settings_file, "PATH")
            raise ToolError(
                f"{where}: there is no folder with the pages. Bring it back, or mend PATH."
            ) from error
        raise ToolError(f"{settings_file.name} cannot be read: {sentence(error)}") from error
    settings.setdefault("PROJECT_ROOT", str(settings_file.resolve().parent))
    if fault := fault_of_table(settings.get("LANGUAGES", ()), settings["DEFAULT_LANG"]):
        raise ToolError(f"{_where(settings_file, 'LANGUAGES')}: LANGUAGES: {fault}")
    try:
        ZoneInfo(settings["TIMEZONE"])
    except (ZoneInfoNotFoundError, ValueError) as error:
        where = _where(settings_file, "TIMEZONE")
        example = "Write a name such as 'America/New_York'."
        raise ToolError(
            f"{where}: TIMEZONE: there is no time zone '{settings['TIMEZONE']}'. {example}"
        ) from error
    if not _SITEURL.fullmatch(settings["SITEURL"]):
        raise ToolError(
            f"{_where(settings_file, 'SITEURL')}: SITEURL is '{settings['SITEURL']}', which is not the address of a "
            "site. Write it whole, for example 'https://example.org'."
        )
    return settings


def today(settings: Mapping[str, Any]) -> datetime.date:
    """Return the day on which dates are looked at: TODAY, or that of the clock."""
    day: datetime.date = settings.get("TODAY") or datetime.datetime.now(datetime.UTC).date()
    return day


def _where(settings_file: Path, name: str) -> str:
    """Return the file and the line where a setting is set."""
    lines = settings_file.read_text("utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if re.match(rf"{name}\s*=", line)]
    return f"{settings_file.name}:{found[-1]}" if found else settings_file.name


def _fault_of_places(root: Path, settings: Mapping[str, Any], output: Path) -> str:
    """Return why the site cannot be read or written where the settings say, or "". Nothing of ours is ever replaced."""
    content, theme = (Path(root, settings[name]).resolve() for name in ("PATH", "THEME"))
    kept = [root, content, theme, root / "plugins", root / "tests", root / ".git"]
    if any(folder.is_relative_to(output) for folder in kept) or any(
        output.is_relative_to(f) for f in kept[1:]
    ):
        shown = "the project" if output == root else relative(output, root)
        return f"The site would be written over {shown}. Name another folder in OUTPUT_PATH."
    if output.exists() and not output.is_dir():
        return f"{relative(output, root)} is a file, and the site is to be written there. Move it away."
    if output.is_dir() and any(output.iterdir()) and not (output / "sitemap.xml").is_file():
        return (
            f"{relative(output, root)}/ holds files that are not a site of ours. Move them away, or name another "
            "folder in OUTPUT_PATH."
        )
    return ""


def _run_pelican(settings: dict[str, Any]) -> bool:
    """Run Pelican and its sub-sites, and return whether they came to their end.

    Errors that Pelican only logs fail the build.
    """
    logged = _ErrorsLogged()
    log = logging.getLogger("pelican")
    quiet, console.quiet = console.quiet, True  # its "Processed 0 articles" is not true of our site
    log.addHandler(logged)
    was, log.propagate = log.propagate, False
    try:
        Pelican(settings).run()
    except DamagedError:
        raise
    except Exception as error:
        # A page without its title may break a template; what is wrong with the content explains it better.
        library = settings.get("LIBRARY")
        in_the_way = isinstance(error, (IsADirectoryError, NotADirectoryError, FileExistsError))
        ours = isinstance(error, OSError) and not in_the_way
        if ours or library is None or not _has_errors(library):
            if logged.messages:  # a plugin that could not be loaded, and a template that then missed it
                raise ToolError(logged.messages[0]) from error
            raise
        return False
    finally:
        log.removeHandler(logged)
        log.propagate = was
        console.quiet = quiet
    if logged.messages and not _has_errors(settings["LIBRARY"]):
        raise ToolError(logged.messages[0])
    return not logged.messages


def _has_errors(library: Library) -> bool:
    return any(problem.severity is Severity.ERROR for problem in library.problems)


class _ErrorsLogged(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        reason = f" ({record.exc_info[1]})" if record.exc_info else ""
        self.messages.append(f"Pelican: {record.getMessage()}{reason}")


@contextmanager
def _staging(output: Path) -> Iterator[Path]:
    staging = swap.staging_for(output)
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
