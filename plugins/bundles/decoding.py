"""A file's bytes → its text, or what comes near to it, and what is wrong with the file as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the bytes of a file are not our text, and where."""

    what: str
    hint: str
    line: int = 1
    column: int = 1


# How files begin that are no text, whatever they are called.
_OTHER_SORTS = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"\xd0\xcf\x11\xe0", "a Word document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a packed file (ZIP)"),
)
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html\b|<\?xml\b)", re.I)
# Markdown keeps \x02 and \x03 for itself, and breaks on a text that has them.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# The bytes of those. Most files have none, which is found out among bytes in a tenth of the time.
_UNSEEN_BYTES = bytes(set(range(32)) - set(b"\t\n\r")) + b"\x7f"
_UNSEEN_ENDS = tuple(letter.encode() for letter in "\ufffe\uffff")
_LOST = "\ufffd"
_AS_UTF8 = "In your editor choose 'Save with encoding: UTF-8'."


def read_text(raw: bytes, name: str) -> tuple[str, Fault | None]:
    """Return a file's text, or what comes near to it, and what is wrong with the file as a whole.

    name is what a text file in its place is called.
    """
    if sort := _other_sort(raw):
        hint = f"Copy its words into a new text file named {name}."
        return "", Fault(f"This is {sort}, not text.", hint)
    if encoding := _wide_encoding(raw):
        text = raw.decode(encoding, "replace").removeprefix("\ufeff")
        return _without_unseen(text), Fault(
            f"This file is saved as {encoding[:6].upper()}, not as UTF-8.", _AS_UTF8
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
        line, column = _place(before)
        what = f"This file is not saved as UTF-8: the first letter that cannot be read is in line {line}."
        return _without_unseen(raw.decode("cp1252", "replace")), Fault(what, _AS_UTF8, line, column)
    if len(raw.translate(None, _UNSEEN_BYTES)) != len(raw) or any(end in raw for end in _UNSEEN_ENDS):
        return _without_unseen(text), _odd_character(text)
    return text, _lost_letter(text)


def _other_sort(raw: bytes) -> str:
    """Return what sort of file this is if it is no text, or ""."""
    if raw.startswith(b"PK\x03\x04") and (b"word/" in raw or b"opendocument.text" in raw[:200]):
        return "a Word document" if b"word/" in raw else "an OpenDocument text"
    if _HTML.match(raw.removeprefix(b"\xef\xbb\xbf")):
        return "a web page (HTML)"
    return next((sort for start, sort in _OTHER_SORTS if raw.startswith(start)), "")


def _wide_encoding(raw: bytes) -> str:
    """Return the encoding with two or four bytes to a letter that a file is in, or "". Each has many zeros then."""
    if marked := next((encoding for mark, encoding in _BYTE_ORDER_MARKS if raw.startswith(mark)), ""):
        return marked
    head = raw[:4000]
    if head.count(0) * 4 < len(head) or not head:
        return ""
    width, size = ("utf-32", 4) if head.count(0) * 2 > len(head) * 1.2 else ("utf-16", 2)
    big = head[::size].count(0) > head[size - 1 :: size].count(0)
    return f"{width}-{'be' if big else 'le'}"


def _odd_character(text: str) -> Fault | None:
    """Return where a character stands that no text has, or one that stands for a lost letter."""
    found = _UNSEEN.search(text)
    if found:
        what = f"Here is a character that cannot be seen (U+{ord(found[0]):04X}), which browsers do not take."
        return Fault(what, "Delete the word around it and type it anew.", *_place(text[: found.start()]))
    return _lost_letter(text)


def _lost_letter(text: str) -> Fault | None:
    if _LOST in text:
        what = f"The sign '{_LOST}' stands for a letter that was lost when the text was copied."
        return Fault(what, "Write the right letter in its place.", *_place(text[: text.index(_LOST)]))
    return None


def _without_unseen(text: str) -> str:
    return _UNSEEN.sub("", text)


def _place(before: str) -> tuple[int, int]:
    """Return line and column of what comes after a text."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1
