"""Where the values of a file's fields stand, and how to set some of them without touching anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.bundles.model import Text
from plugins.translations.rows import Row, rows


@dataclass(frozen=True, slots=True)
class Edit:
    """A part of a text that is to become something else. Places are those of the text before any edit."""

    start: int
    end: int
    text: str


def edited(text: str, edits: list[Edit]) -> str:
    """Return a text with all its edits made; they do not overlap. Of two in one place the first comes first."""
    for edit in sorted(edits, key=lambda edit: edit.start)[::-1]:
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def newline(raw: str) -> str:
    """Return how the lines of a file end."""
    return "\r\n" if "\r\n" in raw else "\n"


def field_rows(text: Text, key: str, lines: list[Row]) -> list[Row] | None:
    """Return the lines of a field's value, the first without its name; None if they are not just its value.

    A value may go on in indented lines; what is odd about a field is told elsewhere and left alone here.
    """
    value, line, column = text.typed[key]
    found = [lines[line - 1].without(column - 1)]
    said = found[0].text.strip()
    while said != value:
        following = lines[line - 1 + len(found)] if line - 1 + len(found) < len(lines) else Row(0, "")
        if not following.text[:1].isspace() or not value.startswith(said):
            return None
        found.append(following)
        said = f"{said} {following.text.strip()}".strip()
    return found if value else None


def with_fields(text: Text, given: Mapping[str, str]) -> list[Edit]:
    """Return the edits that set fields: in their place, or below the last field that there is."""
    lines = rows(text.raw)
    below, end = 0, newline(text.raw)
    for key, (_, line, _) in text.typed.items():
        found = field_rows(text, key, lines) or [lines[line - 1]]
        below = max(below, found[-1].start + len(found[-1].text))
    edits: list[Edit] = []
    new: list[str] = []
    for name, value in given.items():
        key = name.lower().replace("-", "_")
        if key not in text.typed:
            new.append(f"{end}{name}: {value}" if below else f"{name}: {value}{end}")
        elif value != text.typed[key][0] and (typed := field_rows(text, key, lines)):
            edits.append(Edit(typed[0].start, typed[-1].start + len(typed[-1].text.rstrip()), value))
    return [*edits, Edit(below, below, "".join(new))] if new else edits
