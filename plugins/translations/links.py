"""Links of a piece of text with numbers in place of their addresses: `[Am I free to go?](1)`.

A translator cannot damage an address that they do not see. The number is that of the link among the links of the
source's piece; in a translation an address that the source does not have stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# Escaped signs, spans of code, tags and bare addresses hold no links; brackets may.
_TOKEN = re.compile(r"\\.|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|<[^<>\s][^<>]*>|!?\[|\]", re.S)
_NUMBER = re.compile(r"\d+")
_TITLE_AND_CLOSE = re.compile(r"""\s*(?:(?P<quote>["']).*?(?P=quote)\s*)?\)""", re.S)


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture: its address and where that stands; opens is the place of its first bracket."""

    address: str
    start: int
    end: int
    opens: int

    @property
    def number(self) -> int | None:
        """Return the number that stands for its address, in whatever digits; None if it is an address."""
        return int(self.address) if _NUMBER.fullmatch(self.address) else None


def links(text: str) -> list[Link]:
    """Return the inline links and pictures of a text in the order of their addresses."""
    found: list[Link] = []
    opened: list[int] = []
    at = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        if token[0] in ("[", "!["):
            opened.append(token.start())
        elif token[0] == "]" and opened:
            opens = opened.pop()
            if text.startswith("(", at) and (span := _address(text, at + 1)):
                start, end, at = span
                found.append(Link(text[start:end], start, end, opens))
    return sorted(found, key=lambda link: link.start)


def numbered(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a source's text with the numbers of its links, and their addresses in that order."""
    found = links(text)
    shown = _replaced(text, found, [str(number) for number in range(1, len(found) + 1)])
    return shown, tuple(link.address for link in found)


def numbered_like(text: str, addresses: Sequence[str]) -> str:
    """Return a translation's text with the numbers that its links have in the source."""
    found = links(text)
    used: Counter[int] = Counter()
    shown: list[str] = []
    for link in found:
        same = [n for n, address in enumerate(addresses) if _bare(address) == _bare(link.address)]
        if same:
            number = min(same, key=lambda n: (used[n], n))
            used[number] += 1
            shown.append(str(number + 1))
        else:
            shown.append(link.address if link.number is None else f"<{link.address}>")
    return _replaced(text, found, shown)


def addressed(text: str, addresses: Sequence[str]) -> str:
    """Return a text with addresses again in place of numbers; a number that there is none for stays."""
    found = links(text)
    return _replaced(text, found, [
        addresses[link.number - 1] if link.number is not None and 0 < link.number <= len(addresses) else link.address
        for link in found
    ])  # fmt: skip


def _replaced(text: str, found: Sequence[Link], new: Sequence[str]) -> str:
    for link, address in zip(reversed(found), reversed(new), strict=True):
        text = text[: link.start] + address + text[link.end :]
    return text


def _bare(address: str) -> str:
    return address[1:-1] if address.startswith("<") and address.endswith(">") else address


def _address(text: str, at: int) -> tuple[int, int, int] | None:
    """Return where the address after "(" begins and ends, and where the link does; None if it is not closed."""
    start = at + len(text[at:]) - len(text[at:].lstrip())
    end = text.find(">", start) + 1 if text.startswith("<", start) else _end_of_address(text, start)
    if end > 0 and (closed := _TITLE_AND_CLOSE.match(text, end)):
        return start, end, closed.end()
    return None


def _end_of_address(text: str, at: int) -> int:
    """Return where an address ends: at a space or at the bracket that none inside of it has opened."""
    depth = 0
    while at < len(text) and not text[at].isspace():
        if text[at] == "\\":
            at += 1
        elif text[at] == "(":
            depth += 1
        elif text[at] == ")":
            if not depth:
                return at
            depth -= 1
        at += 1
    return min(at, len(text))
