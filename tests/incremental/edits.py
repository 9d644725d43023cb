"""What people do to a site, at random: the moves of the tests that compare a rebuild with a clean build."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from plugins.builder.run import Outcome, ToolError, build
from tests.conftest import HEADS, PICTURE, PLUGINS, ROOT, SETTINGS

LANGUAGES = ("es", "ar", "zh-hans")
WORDS = [
    "right",
    "court",
    "help",
    "family",
    "lawyer",
    "city",
    "law",
    "home",
    "work",
    "school",
    "hearing",
    "letter",
    "campaign",
    "question",
    "door",
]


class Edited:
    """A site on the disk that is edited; it can tell whether a rebuild is what a clean build is."""

    def __init__(self, root: Path, plugins: list[str] = PLUGINS) -> None:
        self.root = root
        shutil.copytree(ROOT / "theme", root / "theme")
        names = [*(f"plugins.{name}" for name in plugins), "i18n_subsites"]
        text = SETTINGS.format(root=str(root), theme=str(root / "theme"), plugins=names)
        (root / "pelicanconf.py").write_text(text + 'TAGLINE = "one"\nJOBS = 2\n', "utf-8")
        self.page("pages/home", "Home", "Welcome.")
        self.page("pages/about", "About", "See [the campaign]({bundle}initiatives/first).")
        self.page("initiatives/first", "First", "## One {#one}\n\nWords.", picture=True)
        self.page("initiatives/second", "Second", "See [one]({bundle}initiatives/first#one).", picture=True)
        self.page("news/early", "Early", "What happened.", "Initiatives: first\n")
        self.page("resources/report", "Report", "What it says.", "Initiatives: second\n")
        for language in LANGUAGES[:2]:
            self.translate("initiatives/first", language, "## Uno {#one}\n\nPalabras.")

    def page(self, ref: str, title: str, body: str, more: str = "", *, picture: bool = False) -> None:
        folder = self.root / "content" / ref
        folder.mkdir(parents=True, exist_ok=True)
        head = HEADS[ref.partition("/")[0]].format(title=title)
        (folder / "en.md").write_text(f"{head}{more}\n{body}\n", "utf-8")
        if picture:
            (folder / "picture.svg").write_text(PICTURE, "utf-8")

    def translate(self, ref: str, language: str, body: str) -> None:
        alt = "Alt: Una foto.\n" if ref.startswith("initiatives") else ""
        text = f"Title: {ref} {language}\nSummary: S.\nTranslation: draft\n{alt}\n{body}\n"
        (self.root / "content" / ref / f"{language}.md").write_text(text, "utf-8")

    def bundles(self) -> list[Path]:
        return sorted(path.parent for path in self.root.glob("content/*/*/en.md"))

    def texts(self) -> list[Path]:
        return sorted(self.root.glob("content/*/*/*.md"))

    # ── Building ─────────────────────────────────────────────────────────────

    def rebuild(self) -> Outcome | str:
        return _built(self.root / "pelicanconf.py", self.root / "output")

    def clean_build(self) -> tuple[Outcome | str, dict[str, bytes]]:
        """Return what a build from nothing comes to, and its files. The site itself stays as it is."""
        kept, away = self.root / ".cache", self.root / ".cache-away"
        if kept.exists():
            kept.rename(away)
        output = self.root / "clean"
        outcome = _built(self.root / "pelicanconf.py", output)
        found = files(output)
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(kept, ignore_errors=True)
        if away.exists():
            away.rename(kept)
        return outcome, found

    def rebuild_and_kill(self, after: float) -> None:
        """Begin a rebuild in a process of its own and kill it after so many seconds."""
        child = os.fork()
        if child == 0:
            try:
                os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
                self.rebuild()
            finally:
                os._exit(0)
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    def differences(self) -> list[str]:
        """Rebuild and return in what the site differs from a clean build's: nothing, if all is well."""
        mine = self.rebuild()
        clean, expected = self.clean_build()
        if told(mine) != told(clean):
            return [f"told: {told(mine)} / {told(clean)}"]
        if isinstance(clean, str) or not clean.built:
            return []
        found = files(self.root / "output")
        return sorted(
            name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name)
        )


