"""Prove where a link was typed: change it there, convert the text, and see whether the link changes.

locate.py reads Markdown as far as a reader of its own goes; the converter knows better. A place that changes no
link is none (it stands in code, or a definition that nothing uses), and a link for which no place is known is
looked for wherever its address stands. Asked only for links that are broken, at a few milliseconds each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plugins.bundles.model import Text
from plugins.linkcheck.extract import extract
from plugins.linkcheck.locate import Typed, insert, spellings

Convert = Callable[[str], str]

_MARK = "zq9x"  # stands in no address
_MOST = 40  # places tried for one link


def proven(
    guessed: Sequence[Typed], href: str, text: Text, lead: Callable[[str], str], convert: Convert
) -> list[Typed]:
    """Return the places of *text* at which the link that becomes *href* is typed, in order.

    guessed are the places where it seems to be; lead returns what a typed link becomes on the page. If nothing
    can be proven, they are returned as they are.
    """
    typed = [link.href for link in extract(text.html).links if href in (link.href, lead(link.href))]
    if not typed:
        return []
    certain = [place for place in guessed if _changes(place, text, convert)]
    if not certain or len(certain) < len(typed):
        known = {(place.line, place.column) for place in guessed}
        others = [place for form in dict.fromkeys(typed) for place in spellings(text.raw, form)]
        others = [place for place in others if (place.line, place.column) not in known]
        certain += [place for place in others[:_MOST] if _changes(place, text, convert)]
    return sorted(certain, key=lambda place: (place.line, place.column)) or list(guessed)


def _changes(place: Typed, text: Text, convert: Convert) -> bool:
    """Return whether what stands at *place* makes the address of a link."""
    # In the middle, if it can be: "<https://e.org/>" is no link any more when its beginning changes.
    changed = convert(insert(text.raw, place, _MARK, _length(place, text)))
    return any(_MARK in link.href for link in extract(changed).links)


def _length(place: Typed, text: Text) -> int:
    """Return how many characters of the address as typed are certain to be its own."""
    line = (
        text.raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")[place.line - 1]
    )
    rest = line[place.column - 1 :]
    if rest.startswith(place.href):
        return len(place.href)
    # Written with escapes or entities: up to the first of them, and not into it.
    same = next((n for n, (one, other) in enumerate(zip(rest, place.href, strict=False)) if one != other), 0)
    return same
