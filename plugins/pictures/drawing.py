"""Drawings (SVG 2) without comments, metadata and what editors write for themselves. A drawing with none stays as it is."""

from __future__ import annotations

import re
from xml.etree import ElementTree

_SVG = "http://www.w3.org/2000/svg"
_KNOWN = {
    _SVG: "",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xhtml": "xhtml",
}
# Any namespace but the three that browsers know is some editor's.
_WORTH_IT = re.compile(
    rb"<!--|<metadata|<\?(?!xml\s)|xmlns:\w+\s*=\s*[\"'](?!http://www\.w3\.org/(?:2000/svg|1999/x))", re.I
)


def stripped(content: bytes) -> bytes:
    """Return a drawing without metadata. Raises ValueError if it is not well-formed."""
    if not _WORTH_IT.search(content):
        return content
    for address, prefix in _KNOWN.items():
        if prefix != "xml":
            ElementTree.register_namespace(prefix, address)
    try:
        root = ElementTree.fromstring(content)  # which reads neither comments nor instructions
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from error
    _strip(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=False)
    return written + b"\n"


def _strip(element: ElementTree.Element) -> None:
    for name in list(element.attrib):
        if not _is_known(name):
            del element.attrib[name]
    for child in list(element):
        if not _is_known(child.tag) or child.tag == f"{{{_SVG}}}metadata":
            _leave_out(element, child)
        else:
            _strip(child)


def _is_known(name: str) -> bool:
    return not name.startswith("{") or name[1:].partition("}")[0] in _KNOWN


def _leave_out(element: ElementTree.Element, child: ElementTree.Element) -> None:
    """Remove a child, but not the words that follow it."""
    before = list(element).index(child)
    if (child.tail or "").strip():
        if before:
            element[before - 1].tail = (element[before - 1].tail or "") + (child.tail or "")
        else:
            element.text = (element.text or "") + (child.tail or "")
    element.remove(child)
