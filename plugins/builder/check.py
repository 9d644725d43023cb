"""The command behind `./run check`: everything a build checks, and links to other sites if asked; output/ stays."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.builder.__main__ import FAILED, FINE, INTERRUPTED, PROBLEMS
from plugins.builder.before import lost_since
from plugins.builder.run import Outcome, ToolError, build, settings_of, today
from plugins.linkcheck import ignore, ignore_file, web
from plugins.linkcheck.changed import UsageError
from plugins.linkcheck.options import add_web_options
from plugins.linkcheck.places import Places
from plugins.problems import Problem, Severity
from plugins.problems.report import FORMATS, Summary, deliver, ordered

if TYPE_CHECKING:
    from plugins.linkcheck.origin import Origin, Place
    from plugins.linkcheck.uses import Use


def main(arguments: Sequence[str] | None = None) -> int:
    """Check and return the exit status: 0 fine, 1 problems in the content, 2 wrong usage or the tool failed."""
    options = _parser().parse_args(arguments)
    started = time.perf_counter()
    settings = Path(options.settings)
    try:
        left_out = [re.compile(pattern) for pattern in options.exclude]
        with tempfile.TemporaryDirectory(prefix="site-check-") as scratch:
            outcome = build(settings, Path(scratch) / "output")
        problems, totals = outcome.problems, Summary(pages=outcome.pages)
        if outcome.links:
            totals = replace(totals, links=sum(record.links for record in outcome.links[0].checked.values()))
            if options.external:
                problems, totals = _with_web(outcome, settings.resolve().parent, totals, options, left_out)
        problems = [problem for problem in problems if not _is_in(left_out, problem.url)]
        problems = ordered([*problems, *_lost(settings, options.changed_since)])
        totals = replace(totals, seconds=time.perf_counter() - started)
        deliver(problems, totals, options.format, options.output)
    except (ToolError, UsageError, web.SettingError) as error:
        print(f"The site was not checked. {error}", file=sys.stderr)
        return FAILED
    except re.error as error:
        print(f"./run check: --exclude {error.pattern!r} is no regular expression: {error}.", file=sys.stderr)
        return FAILED
    except OSError as error:
        print(
            f"./run check: {error.filename or 'A file'}: {(error.strerror or str(error)).lower()}.",
            file=sys.stderr,
        )
        return FAILED
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    return PROBLEMS if any(problem.severity is Severity.ERROR for problem in problems) else FINE


@dataclass(frozen=True)
class _Typed:
    """A use of another site's address, with the Markdown or template where it was typed."""

    use: Use
    origin: Origin

    @property
    def page(self) -> str:
        return self.use.page

    @property
    def fragment(self) -> str:
        return self.use.fragment

    @property
    def file(self) -> str:
        return self._place.file

    @property
    def line(self) -> int:
        return self._place.line

    @property
    def column(self) -> int:
        return self._place.column

    @cached_property
    def _place(self) -> Place:
        return self.origin.places([self.use])[0]


def _is_in(patterns: Sequence[re.Pattern[str]], url: str) -> bool:
    return bool(url) and any(pattern.search(url) for pattern in patterns)


def _lost(settings_file: Path, revision: str | None) -> list[Problem]:
    """Return the addresses lost since a revision; None means the last commit, where there is one."""
    root, settings = settings_file.resolve().parent, settings_of(settings_file)
    try:
        return lost_since(root, settings, revision or "HEAD", today(settings))
    except UsageError:
        if revision:
            raise
        return []


def _with_web(
    outcome: Outcome,
    root: Path,
    totals: Summary,
    options: argparse.Namespace,
    left_out: Sequence[re.Pattern[str]],
) -> tuple[list[Problem], Summary]:
    """Return all problems, those of links to other sites too, and the totals with theirs."""
    site, origin = outcome.links
    # The pages are gone by now, and not needed: where a link was typed is not in them.
    external = site.external(Places(root, site.names_by_address))
    uses = {
        url: [_Typed(use, origin) for use in used]
        for url, used in external.items()
        if not _is_in(left_out, url)
    }
    settings = settings_of(Path(options.settings))
    options.contact = options.contact or settings["SITEURL"]
    found, totals = web.check(uses, options, root, root / ".cache" / "links.sqlite", totals, by_page=False)
    # The build warns of private addresses by their looks; by now they have been asked, or refused.
    before = [problem for problem in outcome.found if problem.code != "blocked-host"]
    applied = ignore.apply(
        ignore_file.read(root), [*before, *found], today(settings), external=not options.changed_since
    )
    return list(applied.problems), replace(totals, ignored=len(applied.hidden))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run check", description=__doc__.partition("\n")[0])
    parser.add_argument("--settings", default="pelicanconf.py", help="the settings file")
    parser.add_argument("--publish", dest="settings", action="store_const", const="publishconf.py",
                        help="check what the public site would be")  # fmt: skip
    parser.add_argument("--exclude", action="append", default=[], metavar="REGEX",
                        help="leave out links whose address has this; may be given again")  # fmt: skip
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="the form of the report")
    parser.add_argument("--output", metavar="FILE", help="where to write the report")
    add_web_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
