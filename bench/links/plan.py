"""Which pages the site has: their paths, translations and ids, before anything is planted."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from bench.links.words import LANGUAGES, SECTIONS, slug_words

PARTS = 24  # headings of a page
_ENCODED = frozenset({"es", "ar"})  # their links are typed percent-encoded, the others' in their own letters


@dataclass(frozen=True, slots=True)
class Page:
    """One page. stem is the same for all its translations; path is decoded: "/es/guides/guía/"."""

    language: str
    section: str
    slug: str
    stem: str

    @property
    def path(self) -> str:
        folder = "" if self.language == LANGUAGES[0] else self.language
        return "/" + "".join(f"{part}/" for part in (folder, self.section, self.slug) if part)

    @property
    def file(self) -> str:
        """The file's path below the site's folder."""
        return self.path[1:] + "index.html"


@dataclass(frozen=True)
class Plan:
    """The whole site. base_url has no slash at its end."""

    pages: tuple[Page, ...]
    base_url: str
    seed: int

    @cached_property
    def articles(self) -> dict[str, list[Page]]:
        """The pages that are neither home nor index, by language."""
        found = defaultdict(list)
        for page in self.pages:
            if page.slug:
                found[page.language].append(page)
        return found

    @cached_property
    def frames(self) -> dict[str, list[Page]]:
        """The home and the indexes of sections, by language."""
        found = defaultdict(list)
        for page in self.pages:
            if not page.slug:
                found[page.language].append(page)
        return found

    @cached_property
    def translations(self) -> dict[str, list[Page]]:
        """All languages' pages, by stem."""
        found = defaultdict(list)
        for page in self.pages:
            found[page.stem].append(page)
        return found

    @cached_property
    def in_section(self) -> dict[tuple[str, str], list[Page]]:
        """The articles by language and section."""
        found = defaultdict(list)
        for page in self.pages:
            if page.slug:
                found[page.language, page.section].append(page)
        return found


def plan(pages: int, base_url: str, seed: int) -> Plan:
    """Return the plan of a site of *pages* pages: homes, indexes of sections and articles in all languages.

    What does not fill all languages is in English only. Raise ValueError if there are too few or too many.
    """
    frames = len(LANGUAGES) * (1 + len(SECTIONS))
    stems, alone = divmod(pages - frames, len(LANGUAGES))
    if not 12 <= stems <= 1700:
        raise ValueError(f"a site has {frames + 72} to {frames + 10_200} pages, not {pages}")
    found = []
    for language in LANGUAGES:
        found.append(Page(language, "", "", "home"))
        found += [Page(language, section, "", section) for section in SECTIONS]
        chance = random.Random(f"{seed}/{language}")
        count = stems + (alone if language == LANGUAGES[0] else 0)
        for number, pick in enumerate(chance.sample(range(12**3), count)):
            one, two, three = slug_words(language)
            slug = f"{one[pick // 144]}-{two[pick // 12 % 12]}-{three[pick % 12]}"
            stem = f"stem-{number}" if number < stems else f"alone-{number}"
            found.append(Page(language, SECTIONS[number % len(SECTIONS)], slug, stem))
    return Plan(tuple(found), base_url, seed)


def typed(page: Page) -> str:
    """Return the page's path as authors of its language type it: percent-encoded or in its own letters."""
    return quote(page.path) if page.language in _ENCODED else page.path


def identity(number: int) -> str:
    """Return the id of a page's heading, the same on all pages so that translations agree."""
    return f"part-{number}"
