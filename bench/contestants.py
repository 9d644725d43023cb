"""The builders that are compared, each with its settings file and the command that runs it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
THEME = ROOT / "bench" / "theme"
_COMMON = """\
SITENAME = "Benchmark"
SITEURL = "https://bench.example"
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
THEME = {theme!r}
PATH = "content"
OUTPUT_PATH = "output"
MARKDOWN = {{"extensions": ["markdown.extensions.extra", "markdown.extensions.toc"], "output_format": "html5"}}
"""
_STOCK = """\
PLUGINS = ["i18n_subsites"]
I18N_SUBSITES = {{language: {{}} for language in {others!r}}}
ARTICLE_PATHS = []
PAGE_PATHS = ["pages"]
STATIC_PATHS = []
DIRECT_TEMPLATES = []
PAGE_URL = PAGE_LANG_URL = "{{slug}}/"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = "{{slug}}/index.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
JINJA_FILTERS = {{"address": lambda page: "/" + page.url}}
"""
_OURS = """\
PLUGINS = ["plugins.bundles", "plugins.multilingual", {linkcheck}"i18n_subsites"]
LANGUAGES = {languages!r}
JINJA_FILTERS = {{"address": lambda page: page.url}}
JOBS = {jobs!r}
"""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A builder: its name, its folder under the corpus, and its command."""

    name: str
    folder: str
    settings: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of wall time and of CPU (children too), and peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


def contestants(languages: int) -> list[Contestant]:
    """Return stock first, then ours: in one process, as it is, and with the link check."""
    tags = list(LANGUAGES[:languages])
    common = _COMMON.format(theme=str(THEME))

    def ours(name: str, settings: str, jobs: int | None, linkcheck: str = "") -> Contestant:
        text = common + _OURS.format(languages=tags, jobs=jobs, linkcheck=linkcheck)
        return Contestant(
            name, "ours", text, (sys.executable, "-m", "plugins.builder", "--settings", settings)
        )

    stock = common + _STOCK.format(others=tags[1:])
    return [
        Contestant(
            "stock Pelican + i18n-subsites",
            "stock",
            stock,
            (sys.executable, "-m", "pelican", "-q", "-s", "conf.py"),
        ),
        ours("ours, one process", "one.py", 1),
        ours("ours", "conf.py", None),
        ours("ours with link check", "checked.py", None, '"plugins.linkcheck", '),
    ]


def prepare(contestant: Contestant, corpus: Path) -> None:
    """Write the contestant's settings file."""
    (corpus / contestant.folder / Path(contestant.command[-1]).name).write_text(contestant.settings, "utf-8")


def run(contestant: Contestant, corpus: Path, pages: int) -> Cost:
    """Build once from nothing and return what it cost. Raises RuntimeError if it did not build every page."""
    folder = corpus / contestant.folder
    subprocess.run(["rm", "-rf", str(folder / "output")], check=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    process = subprocess.Popen(
        contestant.command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    built = sum(1 for path in (folder / "output").rglob("index.html") if path.parent.name.startswith("page-"))
    if process.returncode or built != pages:
        raise RuntimeError(f"{contestant.name}: {built} of {pages} pages.\n{told.decode()[-2000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
