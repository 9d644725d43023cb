"""Walk content/ and say which file is which: the one place that reads Markdown from the disk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.bundles.fields import SLUG, BadValueError, language_tag
from plugins.bundles.schema import KINDS, Kind
from plugins.problems import Problem, did_you_mean, nearest

# What editors and operating systems leave behind.
_LITTER = re.compile(r"\..*|.*~|#.*#|.*\.(swp|tmp|bak)|Thumbs\.db|desktop\.ini|__MACOSX", re.I)
_ATTACHMENT = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


@dataclass(slots=True)
class Folder:
    """One bundle's folder as found: text by language, attachments by name."""

    kind: Kind
    slug: str
    path: Path
    texts: dict[str, tuple[Path, str]] = field(default_factory=dict)
    attachments: dict[str, Path] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    """The languages whose file is there and could not be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything under content/, and what is wrong with names and files."""

    folders: tuple[Folder, ...]
    problems: tuple[Problem, ...]


class Discovery:
    """One walk over content/. Paths in problems are relative to *root*."""

    def __init__(self, root: Path, content: Path, languages: Sequence[str], source_language: str) -> None:
        self.root, self.content = root, content
        self.languages, self.source_language = tuple(languages), source_language
        self.problems: list[Problem] = []

    def run(self) -> Found:
        """Return all bundles' folders, in the order of their names."""
        folders = [folder for kind_path in self._entries(self.content) for folder in self._kind(kind_path)]
        return Found(tuple(folders), tuple(self.problems))

    def _kind(self, path: Path) -> Iterator[Folder]:
        if not path.is_dir():
            self._tell(path, "file-unexpected", f"'{path.name}' stands outside every page's folder.", _MOVE)
            return
        if path.name not in KINDS:
            hint = did_you_mean(path.name, KINDS) or f"The folders here are: {', '.join(KINDS)}."
            self._tell(path, "kind-unknown", f"'{path.name}' is not a kind of page.", hint)
            return
        for entry in self._entries(path):
            if entry.is_dir():
                yield self._folder(KINDS[path.name], entry)
            else:
                hint = f"Move it to {self._relative(path)}/{slugify(entry.stem)}/{self.source_language}.md."
                self._tell(
                    entry, "file-unexpected", f"'{entry.name}' stands outside every page's folder.", hint
                )

    def _folder(self, kind: Kind, path: Path) -> Folder:
        folder = Folder(kind, path.name, path)
        if not SLUG.fullmatch(path.name):
            what = f"The folder name '{path.name}' cannot become a web address."
            self._tell(path, "file-name", what, f"Rename it to '{slugify(path.name)}'.")
        entries = self._entries(path)
        for entry in entries:
            if entry.suffix.lower() in (".md", ".markdown"):
                self._text(folder, entry)
            elif entry.is_dir():
                hint = "Move its files up, next to the Markdown files."
                self._tell(
                    entry, "file-unexpected", f"'{entry.name}' is a folder inside a page's folder.", hint
                )
            else:
                self._attachment(folder, entry)
        missing = f"{self.source_language}.md"
        if not entries:
            hint = f"Write {missing} in it, or delete the folder."
            self._tell(path, "source-missing", f"The folder '{path.name}' is empty.", hint)
        elif self.source_language not in folder.texts and self.source_language not in folder.unreadable:
            what = f"The page '{path.name}' has no {missing}, the file that all translations are made from."
            self._tell(path / missing, "source-missing", what, f"Write {missing} first.")
        return folder

    def _text(self, folder: Folder, path: Path) -> None:
        language = path.stem
        if language not in self.languages or path.suffix != ".md":
            self._wrong_language(path)
            return
        try:
            folder.texts[language] = (path, self._decode(path, path.read_bytes()))
        except OSError as error:
            folder.unreadable.add(language)
            reason = "it is a folder" if path.is_dir() else (error.strerror or "it cannot be opened").lower()
            hint = "Check that it is a file and that you may open it."
            self._tell(path, "file-unreadable", f"'{path.name}' could not be read: {reason}.", hint)

    def _decode(self, path: Path, raw: bytes) -> str:
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = raw[: error.start]
            line = before.count(b"\n") + 1
            column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
            what = f"This file is not saved as UTF-8: the first letter that cannot be read is in line {line}."
            hint = "In your editor choose 'Save with encoding: UTF-8'."
            self._tell(path, "file-encoding", what, hint, line, column)
            return raw.decode("cp1252", "replace")

    def _wrong_language(self, path: Path) -> None:
        name = path.stem
        known = ", ".join(self.languages)
        if path.suffix != ".md" and name in self.languages:
            hint = f"Rename it to {name}.md."
            self._tell(path, "file-name", f"'{path.name}' does not end in '.md'.", hint)
            return
        lowered = name.lower().replace("_", "-")
        if lowered in self.languages:
            hint = f"Rename it to {lowered}.md: names are written in small letters with hyphens."
            self._tell(
                path, "language-unknown", f"'{path.name}' is not how this language's file is named.", hint
            )
            return
        try:
            tag = language_tag(name)
        except BadValueError:
            found = nearest(name, self.languages)
            hint = f"Did you mean '{found}.md'?" if found else f"Name it after one of: {known}."
            self._tell(
                path, "language-unknown", f"'{path.name}' is not named after a language of the site.", hint
            )
            return
        hint = f"The site's languages are {known}. To add {tag}, see docs/languages.md."
        self._tell(path, "language-unknown", f"The site has no language '{tag}'.", hint)

    def _attachment(self, folder: Folder, path: Path) -> None:
        if not _ATTACHMENT.fullmatch(path.name):
            hint = f"Rename it to '{slugify(path.stem)}{path.suffix.lower()}', also where it is linked."
            self._tell(path, "file-name", f"The file name '{path.name}' makes a bad web address.", hint)
        folder.attachments[path.name] = path

    def _entries(self, path: Path) -> list[Path]:
        # Sorted, because folders are listed in the disk's order.
        try:
            return sorted(entry for entry in path.iterdir() if not _LITTER.fullmatch(entry.name))
        except OSError as error:
            reason = (error.strerror or "it cannot be opened").lower()
            self._tell(path, "file-unreadable", f"The folder '{path.name}' could not be read: {reason}.")
            return []

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def _tell(
        self, path: Path, code: str, message: str, hint: str = "", line: int = 1, column: int = 1
    ) -> None:
        self.problems.append(Problem(code, message, hint, self._relative(path), line, column))


_MOVE = f"Move it into content/<kind>/<name>/, where <kind> is one of: {', '.join(KINDS)}."


def slugify(name: str) -> str:
    """Return a folder name near to what was typed: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "page"
