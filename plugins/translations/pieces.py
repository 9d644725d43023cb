"""A page beside its translation, piece by piece: what is translated, what is not, what has changed since. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from plugins.bundles.model import Bundle, Text
from plugins.translations.align import Pairs, is_edit, said, with_edited, with_translation
from plugins.translations.links import numbered, numbered_like
from plugins.translations.segments import Segment, segments


class State(StrEnum):
    """How a piece stands, by gettext's rules."""

    UNTRANSLATED = "untranslated"
    FUZZY = "fuzzy"
    """The source of it has changed since, or it is not known whether it has."""
    TRANSLATED = "translated"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the source, and what stands for it in the translation.

    shown is what translators see of the source, with numbers in place of addresses; text what they see of the
    translation, "" if there is none. slot is its place in the translation's file; previous what the source said
    when it was translated, if that is known and was something else.
    """

    source: Segment
    shown: str
    addresses: tuple[str, ...]
    slot: Segment | None = None
    text: str = ""
    state: State = State.UNTRANSLATED
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one language: the source's pieces in their order, and the pieces of the translation's file.

    is_begun: the file is there and is not the source's text any more. leftover are pieces of the translation whose
    source is gone; others that have no source piece were added on purpose.
    """

    bundle: Bundle
    language: str
    pieces: tuple[Piece, ...]
    translation: tuple[Segment, ...] = ()
    leftover: frozenset[Segment] = frozenset()
    is_begun: bool = False

    @property
    def fits(self) -> bool:
        """Return whether the translation has just the source's pieces in the source's order, and maybe more."""
        starts = [
            piece.slot.start if piece.slot else -1 for piece in self.pieces if not piece.source.is_field
        ]
        return -1 not in starts and starts == sorted(starts) and not self.leftover


def page_of(bundle: Bundle, language: str, before: Text | None = None) -> Page:
    """Return a page in a language. before is the source as of the translation's digest, if it is outdated."""
    source = segments(bundle.source, bundle.kind)
    text = bundle.texts.get(language)
    if text is None or not text.raw.strip():
        return Page(bundle, language, tuple(_untranslated(piece, None) for piece in source))
    ours = segments(text, bundle.kind)
    outdated = bundle.is_outdated(language)
    old = segments(before, bundle.kind) if outdated and before else None
    slots, leftover = _slots(source, ours, old, outdated=outdated)
    untouched = bundle.is_untouched(language)
    if untouched and text.fields.get("source_digest") == text.digest:
        pieces = [_untranslated(piece, slot) for piece, slot in zip(source, slots, strict=True)]
        return Page(bundle, language, tuple(pieces), ours, leftover)
    draft = untouched or text.fields.get("translation") == "draft"
    earlier = _earlier(source, old) if old else [None] * len(source)
    pieces = [
        _piece(piece, slot, then, outdated=outdated, known=old is not None, draft=draft)
        for piece, slot, then in zip(source, slots, earlier, strict=True)
    ]
    return Page(bundle, language, tuple(pieces), ours, leftover, is_begun=not untouched)


def _untranslated(source: Segment, slot: Segment | None) -> Piece:
    return Piece(source, *_shown(source), slot)


def _piece(
    source: Segment, slot: Segment | None, then: Segment | None, *, outdated: bool, known: bool, draft: bool
) -> Piece:
    """Return a piece with its state. then is what it was when it was translated; known, whether that is known."""
    shown, addresses = _shown(source)
    if slot is None:
        return Piece(source, shown, addresses)
    text = slot.text if slot.is_field else numbered_like(slot.text, addresses)
    if draft and text == shown and any(map(str.isalpha, shown)):
        return Piece(source, shown, addresses, slot)  # as ./run translate has written it
    if not outdated or (then and said(then) == said(source)):
        return Piece(source, shown, addresses, slot, text, State.TRANSLATED)
    if not known or then is None:
        return Piece(source, shown, addresses, slot, text, State.FUZZY)
    if not is_edit(said(then), said(source)):
        return Piece(source, shown, addresses, slot)  # what stands there translates another sentence
    return Piece(source, shown, addresses, slot, text, State.FUZZY, _shown(then)[0])


def _shown(piece: Segment) -> tuple[str, tuple[str, ...]]:
    return (piece.text, ()) if piece.is_field else numbered(piece.text)


def _slots(
    source: Sequence[Segment], ours: Sequence[Segment], old: Sequence[Segment] | None, *, outdated: bool
) -> tuple[list[Segment | None], frozenset[Segment]]:
    """Return the place in the translation of each piece of the source, and what is left over there."""
    fields = {piece.name: piece for piece in ours if piece.is_field}
    body = [piece for piece in ours if not piece.is_field]
    new = [piece for piece in source if not piece.is_field]
    made_from = [piece for piece in old or () if not piece.is_field]
    leftover: set[Segment] = set()
    if old is not None and (_shapes(made_from) == _shapes(body) or _shapes(new) != _shapes(body)):
        became = with_edited(made_from, new)
        translated = with_translation(made_from, body)
        pairs: Pairs = [None] * len(new)
        for place, now in enumerate(became):
            slot = translated[place]
            if now is not None:
                pairs[now] = slot
            elif slot is not None:
                leftover.add(body[slot])
    else:
        pairs = with_translation(new, body)
        if outdated:
            paired = set(pairs)
            leftover = {piece for n, piece in enumerate(body) if n not in paired and not piece.language}
    slots = iter(pairs)
    found = [fields.get(piece.name) if piece.is_field else _at(body, next(slots)) for piece in source]
    return found, frozenset(leftover)


def _earlier(source: Sequence[Segment], old: Sequence[Segment]) -> list[Segment | None]:
    """Return what each piece of the source was in an earlier version of it."""
    found: list[Segment | None] = [None] * len(source)
    for piece, now in zip(old, with_edited(old, source), strict=True):
        if now is not None:
            found[now] = piece
    return found


def _shapes(pieces: Sequence[Segment]) -> list[tuple[object, ...]]:
    return [piece.shape for piece in pieces]


def _at(pieces: Sequence[Segment], place: int | None) -> Segment | None:
    return None if place is None else pieces[place]
