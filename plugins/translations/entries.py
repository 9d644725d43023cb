"""One entry of a translators' file, and how pieces of pages are called and explained in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plugins.translations.leaf import Sort
from plugins.translations.pieces import Page, Piece, State
from plugins.translations.segments import Segment

Hints = Callable[[str, str], list[str]]
"""From a piece of source text and a language to lines for the translator, such as the glossary's words."""

_CONTEXT = re.compile(r"(?P<ref>[a-z]+/[a-z0-9-]+)(?P<sign>[#/])(?P<name>.+)", re.S)
_WORDS = {
    Sort.HEADING: "Heading",
    Sort.PARAGRAPH: "Paragraph",
    Sort.ITEM: "List item",
    Sort.TERM: "Term that is explained below",
    Sort.DEFINITION: "Explanation of the term above",
    Sort.NOTE: "Footnote",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece in a PO file. line is where its translation begins there, 0 if it was not read from one.

    files are where source and translation stand. origin is a digest of a translation that was right when it was
    exported, so that an old copy of it is known from a translator's work; "" if there was none, or it needed work.
    """

    context: str
    source: str
    translation: str
    fuzzy: bool = False
    previous: str = ""
    comments: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    origin: str = ""
    is_markdown: bool = True
    line: int = 0

    @property
    def is_done(self) -> bool:
        """Return whether it has a translation that may be used."""
        return bool(self.translation.strip()) and not self.fuzzy

    @property
    def is_as_exported(self) -> bool:
        """Return whether its translation is the one that was exported: no work of a translator."""
        return self.origin == digest(self.translation)


def digest(text: str) -> str:
    """Return what a text is, as 8 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def context(ref: str, name: str) -> str:
    """Return what a piece is called in a PO file: "pages/legal-help#call/item-3"."""
    return f"{ref}#{name}" if "/" in name else f"{ref}/{name}"


def page_and_name(called: str) -> tuple[str, str]:
    """Return the reference of the page and the name of the piece, or two empty strings if it is no such thing."""
    found = _CONTEXT.fullmatch(called)
    return (found["ref"], found["name"]) if found else ("", "")


def entries(page: Page, hints: Hints | None = None) -> Iterator[Entry]:
    """Yield the entries of a page in its order."""
    text = page.bundle.texts.get(page.language)
    files = (page.bundle.source.path, *([text.path] if text else []))
    for piece in page.pieces:
        yield Entry(
            context(page.bundle.ref, piece.source.name),
            piece.shown,
            piece.text,
            piece.state is State.FUZZY,
            piece.previous,
            tuple(_comments(piece, hints(piece.shown, page.language) if hints else [])),
            files if piece.text else files[:1],
            digest(piece.text) if piece.state is State.TRANSLATED else "",
            not piece.source.is_field,
        )


def _comments(piece: Piece, hints: list[str]) -> Iterator[str]:
    yield what_it_is(piece.source)
    for number, address in enumerate(piece.addresses, 1):
        yield f"({number}) {address}"
    yield from hints


def what_it_is(piece: Segment) -> str:
    """Return what a piece is on the page, in words."""
    if piece.is_field:
        return f"{piece.name}: {piece.label}"
    if piece.sort is Sort.CELL:
        return f"Table cell in the column '{piece.label}'" if piece.line else "Head of a table's column"
    if piece.sort is Sort.ABBREVIATION:
        return f"What '{piece.label}' stands for"
    if piece.sort is Sort.PARAGRAPH and "quote" in piece.within:
        return "Quotation"
    return _WORDS[piece.sort]
