"""Python-Markdown's inline patterns, tried only where they can match.

Python-Markdown searches every piece of text for each of some twenty patterns, one after the other: a third of the
time of a conversion, and most pieces are plain words. Nearly every pattern needs a character such as "*", "[" or "<"
to be there. Which one follows from the pattern itself; where it is not in the text the pattern cannot match, and is
left out. The result is the same, which a property test compares with Python-Markdown's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_parser: Any = getattr(re, "_parser", None)


class QuickInline(InlineProcessor):
    """What Markdown's own does, without looking for what cannot be there."""

    def run(self, tree: Any, ancestors: Any = None) -> Any:
        self._patterns = list(self.inlinePatterns)
        self._needs = [_needed_by(pattern) for pattern in self._patterns]
        return super().run(tree, ancestors)

    # Under the name by which the class above knows it.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        there, start = set(data), 0
        while patternIndex < len(self._patterns):
            needs = self._needs[patternIndex]
            if needs is not None and there.isdisjoint(needs):
                patternIndex, start = patternIndex + 1, 0  # noqa: N806
                continue
            data, matched, start = apply(self._patterns[patternIndex], data, patternIndex, start)
            if matched:
                there = set(data)
            else:
                patternIndex += 1  # noqa: N806
        return data


def use_quick_inline(converter: Markdown) -> None:
    """Put ours in the place of Markdown's own, if that is what is there."""
    own = converter.treeprocessors["inline"] if "inline" in converter.treeprocessors else None  # noqa: SIM401
    if (
        _parser is not None
        and type(own) is InlineProcessor
        and hasattr(own, "_InlineProcessor__applyPattern")
    ):
        converter.treeprocessors.register(QuickInline(converter), "inline", 20)


def _needed_by(pattern: Any) -> frozenset[str] | None:
    compiled = pattern.getCompiledRegExp()
    return needed(compiled.pattern, compiled.flags)


@cache
def needed(pattern: str, flags: int = 0) -> frozenset[str] | None:
    """Return characters of which at least one is in every text that a pattern matches; None if there is no telling."""
    try:
        return _of_sequence(_parser.parse(pattern, flags), bool(flags & re.IGNORECASE))
    except (re.error, AttributeError, TypeError, ValueError):
        return None


def _of_sequence(sequence: Iterable[Any], any_case: bool) -> frozenset[str] | None:
    found = (_of_item(str(name), value, any_case) for name, value in sequence)
    return min((each for each in found if each), key=_commonness, default=None)


def _commonness(characters: frozenset[str]) -> tuple[int, int, str]:
    plain = sum(character.isalnum() or character == " " for character in characters)
    return plain, len(characters), min(characters)


def _of_item(name: str, value: Any, any_case: bool) -> frozenset[str] | None:
    if name == "LITERAL":
        character = chr(value)
        return None if any_case and character.lower() != character.upper() else frozenset(character)
    if name == "IN":
        literals = [chr(each) for kind, each in value if str(kind) == "LITERAL"]
        cased = any_case and any(each.lower() != each.upper() for each in literals)
        return None if cased or len(literals) != len(value) else frozenset(literals)
    if name == "BRANCH":
        branches = [_of_sequence(branch, any_case) for branch in value[1]]
        return None if None in branches else frozenset().union(*(each for each in branches if each))
    if name == "SUBPATTERN":
        return _of_sequence(value[3], any_case or bool(value[1] & re.IGNORECASE))
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_sequence(value[2], any_case) if value[0] > 0 else None
    if name == "ATOMIC_GROUP":
        return _of_sequence(value, any_case)
    if name == "ASSERT":
        return _of_sequence(value[1], any_case)
    return None
