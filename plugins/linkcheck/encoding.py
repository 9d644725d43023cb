"""Bytes of a page → text, as browsers decode it: byte order mark, then <meta charset>, then a guess.

The scan for <meta> is that of the HTML standard in short: the first 1,024 bytes, and UTF-16 there means UTF-8.
"""

from __future__ import annotations

import codecs
import re

_META = re.compile(rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([^\s"'/>;]+)""", re.I)
_XML = re.compile(rb"""\A<\?xml[^>]*?encoding\s*=\s*["']([^"']+)""")
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))
# Python's names of the encodings that the WHATWG Encoding Standard knows; Python has more, and stranger ones.
_KNOWN = frozenset(
    [
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "ascii",
        "cp866",
        "cp874",
        "cp932",
        "cp949",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "mac-cyrillic",
        "gbk",
        "gb2312",
        "gb18030",
        "big5",
        "big5hkscs",
        "euc_jp",
        "iso2022_jp",
        "shift_jis",
        "euc_kr",
    ]
    + [f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))]
    + [f"cp125{digit}" for digit in range(9)]
)
_WINDOWS = frozenset({"iso8859-1", "ascii"})  # what browsers read as windows-1252


def decode(content: bytes) -> str:
    """Return the text of a page. What cannot be decoded becomes U+FFFD; nothing raises."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, errors="replace")
    declared = _declared(content[:1024])
    if declared is not None:
        return content.decode(declared, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _declared(start: bytes) -> str | None:
    """Return the codec that the page names, or None if it names none that is known."""
    match = _META.search(_COMMENT.sub(b"", start)) or _XML.match(start)
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", errors="replace")).name
    except (LookupError, ValueError):
        return None
    if name not in _KNOWN:
        return None
    if name.startswith("utf-16"):
        return "utf-8"
    return "cp1252" if name in _WINDOWS else name
