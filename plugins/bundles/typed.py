"""A text as it was typed, without what Markdown shows as it is: where to look for what was meant.

What is left out is replaced by as many characters, so that a place here is the place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from plugins.bundles.model import Text
from plugins.problems import Problem
from plugins.problems.problem import Severity

HIDDEN = "\x00"  # what stands for code and escaped signs: neither space nor word
_QUOTE = re.compile(r"^(?: {0,3}>)+", re.M)
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<rest>[^`\n]*)$")
_CODE_SPAN = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])+?(?<!`)(?P=ticks)(?!`)")
_ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!|~:]")
_COMMENT = re.compile(r"<!--[\s\S]*?-->")
# Below one of these, indented lines belong to it and are no code.
_HOLDS_MORE = re.compile(r"\s*(?:[-*+]|\d+\.|:)\s|\s*\[\^[^\]]*\]:")


class Finding(NamedTuple):
    """Something wrong between two places of the body. Of those that overlap the first is told."""

    start: int
    end: int
    code: str
    what: str
    hint: str
    severity: Severity = Severity.ERROR


class Typed:
    """The body of a text, with code and comments hidden; those never closed end it."""

    def __init__(self, text: Text) -> None:
        """Take the text, converted or not."""
        self.text = text
        self.findings: list[Finding] = []
        self.code_blocks: list[tuple[int, int]] = []
        # Most texts have nothing of what is looked for here, and a single sign tells.
        rest = self._without_blocks(text.body)
        if "`" in rest:
            rest = _CODE_SPAN.sub(_hidden, rest)
        if "<" in rest and "<!--" in rest:
            rest = self._without_open_comment(_COMMENT.sub(_blank, rest))
        # Signs of a quote are as good as space.
        self.with_escapes = _QUOTE.sub(_blank, rest) if ">" in rest else rest
        self.prose = (
            _ESCAPED.sub(_hidden, self.with_escapes) if "\\" in self.with_escapes else self.with_escapes
        )

    def problem(self, finding: Finding) -> Problem:
        """Return what is to be told, with line and column."""
        before = self.text.body[: finding.start]
        line, column = self.text.body_line + before.count("\n"), len(before) - before.rfind("\n")
        return Problem(
            finding.code, finding.what, finding.hint, self.text.path, line, column, finding.severity
        )

    def first(self, *patterns: re.Pattern[str], nth: int = 0) -> tuple[int, int]:
        """Return where the *nth* match of the first pattern that occurs stands: outside of code if there is one."""
        for where in (self.prose, self.text.body):
            for pattern in patterns:
                if found := list(pattern.finditer(where)):
                    return found[min(nth, len(found) - 1)].span()
        return 0, 0

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        """Each line with where it begins."""
        lines = self.prose.split("\n")
        return list(zip(_starts(lines), lines, strict=False))

    @cached_property
    def blocks(self) -> list[list[tuple[int, str]]]:
        """The lines between two empty ones, each with where it begins."""
        blocks: list[list[tuple[int, str]]] = [[]]
        for at, line in self.lines:
            if line and not line.isspace():
                blocks[-1].append((at, line))
            elif blocks[-1]:
                blocks.append([])
        return blocks if blocks[-1] else blocks[:-1]

    def _without_blocks(self, body: str) -> str:
        """Hide blocks of code, fenced or indented."""
        if not any(sign in body for sign in ("`", "~", "\t", "    ")):
            return body
        lines = body.split("\n")
        starts = _starts(lines)
        number, after_empty, holds = 0, True, False
        while number < len(lines):
            line = lines[number]
            indented = line.startswith(("    ", "\t"))
            if match := _FENCE.match(line):
                last = _closing(lines, number, match["fence"])
                if last is None:
                    self._open_fence(starts[number], match["fence"])
                    last = len(lines) - 1
                lines[number : last + 1] = [" " * len(line) for line in lines[number : last + 1]]
                number, after_empty = last, True
            elif indented and line.strip() and after_empty and not holds:
                last = number
                while last + 1 < len(lines) and lines[last + 1].startswith(("    ", "\t")):
                    last += 1
                self.code_blocks.append((starts[number], starts[last] + len(lines[last])))
                lines[number : last + 1] = [" " * len(line) for line in lines[number : last + 1]]
                number = last
            else:
                after_empty = not line.strip()
                if line.strip() and not indented:
                    holds = bool(_HOLDS_MORE.match(line)) or (holds and not _was_empty(lines, number))
            number += 1
        return "\n".join(lines)

    def _open_fence(self, at: int, fence: str) -> None:
        what = f"The block of code that '{fence}' begins is never closed, so it is shown as ordinary text."
        hint = f"Write '{fence}' on a line of its own where it ends."
        self.findings.append(Finding(at, at + len(fence), "markdown-unread", what, hint))

    def _without_open_comment(self, rest: str) -> str:
        at = rest.find("<!--")
        if at < 0:
            return rest
        what = "This comment is never closed, so readers see it."
        self.findings.append(
            Finding(at, at + 4, "markup-broken", what, "Write '-->' where the comment ends.")
        )
        return rest[:at] + re.sub(r"[^\n]", " ", rest[at:])


def told(typed: Typed, findings: Sequence[Finding]) -> Iterator[Problem]:
    """Yield a problem for each finding that overlaps none before it."""
    spans: list[tuple[int, int]] = []
    for finding in findings:
        end = max(finding.end, finding.start + 1)
        if all(end <= start or finding.start >= stop for start, stop in spans):
            spans.append((finding.start, end))
            yield typed.problem(finding)


def _closing(lines: Sequence[str], number: int, fence: str) -> int | None:
    """Return the number of the line that closes a fence."""
    return next((n for n in range(number + 1, len(lines)) if lines[n].rstrip() == fence), None)


def _was_empty(lines: Sequence[str], number: int) -> bool:
    return number > 0 and not lines[number - 1].strip()


def _starts(lines: Sequence[str]) -> list[int]:
    """Return where each line begins."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _hidden(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", HIDDEN, match[0])


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
