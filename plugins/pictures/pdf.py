"""PDFs (ISO 32000-2) without author, tools, XMP and thumbnails; the title stays. The same bytes for the same file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from plugins.pictures import leaks, lossless
from plugins.pictures.leaks import AUTHOR, REMARKS, Told

_NAMES = ("/Author", "/Manager", "/LastModifiedBy")
# Without any of these a file that is no whole PDF has no place where a name could stand.
_TRACES = re.compile(rb"/(?:Info|Author|Metadata|ObjStm|Encrypt)\b|xpacket|Exif\0")


class LockedError(ValueError):
    """The file cannot be opened, so nobody can say what is in it."""


def looked_at(content: bytes) -> tuple[bytes, list[Told]]:
    """Return a PDF without metadata, and what it told. Raises LockedError."""
    import pikepdf  # here, because most builds look at no new PDF

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            told = [*_of_document(document), *leaks.of_xmp_in(content)]
            _strip(document)
            written = io.BytesIO()
            document.save(
                written,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                fix_metadata_version=False,
            )
            return written.getvalue(), told
    except (pikepdf.PdfError, pikepdf.PasswordError, RecursionError) as error:
        if _TRACES.search(content):
            raise LockedError(str(error)) from error
        return content, []


def _of_document(document: object) -> Iterator[Told]:
    import pikepdf

    assert isinstance(document, pikepdf.Pdf)
    info: Any = document.trailer.get("/Info", {})
    for name in _NAMES:
        if name in info:
            yield AUTHOR, str(info[name])
    for each in document.objects:
        if isinstance(each, pikepdf.Stream):
            if each.get("/Type") == "/Metadata":
                with suppress(pikepdf.PdfError):
                    yield from leaks.of_xmp(each.read_bytes().decode("utf-8", "replace"))
            elif _is_photograph(each):
                yield from leaks.of_bitmap(each.read_raw_bytes())
        elif isinstance(each, pikepdf.Dictionary) and _is_remark(each):
            yield REMARKS, str(each["/T"])


def _strip(document: object) -> None:
    import pikepdf

    assert isinstance(document, pikepdf.Pdf)
    if "/Info" in document.trailer:
        info = document.trailer["/Info"]
        for name in [name for name in dict(info) if name != "/Title"]:
            del info[name]
    for each in document.objects:
        if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            continue
        for name in ("/Metadata", "/PieceInfo", "/Thumb", "/LastModified"):
            if name in each:
                del each[name]
        if isinstance(each, pikepdf.Stream):
            if _is_photograph(each):
                with suppress(lossless.DamagedError):
                    each.write(lossless.stripped(each.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
        elif _is_remark(each):
            del each["/T"]


def _is_photograph(stream: object) -> bool:
    """Return whether a stream is a JPEG file as it came from the camera."""
    return _only(stream.get("/Filter")) == "/DCTDecode"  # type: ignore[attr-defined]


def _only(filters: object) -> str:
    import pikepdf

    return str(filters[0]) if isinstance(filters, pikepdf.Array) and len(filters) == 1 else str(filters)


def _is_remark(each: object) -> bool:
    """Return whether this is a comment with its author's name. A form field has its own name in /T."""
    import pikepdf

    assert isinstance(each, pikepdf.Object)
    return "/T" in each and "/Subtype" in each and "/Rect" in each and each["/Subtype"] != "/Widget"
