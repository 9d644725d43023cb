"""The process in which Typst works: python -m plugins.paper.worker, with the jobs on its standard input.

A process of its own, because Typst starts threads, and a build that has threads cannot fork for its languages.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import typst

from plugins.paper.fonts import installed
from plugins.paper.layer import readable


def typeset(template: str, data: str, letters: dict[str, str], seen: list[str], tag: str) -> bytes:
    """Return the PDF of a template and its data. The others are those of `layer`. Raises TypstError."""
    pdf: bytes = typst.compile(
        template,
        root=str(Path(template).parent),
        font_paths=installed(),
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    return readable(pdf, frozenset(seen), letters, tag) if letters or "-" in tag else pdf


def main() -> int:
    """Write the PDF of each job to its path; tell on standard error, in one line, what could not be made."""
    for job in json.load(sys.stdin):
        path = Path(job.pop("path"))
        try:
            pdf = typeset(**job)
        except typst.TypstError as error:
            print(f"Typst could not make {path.name}: {error.message}", file=sys.stderr)
            return 1
        scratch = path.with_name(f"{path.name}.{os.getpid()}")
        scratch.write_bytes(pdf)
        scratch.replace(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
