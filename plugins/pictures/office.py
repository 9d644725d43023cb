"""Documents of office programs (ECMA-376, ODF 1.3) without the names of those who wrote and changed them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from plugins.pictures import leaks, lossless
from plugins.pictures.leaks import AUTHOR, REMARKS, Told

ENDINGS = frozenset({".docx", ".odp", ".ods", ".odt", ".pptx", ".xlsx"})
_MOST = 300_000_000  # bytes when unpacked
_WRITER = re.compile(
    rb"(<(dc:creator|cp:lastModifiedBy|Manager|meta:initial-creator|meta:printed-by|author|meta:creator-initials)\b[^>/]*>)"
    rb"([^<]+)(</\2>)"
)
# Tracked changes and comments: w:author="…" with initials, people.xml, commentAuthors.xml, persons/person.xml.
_CHANGER = re.compile(rb"(\s(?:\w+:)?(?:author|initials|userId|displayName|providerId)=\")([^\"]+)(\")")
_AUTHORS = re.compile(rb"(<p:cmAuthor\b[^>]*?\sname=\")([^\"]+)(\")")
_PICTURES = (".gif", ".jpeg", ".jpg", ".png", ".webp")
_PEOPLE = b"Author"


def looked_at(content: bytes) -> tuple[bytes, list[Told]]:
    """Return a document without names, and what it told. One that cannot be unpacked is returned as it is."""
    told: list[Told] = []
    written = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w") as target:
            if sum(info.file_size for info in source.infolist()) > _MOST:
                raise ValueError("it is too large when unpacked")
            for info in source.infolist():
                part = source.read(info)
                told += _told(info.filename, part)
                # A day of its own for all parts, because theirs tell when somebody worked.
                fresh = zipfile.ZipInfo(info.filename)
                fresh.compress_type, fresh.external_attr = info.compress_type, 0o644 << 16
                target.writestr(fresh, _cleaned(info.filename, part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return content, told
    return written.getvalue(), told


def _told(name: str, part: bytes) -> Iterator[Told]:
    if name.lower().endswith(_PICTURES):
        yield from leaks.of_bitmap(part)
    elif name.endswith(".xml"):
        is_about = name.startswith("docProps/") or name == "meta.xml"
        for match in _WRITER.finditer(part):
            yield AUTHOR if is_about else REMARKS, match[3].decode("utf-8", "replace")
        for match in (*_CHANGER.finditer(part), *_AUTHORS.finditer(part)):
            if match[2] != _PEOPLE:
                yield REMARKS, match[2].decode("utf-8", "replace")


def _cleaned(name: str, part: bytes) -> bytes:
    if name.lower().endswith(_PICTURES):
        try:
            return lossless.stripped(part)
        except lossless.DamagedError:
            return part
    if not name.endswith(".xml"):
        return part
    part = _WRITER.sub(rb"\1\4", part)
    return _AUTHORS.sub(rb"\1" + _PEOPLE + rb"\3", _CHANGER.sub(rb"\1" + _PEOPLE + rb"\3", part))
