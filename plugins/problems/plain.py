"""Text of any origin, made fit to be printed.

File names and addresses come from content that anybody may have written. A terminal obeys control characters,
and shows text between bidirectional controls in another order than it was typed (CVE-2021-42574); half of a
surrogate pair, which file names that are not UTF-8 bring along, cannot be encoded at all.
"""

from __future__ import annotations

import re

# C0 and C1 controls, line and paragraph separator, and the bidirectional embeddings, overrides and isolates.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_HALVES = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """Return *text* with U+FFFD for each lone surrogate, so that it has a form in UTF-8."""
    return _HALVES.sub("\ufffd", text)


def one_line(text: str) -> str:
    r"""Return *text* on one line: line ends become spaces, what would act unseen is written out (\x1b)."""
    return _UNSEEN.sub(_written_out, encodable(re.sub(r"\r\n?|\n|\t", " ", text)))


def _written_out(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
