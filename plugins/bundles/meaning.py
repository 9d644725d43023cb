"""What a Markdown text says, without what does not change it: white space, addresses of links, heading ids.

A translation is outdated when the source *says* something else. A mended link, a heading's id or a line broken
elsewhere is not that; a telephone number is, also one that stands only in a link.
"""

from __future__ import annotations

import re

_DIALLED = ("tel:", "sms:", "mailto:")
# [text](address "title"), with one pair of brackets inside either; also ![alt](address).
_LINK = re.compile(
    r"""!?\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?P<to>(?:[^\s()<>]|\([^\s()]*\))*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
)
_BY_NAME = re.compile(r"!?\[(?P<text>[^\[\]]+)\]\[[^\[\]]*\]")
_NAMES = re.compile(r"^ {0,3}\[[^\]^]+\]:[ \t]*\S+.*$", re.M)
_BARE = re.compile(r"<https?://[^\s<>]*>", re.I)
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.][^{}\n]*\}")


def meaning(body: str) -> str:
    """Return the words of a Markdown text in one line, for comparing: equal if both say the same."""
    body = _NAMES.sub("", body)
    for _ in range(2):  # a picture inside a link
        body = _LINK.sub(_words_of_link, body)
    body = _BARE.sub("", _BY_NAME.sub(r"\g<text>", body))
    return " ".join(_ATTRIBUTES.sub("", body).split())


def _words_of_link(link: re.Match[str]) -> str:
    to = link["to"]
    return f"{link['text']} {to}" if to.lower().startswith(_DIALLED) else link["text"]
