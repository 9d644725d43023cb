"""Have Typst make PDFs, and keep each in .cache/paper until its words, its fonts or what makes it change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import typst

from plugins.paper import fonts
from plugins.paper.documents import Job
from plugins.paper.layer import readable

_TEMPLATES = Path(__file__).parent / "typst"
_KEPT = 3  # PDFs of one page: those of the preview, of the public site, and one more
STANDARD = "ua-1"


class PaperError(Exception):
    """A PDF could not be made: one sentence that says why."""


def make_all(jobs: Mapping[str, Job], kept: Path) -> dict[str, Path]:
    """Return the PDF of each job by its name, made now if it is not in *kept*. Raises PaperError."""
    kept.mkdir(parents=True, exist_ok=True)
    # Threads, because Typst and zlib run without Python's lock: two cores make 90 PDFs in half the time of one.
    with ThreadPoolExecutor() as pool:
        return dict(zip(jobs, pool.map(lambda name: make(name, jobs[name], kept), jobs), strict=True))


def make(name: str, job: Job, kept: Path) -> Path:
    """Return the PDF of one job."""
    data = json.dumps(job.data, ensure_ascii=False, sort_keys=True)
    said = json.dumps(job.letters, sort_keys=True)
    states = [state for family in job.faces.wanted for state in fonts.files().get(family, ())]
    path = kept / f"{name}-{_digest([_maker(), job.template, data, said, *states])}.pdf"
    if not path.is_file():
        pdf = _typeset(job, data)
        scratch = path.with_suffix(".new")
        scratch.write_bytes(pdf)
        scratch.replace(path)
    path.touch()
    _forget(kept, name)
    return path


def _typeset(job: Job, data: str) -> bytes:
    try:
        pdf = typst.compile(
            str(_TEMPLATES / f"{job.template}.typ"),
            root=str(_TEMPLATES),
            font_paths=fonts.installed(),
            sys_inputs={"data": data},
            pdf_standards=[STANDARD],
            timestamp=0,
        )
    except typst.TypstError as error:
        raise PaperError(f"Typst could not make a PDF: {error.message}") from error
    if not job.letters:
        return pdf
    return readable(pdf, frozenset({job.faces.body, job.faces.display}), job.letters)


@cache
def _maker() -> str:
    """Return what stands for all that makes a PDF: versions, templates and this code."""
    own = sorted([*_TEMPLATES.glob("*.typ"), *Path(__file__).parent.glob("*.py")])
    versions = [f"{name} {version(name)}" for name in ("typst", "pypdf")]
    return _digest([*versions, *(path.read_text("utf-8") for path in own)])


def _digest(texts: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:16]


def _forget(kept: Path, name: str) -> None:
    """Delete all but the newest PDFs of one page."""
    for path in sorted(kept.glob(f"{name}-{'?' * 16}.pdf"), key=lambda path: path.stat().st_mtime_ns)[:-_KEPT]:
        with suppress(OSError):
            path.unlink()
