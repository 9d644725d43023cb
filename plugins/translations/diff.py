"""What changed in a source since a translation was made of it, word by word. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

_PIECES = re.compile(r"\s+|[^\s\w]|\w+")


def changes(before: str, after: str, *, colour: bool = False) -> str:
    """Return each paragraph that changed, with its line in *after*: [-what went-]{+what came+}; "" if none did."""
    old, new = _paragraphs(before), _paragraphs(after)
    matcher = difflib.SequenceMatcher(
        None, [text for _, text in old], [text for _, text in new], autojunk=False
    )
    lines: list[str] = []
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what != "equal":
            lines += _changed(
                old[old_from:old_to], new[new_from:new_to], len(after.splitlines()), colour=colour
            )
    return "".join(f"{line}\n" for line in lines)


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """Return the first line and the words of each paragraph, list item, row and field."""
    found: list[tuple[int, str]] = []
    open_one = False
    for number, line in enumerate(text.splitlines(), 1):
        said = " ".join(line.split())
        starts = bool(re.match(r"[-*+>#|]|\d+[.)] |[A-Z][A-Za-z-]*: ", said))
        if open_one and said and not starts:
            found[-1] = (found[-1][0], f"{found[-1][1]} {said}")
        elif said:
            found.append((number, said))
        open_one = bool(said)
    return found


def _changed(
    old: list[tuple[int, str]], new: list[tuple[int, str]], last: int, *, colour: bool
) -> Iterator[str]:
    """Yield the changed paragraphs of one place, each beside the one that it came from."""
    partner = _partners([text for _, text in old], [text for _, text in new])
    gone = set(range(len(old))) - set(partner.values())
    for place, (line, text) in enumerate(new):
        if place in partner:
            yield f"{line}: {_words(old[partner[place]][1], text, colour=colour)}"
        else:
            yield f"{line}: {_came(text, colour=colour)}"
    for place in sorted(gone):
        line = new[0][0] if new else last
        yield f"{line}: {_went(old[place][1], colour=colour)}"


def _partners(old: list[str], new: list[str]) -> dict[int, int]:
    """Return which old paragraph each new one was made from, in order, where they are alike enough."""
    found: dict[int, int] = {}
    start = 0
    for place, text in enumerate(new):
        alike = [
            (difflib.SequenceMatcher(None, old[other], text).ratio(), -other)
            for other in range(start, len(old))
        ]
        if alike and max(alike)[0] > 0.5:
            start = -max(alike)[1] + 1
            found[place] = start - 1
    return found


def _words(before: str, after: str, *, colour: bool) -> str:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    said = []
    for what, old_from, old_to, new_from, new_to in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        went, came = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if what == "equal":
            said.append(came)
        else:
            said += [_went(went, colour=colour) if went else "", _came(came, colour=colour) if came else ""]
    return "".join(said)


def _went(text: str, *, colour: bool) -> str:
    return f"\x1b[31m[-{text}-]\x1b[0m" if colour else f"[-{text}-]"


def _came(text: str, *, colour: bool) -> str:
    return f"\x1b[32m{{+{text}+}}\x1b[0m" if colour else f"{{+{text}+}}"
