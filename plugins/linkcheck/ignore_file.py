"""Read linkcheck-ignore.toml (TOML 1.0): its rules, and what is wrong with it at the line and column."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from plugins.linkcheck.ignore import FILE_NAME, LINK_CODES, Rule, Rules
from plugins.linkcheck.toml_places import Place, header_places
from plugins.problems import CODES, Problem, did_you_mean

_KEYS = ("link", "pattern", "code", "file", "reason", "until")
# A pattern that fits all of these says nothing about the link that is meant.
_UNLIKE_EACH_OTHER = ("https://a.example/b?c", "/d/e.html#f", "http://[::1]:8/", "mailto:g@h.example")


def read(root: Path) -> Rules:
    """Return the rules of the project at *root*; none if it has no such file."""
    try:
        raw = (root / FILE_NAME).read_bytes()
    except FileNotFoundError:
        return Rules()
    except OSError as error:
        return _none(
            "The rules cannot be read.", f"The system says: {(error.strerror or str(error)).lower()}."
        )
    try:
        return parse(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _none("The file is not saved as UTF-8 text.", "Save it again with the encoding UTF-8.", line)


def parse(text: str, file: str = FILE_NAME) -> Rules:
    """Return the rules in *text*; those that are wrong become problems and hide nothing."""
    text = text.replace("\r\n", "\n")
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return _not_toml(error, text, file)
    reader = _Reader(file)
    listed = table.get("ignore", [])
    places = header_places(text, "ignore")
    for key in sorted(table.keys() - {"ignore"}):
        reader.tell(f"'{key}' is not known here.", did_you_mean(key, ["ignore"]) or "Begin a rule with [[ignore]].",
                    _line_with(key, text))  # fmt: skip
    if not isinstance(listed, list) or not all(isinstance(rule, dict) for rule in listed):
        reader.tell(
            "The rules are not a list.", "Begin each rule with [[ignore]].", _line_with("ignore", text)
        )
        return Rules((), tuple(reader.problems), file)
    if len(places) != len(listed):  # ignore = [{…}], which is TOML too
        places = [{"": _line_with("ignore", text)} for _ in listed]
    rules = [reader.rule(typed, place) for typed, place in zip(listed, places, strict=True)]
    return Rules(tuple(rule for rule in rules if rule), tuple(reader.problems), file)


def _none(message: str, hint: str, line: int = 1, column: int = 1, file: str = FILE_NAME) -> Rules:
    return Rules((), (Problem("ignore-malformed", message, hint, file, line, column),), file)


def _not_toml(error: Exception, text: str, file: str) -> Rules:
    said = str(error).partition("\n")[0] or type(error).__name__
    at = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", said)
    place = Place(1, 1) if at is None else Place.at(text, len(text))
    if at and at[1]:
        place = Place(int(at[1]), int(at[2]))
    reason = said[: at.start()] if at else said
    hint = "Write words in quotes and days without: until = 2026-12-31."
    if "'\\'" in reason:
        hint = "Write patterns between single quotes: pattern = 'https://example\\.org/.*'."
    message = f"The file is not TOML: {reason[:1].lower()}{reason[1:]}."
    return _none(message, hint, place.line, place.column, file)


def _line_with(key: str, text: str) -> Place:
    match = re.search(rf"^[ \t\[]*[\"']?({re.escape(key)})\b", text, re.MULTILINE)
    return Place.at(text, match.start(1)) if match else Place(1, 1)


@dataclass(slots=True)
class _Reader:
    """Makes rules of tables and collects what is wrong with them."""

    file: str
    problems: list[Problem]

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems = []

    def tell(self, message: str, hint: str, place: Place) -> None:
        self.problems.append(Problem("ignore-malformed", message, hint, self.file, place.line, place.column))

    def rule(self, typed: Mapping[str, Any], places: Mapping[str, Place]) -> Rule | None:
        """Return the rule of one table, or None after telling all that is wrong with it."""
        start = places[""]
        before = len(self.problems)
        for message, hint, key in _faults(typed):
            self.tell(message, hint, places.get(key, start))
        if len(self.problems) > before:
            return None
        return Rule(
            reason=typed["reason"].strip(),
            until=typed["until"],
            link=typed.get("link", ""),
            pattern=re.compile(typed["pattern"]) if "pattern" in typed else None,
            code=typed.get("code", ""),
            file=typed.get("file", ""),
            line=start.line,
        )


def _faults(typed: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield message, hint and key for each fault of a rule; key "" means the rule's first line."""
    for key in sorted(typed.keys() - set(_KEYS)):
        yield f"A rule has no '{key}'.", did_you_mean(key, _KEYS) or f"Write one of: {', '.join(_KEYS)}.", key
    texts = [key for key in _KEYS if key != "until" and key in typed]
    wrong = [key for key in texts if not isinstance(typed[key], str)]
    empty = [key for key in texts if key not in wrong and not typed[key].strip()]
    for key in wrong:
        yield f"'{key}' is not text.", f'Write it in quotes: {key} = "…".', key
    for key in empty:
        yield (
            f"'{key}' is empty.",
            "Say in a sentence why the link may stay." if key == "reason" else "Remove it.",
            key,
        )
    if "reason" not in typed:
        yield "The rule has no reason.", 'Say why the link may stay: reason = "…".', ""
    yield from _end(typed)
    if ("link" in typed) == ("pattern" in typed):
        both = "both a link and a pattern" if "link" in typed else "neither a link nor a pattern"
        yield f"The rule has {both}.", "Write link for one address, or pattern for several.", ""
    if "code" in texts and "code" not in wrong + empty and typed["code"] not in LINK_CODES:
        meant = did_you_mean(typed["code"], LINK_CODES) or "docs/problems.md has them all."
        hint = "Mend what it is about instead." if typed["code"] in CODES else meant
        yield f"'{typed['code']}' is not the code of a problem with links that can be ignored.", hint, "code"
    if "pattern" in texts and "pattern" not in wrong + empty:
        yield from _pattern(typed)


def _end(typed: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    if "until" not in typed:
        yield "The rule has no end.", "Write the last day on which it holds: until = 2026-12-31.", ""
    elif isinstance(typed["until"], datetime) or not isinstance(typed["until"], date):
        yield "'until' is not a day.", "Write it without quotes and time: until = 2026-12-31.", "until"


def _pattern(typed: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    try:
        pattern = re.compile(typed["pattern"])
    except (re.error, OverflowError, RecursionError) as error:
        reason = error.msg if isinstance(error, re.error) else "it is too large"
        yield (
            f"The pattern is not a regular expression: {reason}.",
            "Put a \\ before characters meant as such.",
            "pattern",
        )
        return
    if not typed.get("code") and not typed.get("file") and all(map(pattern.fullmatch, _UNLIKE_EACH_OTHER)):
        yield (
            "The pattern fits every link.",
            "Write the beginning of the addresses that are meant.",
            "pattern",
        )
