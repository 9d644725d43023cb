"""What a Markdown text says, without what does not change it: white space, addresses of links, heading ids.

A translation is outdated when the source *says* something else. A mended link, a heading's id or a line broken
elsewhere is not that; a telephone number is, also one that stands only in a link.
"""

from __future__ import annotations

import re

_DIALLED = ("tel:", "sms:", "mailto:")
# [text](address "title"), with one pair of brackets inside either; also ![alt](address).
_LINK = r"""\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?P<to>(?:[^\s()<>]|\([^\s()]*\))*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
_LINK_OR_PICTURE = re.compile("!?" + _LINK)
_ONLY_LINK = re.compile(_LINK)  # found faster, since it begins with a known sign
_BY_NAME = re.compile(r"!?\[(?P<text>[^\[\]]+)\]\[[^\[\]]*\]")
_NAMES = re.compile(r"^ {0,3}\[[^\]^]+\]:[ \t]*\S+.*$", re.M)
_BARE = re.compile(r"<https?://[^\s<>]*>", re.I)
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.][^{}\n]*\}")


def meaning(body: str) -> str:
    """Return the words of a Markdown text in one line, for comparing: equal if both say the same."""
    if "]:" in body:
        body = _NAMES.sub("", body)
    for _ in range(2):  # a picture inside a link
        if "[" in body:
            body = (_LINK_OR_PICTURE if "![" in body else _ONLY_LINK).sub(_words_of_link, body)
    if "][" in body:
        body = _BY_NAME.sub(r"\g<text>", body)
    if "<" in body:
        body = _BARE.sub("", body)
    return " ".join((_ATTRIBUTES.sub("", body) if "{" in body else body).split())


def _words_of_link(link: re.Match[str]) -> str:
    to = link["to"]
    return f"{link['text']} {to}" if to.lower().startswith(_DIALLED) else link["text"]
