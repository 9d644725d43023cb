"""Put translated pieces into a page's file: in their places, or in the source's order where the structure differs. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.bundles import check
from plugins.bundles.frontmatter import parse
from plugins.bundles.model import Bundle, Text
from plugins.bundles.schema import OTHER_NAMES, folded_names
from plugins.translations.front import Edit, newline
from plugins.translations.links import addressed
from plugins.translations.pieces import Page, Piece
from plugins.translations.rows import rows
from plugins.translations.segments import Segment


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A body in the source's order. kept are pieces that only the translation has; dropped those that went."""

    body: str
    kept: tuple[Segment, ...]
    dropped: tuple[Segment, ...]


def translation_text(raw: str, bundle: Bundle, language: str) -> Text:
    """Return a translation's text from its file's; nothing is said of its faults."""
    path = bundle.source.path.removesuffix(f"{bundle.source_language}.md") + f"{language}.md"
    front = parse(raw, folded_names(bundle.kind), OTHER_NAMES)
    values, typed, _ = check.read_fields(front, bundle.kind, path, is_source=False)
    return Text(language, path, raw, values, typed, front.body, front.body_line)


def body_start(text: Text) -> int:
    """Return where the body of a file begins."""
    lines = rows(text.raw)
    return lines[text.body_line - 1].start if text.body_line <= len(lines) else len(text.raw)


def as_typed(piece: Piece, text: str, place: Segment, line_end: str) -> str:
    """Return a translation as it is typed in a place, with addresses again in place of numbers."""
    words = text if piece.source.is_field else addressed(text, piece.addresses)
    return place.typed(words, line_end)


def in_place(page: Page, texts: Mapping[str, str]) -> list[Edit]:
    """Return the edits that put texts, by the piece's name, where the translation has its pieces."""
    line_end = newline(page.bundle.texts[page.language].raw)
    return [
        Edit(
            piece.slot.start, piece.slot.end, as_typed(piece, texts[piece.source.name], piece.slot, line_end)
        )
        for piece in page.pieces
        if piece.slot and piece.source.name in texts
    ]


def new_file(page: Page, texts: Mapping[str, str], fields: Mapping[str, str]) -> str:
    """Return a file for a translation that is not there yet: the source's body, with its own words for each piece."""
    source = page.bundle.source
    line_end, start = newline(source.raw), body_start(source)
    own = sorted(
        (piece for piece in page.pieces if piece.source.is_field), key=lambda piece: piece.source.start
    )
    lines = [
        f"{piece.source.name}: {texts[piece.source.name]}" for piece in own if piece.source.name in texts
    ]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    body, at = "", start
    for piece in page.pieces:
        if not piece.source.is_field:
            body += source.raw[at : piece.source.start]
            body += as_typed(piece, texts[piece.source.name], piece.source, line_end)
            at = piece.source.end
    body += source.raw[at:]
    return line_end.join([*lines, "", ""]) + body.lstrip("\r\n")


def rebuilt(page: Page, texts: Mapping[str, str]) -> Rebuilt:
    """Return the translation's body in the source's order. texts has new ones by name; others stay as they are.

    What stands between two pieces (empty lines, signs of lists, code, HTML) is the translation's own where they
    are neighbours there too, else the source's.
    """
    source, text = page.bundle.source, page.bundle.texts[page.language]
    line_end = newline(text.raw)
    pieces = [piece for piece in page.pieces if not piece.source.is_field]
    ours = [piece for piece in page.translation if not piece.is_field]
    place = {segment: number for number, segment in enumerate(ours)}
    slots = {segment for piece in pieces if (segment := piece.slot)}
    kept: set[Segment] = set()
    body, last = "", -1  # the last piece of the translation that is in the body
    at_source, at_text, neighbour = body_start(source), body_start(text), True
    for piece in (*pieces, None):
        slot = piece.slot if piece else None
        here = len(ours) if piece is None else place[slot] if slot else -1
        between = ours[last + 1 : here] if here > last else []
        own = here > last and not any(segment in page.leftover or segment in slots for segment in between)
        start = ours[here].start if 0 <= here < len(ours) else len(text.raw)
        gap = text.raw[at_text:start]
        if own and (neighbour or (between and not gap.partition("\n")[0].strip())):
            kept.update(between)
        else:
            gap = source.raw[at_source : piece.source.start if piece else len(source.raw)]
            gap = gap.replace("\r\n", "\n").replace("\n", line_end)
        body += gap
        if piece:
            body += _said(piece, texts, text.raw, line_end)
            at_source = piece.source.end
        neighbour = slot is not None
        if slot:
            last, at_text = here, slot.end
    dropped = tuple(segment for segment in ours if segment not in slots | kept)
    return Rebuilt(body, tuple(segment for segment in ours if segment in kept), dropped)


def _said(piece: Piece, texts: Mapping[str, str], raw: str, line_end: str) -> str:
    if piece.slot and piece.source.name not in texts:
        return raw[piece.slot.start : piece.slot.end]
    return as_typed(piece, texts[piece.source.name], piece.slot or piece.source, line_end)
