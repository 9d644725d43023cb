"""What Markdown makes of a translator's text: whether it stays one piece, and whether signs are left over.

Markdown itself is asked, with the site's own extensions, instead of guessing at its rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape

from plugins.translations.faults import Fault

Render = Callable[[Sequence[str]], list[str]]
"""From Markdown texts to the HTML of each."""

_ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!|]")
_CODE = re.compile(r"<code\b.*?</code>", re.S)
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"</?(?:h[1-6]|p|[uod]l|li|d[dt]|blockquote|pre|table|t[rdh]|thead|tbody|hr|div)\b", re.I)
_ONE_PARAGRAPH = re.compile(
    r"<p>(?:(?!</?(?:h[1-6]|p|[uod]l|li|d[dt]|blockquote|pre|table|hr|div)\b).)*</p>", re.S | re.I
)
# Signs of Markdown; a star between two spaces is one, and so are those inside of a word in snake_case.
_SIGNS = (
    ("*", "stars", re.compile(r"\*{2,}|(?<=\S)\*|\*(?=\S)")),
    ("_", "underscores", re.compile(r"(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")),
    ("`", "backticks", re.compile("`")),
)
# What may begin a paragraph that Markdown would take for another block, and where its backslash goes.
_START = re.compile(r"(?P<before>\s*(?:\d+(?=\.))?)(?P<sign>[#>*+\-.])")


def skeleton(html: str) -> list[str]:
    """Return the tags of a page's blocks in order: equal if two texts have one structure."""
    return [tag.lower() for tag in _BLOCK.findall(html)]


def is_one_paragraph(html: str) -> bool:
    """Return whether the HTML is that of a single paragraph."""
    return bool(_ONE_PARAGRAPH.fullmatch(html.strip()))


def with_start_escaped(text: str) -> str:
    """Return a text with a backslash before the sign at its start that would make it a list, a heading, a quotation."""
    return _START.sub(r"\g<before>\\\g<sign>", text, count=1) if _START.match(text) else text


def left_over(html: str, source_html: str) -> Fault | None:
    """Return what readers would see of Markdown's signs in a text that they do not see in its source."""
    ours, theirs = _visible(html), _visible(source_html)
    if ours.count("](") > theirs.count("]("):
        what = "A link is not closed, or has a space between its two pairs of brackets, so readers would see its signs."
        return Fault(what, "Write [words](1): no space between the two pairs of brackets, and close both.")
    for sign, name, pattern in _SIGNS:
        if len(pattern.findall(ours)) > len(pattern.findall(theirs)):
            what = f"Signs '{sign}' have no partner, so readers would see them."
            hint = f"Write as many {name} after the words as before them, with no space inside; '\\{sign}' is one to be seen."
            return Fault(what, hint)
    if _is_open(ours) and not _is_open(theirs):
        return Fault("A square bracket has no partner.", "Write '[' and ']' around the words, or neither.")
    return None


def for_signs(text: str) -> str:
    """Return a text for `left_over`, without the signs that are meant to be seen."""
    return _ESCAPED.sub("x", text)


def _visible(html: str) -> str:
    return unescape(_TAG.sub("", _CODE.sub("", html)))


def _is_open(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "[") - (sign == "]")
        if depth < 0:
            return True
    return depth > 0
