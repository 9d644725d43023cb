"""Which piece of a page each entry of a translators' file is for, and what is wrong with its translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from plugins.bundles.fields import WORDS, BadValueError, read_value
from plugins.bundles.schema import Kind
from plugins.problems import Problem
from plugins.translations.entries import Entry, page_and_name
from plugins.translations.faults import Fault, faults
from plugins.translations.links import addressed
from plugins.translations.pieces import Page, Piece, State
from plugins.translations.shown import Render, for_signs, is_one_paragraph, left_over, with_start_escaped

_AGAIN = (
    "Export again: the new file keeps the translations of this one that still hold (docs/translators.md)."
)


@dataclass(slots=True)
class Work:
    """What a file says of one page: entries by the name of their piece, and the texts that are new.

    A text is that of the translation as translators see it, perhaps with a sign escaped. newer counts the pieces of
    which the page has another translation than when it was exported, and the file still that one.
    """

    page: Page
    entries: dict[str, Entry] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    newer: int = 0

    @property
    def done(self) -> list[Piece]:
        """Return the pieces whose translation the file calls done."""
        return [piece for piece in self.page.pieces if self._is_done(piece)]

    @property
    def open(self) -> list[Piece]:
        """Return the pieces that are to be translated. Lists of other words for a thing may stay empty."""
        optional = {field.name for field in self.page.bundle.kind.fields if field.type is WORDS}
        return [
            piece
            for piece in self.page.pieces
            if not self._is_done(piece) and piece.source.name not in optional
        ]

    @property
    def is_complete(self) -> bool:
        return not self.open

    @property
    def reopened(self) -> list[Piece]:
        """Return the pieces that were open and are done now."""
        return [piece for piece in self.done if piece.state is not State.TRANSLATED]

    def _is_done(self, piece: Piece) -> bool:
        entry = self.entries.get(piece.source.name)
        return entry is not None and entry.is_done


def matched(page: Page, found: Sequence[Entry], file: str) -> Work:
    """Return the work on a page: an entry is for the piece of its name, or for the only one of its source text."""
    work = Work(page)
    by_name = {piece.source.name: piece for piece in page.pieces}
    count = Counter(piece.shown for piece in page.pieces)
    by_text = {piece.shown: piece for piece in page.pieces if count[piece.shown] == 1}
    elsewhere: list[tuple[Entry, Piece | None]] = []
    for entry in found:
        piece = by_name.get(page_and_name(entry.context)[1])
        if piece and piece.shown == entry.source:
            work.entries[piece.source.name] = entry
        else:
            elsewhere.append((entry, by_text.get(entry.source)))
    existing = {piece.text for piece in page.pieces}
    for entry, piece in elsewhere:
        if piece and piece.source.name not in work.entries:
            work.entries[piece.source.name] = entry
        elif entry.is_done and not entry.is_as_exported and entry.translation not in existing:
            work.problems.append(_stale(entry, page, file))
    return work


def _stale(entry: Entry, page: Page, file: str) -> Problem:
    source = page.bundle.source.path
    shown = entry.source if len(entry.source) <= 60 else entry.source[:59].rstrip() + "…"
    what = f"'{shown}' is not in {source} any more: that has changed since this file was made."
    return Problem("exchange-stale", what, _AGAIN, file, entry.line)


def take(work: Work, render: Render, file: str) -> None:
    """Take the translations that are new, or tell what is wrong with them."""
    changed: list[tuple[Piece, str]] = []
    for piece in work.page.pieces:
        entry = work.entries.get(piece.source.name)
        if entry is None or not entry.is_done or entry.translation == piece.text:
            continue
        if entry.is_as_exported and piece.text:
            work.newer += 1  # the page has been translated anew since; this is what it was before
            continue
        found = faults(piece, entry.translation)
        if (
            not found
            and piece.source.is_field
            and (fault := _field_fault(piece, entry.translation, work.page.bundle.kind))
        ):
            found = [fault]
        for fault in found:
            work.problems.append(told(entry, fault, file))
        if not found:
            changed.append((piece, entry.translation))
    work.texts.update((piece.source.name, text) for piece, text in changed if piece.source.is_field)
    _take_markdown(work, [pair for pair in changed if not pair[0].source.is_field], render, file)


def _take_markdown(work: Work, changed: Sequence[tuple[Piece, str]], render: Render, file: str) -> None:
    """Take what stays one piece when Markdown reads it, with its first sign escaped if need be."""
    htmls = render([
        *(addressed(text, piece.addresses) for piece, text in changed),
        *(addressed(with_start_escaped(text), piece.addresses) for piece, text in changed),
        *(addressed(for_signs(text), piece.addresses) for piece, text in changed),
        *(piece.source.text for piece, _ in changed),
        *(for_signs(piece.source.text) for piece, _ in changed),
    ])  # fmt: skip
    size = len(changed)
    parts = [htmls[n * size : (n + 1) * size] for n in range(5)]
    for (piece, text), html, escaped, signs, source, source_signs in zip(changed, *parts, strict=True):
        entry = work.entries[piece.source.name]
        whole = is_one_paragraph(html) or not is_one_paragraph(source)
        if not whole and is_one_paragraph(escaped):
            text, whole = with_start_escaped(text), True
        if fault := left_over(signs, source_signs) if whole else _other_block(text):
            work.problems.append(told(entry, fault, file))
        else:
            work.texts[piece.source.name] = text


def _other_block(text: str) -> Fault:
    begins = text.split("\n")[0][:12].rstrip()
    what = f"It begins with '{begins}', which makes a heading, a list, a quotation, a table or code of it."
    return Fault(what, "Begin it with a word, or write a backslash before the sign.")


def _field_fault(piece: Piece, text: str, kind: Kind) -> Fault | None:
    declared = next(declared for declared in kind.fields if declared.name == piece.source.name)
    try:
        read_value(declared.type, text)
    except BadValueError as error:
        return Fault(f"{declared.name}: {error.message}", error.hint)
    return None


def told(entry: Entry, fault: Fault, file: str) -> Problem:
    """Return the problem of an entry, with what it is called."""
    return Problem("exchange-broken", f"{entry.context}: {fault.what}", fault.hint, file, entry.line)


def trimmed(entry: Entry) -> Entry:
    """Return an entry without the white space that some programs add at the ends of lines."""
    lines = entry.translation.replace("\r\n", "\n").strip().split("\n")
    return replace(entry, translation="\n".join(line.strip() for line in lines))
