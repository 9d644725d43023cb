"""A table's cells, split as Python-Markdown's tables extension splits them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.translations.leaf import Leaf, cell
from plugins.translations.rows import Row

# What a row is split at; a pipe after a backslash or in a span of code is text.
_PIECE = re.compile(r"\\.|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|(?P<pipe>\|)")
_ENDING_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|$")


def is_table(rows: Sequence[Row]) -> bool:
    """Return whether a block is a table: below its head stands a line of hyphens with as many cells."""
    if len(rows) < 2:
        return False
    head, rule = (_bare(row.text) for row in rows[:2])
    columns = len(_pipes(head)) + 1
    bordered = _is_bordered(rows[0].text)
    if columns == 1 and not (bordered and all(_is_bordered(row.text) for row in rows[1:])):
        return False
    return len(_pipes(rule)) + 1 == columns and set(rule) <= set("|:- ")


def cells(rows: Sequence[Row], within: tuple[str, ...]) -> list[Leaf]:
    """Return the cells that have words, row by row. What stands beyond the head's last column is not shown."""
    heads = [row.text.strip() for row in _split(rows[0])]
    found: list[Leaf] = []
    for line, row in enumerate((rows[0], *rows[2:])):
        for column, typed in enumerate(_split(row)[: len(heads)]):
            found += cell(typed, within, (rows[0].start, line, column), heads[column])
    return found


def with_pipes_escaped(text: str) -> str:
    """Return the words of a cell so that they stay in one: each pipe that is not in code has its backslash."""
    return _PIECE.sub(lambda found: r"\|" if found["pipe"] else found[0], text)


def _split(row: Row) -> list[Row]:
    row = row.without(len(row.text) - len(row.text.lstrip(" ")))
    row = row.without(1) if row.text.startswith("|") else row
    text = row.text.rstrip()
    text = text[:-1] if _ENDING_PIPE.search(text) else text
    found, at = [], 0
    for pipe in (*_pipes(text), len(text)):
        found.append(row._replace(text=text[:pipe]).without(at))
        at = pipe + 1
    return found


def _bare(text: str) -> str:
    """Return a row without the pipes at its ends."""
    text = text.strip(" ").removeprefix("|")
    return text[:-1] if _ENDING_PIPE.search(text) else text


def _is_bordered(text: str) -> bool:
    text = text.strip(" ")
    return text.startswith("|") or bool(_ENDING_PIPE.search(text))


def _pipes(text: str) -> list[int]:
    return [found.start() for found in _PIECE.finditer(text) if found["pipe"]]
