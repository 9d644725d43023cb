"""Translators' files on the disk: `./run translations export LANG [PAGE…]` and `./run translations import FILE`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from plugins.bundles.convert import convert
from plugins.bundles.library import Library, source_text
from plugins.bundles.model import Bundle, Text
from plugins.bundles.scaffold import UsageError, find
from plugins.problems import did_you_mean
from plugins.translations.entries import Hints, entries
from plugins.translations.history import text_as_of, whole_history
from plugins.translations.importing import Before, File, ImportResult, import_po
from plugins.translations.kept import Kept, merged, worked_on
from plugins.translations.pieces import State, page_of
from plugins.translations.po import as_po
from plugins.translations.reading import language_of, read_po, wrong_language
from plugins.translations.shown import Render
from plugins.translations.updating import Review

FOLDER = "exchange"
"""Where translators' files stand, in the project's root."""


def export_po(
    bundles: Iterable[Bundle],
    language: str,
    *,
    before: Before = lambda bundle, language: None,
    hints: Hints | None = None,
    kept: Kept | None = None,
) -> bytes:
    """Return a PO file of these pages in a language, page by page. The same content gives the same bytes.

    before tells what a source was when it was translated; kept are entries of an earlier file, from `worked_on`.
    """
    found = [
        entry
        for bundle in bundles
        for entry in entries(page_of(bundle, language, before(bundle, language)), hints)
    ]
    return as_po((merged(entry, kept) for entry in found) if kept else found, language)


def export_file(
    root: Path, library: Library, language: str, refs: Sequence[str] = (), *, hints: Hints | None = None
) -> tuple[Path, bytes]:
    """Return where a translators' file goes and its bytes: of the whole language, or of some pages. Raises UsageError.

    A file that is there already may hold work that is not imported yet: what fits today's texts is kept.
    """
    others = [code for code in library.languages if code != library.source_language]
    if language not in others:
        hint = did_you_mean(language, others) or f"Write one of: {', '.join(others)}."
        raise UsageError(f"'{language}' is not a language to translate into. {hint}")
    chosen = {find(library, ref).ref for ref in refs} or set(library.bundles)
    bundles = [
        bundle for ref, bundle in library.bundles.items() if ref in chosen and bundle.source.raw.strip()
    ]
    path = root / FOLDER / _name(language, sorted(chosen) if refs else [])
    kept = worked_on(path.read_bytes(), _shown(path, root)) if path.exists() else None
    return path, export_po(bundles, language, before=from_history(library), hints=hints, kept=kept)


def import_file(
    root: Path,
    library: Library,
    path: Path,
    markdown: Mapping[str, Any],
    today: datetime.date,
    *,
    review: Review | None = None,
    partial: bool = False,
) -> ImportResult:
    """Return what a translators' file makes of the pages. Writes nothing: see `write`. Raises OSError.

    markdown are Markdown's own settings, as Pelican has them.
    """
    content, file = path.read_bytes(), _shown(path.resolve(), root)
    returned = read_po(content, file)
    if returned.problems:
        return ImportResult(problems=returned.problems)
    language = language_of(returned, library.languages, library.source_language)
    if not language:
        problem = wrong_language(returned, library.languages, library.source_language, file)
        return ImportResult(problems=(problem,))
    return import_po(
        content,
        library,
        language,
        render=renderer(markdown),
        today=today,
        file=file,
        before=from_history(library),
        review=review,
        partial=partial,
    )


def write(files: Sequence[File]) -> None:
    """Write files, each as a whole: an interruption leaves the old or the new one. Raises OSError."""
    for file in files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        beside = file.path.with_name(f".{file.path.name}.new")
        beside.write_bytes(file.content)
        beside.replace(file.path)


def renderer(markdown: Mapping[str, Any]) -> Render:
    """Return a function that converts Markdown texts as the site does."""

    def render(bodies: Sequence[str]) -> list[str]:
        texts = [Text("", "", "", {}, {}, body, 1) for body in bodies]
        convert(texts, markdown, lambda _: (), jobs=1)
        return [text.html for text in texts]

    return render


def from_history(library: Library) -> Before:
    """Return a function that finds in git what the source of an outdated translation was when it was made."""

    def before(bundle: Bundle, language: str) -> Text | None:
        text = bundle.texts.get(language)
        if text is None or not bundle.is_outdated(language):
            return None
        digest = text.fields["source_digest"]
        raw = text_as_of(
            library.root, bundle.source.path, digest, lambda raw: source_text(raw, bundle).digest
        )
        return None if raw is None else source_text(raw, bundle)

    return before


def without_history(library: Library, language: str) -> str:
    """Return one sentence on why outdated pages are reopened as a whole, or "" if none is."""
    before = from_history(library)
    lost = [
        bundle.texts[language].path
        for bundle in library.bundles.values()
        if language in bundle.texts and bundle.is_outdated(language) and before(bundle, language) is None
    ]
    if not lost:
        return ""
    why = (
        "git's history has no such source"
        if whole_history(library.root)
        else "git's whole history is not here"
    )
    return (
        f"What the source said when {', '.join(lost)} was made is not known ({why}), "
        "so everything on that page is marked for review."
    )


def left_to_staff(library: Library, language: str) -> list[str]:
    """Return a sentence for each outdated page in which nothing is open, so that no translator can mend it."""
    before = from_history(library)
    found = []
    for bundle in library.bundles.values():
        made_from = before(bundle, language)
        page = page_of(bundle, language, made_from) if made_from else None
        if page and all(piece.state is State.TRANSLATED for piece in page.pieces):
            path = bundle.texts[language].path
            found.append(
                f"{path}: its source has changed, but in nothing that is open for a translator (something was taken out "
                f"or moved). See ./run translations --diff {path}, mend it by hand, then --accept it."
            )
    return found


def _name(language: str, refs: Sequence[str]) -> str:
    """Return what a file is called: es.po, es.pages.about.po for one page, es.part.po for several."""
    which = refs[0].replace("/", ".") if len(refs) == 1 else "part"
    return f"{language}.{which}.po" if refs else f"{language}.po"


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
