"""`./run linkcheck FOLDER`: check the links of any folder of HTML, whatever made it.

Exit status: 0 nothing wrong (warnings may be told), 1 errors, 2 wrong usage or the tool failed.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import os
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from plugins.linkcheck import web
from plugins.linkcheck.changed import UsageError
from plugins.linkcheck.folder import FolderReport, check_folder
from plugins.linkcheck.ignore import Rules, apply
from plugins.linkcheck.options import add_web_options
from plugins.problems import Problem, Severity
from plugins.problems.report import FORMATS, Summary, deliver

FINE, PROBLEMS, FAILED, INTERRUPTED = 0, 1, 2, 130
CACHE = Path(__file__).resolve().parents[2] / ".cache"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check, report, and return the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if came_from := os.environ.get("RUN_FROM"):
        os.chdir(came_from)  # names in the arguments are meant from where the command was typed
    started = time.perf_counter()
    try:
        root, files = _what(options)
        report = check_folder(
            root,
            files=files,
            base_url=options.base_url,
            exclude=options.exclude,
            jobs=options.jobs,
            tell_private=not options.external,
            cache=None if options.no_cache else _cache(root, options.cache),
        )
        problems, totals = list(report.problems), Summary(report.pages, report.links)
        if options.external:
            problems, totals = _with_web(report, problems, totals, options)
        rules = _rules(options.ignore)
    except (UsageError, NotADirectoryError, web.SettingError) as error:
        return _fail(str(error))
    except re.error as error:
        return _fail(f"--exclude {error.pattern!r} is no regular expression: {error}.")
    except OSError as error:
        return _fail(f"{error.filename or 'A file'}: {(error.strerror or str(error)).lower()}.")
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    if rules is not None:
        whole = files is None and not options.exclude
        today = datetime.datetime.now(datetime.UTC).date()
        applied = apply(rules, problems, today, whole_site=whole, external=options.external)
        problems, totals = list(applied.problems), replace(totals, ignored=len(applied.hidden))
    totals = replace(totals, seconds=time.perf_counter() - started)
    return _tell(problems, totals, options)


def _what(options: argparse.Namespace) -> tuple[Path, list[Path] | None]:
    """Return the root of the site, and the files to check (None: all). Raises UsageError."""
    named = [Path(name) for name in options.what]
    missing = [path for path in named if not path.exists()]
    if missing:
        raise UsageError(f"There is nothing at '{missing[0]}'.")
    if options.root is None:
        if len(named) == 1 and named[0].is_dir():
            return named[0], None
        raise UsageError("Name one folder; or name files and their site's folder: --root FOLDER.")
    root = Path(options.root)
    files = [file for path in named for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    outside = [file for file in files if not file.resolve().is_relative_to(root.resolve())]
    if outside:
        raise UsageError(f"'{outside[0]}' is not in {root}.")
    return root, [file for file in files if file.is_file()]


def _cache(root: Path, folder: str | None) -> Path:
    """Return the file that keeps what was read of the site in *root*."""
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    return (Path(folder) if folder else CACHE) / "linkcheck" / f"{name}.cache"


def _with_web(
    report: FolderReport, problems: list[Problem], totals: Summary, options: argparse.Namespace
) -> tuple[list[Problem], Summary]:
    """Return the problems with those of links to other sites, and the totals with theirs."""
    folder = Path(options.cache) if options.cache else CACHE
    kept = None if options.no_cache else folder / "links.sqlite"
    found, more = web.check(report.external, options, Path.cwd(), kept, totals, by_page=True)
    return [*problems, *found], more


def _rules(file: str | None) -> Rules | None:
    from plugins.linkcheck.ignore_file import parse

    return None if file is None else parse(Path(file).read_text("utf-8-sig"), Path(file).as_posix())


def _tell(problems: Sequence[Problem], totals: Summary, options: argparse.Namespace) -> int:
    try:
        deliver(problems, totals, options.format, options.output)
    except OSError as error:
        return _fail(f"{options.output}: {(error.strerror or str(error)).lower()}.")
    return PROBLEMS if any(problem.severity is Severity.ERROR for problem in problems) else FINE


def _fail(message: str) -> int:
    print(f"./run linkcheck: {message}", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run linkcheck", description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="+", metavar="FOLDER", help="the folder; or files in it, with --root")
    parser.add_argument("--root", help="the site's folder, if files are named")
    parser.add_argument("--base-url", default="", metavar="URL", help="where the site is published")
    parser.add_argument("--exclude", action="append", default=[], metavar="REGEX",
                        help="leave out links and pages whose address has this; may be given again")  # fmt: skip
    parser.add_argument("--jobs", type=int, metavar="N", help="processes to read with (default: all cores)")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="the form of the report")
    parser.add_argument("--output", metavar="FILE", help="where to write the report")
    parser.add_argument("--ignore", metavar="FILE", help="rules that hide problems for a while")
    parser.add_argument("--cache", metavar="DIR", help="where to keep what was read and answered")
    parser.add_argument("--no-cache", action="store_true", help="keep nothing and use nothing kept")
    add_web_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
