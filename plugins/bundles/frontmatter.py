"""Front matter with positions: where each field of a Markdown file was typed.

The form is Python-Markdown's "meta data": `Name: value` lines up to the first empty line,
a value going on in lines indented by four spaces. A `---` line before and after is allowed.
What stands nearly so is read as it was meant and told: a field that became text without a word
would be worse than any message.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from plugins.problems import nearest

# A dash of any sort and an unbreakable space come with names that were pasted from Word.
_FIELD = re.compile(r"(?P<name>[^\W\d_][\w \u00a0\u2010-\u2015-]{0,60}?)\s*[:：](?P<gap>\s*)(?P<value>.*)$")
_CONTINUED = re.compile(r"(?: {4,}|\t)\s*(?P<value>.*)$")
# What begins a text rather than a misspelt field: a Markdown sign, or four words and more.
_PROSE = re.compile(r"\s{0,3}(?:[#>*+|\[!-]|[0-9]+[.)]|(?:\S+\s+){3})")
_FENCE = re.compile(r"(-{3}|\.{3})\s*$")
_OTHER_FENCE = re.compile(r"\+{3,}|`{3,}|~{3,}")
_ITEM = re.compile(r"\s*[-*•]\s+(?P<value>\S.*)$")
_DECORATION = re.compile(r"^[\s#*_>`•\"'“”-]+")
# A comment or a heading above the fields is no field misspelt.
_NO_NAME = re.compile(r"\s*(?:[#<>*|!\[]|(?:\S+\s+){4})")
_SEPARATORS = re.compile(r"[\s_\u2010-\u2015-]+")


class Why(Enum):
    """What is the matter with a line at the top."""

    NO_FIELD = auto()
    NO_FIELDS = auto()
    """The file has none at all."""
    TOO_LATE = auto()
    """A field below an empty line."""
    INDENTED = auto()
    DECORATED = auto()
    """A field with Markdown signs before its name."""
    NEXT_LINE = auto()
    """The value stands below the name."""
    ABOVE = auto()
    """Something stands above the first field."""
    NOT_CLOSED = auto()
    NOT_OPENED = auto()
    OTHER_FENCE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it was typed. line and column (of the value) count from 1.

    told is whether a stray already says what is wrong with it.
    """

    name: str
    value: str
    line: int
    column: int
    told: bool = False


@dataclass(frozen=True, slots=True)
class Stray:
    """A line that is not as a field must be. field is the one meant, or the one above; more: others follow."""

    text: str
    line: int
    why: Why = Why.NO_FIELD
    field: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above the text, in order, and the text with the number of its first line."""

    fields: tuple[Line, ...]
    strays: tuple[Stray, ...]
    body: str
    body_line: int


@lru_cache(2000)
def fold(name: str) -> str:
    """Return a field's name as it is compared: short-title for "Short Title" and SHORT_TITLE."""
    return _SEPARATORS.sub("-", name.strip()).casefold()


