"""A whole site from one string: `site = build("-- content/pages/about/en.md --\\nTitle: …")`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from blinker import ANY, Signal
from bs4 import BeautifulSoup
from pelican import signals

from plugins.builder.run import Outcome
from plugins.builder.run import build as run_build
from plugins.multilingual.signals import language_site_finished, language_site_planned

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESKTOP = (360, 740), (1280, 900)
SETTINGS = """\
PROJECT_ROOT = {root!r}
SITENAME = "Test site"
SITEURL = "https://example.org"
LANGUAGES = ["en", "es", "ar", "zh-hans"]
DEFAULT_LANG = "en"
HELPLINE = "(212) 725-6422"
PATH = {root!r} + "/content"
OUTPUT_PATH = {root!r} + "/output"
THEME = {theme!r}
TIMEZONE = "UTC"
PLUGINS = {plugins!r}
MARKDOWN = {{
    "extensions": ["markdown.extensions.attr_list", "markdown.extensions.tables", "markdown.extensions.toc"],
}}
"""
PLUGINS = [
    "bundles",
    "multilingual",
    "assets",
    "initiatives",
    "resources",
    "news",
    "rights",
    "glossary",
    "feeds",
    "structured",
    "hosting",
    "linkcheck",
]
# The smallest file of each kind that the check accepts.
HEADS = {
    "pages": "Title: {title}\nSummary: What it says.\n",
    "initiatives": "Title: {title}\nSummary: What it says.\nStatus: active\nImage: picture.svg\nAlt: A picture.\n",
    "news": "Title: {title}\nSummary: What it says.\nDate: 2026-05-18\n",
    "resources": "Title: {title}\nSummary: What it says.\nType: report\nAudience: press\nYear: 2019\n"
    "Publisher: IDP\nLanguages: en\nLink: https://example.com/\n",
    "glossary": "Title: {title}\nSource: https://example.com/\n",
}
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 50"/>\n'


@dataclass
class Site:
    """A small site on the disk: write files, build, look at pages and problems."""

    root: Path
    settings: str = ""
    outcome: Outcome | None = None
    overrides: dict[str, Any] = field(default_factory=dict)

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def problems(self) -> list[str]:
        assert self.outcome is not None
        return [str(problem) for problem in self.outcome.problems]

    @property
    def codes(self) -> list[str]:
        assert self.outcome is not None
        return [problem.code for problem in self.outcome.problems]

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def remove(self, name: str) -> None:
        path = self.root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()

    def build(self) -> Site:
        self.outcome = run_build(self.root / "pelicanconf.py", **self.overrides)
        return self

    def page(self, path: str) -> BeautifulSoup:
        """Return a built page by its address."""
        return BeautifulSoup(self.html(path), "html.parser")

    def html(self, path: str) -> str:
        name = path.lstrip("/")
        return (self.output / (name + "index.html" if not name or name.endswith("/") else name)).read_text(
            "utf-8"
        )


def unpack(text: str) -> Iterator[tuple[str, str]]:
    """Yield (file name, text) for each `-- name --` section."""
    parts = re.split(r"^-- (.+?) --\n", text, flags=re.M)
    yield from zip(
        parts[1::2], (part.strip("\n") + "\n" if part.strip() else "" for part in parts[2::2]), strict=True
    )


@pytest.fixture(autouse=True)
def only_the_plugins_of_this_site() -> None:
    """Forget the plugins that sites of earlier tests have connected in this process."""
    named = (getattr(signals, name) for name in dir(signals) if isinstance(getattr(signals, name), Signal))
    for signal in (*named, language_site_planned, language_site_finished):
        for receiver in list(signal.receivers_for(ANY)):
            signal.disconnect(receiver)


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Site]:
    """Return a function that makes a site from a string and does not build it.

    A section that names a Markdown source without fields ("-- content/pages/about/en.md --" and text) gets the
    fields its kind needs; an initiative gets its picture. `home` adds a home page that is right.
    """

    def make(text: str = "", *, home: bool = True, theme: Path = ROOT / "theme", plugins: list[str] = PLUGINS,
             extra: str = "") -> Site:  # fmt: skip
        names = [*(f"plugins.{name}" for name in plugins), "i18n_subsites"]
        settings = SETTINGS.format(root=str(tmp_path), theme=str(theme), plugins=names) + extra
        if "-- content/pages/legal-help/" in text:
            settings += 'LEGAL_HELP_PAGE = "pages/legal-help"\n'
        site = Site(tmp_path, settings)
        site.write("pelicanconf.py", settings)
        if home:
            site.write("content/pages/home/en.md", HEADS["pages"].format(title="Home") + "\nWelcome.\n")
        for name, content in unpack(text):
            site.write(name, _with_head(name, content))
            kind, _, slug = name.removeprefix("content/").partition("/")
            picture = tmp_path / "content" / kind / slug.partition("/")[0] / "picture.svg"
            if kind == "initiatives" and name.endswith("en.md") and not picture.exists():
                site.write(str(picture.relative_to(tmp_path)), PICTURE)
        return site

    return make


def _with_head(name: str, text: str) -> str:
    match = re.fullmatch(r"content/([a-z]+)/([^/]+)/(.+)\.md", name)
    if not match or not text.strip() or re.match(r"[A-Z][A-Za-z-]*:", text):
        return text
    kind, slug, language = match.groups()
    title = slug.replace("-", " ").capitalize()
    if language == "en":
        return HEADS.get(kind, HEADS["pages"]).format(title=title) + "\n" + text
    alt = "Alt: Picture.\n" if kind == "initiatives" else ""
    return f"Title: {title} ({language})\nSummary: Summary.\nTranslation: reviewed\n" + (
        f"Translator: Ana Pérez\nReviewed: 2026-05-18\n{alt}\n{text}"
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return the one browser of the tests: Playwright cannot run twice in a process."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; .ci/run installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def build(make_site: Callable[..., Site]) -> Callable[..., Site]:
    """Return a function that makes a site from a string and builds it."""

    def build_site(text: str = "", **options: Any) -> Site:
        return make_site(text, **options).build()

    return build_site


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="keep what the golden site has become")
