"""An address as a QR code (ISO/IEC 18004), error level M: still read with 15 % of it lost."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

import segno

from plugins.incremental import kept

QUIET = 4
"""Light modules around the code, as many as the standard asks for."""
_PIXELS = 8


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code to be drawn: its size in modules, quiet zone included, and the path of an SVG with a stroke of 1."""

    text: str
    size: int
    path: str


def code(text: str) -> Code:
    """Return the code of a text."""
    return Code(text, *kept.of("qr codes").find(text, lambda: _drawn(text)))


def _drawn(text: str) -> tuple[int, str]:
    rows = [bytes(row) for row in _made(text).matrix_iter(border=QUIET)]
    return len(rows), "".join(_line(y, row) for y, row in enumerate(rows))


def svg(text: str, colour: str) -> str:
    """Return the code as a drawing without its quiet zone, for paper that has one around it."""
    found = code(text)
    across = found.size - 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{QUIET} {QUIET} {across} {across}">'
        f'<path stroke="{colour}" d="{found.path}"/></svg>'
    )


@cache
def png(text: str) -> tuple[bytes, int]:
    """Return the code as a picture, and its width, which is its height, in pixels."""
    found: tuple[bytes, int] = kept.of("qr pictures").find(text, lambda: _png(text))
    return found


def _png(text: str) -> tuple[bytes, int]:
    out = io.BytesIO()
    made = _made(text)
    made.save(out, kind="png", scale=_PIXELS, border=QUIET)
    return out.getvalue(), int(made.symbol_size(_PIXELS, QUIET)[0])


@cache
def _made(text: str) -> segno.QRCode:
    # No boost: a higher level where it fits would make equal addresses look different after a small change.
    return segno.make_qr(text, error="m", boost_error=False)


def _line(y: int, row: bytes) -> str:
    """Return the dark runs of a row as moves and lines, relative where that is shorter."""
    out: list[str] = []
    pen = x = 0
    while x < len(row):
        start = x
        while x < len(row) and row[x] == row[start]:
            x += 1
        if row[start]:
            out.append(f"m{start - pen} 0h{x - start}" if out else f"M{start} {y}.5h{x - start}")
            pen = x
    return "".join(out)
