"""Split a page's text into the pieces that a translator works on, each with its exact place in the file.

Replacing a piece leaves every other character as it was: order of fields, ends of lines, empty lines, ids, signs of
lists, pipes of tables, code and HTML. A paragraph that goes over several lines is one piece on one line; a line break
that readers see (two spaces at the end of a line) is a line break in the piece too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plugins.bundles.fields import DESCRIPTION, TEXT, WORDS
from plugins.bundles.model import Text
from plugins.bundles.schema import Kind
from plugins.translations.blocks import leaves
from plugins.translations.cells import with_pipes_escaped
from plugins.translations.front import field_rows
from plugins.translations.leaf import Leaf, Sort
from plugins.translations.rows import Row, rows

_WORDS = (TEXT, DESCRIPTION, WORDS)
# Line ends to Unicode, and to many programs, but not to Markdown.
_ODD_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a page: a field, a heading, a paragraph, a list item, a table's cell, …

    start and end are its place in the text of the file; text is it on one line, as Markdown. name is unique on the
    page and does not change when something is inserted elsewhere: "call/item-3". lead is what begins a line in which
    it goes on. section is the id of the heading that it stands under, or the words of one without an id. language is
    what its attributes say it is in: "" unless it is left in another one on purpose.
    """

    sort: Sort
    name: str
    text: str
    start: int
    end: int
    lead: str = ""
    section: str = ""
    within: tuple[str, ...] = ()
    level: int = 0
    identity: str = ""
    line: int = 0
    column: int = 0
    label: str = ""
    language: str = ""

    @property
    def is_field(self) -> bool:
        return self.sort is Sort.FIELD

    @property
    def shape(self) -> tuple[object, ...]:
        """Return what it shares with its translation, whatever the language."""
        return self.sort, self.within, self.level, self.identity, self.line, self.column, self.language

    def typed(self, text: str, newline: str) -> str:
        """Return new text for it as it is typed in its place; a line break becomes one that Markdown shows."""
        if self.sort is Sort.CELL:
            text = with_pipes_escaped(text)
        return text.replace("\n", f"  {newline}{self.lead}")


def segments(text: Text, kind: Kind) -> tuple[Segment, ...]:
    """Return the pieces of a page in their order: its own words among the fields, then its body."""
    lines = rows(text.raw)
    return (*_fields(text, kind, lines), *body_segments(lines[text.body_line - 1 :]))


def _fields(text: Text, kind: Kind, lines: list[Row]) -> Iterator[Segment]:
    """Yield the fields whose words are translated, in the schema's order, which both files share; not addresses."""
    for field in kind.fields:
        if field.type not in _WORDS or not field.translated or field.own or field.key not in text.typed:
            continue
        if found := field_rows(text, field.key, lines):
            last = found[-1]
            end = last.start + len(last.text.rstrip())
            yield Segment(
                Sort.FIELD,
                field.name,
                _said(found),
                found[0].start,
                end,
                "    ",
                identity=field.name,
                label=field.help,
            )


def body_segments(lines: Sequence[Row]) -> Iterator[Segment]:
    """Yield the pieces of a body, whose lines these are."""
    section = ""
    count: Counter[str] = Counter()
    tables: set[int] = set()
    for leaf in leaves(lines):
        if leaf.sort is Sort.HEADING and not leaf.within:
            section = leaf.identity or _slug(_said(leaf.rows))
            count[f"#{section}"] += 1
            if count[f"#{section}"] > 1:
                section = f"{section}-{count[f'#{section}']}"
        if leaf.sort is Sort.CELL and leaf.table not in tables:
            tables.add(leaf.table)
            count[f"{section}/table"] += 1
        yield _segment(leaf, section, _name(leaf, section, count))


def _segment(leaf: Leaf, section: str, name: str) -> Segment:
    first, last = leaf.rows[0], leaf.rows[-1]
    lead = (
        leaf.rows[1].lead + _space(leaf.rows[1].text)
        if len(leaf.rows) > 1
        else re.sub(r"[^>\s]", " ", first.lead)
    )
    return Segment(
        leaf.sort,
        name,
        _said(leaf.rows),
        first.start,
        last.start + len(last.text),
        lead,
        section,
        leaf.within,
        leaf.level,
        leaf.identity,
        leaf.line,
        leaf.column,
        leaf.label,
        leaf.language,
    )


def _name(leaf: Leaf, section: str, count: Counter[str]) -> str:
    """Return a name that inserting a piece of another sort, or in another section, does not change."""
    if leaf.sort is Sort.CELL:
        table = count[f"{section}/table"]
        which = f"table-{table}-" if table > 1 else ""
        name = f"{which}row-{leaf.line + 1}-cell-{leaf.column + 1}"
    else:
        sort = "quotation" if leaf.within[-1:] == ("quote",) and leaf.sort is Sort.PARAGRAPH else leaf.sort
        count[f"{section}/{sort}"] += 1
        number = count[f"{section}/{sort}"]
        name = sort if leaf.sort is Sort.HEADING and number == 1 else f"{sort}-{number}"
    return f"{section}/{name}" if section else name


def _said(found: Sequence[Row]) -> str:
    """Return the lines of a piece as one, with the line breaks that readers see."""
    said = ""
    for number, row in enumerate(found):
        shown = row.text.endswith("  ") and number < len(found) - 1
        said += row.text.strip() + ("\n" if shown else " ")
    return _ODD_ENDS.sub(" ", said).strip()


def _slug(words: str) -> str:
    return re.sub(r"[^\w]+", "-", words.lower()).strip("-")[:40]


def _space(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]
