"""One build that takes from the last one what is still right: whole languages, and pages of those that changed.

A language is planned again when something that its pages were made from has changed: any of its own texts, what was
read of texts in other languages, its catalogue, or what all languages share. Its pages are then compared one by one
(see `views`). What belongs to no language is made in every build. When in doubt, it is made again.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.bundles.library import Library
from plugins.incremental import shelf, tree, twin
from plugins.incremental.canon import canonical
from plugins.incremental.last import Language, Last, as_plain, of_plain
from plugins.incremental.memory import Memory
from plugins.incremental.stamps import Stamp, digest, stamp_of
from plugins.incremental.texts import Reading, as_readings, watched
from plugins.incremental.tree import Tree
from plugins.incremental.views import Views

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
    notes: dict[str, str] = field(default_factory=dict)
    """What others want to know of this build in the next one."""
    _shared: bytes = b""
    _kept: set[str] = field(default_factory=set)
    _new: set[str] = field(default_factory=set)
    _whole: Path | None = None
    _whole_tree: Tree | None = None
    _spare: str = ""
    _spare_tree: Tree = field(default_factory=lambda: Tree({}, {}))
    _twin: twin.Twin | None = None

    def open(self) -> Rebuild:
        """Read what is known of the last build, and look at what is left of its output."""
        stamp, made_by, last = _in_memory.get(self.file, ((), "", None))
        if (
            self.memory.later is not None
            and made_by == self.made_by
            and stamp == stamp_of(str(self.file)) != ()
        ):
            self.last = last
        else:
            self.last = of_plain(shelf.load(self.file, self.made_by))
        if self.last and self._base.is_dir():
            self.intact = tree.intact(self._base, self.last.output)
            spare = self.last.place or (self.last.spare and self.file.with_name(self.last.spare).is_dir())
            if not spare and self.intact:
                self._twin = twin.begin(self._claimed, self._base, self.last.output, self.intact)
        return self

    def close(self) -> None:
        """Delete what was made for this build and not used."""
        if self._twin:
            self._twin.remove()
            self._twin = None

    @property
    def _claimed(self) -> Path:
        """A folder that is put right, under a name by which it is removed if this build is killed."""
        return self.staging.with_name(f"{self.staging.name}s")

    @property
    def _base(self) -> Path:
        """The folder with the last build's site."""
        return self.file.with_name(self.last.place) if self.last and self.last.place else self.output

    # ── Languages ────────────────────────────────────────────────────────────

    def compare(self, settings: Mapping[str, Any], catalogue_of: Callable[[str], bytes]) -> None:
        """Find the languages that stay as they are. Ask once everything is read and the settings are complete."""
        library: Library = settings["LIBRARY"]
        self._shared = _shared(library, settings, self.memory)
        for code in library.languages:
            self.languages[code] = Language(catalogue=catalogue_of(code))
        last = self.last
        if last is None or last.shared != self._shared:
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

    def given(self, codes: Sequence[str]) -> tuple[dict[str, Language], set[str]]:
        """Return what is known of some languages, for another process, and their files that stay as they were."""
        records = {code: self.languages[code] for code in codes}
        return records, {name for record in records.values() for name in record.files & self._kept}

    def take(self, given: tuple[dict[str, Language], set[str]]) -> None:
        """Take over what another process has made."""
        records, kept = given
        self.languages |= records
        self._kept |= kept

    def add_files(self, code: str, names: Iterable[str]) -> None:
        """Say that files of the output, named from its root, belong to a language and stay as long as that stays.

        Its pages and what stands in `LanguageSite.files` are known already. Say it before the language is finished.
        """
        self.languages[code].files |= set(names)

    def is_copied(self, code: str, name: str, source: Path) -> bool:
        """Return whether a file of a language is there already, copied from *source* by the last build, and stays.

        *source* has another name when its content is other.
        """
        status = source.stat()
        mark = f"{source}:{status.st_size}:{status.st_ino}"
        self.languages[code].extra.setdefault("copied", {})[name] = mark
        last = self.last.languages.get(code) if self.last else None
        there = bool(last and last.extra.get("copied", {}).get(name) == mark and name in self.intact)
        if there:
            self._kept.add(name)
        return there

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
            self._take_late()
            return self._whole
        new = tree.names_in(self.staging)
        last, self._whole = self.last, self.staging
        if last is not None and self.intact:
            base = self._base
            self._kept = (self._kept - new) | tree.drop_equal(self.staging, new, base, self.intact)
            new -= self._kept
            self._new = new
            if claimed := self._claim(last):
                whole, was = claimed
                base = whole if last.place else base
                self._whole_tree = tree.put_right(
                    whole, was, self.staging, new, self._kept, base, last.output
                )
                self._whole = whole
            else:
                tree.link_into(self.staging, self._kept, base)
        return self._whole

    def changed(self) -> frozenset[str] | None:
        """Return the files that differ between the site that was there and the new one; None if none was there."""
        if not self._spare or self.last is None:
            return None
        old, new = self._spare_tree.files, self.last.output.files
        return frozenset(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))

    @property
    def last_notes(self) -> Mapping[str, str]:
        """What others have noted in the last build."""
        return self.last.notes if self.last else {}

    def _take_late(self) -> None:
        """Take over what was written since the site was put together."""
        whole, was = self._whole, self._whole_tree
        if whole is None or was is None or whole == self.staging:
            return
        if late := tree.names_in(self.staging):
            stay = was.files.keys() - late
            self._whole_tree = tree.put_right(whole, was, self.staging, late, stay, whole, was)

    def changes(self) -> tuple[Path | None, set[str], set[str]]:
        """Return the folder of the last site, the files that differ in this one, and those that only one of them has.

        The folder is None if the old site cannot be read any more. Ask once this one is complete.
        """
        if self.last is None or not self.intact or self.last.place:
            return None, set(), set()
        before = self.last.output.files.keys()
        new = self._new & before
        return (
            self.output,
            new,
            (self._new - before) | (before - self._new - self._kept) | (new - self.intact),
        )

    def _claim(self, last: Last) -> tuple[Path, Tree] | None:
        """Take a folder that can be put right."""
        if self._twin:
            made = self._twin.tree()
            if made is None:
                self.close()
                return None
            self._twin = None
            return self._claimed, made
        name, was = (last.place, last.output) if last.place else (last.spare, last.spare_tree)
        if not name or not tree.is_untouched(self.file.with_name(name), was):
            return None
        try:
            self.file.with_name(name).rename(self._claimed)
        except OSError:  # another build has it, or it is on another disk
            return None
        return self._claimed, was

    def new_spare(self) -> Path | None:
        """Return where the folder is to go that this build takes the place of; None if there is none."""
        if not self.output.is_dir():
            return None
        known = (
            self.last is not None and not self.last.place and tree.is_untouched(self.output, self.last.output)
        )
        self._spare_tree = self.last.output if known and self.last else tree.read(self.output)
        self._spare = self._new_name()
        return self.file.with_name(self._spare)

    def _new_name(self) -> str:
        return f"{self.file.stem}-{os.urandom(6).hex()}"

    def save(self, library: Library) -> Tree:
        """Keep what is known of this build, now that its output is in place, and return what that holds."""
        spare = self._spare if self._spare and self.file.with_name(self._spare).is_dir() else ""
        output = self._whole_tree or tree.read(self.output)
        self._keep(library, output, spare=spare, spare_tree=self._spare_tree if spare else Tree({}, {}))
        return output

    def fail(self, library: Library) -> None:
        """Keep what is known of a build whose site has errors, and the site for the next one."""
        name = self._new_name()
        try:
            self.complete().rename(self.file.with_name(name))
        except OSError:
            return
        whole = self._whole_tree or tree.read(self.file.with_name(name))
        self._keep(library, whole, place=name)

    def _keep(self, library: Library, output: Tree, **more: Any) -> None:
        identities = {ref: self.memory.identity(bundle) for ref, bundle in library.bundles.items()}
        self.last = Last(self._shared, identities, self.languages, output, self.notes, **more)
        last = self.last

        def write() -> None:
            shelf.save(self.file, self.made_by, as_plain(last))
            if self.memory.later is not None:
                _in_memory[self.file] = stamp_of(str(self.file)), self.made_by, last
            self._forget()

        if self.memory.later is None:
            write()
        else:
            self.memory.later.append(write)

    def _forget(self) -> None:
        """Delete folders that no build will ask for again."""
        if self.last is None:
            return
        for folder in self.file.parent.glob(f"{self.file.stem}-*"):
            if folder.name not in (self.last.spare, self.last.place) and folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)
        for left in self.file.parent.glob("*.part"):  # of builds that were killed
            if time.time() - left.stat().st_mtime > _AN_HOUR:
                left.unlink(missing_ok=True)


_AN_HOUR = 3600
_in_memory: dict[Path, tuple[Stamp, str, Last]] = {}
"""What this process has kept, if it builds again and again."""


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
