"""Walk content/ and say which file is which: the one place that reads Markdown from the disk."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.bundles.decoding import read_text
from plugins.bundles.fields import SLUG, BadValueError, language_meant, language_tag
from plugins.bundles.schema import KINDS, Kind
from plugins.problems import Problem, did_you_mean, nearest

# What editors and operating systems leave behind.
_LITTER = re.compile(
    r"\..*|~.*|.*~|#.*#|.*\.(swp|tmp|bak|part|crdownload)|(eh)?Thumbs\.db|desktop\.ini|__MACOSX", re.I
)
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
# Which could be a page that was saved as something else.
_OTHER_TEXTS = (".txt", ".text", ".docx", ".doc", ".odt", ".rtf", ".pages")
# What a second copy of a file gets added to its name.
_COPY = re.compile(r"[\s_-]*(?:\(.*\)|copy|copia|kopie|final|new|old|v?[0-9]+)$", re.I)
# How other programs name a page's main file.
_MAIN = frozenset({"index", "readme", "page", "content", "text", "main", "default", "source", "original"})
_ATTIC = re.compile(
    r"images?|img|pictures?|photos?|files?|media|assets?|uploads?|static|docs?|documents?|pdfs?", re.I
)
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
    told: set[str] = field(default_factory=set)
    """The languages whose file is told to be no text of ours as a whole; its text is as near as could be read."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with its names and files."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything under content/, and what is wrong with names and files."""

    folders: tuple[Folder, ...]
    problems: tuple[Problem, ...]


class Discovery:
    """One walk over content/. Paths in problems are relative to *root*. A folder that is_known is not looked into."""

    def __init__(
        self,
        root: Path,
        content: Path,
        languages: Sequence[str],
        source_language: str,
        is_known: Callable[[Path], bool] = lambda _: False,
    ) -> None:
        self.root, self.content = root, content
        self.languages, self.source_language = tuple(languages), source_language
        self.is_known = is_known
        self.problems: list[Problem] = []

    def run(self) -> Found:
        """Return all bundles' folders, in the order of their names."""
        folders = [folder for kind_path in self._entries(self.content) for folder in self._kind(kind_path)]
        return Found(tuple(folders), tuple(self.problems))

    def _kind(self, path: Path) -> Iterator[Folder]:
        if self._leads_nowhere(path):
            return
        if not path.is_dir():
            self._tell(path, "file-unexpected", f"'{path.name}' stands outside every page's folder.", _MOVE)
            return
        if path.name not in KINDS:
            hint = did_you_mean(path.name, KINDS) or f"The folders here are: {', '.join(KINDS)}."
            if _ATTIC.fullmatch(path.name):
                hint = "Move each picture or document into the folder of the page that shows it."
            self._tell(path, "kind-unknown", f"'{path.name}' is not a kind of page.", hint)
            return
        for entry in self._entries(path):
            if self._leads_nowhere(entry):
                continue
            if entry.is_dir():
                kind, before = KINDS[path.name], len(self.problems)
                folder = (
                    Folder(kind, entry.name, entry) if self.is_known(entry) else self._folder(kind, entry)
                )
                folder.problems = tuple(self.problems[before:])
                yield folder
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
        named = {entry.name for entry in entries}
        right = {language for language in self.languages if f"{language}.md" in named}
        texts = [entry for entry in entries if self._is_text(entry, right)]
        # Files with the right names first: of two for one language, the other is the one too many.
        for entry in sorted(texts, key=lambda entry: entry.stem not in right or entry.suffix != ".md"):
            self._text(folder, entry)
        named_as_text = {entry.name for entry in texts}
        for entry in entries:
            if entry.name in named_as_text:
                continue
            if entry.is_dir():
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

    def _is_text(self, path: Path, right: set[str]) -> bool:
        """Return whether a file is a page's text, or was meant to be. right are the languages that have theirs."""
        ending = path.suffix.lower()
        if ending in _MARKDOWN:
            return True
        if ending not in _OTHER_TEXTS or path.is_dir():
            return False
        stem = path.stem.strip().lower()
        return stem.endswith(_MARKDOWN) or (stem in self.languages and stem not in right)

    def _text(self, folder: Folder, path: Path) -> None:
        language = path.stem
        if language not in self.languages or path.suffix != ".md":
            language = self._misnamed(folder, path)
            if not language:
                return
            folder.told.add(language)
        try:
            if not stat.S_ISREG(path.stat().st_mode):  # to read from a pipe would wait for ever
                raise OSError(0, "it is a folder" if path.is_dir() else "it is not a file")
            text, fault = read_text(path.read_bytes(), f"{language}.md")
        except OSError as error:
            folder.unreadable.add(language)
            folder.told.add(language)
            reason = (error.strerror or "it cannot be opened").lower()
            hint = "Check that it is a file and that you may open it."
            self._tell(path, "file-unreadable", f"'{path.name}' could not be read: {reason}.", hint)
            if language == self.source_language:
                folder.texts[language] = (path, "")  # so that links to this page are not called broken
            return
        folder.texts[language] = (path, text)
        if fault and language not in folder.told:
            folder.told.add(language)
            self._tell(path, "file-encoding", fault.what, fault.hint, fault.line, fault.column)

    def _misnamed(self, folder: Folder, path: Path) -> str:
        """Tell what a text should be called; return the language it is to be read as, or ""."""
        language = self._language_meant(folder, path)
        right = f"{language}.md"
        exact = path.stem in self.languages
        what = f"'{path.name}' is not named after a language of the site."
        code = "language-unknown"
        if exact or path.suffix.lower() not in _MARKDOWN:
            what, code = f"'{path.name}' does not end in '.md'.", "file-name"
        elif path.stem.lower().replace("_", "-") == language:
            what = f"'{path.name}' is not how this language's file is named."
        if language and (language in folder.texts or language in folder.unreadable):
            hint = f"The page has its {right} already: take over what is new in this one, then delete it."
            self._tell(path, code, what, hint)
            return ""
        if language:
            hint = f"Rename it to {right}."
            if path.suffix.lower() in _OTHER_TEXTS and path.suffix.lower() not in (".txt", ".text"):
                what = f"'{path.name}' is not a text file that ends in '.md'."
                hint = f"Copy its words into a new text file named {right}, and delete it or give it another name."
            elif path.stem.lower().replace("_", "-") == language != path.stem:
                hint = f"Rename it to {right}: names are written in small letters with hyphens."
            self._tell(path, code, what, hint)
            return language
        self._unknown_language(path)
        if path.suffix.lower() in _MARKDOWN and self.source_language not in folder.texts:
            folder.unreadable.add(self.source_language)  # it may be the one that would be missed
        return ""

    def _language_meant(self, folder: Folder, path: Path) -> str:
        """Return the site's language that a file's name stands for, or ""."""
        name = unicodedata.normalize("NFC", path.name).strip().lower()
        while name.endswith((*_MARKDOWN, *_OTHER_TEXTS)):
            name = name.rpartition(".")[0].strip()
        for plain in dict.fromkeys((name, _COPY.sub("", name))):
            code = re.sub(r"[\s_]+", "-", plain)
            for candidate in (code, language_meant(plain).lower(), code.partition("-")[0]):
                if candidate in self.languages:
                    return candidate
            # zh.md: there is only one language that it can be.
            longer = [known for known in self.languages if known.startswith(f"{code}-")]
            if len(longer) == 1:
                return longer[0]
            if plain in _MAIN or code == folder.slug:
                return self.source_language
        return ""

    def _unknown_language(self, path: Path) -> None:
        known = ", ".join(self.languages)
        try:
            tag = language_tag(path.stem)
        except BadValueError:
            found = nearest(path.stem, self.languages)
            hint = f"Did you mean '{found}.md'?" if found else f"Name it after one of: {known}."
            what = f"'{path.name}' is not named after a language of the site."
            self._tell(path, "language-unknown", what, hint)
            return
        hint = f"The site's languages are {known}. To add {tag}, see docs/languages.md."
        self._tell(path, "language-unknown", f"The site has no language '{tag}'.", hint)

    def _leads_nowhere(self, path: Path) -> bool:
        """Tell a link of the file system to something that is not there."""
        if path.exists() or not path.is_symlink():
            return False
        what = f"'{path.name}' is a shortcut to a file or folder that is not there."
        hint = "Delete it, and put the files themselves here."
        self._tell(path, "file-unreadable", what, hint)
        return True

    def _attachment(self, folder: Folder, path: Path) -> None:
        if not _ATTACHMENT.fullmatch(path.name):
            hint = f"Rename it to '{slugify(path.stem)}{path.suffix.lower()}', also where it is linked."
            self._tell(path, "file-name", f"The file name '{path.name}' makes a bad web address.", hint)
        folder.attachments[path.name] = path

    def _entries(self, path: Path) -> list[Path]:
        # Sorted, because folders are listed in the disk's order.
        try:
            found = (entry for entry in path.iterdir() if not _LITTER.fullmatch(entry.name))
            return sorted(found, key=lambda entry: entry.name)
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
