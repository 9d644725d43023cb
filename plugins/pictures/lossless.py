"""Bitmaps without metadata: the parts of a file that hold no pixels are left out, the others stay, byte for byte.

JPEG (ITU-T T.81, Annex B), PNG (3rd edition), WebP (RFC 9649), GIF89a. A colour profile stays if it is another than
sRGB, which browsers assume. What follows a picture's end (the video of a "live" photograph) goes too.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
# Of the ancillary chunks only those that say how the pixels are shown.
_PNG_KEPT = frozenset(
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"bKGD"]
)
_PNG_ANIMATED = frozenset([b"acTL", b"fcTL", b"fdAT"])
_WEBP_KEPT = frozenset([b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"])
_PROFILE = b"ICC_PROFILE\0"
_NOT_IN_SCAN = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.S)


class DamagedError(ValueError):
    """The file is not what its name says, or not whole."""


def stripped(content: bytes) -> bytes:
    """Return a bitmap without metadata. Raises DamagedError; content of other sorts is returned as it is."""
    try:
        if content.startswith(b"\xff\xd8"):
            return b"".join(_jpeg(content))
        if content.startswith(_PNG):
            return _PNG + b"".join(_png(content))
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
        if content.startswith((b"GIF87a", b"GIF89a")):
            return b"".join(_gif(content))
    except (IndexError, struct.error, zlib.error) as error:
        raise DamagedError(str(error)) from error
    return content


def is_srgb(profile: bytes) -> bool:
    """Return whether a colour profile calls itself sRGB, in either of the two ways in which profiles have names."""
    return b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield b"\xff\xd8"
    profile = b"".join(data[14:] for marker, data in _segments(content) if _has_profile(marker, data))
    for marker, data in _segments(content):
        if marker == 0xE0 and data.startswith(b"JFIF\0"):
            # Ends with a thumbnail: its width and height are set to 0, and it is left out.
            yield _segment(marker, data[:12] + b"\0\0")
        elif 0xE0 <= marker <= 0xEF or marker == 0xFE:
            is_kept = (marker == 0xEE and data.startswith(b"Adobe")) or (
                _has_profile(marker, data) and not is_srgb(profile)
            )
            if is_kept:
                yield _segment(marker, data)
        elif marker == 0xD9:
            yield b"\xff\xd9"
        else:
            yield _segment(marker, data)
            if marker == 0xDA:
                yield _scan(content, data)


def _has_profile(marker: int, data: bytes) -> bool:
    return marker == 0xE2 and data.startswith(_PROFILE)


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + bytes(data)


class _Scan(bytes):
    """The parameters of a scan, which know where its pixels begin and end."""

    first: int
    last: int


def _scan(content: bytes, data: bytes) -> bytes:
    assert isinstance(data, _Scan)
    return content[data.first : data.last]


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (marker, data) up to the picture's end."""
    at = 2
    while at < len(content):
        if content[at] != 0xFF:
            raise DamagedError("there is no marker where one has to be")
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xD9:
            yield marker, b""
            return
        (size,) = struct.unpack_from(">H", content, at + 2)
        data = content[at + 4 : at + 2 + size]
        at += 2 + size
        if marker == 0xDA:
            end = _NOT_IN_SCAN.search(content, at)
            scan = _Scan(data)
            scan.first, scan.last = at, end.start() if end else len(content)
            data, at = scan, scan.last
        yield marker, data


def _png(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(content):
        (size,) = struct.unpack_from(">I", content, at)
        name, whole = content[at + 4 : at + 8], content[at : at + 12 + size]
        at += 12 + size
        is_profile = name == b"iCCP" and not is_srgb(_png_profile(whole[8:-4]))
        if name in _PNG_KEPT or name in _PNG_ANIMATED or is_profile:
            yield whole
        if name == b"IEND":
            return
    raise DamagedError("the end is missing")


def _png_profile(data: bytes) -> bytes:
    name, _, packed = data.partition(b"\0")
    return name + zlib.decompressobj().decompress(packed[1:], 10_000_000)


def _webp(content: bytes) -> bytes:
    chunks: list[tuple[bytes, bytes]] = []
    at, end = 12, 8 + struct.unpack_from("<I", content, 4)[0]
    while at + 8 <= min(end, len(content)):
        (size,) = struct.unpack_from("<I", content, at + 4)
        name, data = content[at : at + 4], content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
        if name in _WEBP_KEPT or (name == b"ICCP" and not is_srgb(data)):
            chunks.append((name, data))
    has_profile = any(name == b"ICCP" for name, _ in chunks)
    body = b""
    for name, data in chunks:
        if name == b"VP8X":  # its flags tell what else there is: 0x20 a profile, 0x08 EXIF, 0x04 XMP
            data = bytes([data[0] & ~0x2C | (0x20 if has_profile else 0)]) + data[1:]
        body += name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _gif(content: bytes) -> Iterator[bytes]:
    at = 13 + _gif_table(content[10])
    yield content[:at]
    while content[at] != 0x3B:
        first = at
        if content[at] == 0x2C:
            at = _gif_blocks(content, at + 11 + _gif_table(content[at + 9]))
            yield content[first:at]
        elif content[at] == 0x21:
            label, data = content[at + 1], content[at + 3 : at + 14]
            at = _gif_blocks(content, at + 2)
            if label == 0xF9 or (label == 0xFF and data in (b"NETSCAPE2.0", b"ANIMEXTS1.0")):
                yield content[first:at]
        else:
            raise DamagedError("there is no block where one has to be")
    yield b";"


def _gif_table(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks(content: bytes, at: int) -> int:
    while size := content[at]:
        at += 1 + size
    return at + 1
