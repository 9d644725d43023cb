"""Write the site with its planted defects and decoys: `make(folder, 1000, "https://bench.example")`.

The same pages, address and seed give the same bytes and the same truth.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from string import Template

from bench.links import files, markers
from bench.links.decoys import DECOYS, Lookalike
from bench.links.defects import DEFECTS, Defect
from bench.links.names import names
from bench.links.pages import page_layout
from bench.links.plan import Page, Plan, plan
from bench.links.truth import Decoy, Place, Planted, Truth
from bench.links.words import LANGUAGES

COPIES = 3  # of each kind of defect
_SHARED_LANGUAGE = "ht"


@dataclass
class _Plot:
    """What is to be planted: lines by part of the site and file, and what is known of each defect so far."""

    lines: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    defects: dict[int, tuple[Defect, str]] = field(default_factory=dict)
    decoys: dict[int, Lookalike] = field(default_factory=dict)


def make(folder: Path, pages: int, base_url: str, seed: int = 6) -> Truth:
    """Write the site into *folder* and return what is planted in it. Raise ValueError for too few pages."""
    site = plan(pages, base_url, seed)
    plot = _plot(site)
    marks = defaultdict(list)
    for name, text in _texts(site, plot):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        clean, found = markers.take(text)
        path.write_text(clean, encoding="utf-8", newline="\n")
        for mark in found:
            marks[mark.sort, mark.number].append((name, mark))
    for name, content in files.plain_files(site).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    defects = [
        Planted(
            *(
                number,
                defect.kind,
                marks["defect", number][0][1].text,
                defect.code,
                defect.severity,
                suggestion,
            ),
            tuple(
                sorted(
                    (Place(name, mark.line, mark.column) for name, mark in marks["defect", number]),
                    key=_by_file,
                )
            ),
        )
        for number, (defect, suggestion) in plot.defects.items()
    ]
    decoys = [
        Decoy(lookalike.kind, name, mark.line, mark.last, mark.text)
        for number, lookalike in plot.decoys.items()
        for name, mark in marks["decoy", number]
    ]
    return Truth(base_url, seed, pages, tuple(defects), tuple(decoys))


def _by_file(place: Place) -> str:
    return place.file


def _plot(site: Plan) -> _Plot:
    """Decide which page gets what: a page to itself while there are enough, and always for a <base>."""
    chance = random.Random(site.seed)
    plot = _Plot()
    beds = {language: _beds(site, language, chance) for language in LANGUAGES}
    number, taken = 0, set[str]()
    for copy in range(COPIES):
        for row, defect in enumerate(DEFECTS):
            if defect.where == "header" and copy:
                continue
            language = (
                _SHARED_LANGUAGE if defect.where == "header" else LANGUAGES[(row + copy) % len(LANGUAGES)]
            )
            page = beds[language].take(alone=bool(defect.head))
            known = names(site, page, chance, number, taken)
            snippet = markers.mark_address(Template(defect.snippet).substitute(known), number)
            plot.lines[_bed(site, page, defect.where, copy)].append(snippet)
            if defect.head:
                plot.lines["head", page.file].append(Template(defect.head).substitute(known))
            plot.defects[number] = defect, Template(defect.suggestion).substitute(known)
            number += 1
    taken.clear()
    for row, lookalike in enumerate(DECOYS):
        page = beds[lookalike.language or LANGUAGES[row % len(LANGUAGES)]].take(alone=bool(lookalike.head))
        known = names(site, page, chance, number, taken)
        snippet = markers.mark(Template(lookalike.snippet).substitute(known), "decoy", number)
        plot.lines[_bed(site, page, lookalike.where, 0)].append(snippet)
        if lookalike.head:
            plot.lines["head", page.file].append(Template(lookalike.head).substitute(known))
        plot.decoys[number] = lookalike
        number += 1
    return plot


class _Beds:
    """The pages of a language in a random order: a few for one planting each, the others round and round."""

    def __init__(self, pages: list[Page]) -> None:
        self.alone, self.others = iter(pages[:4]), cycle(pages[4:])

    def take(self, alone: bool) -> Page:
        """Return the next page; one that nothing else is ever planted on if *alone*."""
        return next(self.alone if alone else self.others)


def _beds(site: Plan, language: str, chance: random.Random) -> _Beds:
    pages = [page for page in site.articles[language] if not page.stem.startswith("alone")]
    return _Beds(chance.sample(pages, len(pages)))


def _bed(site: Plan, page: Page, where: str, copy: int) -> tuple[str, str]:
    """Return the part and file that a snippet for *page* goes to."""
    if where in ("body", "head"):
        return where, page.file
    if where == "css":
        return where, sorted(files.style_sheets())[copy % 2]
    home = site.frames[page.language][0]
    return where, home.file.removesuffix("index.html") + "feed.xml" if where == "feed" else ""


def _texts(site: Plan, plot: _Plot) -> Iterator[tuple[str, str]]:
    """Yield each text file with its marks still in it."""
    header = "".join(plot.lines["header", ""])
    for page in site.pages:
        layout = page_layout(page, site, header if page.language == _SHARED_LANGUAGE else "")
        layout.head += plot.lines["head", page.file]
        chance = random.Random(f"{site.seed}/{page.file}")
        for snippet in plot.lines["body", page.file]:
            layout.blocks.insert(chance.randrange(1, len(layout.blocks)), snippet)
        yield page.file, layout.text()
    for name, lines in files.style_sheets().items():
        planted = plot.lines["css", name]
        imports = [line for line in planted if line.startswith("@import")]  # they count only at the beginning
        yield (
            name,
            "\n".join(
                [*lines[:1], *imports, *lines[1:], *(one for one in planted if one not in imports), ""]
            ),
        )
    for name, lines in files.feeds(site).items():
        yield name, "\n".join([*lines, *plot.lines["feed", name], "</feed>", ""])
    yield "sitemap.xml", "\n".join([*files.sitemap(site), *plot.lines["sitemap", ""], "</urlset>", ""])
    yield "site.webmanifest", files.manifest(plot.lines["manifest", ""])
