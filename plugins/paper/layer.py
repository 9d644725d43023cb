"""The text layer of a PDF: shapes that join are declared to mean nothing, stand-ins to be the letters they mean."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

_ENTRY = re.compile(rb"^<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>$", re.M)
_SPAN = re.compile(
    rb"(?P<start>/Span<</ActualText<)[0-9A-Fa-f]*(?P<rest>>>>BDC(?:/ReversedChars BMC)? 0 Tr/(?P<font>\w+) )"
)
_SPACE = b"0020"
# Strings are tokens, so that what looks like an operator in them is none (ISO 32000-1, 7.3.4).
_TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>|\b(?:BMC|BDC|EMC|q|Q)\b", re.S)
_ARTIFACT = b"/Artifact "


def readable(pdf: bytes, seen: frozenset[str], letters: Mapping[str, str], tag: str) -> bytes:
    """Return a PDF in the language of *tag*, whose stand-ins mean letters, and whose fonts in *seen* mean only space.

    The tag is given here because Typst knows languages and regions, not scripts: "zh-TW" where "zh-Hant" is meant.
    Space, because every glyph must mean something (PDF/UA-1, section 7.21.7), and white space does no harm.
    """
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.root_object[NameObject("/Lang")] = TextStringObject(tag)
    if not letters:
        return _written(writer)
    hexed = {_hex(stand_in): _hex(letter) for stand_in, letter in letters.items()}
    for font in _fonts(writer):
        stream = font["/ToUnicode"].get_object()
        change = _muted if _is(font, seen) else _meaning(hexed)
        stream.set_data(_ENTRY.sub(change, stream.get_data()))
    for page in writer.pages:
        _mute_spans(page, seen)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _fonts(writer: PdfWriter) -> list[Any]:
    found: dict[int, Any] = {}
    for page in writer.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            if "/ToUnicode" in font.get_object():
                found[font.idnum] = font.get_object()
    return [found[number] for number in sorted(found)]


def _is(font: Any, families: frozenset[str]) -> bool:
    name = str(font["/BaseFont"]).rpartition("+")[2]
    return any(name.startswith(family.replace(" ", "")) for family in families)


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be").hex().upper().encode()


def _muted(entry: re.Match[bytes]) -> bytes:
    return b"<" + entry[1] + b"> <" + _SPACE + b">"


def _meaning(hexed: Mapping[bytes, bytes]) -> Callable[[re.Match[bytes]], bytes]:
    return lambda entry: b"<" + entry[1] + b"> <" + hexed.get(entry[2].upper(), entry[2]) + b">"


def _mute_spans(page: Any, seen: frozenset[str]) -> None:
    """Let what is drawn with a font of *seen* mean a space also where the drawing says its own text (/ActualText).

    By a pattern of what Typst writes, because reading the drawing with pypdf takes half a second; a test tells if
    another Typst writes something else.
    """
    fonts = page["/Resources"].get("/Font", {}).items()
    muted = {name[1:].encode() for name, font in fonts if _is(font.get_object(), seen)}

    def mute(span: re.Match[bytes]) -> bytes:
        return span["start"] + b"FEFF" + _SPACE + span["rest"] if span["font"] in muted else span[0]

    drawing = page["/Contents"].get_object()
    drawing.set_data(_shapes_last(_SPAN.sub(mute, drawing.get_data())))


def _shapes_last(drawing: bytes) -> bytes:
    """Draw the shapes of words after all else: what is read is then one text, with no spaces of theirs between.

    Shapes are what is marked as no content (/Artifact) and has text (BT); they stand at places of the whole page.
    """
    kept, moved, done, start = [], [], 0, -1
    marks = saved = 0
    for token in _TOKEN.finditer(drawing):
        word = token[0]
        if word in (b"BMC", b"BDC"):
            if marks == 0 and saved == 0 and drawing.endswith(_ARTIFACT, 0, token.start()):
                start = token.start() - len(_ARTIFACT)
            marks += 1
        elif word == b"EMC":
            marks -= 1
            if marks == 0 and start >= 0:
                if b"BT" in drawing[start : token.end()]:
                    kept.append(drawing[done:start])
                    moved.append(drawing[start : token.end()])
                    done = token.end()
                start = -1
        elif word in (b"q", b"Q"):
            saved += 1 if word == b"q" else -1
    return b"\n".join([b"".join([*kept, drawing[done:]]), *moved, b""])
