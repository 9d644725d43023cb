"""Take a translator's PO file back into Markdown: all of it, or nothing if something is wrong with it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from plugins.bundles.library import Library
from plugins.bundles.model import Bundle, Text
from plugins.problems import Problem, did_you_mean
from plugins.translations.entries import Entry, page_and_name
from plugins.translations.faults import Fault
from plugins.translations.matching import Work, matched, take, told, trimmed
from plugins.translations.pieces import page_of
from plugins.translations.reading import language_of, read_po
from plugins.translations.shown import Render
from plugins.translations.updating import Review, Updated, culprits, keeps_structure, updated

Before = Callable[[Bundle, str], Text | None]
"""From a page and a language to the source as of that translation's digest, if it is known."""

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class File:
    """A file to write: where, and its bytes."""

    path: Path
    content: bytes


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The files to write, none if there are problems; notes are sentences for staff.

    counts: pages (in the PO file), changed (pieces), confirmed (pieces that are right as they are although their
    source has changed), current (pages that say now what their source says), waiting (pieces that are translated and
    cannot be put into their page before the rest of it), open (pieces that are not translated, or need work).
    """

    files: tuple[File, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Run:
    """What holds for every page of one import, and what has been found so far."""

    library: Library
    render: Render
    today: datetime.date
    file: str
    review: Review | None
    partial: bool
    files: list[File] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def import_po(
    content: bytes,
    library: Library,
    language: str,
    *,
    render: Render,
    today: datetime.date,
    file: str = "translation.po",
    before: Before = lambda bundle, language: None,
    review: Review | None = None,
    partial: bool = False,
) -> ImportResult:
    """Return the Markdown files that a PO file's translations make; writes nothing.

    today becomes the Source-Date of each page that says now what its source says, of which no piece is open any
    more. review is said of the pages that are all translated. partial: make also a page of which only a part is,
    with the source's text for the rest and without a digest. file is what problems call the PO file.
    """
    returned = read_po(content, file)
    if returned.problems:
        return ImportResult(problems=returned.problems)
    if language_of(returned, library.languages, library.source_language) != language:
        said = (
            f"says that it is in '{returned.language}'" if returned.language else "does not say its language"
        )
        what = f"This file {said}, and was to be imported as '{language}'."
        return ImportResult(problems=(Problem("exchange-unreadable", what, "Import the right one.", file),))
    run = _Run(library, render, today, file, review, partial)
    pages: dict[str, list[Entry]] = {}
    for entry in map(trimmed, returned.entries):
        ref, _ = page_and_name(entry.context)
        if ref in library.bundles:
            pages.setdefault(ref, []).append(entry)
        else:
            run.problems.append(_no_page(entry, ref, library, file))
    for ref, bundle in library.bundles.items():
        if ref in pages:
            _page(run, matched(page_of(bundle, language, before(bundle, language)), pages[ref], file))
    if run.problems:
        return ImportResult(problems=tuple(sorted(run.problems, key=lambda problem: problem.line)))
    return ImportResult(tuple(run.files), (), tuple(run.notes), run.counts)


def _no_page(entry: Entry, ref: str, library: Library, file: str) -> Problem:
    what = f"There is no page '{ref}'." if ref else f"'{entry.context}' is no piece of this website."
    hint = did_you_mean(ref, library.bundles) or "Leave msgctxt as it was exported, or remove the entry."
    return Problem("exchange-stale", what, hint, file, entry.line)


def _page(run: _Run, work: Work) -> None:
    """Put the work on one page into its file."""
    page = work.page
    take(work, run.render, run.file)
    run.problems += work.problems
    run.counts["pages"] += 1
    run.counts["open"] += len(work.open)
    if work.problems:
        return
    new = updated(work, run.today, run.review, partial=run.partial)
    put = {
        p.source.name
        for p in page.pieces
        if new and (p.slot or p.source.is_field or new.rebuilt or not page.translation)
    }
    waiting = [name for name in work.texts if name not in put]
    run.counts["changed"] += len(work.texts) - len(waiting)
    run.counts["waiting"] += len(waiting)
    path = page.bundle.folder / f"{page.language}.md"
    name = _shown(path, run.library.root)
    if work.newer:
        many = "1 piece has" if work.newer == 1 else f"{work.newer} pieces have"
        run.notes.append(
            f"{name}: {many} changed there since the export and not in this file; that stays as it is."
        )
    if waiting:
        run.notes.append(_waiting(work, name, len(waiting)))
    if new is None:
        return
    run.counts["confirmed"] += sum(piece.source.name not in work.texts for piece in work.reopened)
    run.counts["current"] += new.is_current
    if not keeps_structure(page, new, run.render):
        run.problems += _broken(run, work, new)
    elif content := _content(run, work, path, name, new):
        run.files.append(File(path, content))
        run.notes += [
            f"{name}: left out, because the English page does not have it: '{piece.text}'."
            for piece in (new.rebuilt.dropped if new.rebuilt else ())
        ]


def _waiting(work: Work, name: str, waiting: int) -> str:
    many = f"{waiting} translated {'piece' if waiting == 1 else 'pieces'}"
    if work.page.is_begun:
        return f"{name}: {many} cannot be put in before the other new pieces of the page are translated too."
    return f"{name} is not made yet: {len(work.open)} of its {len(work.page.pieces)} pieces are open. The PO file keeps the {many}."


def _broken(run: _Run, work: Work, new: Updated) -> list[Problem]:
    what = "With this translation the page would have another structure than the English page."
    hint = "Look for signs that mean something to Markdown: # > | - * at the start, { } at the end, a lone < or [."
    names = culprits(work, new, run.render) or list(work.entries)[:1]
    return [told(work.entries[name], Fault(what, hint), run.file) for name in names]


def _content(run: _Run, work: Work, path: Path, name: str, new: Updated) -> bytes:
    """Return a file's bytes; with a byte order mark if it has one. Nothing if it is not what was read from it."""
    if not path.exists():
        return new.raw.encode()
    content = path.read_bytes()
    mark = _BOM if content.startswith(_BOM) else b""
    read = work.page.bundle.texts.get(work.page.language)
    if read is None or content != mark + read.raw.encode():
        what = f"{name} has characters that cannot be seen, or has changed just now."
        entry = next(iter(work.entries.values()))
        run.problems.append(
            Problem("exchange-stale", what, "Run ./run check, then import again.", run.file, entry.line)
        )
        return b""
    return mark + new.raw.encode()


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
