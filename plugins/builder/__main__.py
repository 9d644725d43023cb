"""The command behind `./run build` and `./run check`: build, report, and an exit status people can rely on."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from plugins.builder.run import Outcome, ToolError, build
from plugins.problems.report import FORMATS, Summary, as_text, show, summary, wants_colour

FINE, PROBLEMS, FAILED, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the site and return the exit status: 0 fine, 1 problems in the content, 2 the tool failed."""
    parser = _parser("./run check" if "--check" in (arguments or sys.argv) else "./run build")
    options = parser.parse_args(arguments)
    settings = Path(options.settings)
    try:
        if options.check:
            with tempfile.TemporaryDirectory(prefix="site-check-") as scratch:
                outcome = build(settings, Path(scratch) / "output")
        else:
            outcome = build(settings, Path(options.output) if options.output else None)
    except ToolError as error:
        print(f"The site was not built. {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\nStopped. The last good site is untouched.", file=sys.stderr)
        return INTERRUPTED
    report = _report(outcome, options.format)
    if report:
        show(report, sys.stdout)
    if options.format == "text":
        print(
            _closing(outcome, check_only=options.check), file=sys.stderr if outcome.problems else sys.stdout
        )
    return FINE if outcome.ok else PROBLEMS


def _report(outcome: Outcome, format_name: str) -> str:
    if format_name == "text":
        return as_text(outcome.problems, colour=wants_colour(sys.stdout, os.environ))
    return FORMATS[format_name](outcome.problems, Summary(pages=outcome.pages, seconds=outcome.seconds))


def _closing(outcome: Outcome, *, check_only: bool) -> str:
    languages = "1 language" if outcome.languages == 1 else f"{outcome.languages} languages"
    size = f"{outcome.pages} pages in {languages}, {outcome.seconds:.1f} s"
    told = summary(outcome.problems)
    if check_only:
        return f"Checked {size}. {told}"
    if outcome.built:
        return f"Built {size}. {told}"
    return f"{told} The site was not replaced: mend these and build again."


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=name, description=__doc__)
    parser.add_argument("--settings", default="pelicanconf.py", help="the settings file")
    parser.add_argument("--output", help="the folder to build into (default: the settings' own)")
    parser.add_argument("--check", action="store_true", help="only check; leave the output as it is")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="how problems are printed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
