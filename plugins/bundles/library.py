"""Read the whole of content/ into bundles, with everything that is wrong with it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from plugins.bundles import check, relations
from plugins.bundles.discover import Discovery, Folder
from plugins.bundles.frontmatter import parse
from plugins.bundles.model import Bundle, Text
from plugins.bundles.schema import OTHER_NAMES, folded_names
from plugins.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Published:
    """Where a page of the output comes from.

    texts are the Markdown files it shows, its own first and then the source whose fields it shares; lead
    returns the href that a link typed in them has become on this page; fallback is whether it shows the source
    text to readers of another language. parts are the other bundles of which it shows the whole text, such as terms
    of the glossary; a page that is made of them alone has no texts of its own.
    """

    texts: tuple[Text, ...]
    lead: Callable[[str], str]
    fallback: bool = False
    parts: tuple[Published, ...] = ()


@dataclass(slots=True)
class Library:
    """All bundles of the site by reference (initiatives/364-campaign), sorted, and what is wrong.

    published is filled in while pages are written: what each file of the output was made from.
    """

    root: Path
    languages: tuple[str, ...]
    source_language: str
    today: datetime.date = datetime.date.min
    bundles: dict[str, Bundle] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    published: dict[str, Published] = field(default_factory=dict)
    copies: set[str] = field(default_factory=set)
    """The files of the output that repeat what stands on pages: feeds."""
    more_published: Callable[[], Mapping[str, Published]] = dict
    """What an earlier build has written and this one left as it was; asked for only if somebody needs to know."""
    misplaced: set[str] = field(default_factory=set)
    """The references of bundles whose fields are those of another kind."""
    told: set[str] = field(default_factory=set)
    """The files of which it is said that they are not as they must be as a whole."""

    def all_published(self) -> dict[str, Published]:
        """Return what each file of the output was made from."""
        return self.published | dict(self.more_published())

    def of_kind(self, kind: str) -> list[Bundle]:
        """Return the bundles of one kind by slug."""
        return [bundle for bundle in self.bundles.values() if bundle.kind.name == kind]

    def texts(self) -> Iterator[Text]:
        """Yield every text of every bundle, in order."""
        for bundle in self.bundles.values():
            yield from bundle.texts.values()


@dataclass(slots=True)
class Reading:
    """One folder as it was read: its bundle, and what was said of it."""

    bundle: Bundle
    told: frozenset[str] = frozenset()
    misplaced: bool = False
    problems: tuple[Problem, ...] = ()


class Memory(Protocol):
    """What is known of folders from earlier builds."""

    def recall(self, path: Path) -> Reading | None:
        """Return what is known of a folder if it is still so."""

    def note(self, path: Path, reading: Reading) -> None:
        """Take what was read of a folder that was not known."""


def read_library(
    root: Path,
    content: Path,
    languages: Sequence[str],
    source_language: str,
    today: datetime.date,
    memory: Memory | None = None,
) -> Library:
    """Read every bundle under *content*. Never raises for what staff wrote: see Library.problems.

    A bundle with problems stays in as far as it can be read, so that links to it are not called broken. Folders
    that *memory* knows are not read.
    """
    known: dict[Path, Reading] = {}

    def is_known(path: Path) -> bool:
        found = memory.recall(path) if memory else None
        if found:
            known[path] = found
        return found is not None

    found = Discovery(root, content, languages, source_language, is_known).run()
    library = Library(root, tuple(languages), source_language, today, problems=list(found.problems))
    for folder in found.folders:
        reading = known.get(folder.path)
        if reading is None:
            reading = _read(folder, library)
            if memory:
                memory.note(folder.path, reading)
        else:
            library.told |= reading.told
            library.misplaced |= {reading.bundle.ref} if reading.misplaced else set()
            library.problems += reading.problems
        bundle = reading.bundle
        if source_language in bundle.texts:
            library.bundles[bundle.ref] = bundle
    bundles = library.bundles.values()
    for bundle in bundles:
        # Of a source that could not be read, or stands under another kind, no more is to be said.
        if not bundle.source.is_blank and bundle.ref not in library.misplaced:
            library.problems += relations.check_bundle(bundle)
    library.problems += relations.check_references(library.bundles)
    wrong = {problem.file for problem in library.problems if problem.severity is Severity.ERROR}
    library.problems += relations.check_translations(bundles, wrong, library.told)
    library.problems += relations.check_calendar(bundles, today)
    return library


def _read(folder: Folder, library: Library) -> Reading:
    """Read the texts of a folder; what was said of its names and files is in the library already."""
    before, told = len(library.problems), set(library.told)
    bundle = _bundle(folder, library)
    return Reading(
        bundle,
        frozenset(library.told - told),
        bundle.ref in library.misplaced,
        (*folder.problems, *library.problems[before:]),
    )


def _bundle(folder: Folder, library: Library) -> Bundle:
    bundle = Bundle(folder.kind, folder.slug, folder.path, {}, library.source_language, folder.attachments)
    place = folder.path.relative_to(library.root).as_posix()
    for language in library.languages:
        if language in folder.texts:
            path, raw = folder.texts[language]
            name = f"{place}/{path.name}"
            library.told |= {name} if language in folder.told else set()
            bundle.texts[language] = _text(name, raw, language, bundle, library)
    return bundle


def _text(path: str, raw: str, language: str, bundle: Bundle, library: Library) -> Text:
    if not raw.strip():
        hint = "Write the fields and the text, or delete the file."
        if path not in library.told:
            library.problems.append(Problem("file-empty", "This file is empty.", hint, path))
        return Text(language, path, raw, {}, {}, "", 1)
    kind, is_source = bundle.kind, language == library.source_language
    front = parse(raw, folded_names(kind), OTHER_NAMES)
    values, typed, problems = check.read_fields(front, kind, path, is_source=is_source)
    text = Text(language, path, raw, values, typed, front.body, front.body_line)
    if is_source and (moved := check.misplaced(front, kind, path)):
        library.misplaced.add(bundle.ref)
        problems = [moved]
    elif bundle.ref in library.misplaced:
        problems = []
    if path not in library.told:
        unread = any(problem.code in ("front-matter", "field-unknown") for problem in problems)
        lost = check.check_lost_fields(text, kind, is_source=is_source)
        library.problems += [*problems, *check.check_text(text, kind, told=unread), *lost]
    return text


def source_text(raw: str, bundle: Bundle) -> Text:
    """Return a text that was the source of *bundle* on some day, for its digest; nothing is said of its faults."""
    kind, path = bundle.kind, bundle.source.path
    front = parse(raw.removeprefix("\ufeff"), folded_names(kind), OTHER_NAMES)
    values, typed, _ = check.read_fields(front, kind, path, is_source=True)
    return Text(bundle.source_language, path, raw, values, typed, front.body, front.body_line)
