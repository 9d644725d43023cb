"""Write a corpus of pages in many languages: the same text in the layout and with the front matter of each builder."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

# Any language will do: the builders do not read the words. Stock needs lower-case tags.
LANGUAGES = ("en", "es", "zh-hans", "zh-hant", "ru", "bn", "fr", "ko", "ar", "ur", "pl", "it")
NIKOLA_CODES = {"zh-hans": "zh_cn", "zh-hant": "zh_tw"}
"""Nikola's own names for languages, where they are not ours; it knows no others."""
WORDS_A_PAGE = 600
_REVIEWED = "Translation: reviewed\nTranslator: A person\nReviewed: 2026-06-30\n"
_DAY = "2026-01-01 00:00:00 UTC"
_WORDS = [
    "right",
    "court",
    "warrant",
    "judge",
    "help",
    "family",
    "lawyer",
    "city",
    "state",
    "law",
    "street",
    "home",
    "work",
    "school",
    "police",
    "arrest",
    "hearing",
    "record",
    "family",
    "letter",
    "campaign",
    "neighbour",
    "child",
    "street",
    "question",
    "answer",
    "open",
    "door",
    "close",
    "silent",
]


def body(page: int, language: str, pages: int) -> str:
    """Return some 600 words of Markdown: headings, paragraphs with links and emphasis, lists, a table."""
    chance = random.Random(f"{page}/{language}")

    def words(count: int) -> str:
        return " ".join(chance.choice(_WORDS) for _ in range(count))

    parts = []
    for section in range(5):
        link = f"[{words(3)}](https://example.org/{chance.randrange(pages)}/)"
        parts.append(f"## {words(4).capitalize()} {section}")
        parts.append(f"{words(45).capitalize()} **{words(2)}** {words(10)}, {link} {words(15)} *{words(2)}*.")
        parts.append("\n".join(f"- {words(7)}" for _ in range(4)))
    rows = "\n".join(f"| {words(2)} | {words(4)} |" for _ in range(8))
    parts.append(f"| {words(1)} | {words(2)} |\n| --- | --- |\n{rows}")
    return "\n\n".join(parts) + "\n"


def slug(page: int) -> str:
    """Return the last part of the page's address."""
    return f"page-{page:04d}"


def title(page: int, language: str) -> str:
    """Return the page's title."""
    return f"Page {page} {language}"


def summary(page: int) -> str:
    """Return the sentence that describes the page."""
    return f"What page {page} says."


def _ours(page: int, language: str) -> tuple[str, str]:
    translation = "" if language == LANGUAGES[0] else _REVIEWED
    head = f"Title: {title(page, language)}\nSummary: {summary(page)}\n{translation}"
    return f"pages/{slug(page)}/{language}.md", head


def _stock(page: int, language: str) -> tuple[str, str]:
    head = f"Title: {title(page, language)}\nSlug: {slug(page)}\nLang: {language}\nSummary: {summary(page)}\n"
    return f"pages/{slug(page)}.{language}.md", head


def _hugo(page: int, language: str) -> tuple[str, str]:
    head = f'---\ntitle: "{title(page, language)}"\nslug: {slug(page)}\nsummary: "{summary(page)}"\n---\n'
    return f"{slug(page)}.{language}.md", head


def _eleventy(page: int, language: str) -> tuple[str, str]:
    folder = "" if language == LANGUAGES[0] else f"/{language}"
    head = f'---\ntitle: "{title(page, language)}"\nslug: {slug(page)}\nlang: {language}\nsummary: "{summary(page)}"\n'
    return f"{language}/{slug(page)}.md", f"{head}permalink: {folder}/{slug(page)}/index.html\n---\n"


def _nikola(page: int, language: str) -> tuple[str, str]:
    code = NIKOLA_CODES.get(language, language)
    name = f"{slug(page)}.md" if language == LANGUAGES[0] else f"{slug(page)}.{code}.md"
    told = {"title": title(page, language), "slug": slug(page), "date": _DAY, "description": summary(page)}
    return name, "<!--\n" + "".join(f".. {key}: {value}\n" for key, value in told.items()) + "-->\n"


LAYOUTS: dict[str, Callable[[int, str], tuple[str, str]]] = {
    "ours": _ours,
    "stock": _stock,
    "hugo": _hugo,
    "eleventy": _eleventy,
    "nikola": _nikola,
}
"""By the builder's folder: where under its content a page is, and the front matter."""


def write(folder: Path, pages: int, languages: int) -> None:
    """Write the corpus under *folder*: a folder for each builder, in its layout."""
    for page in range(pages):
        for language in LANGUAGES[:languages]:
            text = body(page, language, pages)
            for builder, layout in LAYOUTS.items():
                name, head = layout(page, language)
                path = folder / builder / "content" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"{head}\n{text}", "utf-8")
    home = folder / "ours" / "content" / "pages" / "home"  # ours refuses a site without one
    home.mkdir()
    for language in LANGUAGES[:languages]:
        translation = "" if language == LANGUAGES[0] else _REVIEWED
        head = f"Title: Home {language}\nSummary: Home.\n{translation}"
        (home / f"{language}.md").write_text(f"{head}\nHome in {language}.\n", "utf-8")
    # Each has its own, to edit and to keep caches in.
    shutil.copytree(folder / "ours", folder / "ours-checked")
