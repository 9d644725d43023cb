"""One piece of text in a Markdown file that Markdown shows as a whole: a paragraph, a heading, a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from plugins.translations.rows import Row

# Attributes as Python-Markdown's attr_list reads them: after a space in a heading or a cell, else on a last line.
_AT_THE_END = re.compile(r"[ ]+\{:?[ ]*(?P<inside>[^}\n ][^\n]*)\}[ ]*$")
_ON_A_LINE = re.compile(r"[ ]*\{:?[ ]*(?P<inside>[^}\n ][^\n]*)\}[ ]*$")
_IDENTITY = re.compile(r"(?:^|\s)#([^\s#.=\"'}]+)")
_LANGUAGE = re.compile(r"""(?:^|\s)lang=["']?([\w-]+)""")


class Sort(StrEnum):
    """What a piece of text is on the page."""

    FIELD = "field"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    TERM = "term"
    DEFINITION = "definition"
    NOTE = "note"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of text, with no white space around it.

    within names what it stands in, outermost first ("ul", "quote"). level is a heading's; identity its id as typed;
    line and column are a cell's, the table's head being line 0, and table is where its table begins; label is the
    head of a cell's column, or what a footnote or an abbreviation is called; language what its attributes say.
    """

    sort: Sort
    rows: tuple[Row, ...]
    within: tuple[str, ...] = ()
    level: int = 0
    identity: str = ""
    line: int = 0
    column: int = 0
    table: int = 0
    label: str = ""
    language: str = ""


def leaf(sort: Sort, rows: Sequence[Row], within: tuple[str, ...] = (), label: str = "") -> list[Leaf]:
    """Return the piece that *rows* hold, in a list; an empty one if that is nothing but space and attributes."""
    language = ""
    if len(rows) > 1 and (attributes := _attributes(_ON_A_LINE.match(rows[-1].text))):
        rows = rows[:-1]
        language = _first(_LANGUAGE, attributes)
    trimmed = _trimmed(rows)
    return [Leaf(sort, trimmed, within, label=label, language=language)] if trimmed else []


def heading(row: Row, level: int, within: tuple[str, ...]) -> list[Leaf]:
    """Return the heading whose words stand in *row*, in a list; without its id and the signs that may close it."""
    text = row.text.rstrip().rstrip("#").rstrip()
    attributes = _attributes(_AT_THE_END.search(text))
    identity = _first(_IDENTITY, attributes)
    if attributes:
        text = text[: attributes.start()].rstrip().rstrip("#").rstrip()
    trimmed = _trimmed([row._replace(text=text)])
    return [Leaf(Sort.HEADING, trimmed, within, level, identity)] if trimmed else []


def cell(row: Row, within: tuple[str, ...], place: tuple[int, int, int], label: str) -> list[Leaf]:
    """Return a table's cell, in a list; an empty one if there is nothing in it. place: its table, line, column."""
    attributes = _attributes(_AT_THE_END.search(row.text))
    trimmed = _trimmed([row._replace(text=row.text[: attributes.start()]) if attributes else row])
    table, line, column = place
    piece = Leaf(Sort.CELL, trimmed, within, line=line, column=column, table=table, label=label)
    return [piece] if trimmed else []


def _attributes(found: re.Match[str] | None) -> re.Match[str] | None:
    """Return what was found if it is one pair of brackets; Python-Markdown shows anything else as it was typed."""
    return found if found and "}" not in re.sub(r"\"[^\"]*\"|'[^']*'", "", found["inside"]) else None


def _first(pattern: re.Pattern[str], attributes: re.Match[str] | None) -> str:
    found = pattern.search(attributes["inside"]) if attributes else None
    return found[1] if found else ""


def _trimmed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows without white space at both ends; none if there is nothing else."""
    kept = [row for row in rows if not row.is_empty]
    if not kept:
        return ()
    kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    kept[0] = kept[0].without(len(kept[0].text) - len(kept[0].text.lstrip()))
    return tuple(kept)
