"""The command behind `./run build`: build, report, and an exit status people can rely on."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from plugins.builder.run import Outcome, ToolError, build
from plugins.problems.report import as_text, show, summary, wants_colour

FINE, PROBLEMS, FAILED, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the site and return the exit status: 0 fine, 1 problems in the content, 2 the tool failed."""
    options = _parser().parse_args(arguments)
    try:
        outcome = build(Path(options.settings), Path(options.output) if options.output else None)
    except ToolError as error:
        print(f"The site was not built. {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\nStopped. The last good site is untouched.", file=sys.stderr)
        return INTERRUPTED
    if outcome.problems:
        show(as_text(outcome.problems, colour=wants_colour(sys.stdout, os.environ)), sys.stdout)
    print(_closing(outcome), file=sys.stderr if outcome.problems else sys.stdout)
    return FINE if outcome.ok else PROBLEMS


def _closing(outcome: Outcome) -> str:
    told = summary(outcome.problems)
    if not outcome.built:
        return f"{told} The site was not replaced: mend these and build again."
    languages = "1 language" if outcome.languages == 1 else f"{outcome.languages} languages"
    return f"Built {outcome.pages} pages in {languages}, {outcome.seconds:.1f} s. {told}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run build", description=__doc__)
    parser.add_argument("--settings", default="pelicanconf.py", help="the settings file")
    parser.add_argument("--output", help="the folder to build into (default: the settings' own)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
