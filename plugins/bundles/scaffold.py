"""Ready-made Markdown for a new page or a new translation, from the same schema the check uses."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.bundles.discover import slugify
from plugins.bundles.library import Library
from plugins.bundles.model import Bundle, Text
from plugins.bundles.schema import KINDS, TRANSLATION_STATES, Field, Kind, fields_for
from plugins.problems import did_you_mean

PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500" viewBox="0 0 800 500">
  <rect width="800" height="500" fill="#e9e4f5"/>
  <circle cx="400" cy="250" r="120" fill="#4b2a86"/>
</svg>
"""


class UsageError(Exception):
    """What was asked for cannot be made: one sentence."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write: where, and its text."""

    path: Path
    text: str


def kind_named(name: str) -> Kind:
    """Return the kind called *name*, singular or plural. Raises UsageError."""
    for kind in KINDS.values():
        if name.lower() in (kind.name, kind.singular):
            return kind
    singular = [kind.singular for kind in KINDS.values()]
    hint = did_you_mean(name, singular) or f"Write one of: {', '.join(singular)}."
    raise UsageError(f"There is no kind of page called '{name}'. {hint}")


def new_page(
    content: Path, kind: Kind, title: str, source_language: str, today: datetime.date
) -> list[NewFile]:
    """Return the files of a new bundle that passes the check as it is. Raises UsageError if it is there."""
    if not title.strip():
        raise UsageError(f'A page needs a name: ./run new {kind.singular} "Name".')
    if slugify(title) == "page" and "page" not in title.casefold():
        raise UsageError(
            "The address needs Latin letters: name the page in English, and change its Title in the file."
        )
    folder = content / kind.name / slugify(title)
    if folder.exists():
        raise UsageError(f"{folder.as_posix()} is there already. Choose another name.")
    needs = [field for field in kind.fields if field.required]
    if kind.name == "resources":
        needs += [field for field in kind.fields if field.name == "Link"]
    lines = [f"{field.name}: {_example(field, title, today)}" for field in needs]
    files = [NewFile(folder / f"{source_language}.md", "\n".join(lines) + f"\n\n{kind.starter}\n")]
    if any(field.name == "Image" for field in needs):
        files.append(NewFile(folder / "picture.svg", PICTURE))
    return files


def _example(field: Field, title: str, today: datetime.date) -> str:
    known = {
        "Title": title.strip(),
        "Summary": f"{title.strip()} in one sentence.",
        "Alt": "Say what the picture shows.",
        "Date": today.isoformat(),
        "Year": str(today.year),
        "Publisher": "Immigrant Defense Project",
        "Languages": "en",
    }
    return known.get(field.name, field.type.example)


def new_translation(library: Library, ref: str, language: str, today: datetime.date) -> NewFile:
    """Return a translation file with the source's text to write over and its digest. Raises UsageError."""
    bundle = find(library, ref)
    others = [code for code in library.languages if code != library.source_language]
    if language not in others:
        hint = did_you_mean(language, others) or f"Write one of: {', '.join(others)}."
        raise UsageError(f"'{language}' is not a language to translate into. {hint}")
    path = bundle.folder / f"{language}.md"
    if language in bundle.texts or path.exists():
        raise UsageError(
            f"{bundle.texts[language].path} is there already. To mark it as current add --accept."
        )
    source = bundle.source
    own = (
        field
        for field in bundle.kind.fields
        if field.translated and not field.own and field.key in source.typed
    )
    lines = [f"{field.name}: {source.typed[field.key][0]}" for field in own]
    lines += [
        f"Translation: {TRANSLATION_STATES[1]}",
        f"Source-Digest: {source.digest}",
        f"Source-Date: {today.isoformat()}",
    ]
    return NewFile(path, "\n".join(lines) + "\n\n" + source.body.lstrip("\n"))


def accept(library: Library, ref: str, language: str, today: datetime.date) -> NewFile:
    """Return the translation with the source's present digest: it says now what the source says. Raises UsageError."""
    bundle = find(library, ref)
    text = bundle.texts.get(language)
    if text is None or language == library.source_language:
        raise UsageError(
            f"{ref} has no translation '{language}'. Make one: ./run translate {ref} {language}."
        )
    given = {"Source-Digest": bundle.source.digest, "Source-Date": today.isoformat()}
    return NewFile(library.root / text.path, with_fields(text, given))


def with_fields(text: Text, given: Mapping[str, str]) -> str:
    """Return a text's file with these fields set, below those that it has; all else stays as it was typed."""
    newline = "\r\n" if "\r\n" in text.raw else "\n"
    lines = text.raw.split(newline)
    last = max((line for _, line, _ in text.typed.values()), default=0)
    while last < len(lines) and lines[last].startswith(("    ", "\t")):
        last += 1  # a field that goes on in the next line
    for name, value in given.items():
        key = name.lower().replace("-", "_")
        if key in text.typed:
            lines[text.typed[key][1] - 1] = f"{name}: {value}"
        else:
            lines.insert(last, f"{name}: {value}")
            last += 1
    return newline.join(lines)


def find(library: Library, ref: str) -> Bundle:
    """Return the bundle that a person means: kind/slug, a path to it or to a file in it. Raises UsageError."""
    cleaned = ref.strip("/").removeprefix("content/").removesuffix(".md")
    parts = cleaned.split("/")[:2]
    bundle = library.bundles.get("/".join(parts))
    if bundle is None:
        hint = (
            did_you_mean("/".join(parts), library.bundles)
            or "Write it as kind/name, as its folders are called."
        )
        raise UsageError(f"There is no page '{ref}'. {hint}")
    return bundle


_TABLES = re.compile(r"(<!-- fields: [^\n]*-->\n).*?(<!-- end of fields -->)", re.DOTALL)


def with_field_tables(guide: str) -> str:
    """Return the staff guide with the tables of fields between its two marks made anew from the schema."""
    tables = "\n\n".join(f"### {kind.name}\n\n{_table(kind)}" for kind in KINDS.values())
    return _TABLES.sub(lambda marks: f"{marks[1]}\n{tables}\n\n{marks[2]}", guide)


def _table(kind: Kind) -> str:
    rows = [
        f"| `{field.name}` | {'yes' if field.required else ''} | {field.type.form} | {field.help} |"
        for field in fields_for(kind, is_source=True).values()
    ]
    return "\n".join(["| field | needed | what to write | what it is |", "| --- | --- | --- | --- |", *rows])
