"""Take the text of a situation apart, as its Markdown is written: words, Do, Do not, and a quotation to say.

Some words.            the background
**Do**                 a list under a line in bold: what to do
**Do not**             the next one: what not to do
> I want a lawyer.     what to say; in a translation its English first, then what it means
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

_LIST = re.compile(r"<p><strong>(?P<head>[^<]+)</strong></p>\s*(?P<list><ul>.*?</ul>)", re.S)
_QUOTE = re.compile(r"<blockquote>(?P<said>.*?)</blockquote>", re.S)


@dataclass(frozen=True, slots=True)
class Advice:
    """A list of what to do, or not to do, under its heading. allowed is whether it may be done."""

    heading: Markup
    items: Markup
    allowed: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """A situation's text in parts, all HTML: what to say, advice, and the rest as it was written."""

    say: Markup
    advice: tuple[Advice, ...]
    rest: Markup


def parts_of(html: str) -> Parts:
    """Return the parts of a text. One that is not written in this way stays whole, in `rest`."""
    quote = _QUOTE.search(html)
    lists = list(_LIST.finditer(html))
    if quote is None or len(lists) != 2:
        return Parts(Markup(""), (), Markup(html))
    rest = _LIST.sub("", html.replace(quote[0], "", 1)).strip()
    advice = tuple(
        Advice(Markup(found["head"]), Markup(found["list"]), allowed=place == 0)
        for place, found in enumerate(lists)
    )
    return Parts(Markup(quote["said"].strip()), advice, Markup(rest))
