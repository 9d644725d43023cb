"""Whether a fragment is a place on somebody else's page. Where that cannot be known, nothing is said. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from plugins.linkcheck.extract import extract

# Routes of scripts, parameters of viewers (#page=3, #t=10), lines of code (#L10-L20), text fragments.
_NO_PLACE = re.compile(r"[!/?:]|.*[=&]|L[0-9]+(?:C[0-9]+)?(?:-L?[0-9]+(?:C[0-9]+)?)?\Z|top\Z", re.I | re.S)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_ENOUGH_TEXT = (
    200  # characters outside scripts that a page of its own has, rather than a script's empty frame
)
_PAGE_TYPES = {"text/html", "application/xhtml+xml"}


def place(fragment: str) -> str:
    """Return the id that *fragment* asks for, or "" if it is none that could be looked up."""
    name = fragment.partition(":~:")[0]
    return "" if _NO_PLACE.match(name) else name


def is_page(content_type: str) -> bool:
    """Return whether an answer of this Content-Type is a page with ids."""
    return content_type.partition(";")[0].strip().lower() in _PAGE_TYPES


def decode(body: bytes, content_type: str) -> str:
    """Return the text of a page: by its byte order mark, header or <meta>, else as UTF-8."""
    if body.startswith(codecs.BOM_UTF8):
        return body.decode("utf-8-sig", "replace")
    named = re.search(r"charset\s*=\s*[\"']?([^\s\"';]+)", content_type, re.I)
    declared = _CHARSET.search(body[:1024])
    charset = named[1] if named else declared[1].decode("ascii") if declared else "utf-8"
    try:
        return body.decode(charset, "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")


def look_up(fragments: Collection[str], html: str, *, whole: bool) -> dict[str, bool | None]:
    """Return for each fragment whether the page has it; None where that is unsure.

    whole: the page was read to its end. A page that scripts draw, or that was cut off, may yet have it.
    """
    ids = frozenset(extract(html).ids)
    unsure: str | None = None
    found: dict[str, bool | None] = {}
    for fragment in sorted(fragments):
        name = place(fragment)
        decoded = unquote(name)
        # Code hosts give the ids of what their users write a prefix, and scroll there by script.
        if not name or ids & {name, decoded, f"user-content-{decoded}"}:
            found[fragment] = True
            continue
        if unsure is None:
            unsure = _scripts(html) if whole else "*"
        found[fragment] = None if unsure == "*" or (unsure and decoded in unsure) else False
    return found


def _scripts(html: str) -> str:
    """Return what the scripts of a page say, "" if it has none, "*" if they draw the page."""
    tree = LexborHTMLParser(html)
    scripts = [node.text() for node in tree.css("script")]
    if not scripts:
        return ""
    notice = " ".join(node.text() for node in tree.css("noscript")).lower()
    if len(_text(tree)) < _ENOUGH_TEXT or "javascript" in notice:
        return "*"
    return "\n".join(scripts)


def visible_text(html: str) -> str:
    """Return the text of a page without its scripts and styles."""
    return _text(LexborHTMLParser(html))


def _text(tree: LexborHTMLParser) -> str:
    tree.strip_tags(["script", "style", "noscript", "template"])
    return " ".join((tree.body.text(separator=" ") if tree.body else "").split())
