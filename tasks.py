"""What there is to run: `./run NAME`. Each task is a few lines; the work is done in plugins/.

Exit status: 0 fine, 1 problems in the content, 2 wrong usage or the tool itself failed.
"""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

if TYPE_CHECKING:
    from plugins.bundles.library import Library
    from plugins.bundles.scaffold import NewFile

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))


@task(help={"publish": "build for the public, with the stricter policy of publishconf.py"})
def build(_c: Context, publish: bool = False) -> None:
    """Build the site into output/ and check it; exit 1 with a list if anything is wrong."""
    _builder("--settings", _settings(publish))


@task
def check(_c: Context) -> None:
    """Check content and links without touching output/; see ./run check --help."""
    _python(
        "-m", "plugins.builder.check", "--help"
    )  # ./run hands the arguments to plugins.builder.check itself


@task
def linkcheck(_c: Context) -> None:
    """Check any folder of HTML: ./run linkcheck FOLDER, see ./run linkcheck --help."""
    _python("-m", "plugins.linkcheck", "--help")  # ./run hands the arguments to plugins.linkcheck itself


@task(help={"port": "the port on this machine"})
def serve(_c: Context, port: int = 8000) -> None:
    """Show the site on a local address; build again and reload the browser on save."""
    from plugins.builder.run import ToolError
    from plugins.builder.serve import serve as run_server

    try:
        run_server(ROOT / "output", port, "pelicanconf.py")
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "ports go from 1 to 65535"
        raise Exit(f"Port {port} cannot be used ({reason}). Try ./run serve --port 8001", 2) from None
    except ToolError as error:
        raise Exit(str(error), 2) from None


@task(help={"kind": "initiative, resource, page or news", "name": 'its title, in quotes: "Name"'})
def new(_c: Context, kind: str, name: str) -> None:
    """Make a page ready to be written: ./run new initiative "Name"."""
    from plugins.bundles import scaffold

    def files() -> list[NewFile]:
        return scaffold.new_page(Path("content"), scaffold.kind_named(kind), name, _languages()[0], _today())

    _write(files)


@task(help={"page": "kind/name, for example initiatives/364-campaign", "accept": "mark it as current"})
def translate(_c: Context, page: str, language: str, accept: bool = False) -> None:
    """Make a translation ready to be written, or mark one as current: ./run translate pages/about es."""
    from plugins.bundles import scaffold

    make = scaffold.accept if accept else scaffold.new_translation
    _write(lambda: [make(_library(), page, language, _today())])


@task
def translations(_c: Context) -> None:
    """Show how far each page is translated; export for translators, import, see what changed: --help tells all."""
    _python(
        "-m", "plugins.translations", "--help"
    )  # ./run hands the arguments to plugins.translations itself


@task
def messages(_c: Context) -> None:
    """Bring the catalogues in theme/translations up to date with the strings of theme and plugins."""
    from plugins.multilingual.extraction import update

    others = [code for code in _languages() if code != _languages()[0]]
    for line in update(ROOT, others):
        print(line)


@task(help={"k": "only tests whose name has these words", "accept": "keep what the golden site has become"})
def test(_c: Context, k: str = "", accept: bool = False) -> None:
    """Run all tests."""
    _python("-m", "pytest", *(["-k", k] if k else []), *(["--accept"] if accept else []))


@task(help={"fix": "mend what can be mended by itself"})
def lint(_c: Context, fix: bool = False) -> None:
    """Check the code: ruff, its formatter and mypy."""
    fixing = ["--fix"] if fix else []
    steps = [
        ["-m", "ruff", "check", *fixing, "."],
        ["-m", "ruff", "format", *([] if fix else ["--check"]), "."],
        ["-m", "mypy"],
    ]
    failed = [
        step for step in steps if subprocess.run([sys.executable, *step], cwd=ROOT, check=False).returncode
    ]
    if failed:
        raise Exit(code=1)


@task
def bench(_c: Context) -> None:
    """Compare our build with stock Pelican's, or (bench links) our link checker with others."""
    _python("-m", "bench", "--help")  # ./run hands the arguments to bench itself


@task(help={"path": "a file, or a folder with files"})
def clean_files(_c: Context, path: str) -> None:
    """Take names, places and cameras out of pictures and documents: ./run clean-files content/news/rally."""
    from plugins.pictures import inplace

    try:
        for line in inplace.clean(path, ROOT):
            print(line)
    except inplace.UsageError as error:
        raise Exit(str(error), 2) from None


@task
def docs(_c: Context) -> None:
    """Make the tables of fields in docs/staff.md anew from the schema."""
    from plugins.bundles.scaffold import with_field_tables

    path = ROOT / "docs" / "staff.md"
    path.write_text(with_field_tables(path.read_text("utf-8")), encoding="utf-8", newline="\n")


@task
def clean(_c: Context) -> None:
    """Remove everything that is made: output/ and caches (but not .venv)."""
    for name in ("output", ".cache", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in ROOT.glob(".output-*"):
        shutil.rmtree(folder, ignore_errors=True)


@task
def lock(c: Context) -> None:
    """Compile requirements.txt anew from pyproject.toml (needs uv: pipx install uv)."""
    c.run("uv pip compile --quiet --universal --all-extras --no-emit-index-url --no-annotate "
          "--python-version 3.11 --custom-compile-command './run lock' pyproject.toml -o requirements.txt")  # fmt: skip


# ── What the tasks share ─────────────────────────────────────────────────────


def _settings(publish: bool) -> str:
    return "publishconf.py" if publish else "pelicanconf.py"


def _builder(*arguments: str) -> None:
    from plugins.builder.__main__ import main

    if status := main(arguments):
        raise Exit(code=status)


def _python(*arguments: str) -> None:
    status = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode
    if status:
        raise Exit(code=status if status in (1, 2) else 2)  # pytest has more of them


def _languages() -> list[str]:
    from plugins.builder.run import ToolError, settings_of

    try:
        languages: list[str] = settings_of(ROOT / "pelicanconf.py")["LANGUAGES"]
    except ToolError as error:
        raise Exit(str(error), 2) from None
    return languages


def _today() -> datetime.date:
    from zoneinfo import ZoneInfo

    from pelicanconf import TIMEZONE

    return datetime.datetime.now(ZoneInfo(TIMEZONE)).date()


def _library() -> Library:
    from plugins.bundles.library import read_library

    languages = _languages()
    return read_library(ROOT, ROOT / "content", languages, languages[0], datetime.date.min)


def _write(make: object) -> None:
    """Write new files, or say in one line why not and exit 2."""
    from plugins.bundles.scaffold import UsageError

    try:
        files = make()  # type: ignore[operator]
    except UsageError as error:
        raise Exit(str(error), 2) from None
    for file in files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.path.write_text(file.text, encoding="utf-8", newline="")
        shown = file.path.relative_to(ROOT) if file.path.is_absolute() else file.path
        print(f"Wrote {shown.as_posix()}")