def parse(text: str, names: Collection[str] = (), other_names: Collection[str] = ()) -> FrontMatter:
    """Split a Markdown file (any line ends, with or without BOM) into fields and body.

    names are the fields that there are, as `fold` returns them; without them any name will do. other_names are
    what people write instead. Never raises: whatever is not a field is kept as a stray line.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _Reader(lines, frozenset(names), frozenset(other_names)).read()


class _Reader:
    """One reading from the first line to the last of the fields."""

    def __init__(self, lines: list[str], names: frozenset[str], other_names: frozenset[str]) -> None:
        self.lines, self.names, self.other_names = lines, names, other_names
        self.fields: list[Line] = []
        self.strays: list[Stray] = []
        self.after_stray = -1
        self.at = next((number for number, line in enumerate(lines) if line.strip()), len(lines))

    def read(self) -> FrontMatter:
        fenced = self._open_fence()
        if fenced or self._reaches_fields():
            self._read_fields(fenced)
        while self.names and self._late():
            pass
        body = "\n".join(self.lines[self.at :])
        return FrontMatter(tuple(self.fields), tuple(self.strays), body, self.at + 1)

    def _read_fields(self, fenced: bool) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            ends = _FENCE.match(line) or _OTHER_FENCE.match(line) if fenced else not line.strip()
            if ends or not line.strip():
                self.at += 1  # inside of two --- lines, an empty one ends nothing
            if ends or (line.strip() and not self._field() and not self._stray(fenced)):
                return

    # ── What encloses the fields, or stands above them ───────────────────────

    def _open_fence(self) -> bool:
        """Step over a line that opens the fields and say whether another one closes them."""
        if self.at >= len(self.lines):
            return False
        line = self.lines[self.at]
        other = bool(_OTHER_FENCE.match(line)) and any(map(self._is_likely, self._block(self.at + 1)))
        if not _FENCE.match(line) and not other:
            return False
        if other:
            self._tell(Why.OTHER_FENCE, line.strip())
        closed = self._is_closed(self.at + 1)
        if not closed and not other and self._known(self.at + 1):
            self._tell(Why.NOT_CLOSED, line.strip())
        self.at += 1
        return closed or not self.names

    def _is_closed(self, at: int) -> bool:
        """Return whether a closing line comes before the text does. A rule in the text closes nothing."""
        empty_line = False
        for line in self.lines[at:]:
            if _FENCE.match(line) or _OTHER_FENCE.match(line):
                return True
            if not line.strip():
                empty_line = True
            elif empty_line and not (self._is_likely(line) or _CONTINUED.match(line)):
                return False
        return False

    def _reaches_fields(self) -> bool:
        """Step over a heading, a comment or a text above the fields, and tell it; say if there are fields."""
        if not self.names or any(map(self._is_likely, self._block(self.at))):
            return True
        for number in range(self.at + 1, len(self.lines)):
            if not self.lines[number - 1].strip() and self._known(number):
                self._tell(Why.ABOVE, self.lines[self.at].strip(), self._known(number))
                self.at = number
                return True
        if self.at < len(self.lines):
            self._tell(Why.NO_FIELDS, self.lines[self.at].strip())
            # A large heading was meant as the title: to be told that it is too large would not help.
            self.at += self.lines[self.at].startswith("# ")
        return False

    # ── One line ─────────────────────────────────────────────────────────────

    def _field(self) -> bool:
        """Take the line as a field, or as more of the one above; return False if it is neither."""
        line = self.lines[self.at]
        known = self._known(self.at)
        indented = bool(_CONTINUED.match(line))
        if indented and self.fields and not known:
            last, more = self.fields[-1], line.strip()
            if not (self.names and not last.value and _ITEM.match(line)):
                value = f"{last.value} {more}".strip()
                self.fields[-1] = Line(last.name, value, last.line, last.column, last.told)
                self.at += 1
                return True
        if self.names and self.fields and self._value_below():
            return True
        if not (field := _FIELD.match(line.strip())):
            return False
        if self.names and indented and not any(stray.why is Why.INDENTED for stray in self.strays):
            below = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
            others = bool(_CONTINUED.match(below) and self._known(self.at + 1))
            self._tell(Why.INDENTED, line.strip(), field["name"], more=others)
        self._take(field, told=bool(self.names) and indented)
        return True

    def _value_below(self) -> bool:
        """Take the lines below a field without a value as its value, and tell it."""
        last = self.fields[-1]
        if last.value or last.line != self.at or last.told or fold(last.name) not in self.names:
            return False
        below: list[str] = []
        for line in self._block(self.at):
            item = _ITEM.match(line)
            if _FENCE.match(line) or (not item and (self._is_likely(line) or line.startswith("#"))):
                break
            below.append(item["value"].strip() if item else line.strip())
        if not below:
            return False
        items = bool(_ITEM.match(self.lines[self.at]))
        value = (", " if items else " ").join(below)
        self.strays.append(Stray(value, last.line, Why.NEXT_LINE, last.name))
        self.fields[-1] = Line(last.name, value, last.line, last.column, told=True)
        self.at += len(below)
        return True

    def _stray(self, fenced: bool) -> bool:
        """Take the line as one that is no field; return False if the text begins here."""
        line = self.lines[self.at]
        following = list(self._block(self.at + 1))
        if not self.fields and not fenced and not any(map(self._is_likely, [line, *following])):
            return False  # no front matter at all: everything is text
        if self.names and (field := _FIELD.match(_undecorated(line))) and fold(field["name"]) in self.names:
            self._tell(Why.DECORATED, line.strip(), field["name"])
            self._take(field, told=True)
            return True
        if self.names and _FENCE.match(line):
            self._tell(Why.NOT_OPENED, line.strip())
            self.at += 1
            return False
        more = bool(self.names) and any(map(self._is_likely, following))
        if self.at != self.after_stray:  # several lines of text are one mistake
            above = self.fields[-1].name if self.fields else ""
            why = Why.NO_FIELD if self.fields or not _NO_NAME.match(line) else Why.ABOVE
            self._tell(why if self.names else Why.NO_FIELD, line.strip(), above, more=more)
        if _PROSE.match(line) and not more:
            return False  # the empty line before the text was forgotten: one problem, not one a line
        self.at += 1
        self.after_stray = self.at if self.names else -1
        return True

    def _late(self) -> bool:
        """Take fields that stand below the empty line, where they would become text."""
        start = next((n for n in range(self.at, len(self.lines)) if self.lines[n].strip()), None)
        if start is None or not (self.fields or self.strays) or not self._known(start):
            return False
        self.at = start
        taken = 0
        while self.at < len(self.lines) and self._known(self.at):
            if not any(stray.why in (Why.TOO_LATE, Why.NOT_CLOSED) for stray in self.strays):
                more = self._known(self.at + 1) != ""
                self._tell(Why.TOO_LATE, self.lines[self.at].strip(), self._known(self.at), more=more)
            field = _FIELD.match(self.lines[self.at].strip())
            assert field is not None  # _known has matched it
            self._take(field, told=True)
            taken += 1
        return taken > 0

    # ── Helpers ──────────────────────────────────────────────────────────────

    def _take(self, field: re.Match[str], *, told: bool) -> None:
        """Keep the line's field. Of one that is told already, the place of the value does not matter."""
        line = self.lines[self.at]
        column = max(line.find(field.string), 0) + field.start("value") + 1
        column = min(column, len(line) + 1)
        self.fields.append(Line(field["name"], field["value"].strip(), self.at + 1, column, told))
        self.at += 1

    def _tell(self, why: Why, text: str, field: str = "", *, more: bool = False) -> None:
        self.strays.append(Stray(text, self.at + 1, why, field, more))

    def _block(self, at: int) -> Iterator[str]:
        """Yield the lines from one up to the next empty one."""
        for line in self.lines[at:]:
            if not line.strip():
                return
            yield line

    def _known(self, at: int) -> str:
        """Return the field's name if this line is one that there is, or ""."""
        if at >= len(self.lines) or not (field := _FIELD.match(self.lines[at].strip())):
            return ""
        return field["name"] if fold(field["name"]) in self.names else ""

    def _is_likely(self, line: str) -> bool:
        """Return whether a line is meant as a field: its name is one, or near to one."""
        if not self.names:
            return bool(_FIELD.match(line.strip()))
        field = _FIELD.match(line.strip()) or _FIELD.match(_undecorated(line))
        name = fold(field["name"]) if field else ""
        return name in self.names | self.other_names or bool(field and nearest(name, self.names))


def _undecorated(line: str) -> str:
    """Return "Title: About" for "**Title:** About" and "# Title: About"."""
    plain = _DECORATION.sub("", line.strip(), count=1)
    return re.sub(r"[*_`]*\s*[:：]\s*[*_`]*\s*", ": ", plain, count=1).strip()