def _built(settings: Path, output: Path) -> Outcome | str:
    try:
        return build(settings, output)
    except ToolError as error:
        return str(error)


def told(outcome: Outcome | str) -> object:
    """Return what a person is told of a build, but for the time it took."""
    if isinstance(outcome, str):
        return outcome
    return [str(problem) for problem in outcome.problems], outcome.built, outcome.pages, outcome.languages


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# ── Edits ────────────────────────────────────────────────────────────────────


def body(site: Edited, chance: Random) -> None:
    path = chance.choice(site.texts())
    path.write_text(path.read_text("utf-8") + f"\nMore {chance.choice(WORDS)} {chance.random()}.\n", "utf-8")


def heading(site: Edited, chance: Random) -> None:
    path = chance.choice(site.texts())
    path.write_text(
        path.read_text("utf-8") + f"\n## {chance.choice(WORDS)} {{#{chance.choice(WORDS)}}}\n", "utf-8"
    )


def link(site: Edited, chance: Random) -> None:
    path, to = chance.choice(site.texts()), chance.choice(site.bundles())
    target = f"{to.parent.name}/{to.name}"
    path.write_text(path.read_text("utf-8") + f"\nSee [this]({{bundle}}{target}).\n", "utf-8")


def title(site: Edited, chance: Random) -> None:
    _set(chance.choice(site.texts()), "Title", f"{chance.choice(WORDS)} {chance.randrange(99)}")


def slug(site: Edited, chance: Random) -> None:
    texts = [path for path in site.texts() if path.name != "en.md"]
    if texts:
        _set(chance.choice(texts), "Slug", chance.choice(WORDS))


def status(site: Edited, chance: Random) -> None:
    for path in sorted(site.root.glob("content/initiatives/*/en.md"))[:1]:
        _set(path, "Status", chance.choice(("active", "won", "ongoing")))


def part_of(site: Edited, chance: Random) -> None:
    names = [path.name for path in sorted(site.root.glob("content/initiatives/*"))]
    if names:
        path = site.root / "content/initiatives" / chance.choice(names) / "en.md"
        if path.exists():
            _set(path, "Part-Of", chance.choice(names))


def source_digest(site: Edited, chance: Random) -> None:
    texts = [path for path in site.texts() if path.name != "en.md"]
    if texts:
        _set(chance.choice(texts), "Source-Digest", f"{chance.randrange(16**12):012x}")


def reviewed(site: Edited, chance: Random) -> None:
    texts = [path for path in site.texts() if path.name != "en.md"]
    if texts:
        _set(chance.choice(texts), "Translation", chance.choice(("machine", "draft")))


def add_page(site: Edited, chance: Random) -> None:
    kind = chance.choice(("pages", "initiatives", "news", "resources"))
    name = f"{chance.choice(WORDS)}-{chance.randrange(9)}"
    site.page(f"{kind}/{name}", name.capitalize(), f"About {name}.", picture=kind == "initiatives")


def delete_page(site: Edited, chance: Random) -> None:
    found = [path for path in site.bundles() if path.name != "home"]
    if found:
        shutil.rmtree(chance.choice(found))


def rename_page(site: Edited, chance: Random) -> None:
    found = [path for path in site.bundles() if path.name != "home"]
    if found:
        old = chance.choice(found)
        new = old.with_name(f"{chance.choice(WORDS)}-{chance.randrange(9)}")
        if not new.exists():
            old.rename(new)


def add_translation(site: Edited, chance: Random) -> None:
    folder = chance.choice(site.bundles())
    site.translate(
        f"{folder.parent.name}/{folder.name}", chance.choice(LANGUAGES), f"Otro {chance.random()}."
    )


def remove_translation(site: Edited, chance: Random) -> None:
    texts = [path for path in site.texts() if path.name != "en.md"]
    if texts:
        chance.choice(texts).unlink()


def template(site: Edited, chance: Random) -> None:
    path = (
        site.root
        / "theme/templates"
        / chance.choice(("page.html", "initiative.html", "base.html", "news.html"))
    )
    path.write_text(path.read_text("utf-8").replace("<main", f"<!-- {chance.random()} --><main"), "utf-8")


