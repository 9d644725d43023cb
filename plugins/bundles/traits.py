"""What the structure of a text is, whatever its language: what a translation must share with its source.

Taken once per text, where it is converted, because each page asks about all its translations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_TYPED_ID = re.compile(r"^ {0,3}#{2,6} .*\{:? *#([^\s}]+)[^}]*\} *$", re.M)
# Letter by letter, not re.I: so Python finds the "<" fast.
_HEADING = re.compile(r"<[hH][2-6]\b")
_BLOCK = re.compile(r"<(?:[hH][1-6]|[pP]|[lL][iI]|[tT][dDhH]|[dD][dDtT])\b")
_HREF = re.compile(r"""<[aA]\b[^>]*?\s[hH][rR][eE][fF]=(?:"([^"]*)"|'([^']*)')""")
_TAG = re.compile(r"<[^>]*>")
_DIALLED = ("tel:", "sms:")
_EXPLAINS = "{bundle}glossary/"  # a help for readers, which a translation need not have in the same places
# North American numbers as people write them; non-breaking spaces and hyphens are typography.
# Letters of other scripts may stand right beside a number: Chinese writes "填写I-205表格".
_PHONE = re.compile(
    r"(?<![A-Za-z0-9-])(?:\+?1[\s\u00a0.-]?)?\(?\d{3}\)?[\s\u00a0.\u2010\u2011-]{1,2}\d{3}[\s\u00a0.\u2010\u2011-]\d{4}(?!\d)"
)
_DIGITS_OF_PHONE = 10
_NO_DIGITS = bytes(each for each in range(128) if not chr(each).isdigit())
_SPACES = bytes(each for each in range(128) if chr(each).isspace())
_HYPHEN_DIGIT = re.compile(r"-\d")
_FORM = re.compile(r"(?<![A-Za-z0-9_-])(?:I|N|G|AR|EOIR|DS|FOIA)[\u2010\u2011-]\d{1,4}[A-Z]?(?![A-Za-z0-9_])")
# One of these characters says about as much as two or three letters.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SYLLABLES = re.compile(r"[\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Traits:
    """The structure of one text.

    ids are the heading ids that were typed, in order; phones digits only; forms such as "I-205"; links the addresses
    to other pages as they were typed; blocks counts paragraphs, list items, cells and headings; length is that of the
    visible text in letters of an alphabet.
    """

    ids: tuple[str, ...] = ()
    headings: int = 0
    phones: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()
    blocks: int = 0
    length: int = 0


def traits(body: str, html: str) -> Traits:
    """Return the structure of a text from its Markdown and the HTML made of it."""
    hrefs = [unescape(double or single).strip() for double, single in _HREF.findall(html)]
    visible = unescape(_TAG.sub(" ", html)) if html else ""
    dialled = (href.partition(":")[2] for href in hrefs if href.lower().startswith(_DIALLED))
    digits, hyphens, length = _measures(visible)
    return Traits(
        ids=tuple(_TYPED_ID.findall(body)) if "{" in body else (),
        headings=len(_HEADING.findall(html)),
        phones=frozenset(
            filter(
                None,
                map(_digits, (*(_PHONE.findall(visible) if digits >= _DIGITS_OF_PHONE else ()), *dialled)),
            )
        ),
        forms=frozenset(
            re.sub("[\u2010\u2011]", "-", form) for form in (_FORM.findall(visible) if hyphens else ())
        ),
        links=tuple(href for href in hrefs if not href.lower().startswith((*_DIALLED, _EXPLAINS))),
        blocks=len(_BLOCK.findall(html)),
        length=length,
    )


def _measures(visible: str) -> tuple[int, bool, int]:
    """Return how many digits a text has, whether a hyphen stands before one, and the length.

    Whatever is not ASCII may be of all sorts. Bytes are counted, and left out, many times as fast as letters.
    """
    if visible.isascii():
        raw = visible.encode()
        digits, hyphens = len(raw.translate(None, _NO_DIGITS)), bool(_HYPHEN_DIGIT.search(visible))
        return digits, hyphens, len(raw.translate(None, _SPACES))
    more = 2 * len(_DENSE.findall(visible)) + len(_SYLLABLES.findall(visible))
    return _DIGITS_OF_PHONE, True, sum(map(len, visible.split())) + more


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
