"""The command behind `./run build`: build, report, and an exit status people can rely on."""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Only what is needed to find out that there is nothing to do; a build loads the rest.
from plugins.builder.patterns import Patterns
from plugins.incremental import unchanged

if TYPE_CHECKING:
    import argparse

    from plugins.builder.run import Outcome

FINE, PROBLEMS, FAILED, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the site and return the exit status: 0 fine, 1 problems in the content, 2 the tool failed."""
    started = time.perf_counter()
    settings, output, clean = _asked(list(sys.argv[1:] if arguments is None else arguments))
    try:
        if not clean and (done := unchanged.answer(settings, output)):
            return _nothing_to_do(done, time.perf_counter() - started)
        patterns = Patterns(settings.resolve().parent / ".cache" / "pages" / "patterns.state")
        patterns.use()
        # Containers forbid it while they are made, and go on to forbid it: 60 ms of each build.
        forbidden, sys.dont_write_bytecode = sys.dont_write_bytecode, False
        from plugins.builder.run import ToolError, build

        sys.dont_write_bytecode = forbidden
        try:
            outcome = build(settings, output, clean=clean)
        except ToolError as error:
            print(f"The site was not built. {error}", file=sys.stderr)
            return FAILED
        else:
            patterns.keep()
        finally:
            patterns.end()
    except KeyboardInterrupt:
        print("\nStopped. The last good site is untouched.", file=sys.stderr)
        return INTERRUPTED
    tell(outcome.problems)
    print(closing(outcome), file=sys.stderr if outcome.problems else sys.stdout)
    return FINE if outcome.ok else PROBLEMS


def tell(problems: list[Any]) -> None:
    """Print what is wrong, if anything is."""
    if problems:
        from plugins.problems.report import as_text, show, wants_colour

        show(as_text(problems, colour=wants_colour(sys.stdout, os.environ)), sys.stdout)


def _nothing_to_do(done: unchanged.Done, seconds: float) -> int:
    problems: list[Any] = []
    if done.problems:
        import pickle

        problems = pickle.loads(done.problems)
    tell(problems)
    closing = f"Nothing has changed: {_pages(done.pages, done.languages, seconds)} {_summary(problems)}"
    print(closing, file=sys.stderr if problems else sys.stdout)
    return FINE


def closing(outcome: Outcome) -> str:
    """Return the last line that a person reads of a build."""
    told = _summary(outcome.problems)
    if not outcome.built:
        return f"{told} The site was not replaced: mend these and build again."
    return f"Built {_pages(outcome.pages, outcome.languages, outcome.seconds)} {told}"


def _pages(pages: int, languages: int, seconds: float) -> str:
    return (
        f"{pages} pages in {'1 language' if languages == 1 else f'{languages} languages'}, {seconds:.1f} s."
    )


def _summary(problems: list[Any]) -> str:
    if not problems:
        return "No problems."
    from plugins.problems.report import summary

    return summary(problems)


def _asked(arguments: list[str]) -> tuple[Path, Path | None, bool]:
    """Return the settings file, the folder to build into or None, and whether to build from nothing."""
    if not arguments:
        return Path("pelicanconf.py"), None, False
    if len(arguments) == 2 and arguments[0] == "--settings":  # without the parser's 10 ms
        return Path(arguments[1]), None, False
    options = _parser().parse_args(arguments)
    return Path(options.settings), Path(options.output) if options.output else None, options.clean


def _parser() -> argparse.ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(prog="./run build", description=__doc__)
    parser.add_argument("--settings", default="pelicanconf.py", help="the settings file")
    parser.add_argument("--output", help="the folder to build into (default: the settings' own)")
    parser.add_argument("--clean", action="store_true", help="take nothing over from earlier builds")
    return parser


def _end(status: int) -> None:
    """End this process now: to take apart all that a build has made, a piece at a time, takes 40 ms."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # nobody listens any more
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    _end(main())
