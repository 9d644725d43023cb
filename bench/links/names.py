"""What the $names in snippets stand for on one page: good addresses, and the same with a slip in them."""

from __future__ import annotations

import random
import unicodedata
from urllib.parse import quote, urlsplit

from bench.links.defects import DEFECTS
from bench.links.pages import PHOTOS
from bench.links.plan import PARTS, Page, Plan, identity, typed
from bench.links.words import LANGUAGES, SECTIONS

_WORDS = ("mail", "plain", "report", "search", "site")


def names(site: Plan, own: Page, chance: random.Random, number: int, taken: set[str]) -> dict[str, str]:
    """Return the value of each name for what is planted on *own*.

    number is unlike all other plantings'; taken are the paths meant by earlier ones, and this one's is added.
    """
    good = _page(site, own, chance, taken)
    taken.add(good.path)
    slip = _with_slug(good, swapped(good.slug))
    moved = _moved(good)
    part, photo = identity(chance.randrange(10, PARTS)), f"photo-{number % PHOTOS:03}"
    return {
        "n": str(number),
        "base": site.base_url,
        "host": urlsplit(site.base_url).netloc,
        "own": typed(own),
        "page": typed(good),
        "meant": good.path,
        "typo": typed(slip),
        "relative": f"../../{typed(good).rstrip('/').rpartition('/')[0].rpartition('/')[2]}/{_last(good)}/",
        "relative_typo": f"../../{slip.section}/{_last(slip)}/",
        "raw": good.path,
        "raw_typo": slip.path,
        "encoded": quote(good.path),
        "encoded_typo": quote(slip.path),
        "encoded_small": _small(quote(good.path)),
        "encoded_letter": quote(good.path).replace(
            f"/{good.section}/", f"/%{ord(good.section[0]):x}{good.section[1:]}/"
        ),
        "decomposed": unicodedata.normalize("NFD", good.path),
        "decomposed_encoded": quote(unicodedata.normalize("NFD", good.path)),
        "capitals": typed(good).replace(f"/{good.section}/", f"/{good.section.title()}/"),
        "moved": typed(moved),
        "id": part,
        "id_typo": part.replace("part", "prat"),
        "id_tail": part[1:],
        "photo": f"/media/{photo}.jpg",
        "photo_typo": f"/media/{photo.replace('photo', 'pohto')}.jpg",
        "photo_capitals": f"/media/{photo.title()}.jpg",
        "folder": ("media", "static", "files")[number // len(DEFECTS) % 3],
        **{f"slip_{word}": _slip(word, number // len(DEFECTS) % 3) for word in _WORDS},
        **_index(site, own),
        **_foreign(site, own, good, chance),
    }


def swapped(slug: str) -> str:
    """Return *slug* with two neighbouring letters of its longest word swapped: the commonest slip of all."""
    words = slug.split("-")
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    word = words[longest]
    places = [at for at in range(len(word) - 1) if word[at] != word[at + 1]]
    at = places[len(places) // 2]
    words[longest] = _slip(word, at)
    return "-".join(words)


def _slip(word: str, at: int) -> str:
    """Return *word* with the letters at *at* and after it swapped."""
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _page(site: Plan, own: Page, chance: random.Random, taken: set[str]) -> Page:
    """Return another page of the same language that all languages have.

    One that no other planting means if there is one left, and one with letters that decompose if there is one.
    """
    slugs = {page.slug for page in site.articles[own.language]}
    others = [page for page in site.articles[own.language] if page != own and page.stem.startswith("stem")]
    others = [page for page in others if swapped(page.slug) not in slugs]
    others = [page for page in others if page.path not in taken] or others
    marked = [page for page in others if unicodedata.normalize("NFD", page.slug) != page.slug]
    return chance.choice(marked or others)


def _with_slug(page: Page, slug: str) -> Page:
    return Page(page.language, page.section, slug, page.stem)


def _moved(page: Page) -> Page:
    section = SECTIONS[(SECTIONS.index(page.section) + 1) % len(SECTIONS)]
    return Page(page.language, section, page.slug, page.stem)


def _last(page: Page) -> str:
    return typed(page).rstrip("/").rpartition("/")[2]


def _small(encoded: str) -> str:
    """Return percent-encoding with small letters: %c3%a9."""
    parts = encoded.split("%")
    return "%".join([parts[0], *(part[:2].lower() + part[2:] for part in parts[1:])])


def _index(site: Plan, own: Page) -> dict[str, str]:
    """Return the home and an index of the page's own language, and that index typed in odd ways."""
    home = site.frames[own.language][0].path
    index = f"{home}{own.section}/"
    return {
        "home": home,
        "index": index,
        "tail": index[1:],
        "split": index[:-3] + "\t" + index[-3:],
        "backslashed": index.replace("/", "\\"),
    }


def _foreign(site: Plan, own: Page, good: Page, chance: random.Random) -> dict[str, str]:
    """Return pages of another language: a translation of *good*, a page in English only, and any page."""
    language = LANGUAGES[1] if own.language == LANGUAGES[0] else LANGUAGES[0]
    foreign = next(page for page in site.translations[good.stem] if page.language == language)
    alone = [page for page in site.articles[LANGUAGES[0]] if page.stem.startswith("alone")]
    strangers = [page for page in site.articles["es"] if page.stem not in (own.stem, good.stem)]
    return {
        "foreign": typed(foreign),
        "foreign_language": language,
        "only_english": typed(alone[0]) if alone else typed(good),
        "stranger": typed(chance.choice(strangers)),
    }
