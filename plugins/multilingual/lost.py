"""Addresses that pages had, where nothing is now and nothing leads on: links from other sites end there.

Pure: two readings of the content in, problems out. Which earlier reading is the caller's to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from plugins.bundles.library import Library
from plugins.bundles.model import Bundle, Text
from plugins.multilingual.addresses import Addresses
from plugins.multilingual.moved import Move, all_moves
from plugins.problems import Problem, Severity

_SAME = 0.6  # of two texts' words in common: one of them is the other, edited


def lost_addresses(before: Library, now: Library, addresses: Addresses) -> Iterator[Problem]:
    """Yield a warning for each slug that pages had *before* and at whose addresses nothing answers *now*."""
    answered = {move.new for move in _standing(now, addresses)} | {
        move.old for move in all_moves(now, addresses)
    }
    gone: dict[tuple[str, str], list[Move]] = {}
    for move in (*_standing(before, addresses), *all_moves(before, addresses)):
        if move.old not in answered and move.language in now.languages:
            gone.setdefault((move.ref, move.old.rstrip("/").rpartition("/")[2]), []).append(move)
    for (ref, slug), moves in gone.items():
        heir = now.bundles.get(ref) or _renamed(before.bundles[ref], before, now)
        yield _told(slug, list({move.old: move for move in moves}.values()), heir)


def _standing(library: Library, addresses: Addresses) -> Iterator[Move]:
    for bundle in library.bundles.values():
        if bundle.kind.own_pages:
            for code in library.languages:
                path = addresses.path(bundle, code)
                yield Move(bundle.ref, code, path, path)


def _renamed(bundle: Bundle, before: Library, now: Library) -> Bundle | None:
    """Return the bundle that the one of *before* has become under another name, or None if it was deleted."""
    new = [other for other in now.of_kind(bundle.kind.name) if other.ref not in before.bundles]
    words = bundle.source.body.split()

    def likeness(other: Bundle) -> float:
        if other.source.digest == bundle.source.digest or other.shared("title") == bundle.shared("title"):
            return 1
        return SequenceMatcher(None, words, other.source.body.split(), autojunk=False).ratio()

    best = max(new, key=likeness, default=None)
    return best if best and likeness(best) >= _SAME else None


def _told(slug: str, moves: list[Move], heir: Bundle | None) -> Problem:
    others = len(moves) - 1
    more = f", nor in {others} other language{'s' if others > 1 else ''}" if others else ""
    what = f"Nothing is at {moves[0].old} any more{more}: links to it end there."
    if heir is None:
        hint = (
            f"If another page takes its place, write 'Former-Slugs: {slug}' at the top of that page's file."
        )
        return Problem("address-lost", what, hint, severity=Severity.WARNING)
    text = _text_to_mend(heir, moves)
    known = "former_slugs" in text.typed
    hint = f"Add '{slug}' to 'Former-Slugs'." if known else f"Write 'Former-Slugs: {slug}' at the top."
    place = text.position("former_slugs" if known else "slug")
    return Problem("address-lost", what, hint, text.path, *place, severity=Severity.WARNING)


def _text_to_mend(heir: Bundle, moves: list[Move]) -> Text:
    """Return the file for the former name: the translation's if it is of one language only, or the source."""
    languages = {move.language for move in moves}
    only = languages.pop() if len(languages) == 1 else heir.source_language
    return heir.texts.get(only, heir.source)
