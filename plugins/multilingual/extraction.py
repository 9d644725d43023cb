"""Collect the strings of theme and plugins into catalogues, with Babel: what `./run messages` does."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from babel import Locale
from babel.messages import extract as python
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

_METHODS = [
    ("plugins/**.py", "plugins.multilingual.extraction:extract_python"),
    ("theme/templates/**.html", "jinja2"),
]
_OPTIONS = {"theme/templates/**.html": {"extensions": "jinja2.ext.i18n", "silent": "false"}}
_KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
COMMENT_TAG = "L10n:"
# Header lines that change with every run or say nothing: a catalogue's diff shows strings only.
_CHANGING = re.compile(
    rb'"(?:POT-Creation-Date|PO-Revision-Date|Report-Msgid-Bugs-To|Last-Translator|Language-Team): .*\n'
)
_HEADER = "# Strings of the site's frame. Kept by ./run messages; translate with any PO editor.\n"


_MARKED_WHERE_SHOWN = re.compile(rb"\b(?:gettext|_)\(N_\(")


def extract_python(file: IO[bytes], *given: Any, **options: Any) -> Iterator[Any]:
    """Yield the strings of a Python file as Babel does.

    Babel 2.18 stops with a TypeError at one keyword inside another, gettext(N_("…")), below a translators' comment; so
    the outer one is hidden from it.
    """
    source = _MARKED_WHERE_SHOWN.sub(b"       (N_(", file.read())
    yield from python.extract_python(io.BytesIO(source), *given, **options)


def template(root: Path) -> Catalog:
    """Return the catalogue of all strings in theme/templates and plugins, with translators' comments."""
    catalogue = Catalog(project="idp-site", version="1", charset="utf-8", header_comment=_HEADER)
    found = extract_from_dir(
        root,
        _METHODS,
        _OPTIONS,
        keywords=_KEYWORDS,
        comment_tags=(COMMENT_TAG,),
        strip_comment_tags=True,
        directory_filter=lambda path: Path(path).name not in {".venv", "output", ".git", "tests"},
    )
    for file, line, message, comments, context in found:
        catalogue.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return catalogue


def update(root: Path, languages: Sequence[str]) -> Iterator[str]:
    """Write theme/translations/<language>.po with today's strings; yield a line about each."""
    folder = root / "theme" / "translations"
    folder.mkdir(parents=True, exist_ok=True)
    strings = template(root)
    for code in languages:
        path = folder / f"{code}.po"
        locale = Locale.parse(code, sep="-")
        if path.exists():
            with path.open("rb") as file:
                catalogue = read_po(file, locale=locale)
            catalogue.update(strings, no_fuzzy_matching=True)
        else:
            catalogue = Catalog(locale=locale, project="idp-site", version="1", header_comment=_HEADER)
            catalogue.update(strings)
        catalogue.fuzzy = False
        written = io.BytesIO()
        # Files without lines, which change with every edit above them.
        write_po(written, catalogue, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False)
        path.write_bytes(_CHANGING.sub(b"", written.getvalue()))
        missing = sum(1 for message in catalogue if message.id and (not message.string or message.fuzzy))
        yield f"{path.relative_to(root).as_posix()}: {len(catalogue)} strings, {missing} to translate"
