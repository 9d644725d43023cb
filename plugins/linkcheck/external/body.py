"""Decode a compressed body of which only the beginning is wanted; a bomb is cut off, not unpacked. Pure."""

from __future__ import annotations

import zlib

import brotli  # type: ignore[import-untyped]

# What a page grows to when unpacked, in sizes of what is read of it; pages of text shrink to a fifth.
_GROWTH = 8


def decoded(raw: bytes, encoding: str, limit: int) -> tuple[bytes, bool] | None:
    """Return the content and whether it was all unpacked, or None if the encoding is unknown or broken.

    limit is what was to be read of the raw body, in bytes; several encodings are taken off from the last.
    """
    content, whole, most = raw, True, limit * _GROWTH
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        step = _one(content, name, most)
        if step is None:
            return None
        content, whole = step[0], whole and step[1]
    return content, whole


def _one(raw: bytes, name: str, most: int) -> tuple[bytes, bool] | None:
    try:
        if name == "identity":
            return raw, True
        if name in {"gzip", "x-gzip"}:
            return _zlib(raw, 16 + zlib.MAX_WBITS, most)
        if name == "deflate":
            try:
                return _zlib(raw, zlib.MAX_WBITS, most)
            except zlib.error:  # many servers leave the zlib wrapper away
                return _zlib(raw, -zlib.MAX_WBITS, most)
        if name == "br":
            return _brotli(raw, most)
    except (zlib.error, brotli.error):
        pass
    return None


def _zlib(raw: bytes, bits: int, most: int) -> tuple[bytes, bool]:
    machine = zlib.decompressobj(bits)
    content = machine.decompress(raw, most)
    return content, machine.eof


def _brotli(raw: bytes, most: int) -> tuple[bytes, bool]:
    machine = brotli.Decompressor()
    content = bytearray(machine.process(raw, output_buffer_limit=most))
    while not machine.can_accept_more_data() and len(content) < most:
        piece = machine.process(b"", output_buffer_limit=most - len(content))
        if not piece:
            break
        content += piece
    return bytes(content[:most]), bool(machine.is_finished())
