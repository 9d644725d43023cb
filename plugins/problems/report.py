"""Tell problems in the form that each reader needs: the table of formats, and where they go."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from plugins.problems.data import as_json
from plugins.problems.github import as_github
from plugins.problems.junit import as_junit
from plugins.problems.markdown import as_markdown
from plugins.problems.order import Summary, ordered, summary
from plugins.problems.problem import Problem
from plugins.problems.sarif import as_sarif
from plugins.problems.text import as_text, wants_colour

__all__ = [
    "FORMATS", "Summary", "as_github", "as_json", "as_junit", "as_markdown", "as_sarif", "as_text", "deliver",
    "ordered", "show", "summary", "wants_colour",
]  # fmt: skip

FORMATS: dict[str, Callable[[Sequence[Problem], Summary | None], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "junit": as_junit,
    "markdown": as_markdown,
}


def deliver(problems: Sequence[Problem], totals: Summary, form: str, file: str | None) -> None:
    """Write the report into *file*, or print it; in colour if somebody looks at it. Raises OSError."""
    if file:
        Path(file).write_text(FORMATS[form](problems, totals) + "\n", encoding="utf-8", newline="\n")
        print(f"Wrote {file}. {summary(problems)}", file=sys.stderr)
    elif form == "text":
        show(as_text(problems, totals, colour=wants_colour(sys.stdout, os.environ)), sys.stdout)
    else:
        show(FORMATS[form](problems, totals), sys.stdout)


def show(report: str, stream: TextIO) -> None:
    """Print *report* and a line end; as UTF-8 if *stream* goes to a file or a program.

    Windows would write those in the machine's code page, which has neither Arabic nor Chinese.
    """
    if isinstance(stream, TextIOWrapper) and not stream.isatty():
        stream.reconfigure(encoding="utf-8")
    print(report, file=stream)
