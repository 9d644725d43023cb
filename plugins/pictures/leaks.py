"""What a file tells of people: where a photograph was taken, who made a document. Not what tells of machines only.

EXIF 3.0, IPTC-IIM 4.2, XMP (ISO 16684-1) with the names of properties that cameras and editors write.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

# In the order in which they are told.
PLACE = "where it was taken"
AUTHOR = "who made it"
PEOPLE = "who is in it"
CAMERA = "the number of the camera"
COMPUTER = "whose computer it was made on"
REMARKS = "who commented on it or changed it"
KINDS = (PLACE, AUTHOR, PEOPLE, CAMERA, COMPUTER, REMARKS)

_EXIF = {0x013B: AUTHOR, 0x9C9D: AUTHOR, 0xA430: AUTHOR, 0xA431: CAMERA, 0xA435: CAMERA}
_IPTC = {(2, 80): AUTHOR, (2, 92): PLACE, (2, 110): AUTHOR, (2, 118): AUTHOR, (2, 122): AUTHOR}
_XMP = {
    "exif:GPSLatitude": PLACE,
    "exif:GPSLongitude": PLACE,
    "Iptc4xmpCore:Location": PLACE,
    "Iptc4xmpExt:LocationCreated": PLACE,
    "dc:creator": AUTHOR,
    "aux:OwnerName": AUTHOR,
    "exifEX:CameraOwnerName": AUTHOR,
    "photoshop:Credit": AUTHOR,
    "xmpRights:Owner": AUTHOR,
    "Iptc4xmpExt:PersonInImage": PEOPLE,
    "mwg-rs:Name": PEOPLE,
    "MPReg:PersonDisplayName": PEOPLE,
    "aux:SerialNumber": CAMERA,
    "exifEX:BodySerialNumber": CAMERA,
}
_NAMES = "|".join(map(re.escape, _XMP))
_ELEMENT = re.compile(rf"<({_NAMES})\b[^>/]*>(.*?)</\1>", re.S)
_ATTRIBUTE = re.compile(rf"\s({_NAMES})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PACKET = re.compile(rb"<x:xmpmeta\b.*?</x:xmpmeta>", re.S)
_HOME = re.compile(rb"(?:[A-Za-z]:\\Users\\|/Users/|/home/)[^\s\"'<>/\\]+[/\\]")
Told = tuple[str, str]
"""A kind, and what is said: a name, or something that is not empty."""


def kinds(told: Iterable[Told], own: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the kinds of what is told, each once; the names in *own* (the organization's) are nobody's secret."""
    public = {name.casefold() for name in own}
    found = {kind for kind, value in told if value.strip() and value.strip().casefold() not in public}
    return tuple(kind for kind in KINDS if kind in found)


def of_bitmap(content: bytes) -> Iterator[Told]:
    """Yield what a bitmap tells. One that is damaged tells what can be read of it."""
    from PIL import Image, IptcImagePlugin  # here, because most builds look at no new picture

    yield from of_xmp_in(content)
    try:
        with Image.open(io.BytesIO(content)) as picture:
            exif = picture.getexif()
            numbers = dict(exif) | exif.get_ifd(0x8769)
            yield from ((kind, _words(numbers.get(tag))) for tag, kind in _EXIF.items())
            place = exif.get_ifd(0x8825)
            if any(place.get(tag) for tag in (2, 4)):
                yield PLACE, "GPS"
            iptc = IptcImagePlugin.getiptcinfo(picture) or {}
            yield from ((kind, _words(iptc.get(field))) for field, kind in _IPTC.items())
            for name in ("Author", "Artist", "Creator"):
                yield AUTHOR, _words(picture.info.get(name))
            packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
            yield from of_xmp(packet.decode("utf-8", "replace") if isinstance(packet, bytes) else str(packet))
    except Exception:  # whatever it is that cannot be read; the cleaned file has none of it
        return


def of_xmp_in(content: bytes) -> Iterator[Told]:
    """Yield what the XMP packets tell that stand in a file as plain text."""
    for packet in _PACKET.findall(content):
        yield from of_xmp(packet.decode("utf-8", "replace"))


def of_xmp(text: str) -> Iterator[Told]:
    for name, inside in _ELEMENT.findall(text):
        words = re.sub(r"<[^>]*>", " ", inside).strip()
        yield _XMP[name], words or (inside if "=" in inside else "")
    for name, double, single in _ATTRIBUTE.findall(text):
        yield _XMP[name], double or single


def of_drawing(content: bytes) -> Iterator[Told]:
    """Yield what a drawing tells: the author in its description, the folder in which it was saved."""
    yield from of_xmp(content.decode("utf-8", "replace"))
    if found := _HOME.search(content):
        yield COMPUTER, found[0].decode("utf-8", "replace")


def _words(value: object) -> str:
    """Return a value of EXIF or IPTC as text."""
    if isinstance(value, list | tuple):
        return " ".join(map(_words, value))
    if isinstance(value, bytes):  # XPAuthor is UTF-16, the others are not
        value = value.decode("utf-16-le" if b"\0" in value[1:2] else "utf-8", "replace")
    return "" if value is None else str(value).replace("\0", " ").strip()
