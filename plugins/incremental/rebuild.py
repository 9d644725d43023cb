"""One build that takes from the last one what is still right: whole languages, and pages of those that changed.

A language is planned again when something that its pages were made from has changed: any of its own texts, what was
read of texts in other languages, its catalogue, or what all languages share. Its pages are then compared one by one
(see `views`). What belongs to no language is made in every build. When in doubt, it is made again.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.bundles.library import Library
from plugins.incremental import shelf, tree
from plugins.incremental.canon import canonical
from plugins.incremental.memory import Memory
from plugins.incremental.stamps import digest
from plugins.incremental.texts import Reading, as_readings, watched
from plugins.incremental.tree import Tree
from plugins.incremental.views import Page, Views
from plugins.problems import Problem, Severity

# Made anew for every build, or what the rest is about.
_NOT_SHARED = frozenset(
    [
        "LIBRARY",
        "MEMORY",
        "REBUILD",
        "SITEMAP_ROWS",
        "LANGUAGE_SITES",
        "I18N_SUBSITES",
        "OUTPUT_PATH",
        "JINJA_ENVIRONMENT",
        "ADDRESSES",
    ]
)


@dataclass(slots=True)
class Language:
    """What is known of one language's site.

    files are its output, pages what is known of those that are pages: packed_pages, until somebody asks.
    """

    readings: set[Reading] = field(default_factory=set)
    catalogue: bytes = b""
    pages: dict[str, Page] = field(default_factory=dict)
    packed_pages: bytes = b""
    files: set[str] = field(default_factory=set)
    page_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def known_pages(self) -> dict[str, Page]:
        """Return what is known of its pages, by their files."""
        if self.packed_pages and not self.pages:
            self.pages = {file: Page(*page) for file, page in marshal.loads(self.packed_pages).items()}
        return self.pages


@dataclass(slots=True)
class Last:
    """What is known of the last build that was put in place. bundles are the identities of what it was made from."""

    shared: bytes
    bundles: dict[str, bytes]
    languages: dict[str, Language]
    output: Tree
    spare: str = ""
    spare_tree: Tree = field(default_factory=lambda: Tree({}, {}))


@dataclass(slots=True)
class Rebuild:
    """One build. file is where it finds and leaves what is known; made_by all that everything depends on."""

    file: Path
    made_by: str
    output: Path
    staging: Path
    memory: Memory
    last: Last | None = None
    intact: set[str] = field(default_factory=set)
    languages: dict[str, Language] = field(default_factory=dict)
    taken_over: set[str] = field(default_factory=set)
    """The languages that are left as they were."""
    _shared: bytes = b""
    _kept: set[str] = field(default_factory=set)
    _whole: Path | None = None
    _whole_tree: Tree | None = None
    _spare: str = ""

    def open(self) -> Rebuild:
        """Read what is known of the last build, and look at what is left of its output."""
        self.last = _loaded(shelf.load(self.file, self.made_by))
        if self.last and self.output.is_dir():
            self.intact = tree.intact(self.output, self.last.output)
        return self

    # ── Languages ────────────────────────────────────────────────────────────

    def compare(self, settings: Mapping[str, Any], catalogue_of: Callable[[str], bytes]) -> None:
        """Find the languages that stay as they are. Ask once everything is read and the settings are complete."""
        library: Library = settings["LIBRARY"]
        self._shared = _shared(library, settings, self.memory)
        for code in library.languages:
            self.languages[code] = Language(catalogue=catalogue_of(code))
        last = self.last
        if last is None or last.shared != self._shared or _has_errors(library):
            return
        changed, own = self._changes(library, last)
        for code, before in last.languages.items():
            new = self.languages.get(code)
            stays = (
                new is not None
                and code != library.source_language  # with which all that is shared is made
                and code not in own
                and before.catalogue == new.catalogue
                and changed.isdisjoint(before.readings)
                and before.files <= self.intact
            )
            if stays:
                self.languages[code] = before
                self.taken_over.add(code)
                self._kept |= before.files
                library.problems += before.problems
                library.copies |= before.extra["copies"]

    def _changes(self, library: Library, last: Last) -> tuple[set[Reading], set[str]]:
        """Return what has changed as readings name it, and the languages whose own texts have."""
        changed: set[Reading] = set()
        own: set[str] = set()
        for ref, bundle in library.bundles.items():
            identity = self.memory.identity(bundle)
            before = last.bundles.get(ref)
            if identity and identity == before:
                continue
            now, then = self.memory.marks(bundle, before)
            differing = {key for key in now.keys() | then.keys() if now.get(key) != then.get(key)}
            languages = {text.path: code for code, text in bundle.texts.items()}
            changed |= as_readings(differing, languages)
            own |= {languages[path] for path, _ in differing if path in languages}
        return changed, own

    @contextmanager
    def language(self, code: str, library: Library) -> Iterator[Language]:
        """Note what the site of a language is made from meanwhile, and what is said of it."""
        record, before, copies = self.languages[code], len(library.problems), set(library.copies)
        with watched(code) as readings:
            yield record
        record.readings |= readings
        record.problems += library.problems[before:]
        record.extra["copies"] = library.copies - copies

    # ── Pages ────────────────────────────────────────────────────────────────

    def render(
        self,
        code: str,
        views: Mapping[str, Any],
        around: object,
        pages: Iterable[tuple[str, Any, object]],
        write: Callable[[Any], None],
        missing: set[str],
    ) -> None:
        """Write those pages of a language that are not what they were.

        views are all its views by name, around what every template can see; pages are (file, view, what its template
        is given). missing is where the strings without translation appear while a page is written.
        """
        record = self.languages[code]
        last = self.last.languages.get(code) if self.last else None
        before = last.known_pages() if last else {}
        known = Views(views, (around, record.catalogue))
        keys = [(file, view, known.key(view, shown)) for file, view, shown in pages]
        to_write = []
        for file, view, key in keys:
            page = before.get(file)
            if key and page and file in self.intact and known.is_current(page, key):
                record.pages[file] = page
                self._kept.add(file)
                missing.update(page.missing)
            else:
                to_write.append((file, view, key))
        told = set(missing)
        with known.watched():
            readings = []
            for _, view, _ in to_write:
                missing.clear()
                with known.rendering(view) as found:
                    write(view)
                readings.append((found, set(missing)))
                told |= missing
        missing.update(told)
        for (file, _, key), (found, lacking) in zip(to_write, readings, strict=True):
            noted = known.noted(key, found, lacking) if key else None
            if noted:
                record.pages[file] = noted
        record.files |= {file for file, _, _ in keys}

    # ── The whole site ───────────────────────────────────────────────────────

    def complete(self) -> Path:
        """Return the folder with the whole site: what was written, and what stays of the last one."""
        if self._whole is not None:
            return self._whole
        new = tree.names_in(self.staging)
        last, self._whole = self.last, self.staging
        if last is not None and self.intact:
            self._kept = (self._kept - new) | tree.drop_equal(self.staging, new, self.output, self.intact)
            new -= self._kept
            if self._claim_spare(last):
                self._whole_tree = tree.put_right(
                    self._whole, last.spare_tree, self.staging, new, self._kept, self.output, last.output
                )
            else:
                tree.link_into(self.staging, self._kept, self.output)
        return self._whole

    def _claim_spare(self, last: Last) -> bool:
        """Take the spare folder, so that no other build does and it is removed if this one is killed."""
        if not last.spare:
            return False
        spare = self.file.with_name(last.spare)
        claimed = self.staging.with_name(f"{self.staging.name}s")
        if not tree.is_untouched(spare, last.spare_tree):
            return False
        try:
            spare.rename(claimed)
        except OSError:
            return False
        self._whole = claimed
        return True

    def new_spare(self) -> Path | None:
        """Return where the folder is to go that this build takes the place of; None if it cannot be used again."""
        last = self.last
        if last is None or not self.intact or not tree.is_untouched(self.output, last.output):
            return None
        self._spare = f"{self.file.stem}-{os.urandom(6).hex()}"
        return self.file.with_name(self._spare)

    def save(self, library: Library) -> Tree:
        """Keep what is known of this build, now that its output is in place, and return what that holds."""
        spare = self._spare if self._spare and self.file.with_name(self._spare).is_dir() else ""
        identities = {ref: self.memory.identity(bundle) for ref, bundle in library.bundles.items()}
        output = self._whole_tree or tree.read(self.output)
        spare_tree = self.last.output if spare and self.last else Tree({}, {})
        self.last = Last(self._shared, identities, self.languages, output, spare, spare_tree)
        shelf.save(self.file, self.made_by, _plain(self.last))
        self._forget_spares()
        return output

    def fail(self) -> None:
        """Put the spare folder back, as it is by now, if this build does not take the place of the last."""
        if self._whole in (None, self.staging) or self._whole_tree is None or self.last is None:
            return
        self.last.spare = f"{self.file.stem}-{os.urandom(6).hex()}"
        self.last.spare_tree = self._whole_tree
        with contextlib.suppress(OSError):
            assert self._whole is not None
            self._whole.rename(self.file.with_name(self.last.spare))
            shelf.save(self.file, self.made_by, _plain(self.last))

    def _forget_spares(self) -> None:
        wanted = self.last.spare if self.last else ""
        for folder in self.file.parent.glob(f"{self.file.stem}-*"):
            if folder.name != wanted and folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)


def _has_errors(library: Library) -> bool:
    return any(problem.severity is Severity.ERROR for problem in library.problems)


def _shared(library: Library, settings: Mapping[str, Any], memory: Memory) -> bytes:
    """Return a mark of what the sites of all languages are made from together."""
    structure = [
        (ref, bundle.folder.as_posix(), sorted(bundle.texts), memory.attachments(bundle))
        for ref, bundle in library.bundles.items()
    ]
    parts = [canonical(structure)]
    for name, value in sorted(settings.items()):
        if name not in _NOT_SHARED and value is not library:
            try:
                parts.append(canonical((name, value)))
            except Exception:
                continue  # a function of a plugin; its code counts already
    return digest(b"\0".join(parts))


# ── On the disk ──────────────────────────────────────────────────────────────


def _plain(last: Last) -> tuple[Any, ...]:
    languages = {
        code: (
            sorted(each.readings),
            each.catalogue,
            each.packed_pages or marshal.dumps({file: tuple(page) for file, page in each.pages.items()}),
            sorted(each.files),
            each.page_count,
            pickle.dumps((each.problems, each.extra), pickle.HIGHEST_PROTOCOL),
        )
        for code, each in last.languages.items()
    }
    return last.shared, last.bundles, languages, tuple(last.output), last.spare, tuple(last.spare_tree)


def _loaded(data: Any) -> Last | None:
    if data is None:
        return None
    shared, bundles, languages, output, spare, spare_tree = data
    return Last(
        shared,
        bundles,
        {code: _language(*parts) for code, parts in languages.items()},
        Tree(*output),
        spare,
        Tree(*spare_tree),
    )


def _language(
    readings: Sequence[Reading],
    catalogue: bytes,
    packed_pages: bytes,
    files: Sequence[str],
    count: int,
    rest: bytes,
) -> Language:
    problems, extra = pickle.loads(rest)
    return Language(
        set(readings),
        catalogue,
        {},
        packed_pages,
        set(files),
        count,
        problems,
        extra,
    )
