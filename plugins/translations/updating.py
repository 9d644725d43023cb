"""A page's file with a translator's work in it, and whether it still has the structure that it must have. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from plugins.bundles.model import Text
from plugins.bundles.schema import TRANSLATION_STATES
from plugins.translations.cells import with_pipes_escaped
from plugins.translations.front import Edit, edited, with_fields
from plugins.translations.leaf import Sort
from plugins.translations.links import addressed
from plugins.translations.matching import Work
from plugins.translations.pieces import Page, Piece
from plugins.translations.rebuild import Rebuilt, body_start, in_place, new_file, rebuilt, translation_text
from plugins.translations.rows import rows
from plugins.translations.segments import segments
from plugins.translations.shown import Render, skeleton


@dataclass(frozen=True, slots=True)
class Review:
    """What to say from now on of pages that are all translated: a draft, or reviewed by whom and on which day."""

    state: str
    translator: str = ""
    day: datetime.date | None = None

    @property
    def fields(self) -> dict[str, str]:
        day = self.day.isoformat() if self.day and self.state == "reviewed" else ""
        given = {"Translation": self.state, "Translator": self.translator, "Reviewed": day}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Updated:
    """A page's new file. is_current: it says now what the source says. rebuilt is None if every piece is in its place."""

    raw: str
    texts: Mapping[str, str]
    is_current: bool
    rebuilt: Rebuilt | None = None


def updated(
    work: Work, today: datetime.date, review: Review | None = None, *, partial: bool = False
) -> Updated | None:
    """Return a page's file with the work in it, or None if it waits for the rest of the page, or changes nothing.

    A page that is not there yet is made once all of it is translated; with *partial* at once, the rest in the
    source's words and without a digest.
    """
    page, texts = work.page, dict(work.texts)
    if not page.is_begun and not work.is_complete and not (partial and texts):
        return None
    if partial:
        texts |= {p.source.name: p.shown for p in page.pieces if not p.slot and p.source.name not in texts}
    needs_rebuilding = any(not p.slot and p.source.name in texts for p in _body(page))
    needs_rebuilding |= work.is_complete and bool(work.reopened) and not page.fits
    possible = all(p.slot or p.source.name in texts for p in _body(page))
    is_current = work.is_complete and bool(work.reopened) and (not needs_rebuilding or possible)
    fields = (
        {"Source-Digest": page.bundle.source.digest, "Source-Date": today.isoformat()} if is_current else {}
    )
    said = review.fields if review and work.is_complete else {}
    text = page.bundle.texts.get(page.language)
    if text is None or not text.raw.strip():
        state = {"Translation": TRANSLATION_STATES[1]}
        return Updated(new_file(page, texts, {**state, **said, **fields}), texts, is_current)
    new_fields = {p.source.name: texts[p.source.name] for p in page.pieces if _is_new_field(p, texts)}
    edits = with_fields(text, {**new_fields, **said, **fields}) + _without_review(text, said)
    body = rebuilt(page, texts) if needs_rebuilding and possible else None
    if body:
        names = {piece.source.name for piece in page.pieces if piece.source.is_field}
        edits += in_place(page, {name: words for name, words in texts.items() if name in names})
        edits.append(Edit(body_start(text), len(text.raw), body.body))
    else:
        edits += in_place(page, texts)
    raw = edited(text.raw, edits)
    return Updated(raw, texts, is_current, body) if raw != text.raw else None


def keeps_structure(page: Page, new: Updated, render: Render) -> bool:
    """Return whether a file, read again, has every piece where it belongs with just the text it is to have."""
    bundle = page.bundle
    text = translation_text(new.raw, bundle, page.language)
    found = segments(text, bundle.kind)
    old = bundle.texts.get(page.language)
    if new.rebuilt:
        wanted = [_expected(piece, new.texts) for piece in _body(page)]
        body = [piece for piece in found if not piece.is_field]
        ids = [piece.identity for piece in body if piece.sort is Sort.HEADING]
        texts = iter(piece.text for piece in body)
        in_order = all(any(words == other for other in texts) for words in wanted)
        same = len(body) == len(wanted) + len(new.rebuilt.kept)
        return (
            in_order
            and same
            and ids == [p.source.identity for p in _body(page) if p.source.sort is Sort.HEADING]
        )
    before = page.translation if old and old.raw.strip() else [piece.source for piece in page.pieces]
    model = old if old and old.raw.strip() else bundle.source
    shapes = [piece.shape for piece in before if not piece.is_field]
    if [piece.shape for piece in found if not piece.is_field] != shapes:
        return False
    said = {piece.name: piece.text for piece in found}
    placed = [
        piece
        for piece in page.pieces
        if piece.slot or (piece.source.name in new.texts and (piece.source.is_field or not page.translation))
    ]
    if any(said.get(_name(piece), "") != _expected(piece, new.texts) for piece in placed):
        return False
    ours, theirs = render([text.body, model.body])
    return skeleton(ours) == skeleton(theirs)


def culprits(work: Work, new: Updated, render: Render) -> list[str]:
    """Return the names of the pieces whose new text alone changes the page's structure; the first if none does."""
    found = []
    for name, words in work.texts.items():
        others = {p.source.name: p.text or p.shown for p in work.page.pieces if not p.slot}
        alone = Work(work.page, work.entries, {**others, name: words} if others else {name: words})
        made = updated(alone, datetime.date.min, partial=True)
        if made and not keeps_structure(work.page, made, render):
            found.append(name)
    return found or list(work.texts)[:1]


def _name(piece: Piece) -> str:
    return piece.slot.name if piece.slot else piece.source.name


def _expected(piece: Piece, texts: Mapping[str, str]) -> str:
    """Return the text of a piece as it will be read again."""
    if piece.source.name not in texts:
        return piece.slot.text if piece.slot else ""
    text = texts[piece.source.name]
    if piece.source.is_field:
        return text
    text = addressed(text, piece.addresses)
    return with_pipes_escaped(text) if piece.source.sort is Sort.CELL else text


def _body(page: Page) -> list[Piece]:
    return [piece for piece in page.pieces if not piece.source.is_field]


def _is_new_field(piece: Piece, texts: Mapping[str, str]) -> bool:
    return piece.source.is_field and not piece.slot and piece.source.name in texts


def _without_review(text: Text, said: Mapping[str, str]) -> list[Edit]:
    """Return the edit that takes the day of a review away from what is reviewed no more."""
    if "reviewed" not in text.typed or said.get("Translation", "reviewed") == "reviewed":
        return []
    lines = rows(text.raw)
    line = text.typed["reviewed"][1] - 1
    end = lines[line + 1].start if line + 1 < len(lines) else len(text.raw)
    return [Edit(lines[line].start, end, "")]
