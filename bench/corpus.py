"""Write a corpus of pages in many languages: the same text in our layout and in stock Pelican's."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

# Any language will do: the builders do not read the words. Stock needs lower-case tags.
LANGUAGES = ("en", "es", "zh-hans", "zh-hant", "ru", "bn", "fr", "ko", "ar", "ur", "pl", "it")
WORDS_A_PAGE = 600
_REVIEWED = "Translation: reviewed\nTranslator: A person\nReviewed: 2026-06-30\n"
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


def write(folder: Path, pages: int, languages: int) -> None:
    """Write the corpus under *folder*: "ours", "stock" and "hugo", each in the layout of that builder."""
    ours, stock, hugo = (folder / name / "content" for name in ("ours", "stock", "hugo"))
    home = ours / "pages" / "home"  # ours refuses a site without one
    for made in (home, stock / "pages", hugo):
        made.mkdir(parents=True)
    for language in LANGUAGES[:languages]:
        translation = "" if language == LANGUAGES[0] else _REVIEWED
        head = f"Title: Home {language}\nSummary: Home.\n{translation}"
        (home / f"{language}.md").write_text(f"{head}\nHome in {language}.\n", "utf-8")
    for page in range(pages):
        slug = f"page-{page:04d}"
        (ours / "pages" / slug).mkdir()
        for language in LANGUAGES[:languages]:
            title, summary = f"Page {page} {language}", f"What page {page} says."
            text = body(page, language, pages)
            translation = "" if language == LANGUAGES[0] else _REVIEWED
            head = f"Title: {title}\nSummary: {summary}\n"
            (ours / "pages" / slug / f"{language}.md").write_text(f"{head}{translation}\n{text}", "utf-8")
            stock_head = f"Title: {title}\nSlug: {slug}\nLang: {language}\nSummary: {summary}\n"
            (stock / "pages" / f"{slug}.{language}.md").write_text(f"{stock_head}\n{text}", "utf-8")
            front = f'---\ntitle: "{title}"\nslug: {slug}\nsummary: "{summary}"\n---\n'
            (hugo / f"{slug}.{language}.md").write_text(f"{front}\n{text}", "utf-8")
    shutil.copytree(
        folder / "ours", folder / "ours-checked"
    )  # each has its own, to edit and to keep caches in
