"""Templates without the white space that only their authors need: it goes when a template is compiled, not per page.

Line breaks and indentation beside a tag that starts or ends a block show nowhere, so they go. Beside words and inline
tags one line break stays, which a browser shows as a space. Jinja's own tokens keep their lines, for its messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_BLOCK = (
    r"!doctype|html|head|meta|link|title|script|body|header|footer|main|nav|section|article|aside|address|div|p|h[1-6]"
    r"|ul|ol|li|dl|dt|dd|blockquote|figure|figcaption|table|caption|thead|tbody|tr|th|td|details|summary|form|fieldset"
    r"|legend|template|svg|path|circle|g"
)
_GAP = re.compile(r"[ \t]*\n\s*|\A[ \t]+|[ \t]+\Z")
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK})(?![\w-])", re.IGNORECASE)
_ENDS_WITH_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK})(?:\s[^<>]*)?>$", re.IGNORECASE)


def lean(markup: str) -> str:
    """Return a piece of a template without line breaks that show nowhere."""
    if "<pre" in markup or "<textarea" in markup:
        return markup

    def without(gap: re.Match[str]) -> str:
        if _BLOCK_TAG.match(markup, gap.end()) or _ENDS_WITH_BLOCK_TAG.search(markup, 0, gap.start()):
            return ""
        return "\n" if "\n" in gap[0] else gap[0]

    return _GAP.sub(without, markup)


class Lean(Extension):
    """Jinja's side: each piece of a template between two of its tags."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Return the tokens of a template with lean markup."""
        for token in stream:
            if token.type == "data":
                token = Token(token.lineno, token.type, lean(token.value))
            yield token
