"""Read a style sheet, a <style> element or a style attribute: CSS → what it loads.

Tokens follow CSS Syntax Level 3, image-set() CSS Images Level 4. What url() names in @namespace and @document
is a name, not a file; url(#id) is a part of the page that uses the style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRING = r""""(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'"""
# Alternatives are tried in order, so an address inside a comment or another string is not seen.
_TOKEN = re.compile(
    rf"""
    (?P<skip> /\*.*?(?:\*/|\Z) | @(?:namespace|document|-moz-document)\b(?:{_STRING}|[^;{{"'])* )
    | (?P<set> (?<![\w-])(?:-webkit-)?image-set\( )
    | (?P<type> (?<![\w-])type\(\s*(?:{_STRING})\s*\) )
    | (?P<at> @import\s* )? (?:
        (?<![\w-])url\(\s* (?: "(?P<double>(?:[^"\\\n]|\\.)*)" | '(?P<single>(?:[^'\\\n]|\\.)*)'
                   | (?P<bare>(?:[^\s"'()\\]|\\[0-9a-f]{{1,6}}\s?|\\.)*) ) \s*(?:\)|\Z)
        | (?P<string> {_STRING} )
    )
    | (?P<bracket> [()] )
    """,
    re.X | re.S | re.I,
)
_ESCAPE = re.compile(r"\\(?:(?P<code>[0-9a-fA-F]{1,6})[ \t\n\f\r]?|\n|(?P<character>.))", re.S)
MAY_LOAD = re.compile(r"url\(|image-set\(|@import", re.I)


def addresses(text: str) -> Iterator[tuple[str, str]]:
    """Yield ("url" or "@import", address) for what the style loads, escapes decoded.

    data: addresses are content and parts of the same document are none, so neither is given.
    """
    if not MAY_LOAD.search(text):
        return
    depth, sets = 0, [0]  # the depth of brackets at which each open image-set() began
    for match in _TOKEN.finditer(text):
        if match["bracket"] or match["set"]:
            depth += -1 if match["bracket"] == ")" else 1
            sets = [*sets, depth] if match["set"] else [0, *(at for at in sets[1:] if at <= depth)]
            continue
        values = (match["double"], match["single"], match["bare"])
        href = next((value for value in values if value is not None), None)
        if href is None and match["string"] and (match["at"] or sets[-1] == depth > 0):
            href = match["string"][1:-1]
        if href is not None:
            href = _ESCAPE.sub(_unescape, href)
            if not href.lower().startswith(("data:", "#", "about:")):
                yield "@import" if match["at"] else "url", href


def _unescape(match: re.Match[str]) -> str:
    if match["code"]:
        code = int(match["code"], 16)
        return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    return match["character"] or ""