def macro(site: Edited, chance: Random) -> None:
    path = site.root / "theme/templates/components" / chance.choice(("card.html", "notice.html", "date.html"))
    path.write_text(path.read_text("utf-8").replace("<p", f'<p data-x="{chance.randrange(99)}"', 1), "utf-8")


def css(site: Edited, chance: Random) -> None:
    path = site.root / "theme/static/css/base.css"
    path.write_text(f"{path.read_text('utf-8')}\n.x{chance.randrange(99)} {{ color: red }}\n", "utf-8")


def catalogue(site: Edited, chance: Random) -> None:
    path = site.root / "theme/translations" / f"{chance.choice(LANGUAGES)}.po"
    lines = path.read_text("utf-8").split("\n")
    found = [
        n
        for n, line in enumerate(lines)
        if line.startswith('msgstr "') and len(line) > 12 and "%" not in line
    ]
    if found:
        number = chance.choice(found)
        lines[number] = f'msgstr "{chance.choice(WORDS)} {chance.randrange(99)}"'
        path.write_text("\n".join(lines), "utf-8")


def setting(site: Edited, chance: Random) -> None:
    path = site.root / "pelicanconf.py"
    text = path.read_text("utf-8")
    path.write_text(f'{text}SITENAME = "Site {chance.randrange(99)}"\n', "utf-8")


def attachment(site: Edited, chance: Random) -> None:
    folder = chance.choice(site.bundles())
    size = chance.randrange(1, 99)
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} 9"/>\n'
    (folder / chance.choice(("picture.svg", "map.svg"))).write_text(drawing, "utf-8")


def touch(site: Edited, chance: Random) -> None:
    chance.choice(site.texts()).touch()


def same_size_and_date(site: Edited, chance: Random) -> None:
    path = chance.choice(site.texts())
    before, text = path.stat(), path.read_text("utf-8")
    path.write_text(text[:-2] + chance.choice("abc") + "\n", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def mistake(site: Edited, chance: Random) -> None:
    _set(chance.choice(site.texts()), "Titel", "x")


def mend(site: Edited, chance: Random) -> None:
    for path in site.texts():
        text = path.read_text("utf-8")
        if "Titel:" in text:
            path.write_text(
                "\n".join(line for line in text.split("\n") if not line.startswith("Titel:")), "utf-8"
            )


def hand_edited_output(site: Edited, chance: Random) -> None:
    pages = sorted((site.root / "output").rglob("*.html"))
    if pages:
        page = chance.choice(pages)
        chance.choice((page.unlink, lambda: page.write_text("mine", "utf-8")))()


def junk_in_output(site: Edited, chance: Random) -> None:
    output = site.root / "output"
    if output.is_dir():
        folder = chance.choice([output, *sorted(path for path in output.rglob("*") if path.is_dir())])
        (folder / f"junk-{chance.randrange(99)}.txt").write_text("mine", "utf-8")


def damaged_cache(site: Edited, chance: Random) -> None:
    kept = [path for path in sorted((site.root / ".cache").rglob("*")) if path.is_file()]
    if kept:
        path = chance.choice(kept)
        content = bytearray(path.read_bytes())
        for _ in range(4):
            if content:
                content[chance.randrange(len(content))] ^= 0xFF
        path.write_bytes(bytes(content))


def _set(path: Path, name: str, value: str) -> None:
    lines = path.read_text("utf-8").split("\n")
    kept = [line for line in lines if not line.startswith(f"{name}:")]
    path.write_text("\n".join([f"{name}: {value}", *kept]), "utf-8")


EDITS: tuple[Callable[[Edited, Random], None], ...] = (
    body, body, body, heading, link, title, slug, status, part_of, source_digest, reviewed, add_page, delete_page,
    rename_page, add_translation, remove_translation, template, macro, css, catalogue, setting, attachment, touch,
    same_size_and_date, mistake, mend, mend, hand_edited_output, junk_in_output, damaged_cache,
)  # fmt: skip
