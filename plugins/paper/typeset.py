"""Keep each PDF in .cache/paper until its words, its fonts or what makes it change; have the lacking ones made."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from plugins.paper import fonts
from plugins.paper.documents import Job

_PACKAGE = Path(__file__).parent
_TEMPLATES = _PACKAGE / "typst"
_KEPT = 3  # PDFs of one page: those of the preview, of the public site, and one more
_TIME = 300  # seconds; the PDFs of one language take one to four


class PaperError(Exception):
    """A PDF could not be made: one sentence that says why."""


def make_all(jobs: Mapping[str, Job], kept: Path) -> dict[str, Path]:
    """Return the PDF of each job by its name, made now if it is not in *kept*. Raises PaperError."""
    kept.mkdir(parents=True, exist_ok=True)
    made = {name: _path(name, job, kept) for name, job in jobs.items()}
    if lacking := [name for name, path in made.items() if not path.is_file()]:
        _make([_order(jobs[name], made[name]) for name in lacking])
    for name, path in made.items():
        path.touch()
        _forget(kept, name)
    return made


def keep(name: str, content: bytes, kept: Path) -> Path:
    """Return a file with a content that is made quickly, in *kept* as PDFs are."""
    path = kept / f"{name}-{hashlib.sha256(content).hexdigest()[:16]}"
    if not path.is_file():
        kept.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return path


def _path(name: str, job: Job, kept: Path) -> Path:
    states = [state for family in job.faces.wanted for state in fonts.files().get(family, ())]
    said = json.dumps([job.template, job.data, job.letters], ensure_ascii=False, sort_keys=True)
    return kept / f"{name}-{_digest([_maker(), said, *states])}.pdf"


def _order(job: Job, path: Path) -> dict[str, object]:
    """Return a job as the worker reads it."""
    return {
        "template": str(_TEMPLATES / f"{job.template}.typ"),
        "data": json.dumps(job.data, ensure_ascii=False, sort_keys=True),
        "letters": job.letters,
        "seen": [job.faces.body, job.faces.display],
        "tag": job.data["tag"],
        "path": str(path),
    }


def _make(orders: Sequence[Mapping[str, object]]) -> None:
    command = [sys.executable, "-m", "plugins.paper.worker"]
    root = _PACKAGE.parent.parent
    try:
        done = subprocess.run(
            command,
            input=json.dumps(orders),
            cwd=root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_TIME,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise PaperError(f"Typst could not be run: {error}.") from error
    if done.returncode:
        told = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise PaperError(f"There are no PDFs in a language. {told[-1].rstrip('.')}.")


@cache
def _maker() -> str:
    """Return what stands for all that makes a PDF: versions, templates and this code."""
    own = sorted([*_TEMPLATES.glob("*.typ"), *_PACKAGE.glob("*.py")])
    versions = [f"{name} {version(name)}" for name in ("typst", "pypdf")]
    return _digest([*versions, *(path.read_text("utf-8") for path in own)])


def _digest(texts: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:16]


def _forget(kept: Path, name: str) -> None:
    """Delete all but the newest PDFs of one page."""
    found = []
    for path in kept.glob(f"{name}-{'?' * 16}.pdf"):
        with suppress(OSError):  # another process of this build was quicker
            found.append((path.stat().st_mtime_ns, path))
    for _, path in sorted(found)[:-_KEPT]:
        path.unlink(missing_ok=True)
