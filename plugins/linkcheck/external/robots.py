"""What a robots.txt allows, after RFC 9309: the longest rule decides, "*" and "$" count. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

PRODUCT = "linkcheck"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us: pairs of (allowed, pattern of the path), and nothing allowed at all if closed."""

    rules: tuple[tuple[bool, str], ...] = ()
    closed: bool = False

    def allows(self, target: str) -> bool:
        """Return whether the path and query *target* may be asked for."""
        if self.closed:
            return False
        path = _plain(target)
        matching = [(len(pattern), allowed) for allowed, pattern in self.rules if _matches(pattern, path)]
        return max(matching)[1] if matching else True


def of_answer(status: int, text: str) -> Robots:
    """Return the rules that follow from the answer for robots.txt.

    status is 0 if there was none. Without a file all is allowed, with a host in trouble nothing
    (RFC 9309 section 2.3.1).
    """
    if 200 <= status < 300:
        return Robots(tuple(_rules(text)))
    return Robots(closed=not 300 <= status < 500 or status == 429)


def _rules(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the rules of all groups that name us, or of those for everyone if none does."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    agents: list[str] = []
    fresh = False  # the line before was a User-agent too: both share the group
    for line in text.lstrip("\ufeff").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            agents = [*agents, value.lower()] if fresh else [value.lower()]
            fresh = True
            groups.setdefault(value.lower(), [])
        elif name in {"allow", "disallow"}:
            fresh = False
            if value:
                for agent in agents:
                    groups[agent].append((name == "allow", _plain(value)))
    ours = [agent for agent in groups if re.match(r"[a-z_-]*", agent)[0] == PRODUCT]  # type: ignore[index]
    for agent in ours or ["*"]:
        yield from groups.get(agent, ())


def _matches(pattern: str, path: str) -> bool:
    """Return whether the pattern matches the beginning of the path; "*" in linear time."""
    anchored = pattern.endswith("$")
    first, *parts = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    if not parts:
        return not anchored or path == first
    at = len(first)
    last = parts.pop()
    for part in parts:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return path.endswith(last) and len(path) - len(last) >= at if anchored else path.find(last, at) >= 0


def _plain(path: str) -> str:
    """Return the path with the same octets always written the same way."""
    kept = (
        chr(octet) if octet < 0x80 else f"%{octet:02X}"
        for octet in unquote_to_bytes(re.sub("%2[Ff]", "%252F", path).encode("utf-8", "replace"))
    )
    return "".join(kept)
