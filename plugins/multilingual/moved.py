"""The addresses that pages had before: where each of them leads now, and what is wrong with them.

They come from the field `Former-Slugs`. One more follows by itself: a translation with a Slug of its own stood at
the folder's name before, if only as a fallback page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plugins.bundles.library import Library
from plugins.bundles.model import Bundle, Text
from plugins.multilingual.addresses import Addresses
from plugins.problems import Problem


@dataclass(frozen=True, slots=True)
class Move:
    """One address that a page has no more, in one language; both are root-relative paths."""

    ref: str
    language: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Claim:
    """A former slug as it was typed, and one of the addresses it stands for."""

    bundle: Bundle
    text: Text
    slug: str
    move: Move


def survey(
    library: Library, addresses: Addresses, standing: Iterable[tuple[str, Text]], reserved: Mapping[str, str]
) -> tuple[tuple[Move, ...], list[Problem]]:
    """Return every move by its old address, and a problem for each former slug whose address is in use.

    standing pairs the path of each page with its text; reserved maps the paths that the site itself needs to what
    they are.
    """
    taken = {path: f"{text.path} has it" for path, text in standing}
    taken |= {path: f"it is {what}" for path, what in reserved.items()}
    moves: dict[str, Move] = {}
    typed_by: dict[str, Text] = {}
    problems: dict[tuple[str, str], Problem] = {}
    for claim in _claims(library, addresses):
        old = claim.move.old
        if old in moves and moves[old].ref == claim.bundle.ref:
            continue  # source and translation name it
        if old == claim.move.new and claim.move.language != claim.text.language:
            continue  # a translation kept the folder's former name as its Slug
        if old in moves:
            taken[old] = f"{typed_by[old].path} lists it in 'Former-Slugs' too"
        if old == claim.move.new or old in taken:
            problems.setdefault((claim.text.path, claim.slug), _clash(claim, taken.get(old, "")))
        else:
            moves[old], typed_by[old] = claim.move, claim.text
    for move in _implied(library, addresses):
        if move.old not in taken:
            moves.setdefault(move.old, move)
    return tuple(moves[old] for old in sorted(moves)), list(problems.values())


def all_moves(library: Library, addresses: Addresses) -> Iterator[Move]:
    """Yield every move that the content says or implies, whether or not its old address is in use."""
    yield from (claim.move for claim in _claims(library, addresses))
    yield from _implied(library, addresses)


def _claims(library: Library, addresses: Addresses) -> Iterator[_Claim]:
    for bundle in _with_pages(library):
        for text in bundle.texts.values():
            is_source = text.language == library.source_language
            for slug in text.fields.get("former_slugs", ()):
                for code in library.languages if is_source else (text.language,):
                    yield _Claim(bundle, text, slug, _move(bundle, code, slug, addresses))


def _implied(library: Library, addresses: Addresses) -> Iterator[Move]:
    for bundle in _with_pages(library):
        if bundle.ref != "pages/home":  # whose address no slug changes
            for code in library.languages:
                if bundle.slug_in(code) != bundle.slug:
                    yield _move(bundle, code, bundle.slug, addresses)


def _with_pages(library: Library) -> Iterator[Bundle]:
    return (bundle for bundle in library.bundles.values() if bundle.kind.own_pages)


def _move(bundle: Bundle, code: str, slug: str, addresses: Addresses) -> Move:
    old = f"{addresses.root(code)}{bundle.kind.url_prefix}{slug}/"
    return Move(bundle.ref, code, old, addresses.path(bundle, code))


def _clash(claim: _Claim, whose: str) -> Problem:
    typed, line, column = claim.text.typed["former_slugs"]
    found = re.search(rf"(?<![a-z0-9-]){claim.slug}(?![a-z0-9-])", typed)
    at = column + (found.start() if found else 0)
    if claim.move.old == claim.move.new:
        what = f"Former-Slugs: the page is at {claim.move.old} today."
    else:
        what = f"Former-Slugs: the address {claim.move.old} is taken: {whose}."
    hint = f"Remove '{claim.slug}' here: only an address that nothing else has can lead to this page."
    return Problem("url-clash", what, hint, claim.text.path, line, at)
