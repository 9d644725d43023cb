"""Have Pagefind index a language's documents, and keep the index until what it was made from changes.

Pagefind reads files that are written for it alone and never published. Each language has a folder of its own, named
after all that the index depends on, so that browsers may keep it for ever and only what changed is made anew.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path

from plugins.multilingual.language import Language
from plugins.search.documents import Document
from plugins.search.words import FOLDED, little

FOLDER = "pagefind"
SCRIPT = "pagefind.js"
# Pagefind's ready-made interfaces are not used.
_WANTED = ("pagefind-entry.json", "*.pf_meta")
_PARTS = ("index", "fragment", "filter")
_KEPT = 3  # indexes of one language: those of the preview, of the public site, and one more
_TIME = 120  # seconds; a thousand pages take one


class SearchError(Exception):
    """There can be no search: one sentence that says why."""


def make(documents: Sequence[Document], language: Language, kept: Path) -> Path:
    """Return the folder with the index of a language, made now if it is not in *kept*. Raises SearchError."""
    binary, made_by = _pagefind()
    pages = {document.file: document.page(language.tag) for document in documents}
    worker = _worker(language.code)
    folder = kept / f"{language.code}-{_digest([made_by, worker, *chain(*pages.items())])}"
    if not folder.is_dir():
        kept.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=kept) as scratch:
            _run(binary, pages, Path(scratch))
            _tidy(Path(scratch) / "index", Path(scratch) / "tidy", worker)
            try:
                (Path(scratch) / "tidy").rename(folder)
            except OSError:
                if not folder.is_dir():  # else another build was quicker
                    raise
    folder.touch()
    _forget(kept, language.code)
    return folder


def publish(folder: Path, output: Path, is_there: Callable[[str, Path], bool]) -> set[str]:
    """Copy an index into the site, but for files that are there; return all of them, relative to *output*."""
    files = {f"{FOLDER}/{folder.name}/{path.relative_to(folder).as_posix()}": path
             for path in folder.rglob("*") if path.is_file()}  # fmt: skip
    for name, path in files.items():
        if not is_there(name, path):
            (output / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, output / name)
    return set(files)


def _worker(code: str) -> str:
    """Return what makes Pagefind's script a worker that answers js/search.js."""
    script = (Path(__file__).parent / "worker.js").read_text("utf-8")
    script = re.sub(r"^ *//.*\n|^ +|(?<=;) +//.*", "", script, flags=re.M)  # its comments are for us
    folded = "true" if code in FOLDED else "false"
    return f'\nconst FOLDED = {folded};\nconst LITTLE = "{" ".join(little(code))}";\n{script}'


@cache
def _pagefind() -> tuple[Path, str]:
    """Return Pagefind's program and its name with the version. Raises SearchError if it is not there."""
    lacking = "Pagefind is not installed, so the site has no search, only its list of all pages."
    try:
        from pagefind.service import get_executable

        made_by = f"pagefind {version('pagefind')}"
    except (ImportError, PackageNotFoundError) as error:
        raise SearchError(lacking) from error
    program = get_executable()
    if program is None or not program.is_file():
        raise SearchError(lacking)
    return program, made_by


def _run(program: Path, pages: Mapping[str, str], scratch: Path) -> None:
    source = scratch / "source"
    for name, page in pages.items():
        file = source / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8", newline="\n")
    command = [str(program), "--site", str(source), "--output-path", str(scratch / "index"), "--silent"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TIME, check=False)
    except (OSError, subprocess.SubprocessError) as error:
        raise SearchError(f"Pagefind could not be run, so the site has no search: {error}.") from error
    if done.returncode or not (scratch / "index" / "pagefind-entry.json").is_file():
        told = " ".join((done.stderr or done.stdout).split())
        raise SearchError(f"Pagefind failed, so the site has no search: {told or done.returncode}")


def _tidy(index: Path, target: Path, worker: str) -> None:
    """Take over what a browser asks for: of the stemmers the language's own, or the one without if it has none."""
    stemmers = sorted(index.glob("wasm.*.pagefind"), key=lambda path: path.name == "wasm.unknown.pagefind")
    found = [path for pattern in _WANTED for path in index.glob(pattern)] + stemmers[:1]
    target.mkdir()
    script = (index / SCRIPT).read_text("utf-8") + worker
    (target / SCRIPT).write_text(script, encoding="utf-8", newline="\n")
    for path in found:
        shutil.copyfile(path, target / path.name)
    for part in _PARTS:
        if (index / part).is_dir():
            shutil.copytree(index / part, target / part)


def _digest(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:8]


def _forget(kept: Path, code: str) -> None:
    """Delete all but the newest indexes of a language."""
    own = [path for path in kept.glob(f"{code}-????????") if path.is_dir()]
    for path in sorted(own, key=lambda path: path.stat().st_mtime)[:-_KEPT]:
        shutil.rmtree(path, ignore_errors=True)
