"""Where in a file of the output a link stands: HTML, CSS, XML or JSON → line and column.

Asked only for files with something wrong. Tags and attributes are cut as HTML's tokenizer cuts them, so that
the nth link of a kind here is the nth that extract.py sees; what the parser moved or repaired is found too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property, lru_cache
from html import escape, unescape
from typing import NamedTuple

from plugins.linkcheck.causes import Around
from plugins.linkcheck.extract import Link, links_of

# The quantifiers give nothing back: a tag that never ends is read once, not in all ways to cut it.
_TOKEN = re.compile(
    r"""<!--(?:>|->|.*?(?:--!?>|\Z)) | <[!?][^>]*+>? | </(?P<end>[a-zA-Z][^\s/>]*+)[^>]*+>?
    | <(?P<start>[a-zA-Z][^\s/>]*+)(?P<rest>(?:[\s/]*+ =?[^\s/>=]++
        (?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?+)?+ )*+)[\s/]*+>?""",
    re.X | re.S,
)
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>=?[^\s/>=]+)
    (?:\s*=\s*(?:"(?P<double>[^"]*)(?:"|\Z)|'(?P<single>[^']*)(?:'|\Z)|(?P<bare>[^\s>]*)))?""",
    re.X,
)
_RAW = frozenset(["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"])
_NEVER_AROUND = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "html"]
)
# In an attribute "&copy=1" is no sign: without a semicolon, a letter, digit or "=" may not follow.
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*(?:;|(?![=a-zA-Z0-9])))")


_COMES_BEFORE = re.compile(r"[\w./%-]")
_GOES_ON = re.compile(r"\.?[\w/%#?-]")


class Value(NamedTuple):
    """An attribute: its text, entities decoded, and where its first character stands in the file."""

    text: str
    raw: str
    at: int


class Tag:
    """A start tag: its name, where it stands, and the text up to its end if no tags can be there."""

    def __init__(self, name: str, at: int, rest: str, rest_at: int, inside: Value | None) -> None:
        """Take the name in small letters, and the rest of the tag with where that begins."""
        self.name, self.at, self.inside = name, at, inside
        self._rest, self._rest_at = rest, rest_at

    @cached_property
    def attributes(self) -> dict[str, Value]:
        """The attributes by name, the first of equal names."""
        found: dict[str, Value] = {}
        for match in _ATTRIBUTE.finditer(self._rest):
            form = next((form for form in ("double", "single", "bare") if match[form] is not None), None)
            raw = match[form] if form else ""
            start = match.start(form) if form else match.start("name")
            found.setdefault(match["name"].lower(), Value(_decoded(raw), raw, self._rest_at + start))
        return found

    @cached_property
    def links(self) -> list[tuple[Link, int]]:
        """The links of the element as extract.py sees them, each with where it stands."""
        texts = {name: value.text for name, value in self.attributes.items()}
        found: list[tuple[Link, int]] = []
        reached: dict[int, int] = {}  # by where a value begins: where its next address can begin
        for link in links_of(self.name, texts, lambda: self.inside.text if self.inside else ""):
            value = self._value_of(link)
            if value is None:
                found.append((link, self.at))
                continue
            start = reached.get(value.at, 0)
            within = next(_spellings_in(value.raw[start:], link.href, start), start) if link.href else 0
            found.append((link, value.at + within))
            reached[value.at] = within + 1
        return found

    def _value_of(self, link: Link) -> Value | None:
        """Return what a link of this element stands in; None if the link is that it has no address."""
        if link.tag == "json-ld" or (link.tag == "style" and link.attribute == "url"):
            return self.inside
        if link.tag != self.name:
            return self.attributes.get("srcdoc")
        value = self.attributes.get(link.attribute)
        return value or (self.attributes.get("srcdoc") if link.href else None)

    def may_have(self, words: str) -> bool:
        """Return whether *words* may be in an attribute: as they stand, or written in another way."""
        return words in self._rest or "&" in self._rest or "\\" in self._rest


class Place(NamedTuple):
    """A line and a column, both counted from 1, the column in characters."""

    line: int
    column: int


class Source:
    """The text of one file, to be asked where things stand in it."""

    def __init__(self, text: str, *, is_page: bool = True) -> None:
        """Take the text as decoded for extraction; is_page is whether it is to be cut as HTML."""
        self._text = text
        self._is_page = is_page

    @cached_property
    def _tags(self) -> list[Tag]:
        return list(tags(self._text)) if self._is_page else []

    def of_link(self, link: Link, nth: int = 0) -> Place:
        """Return where the *nth* (from 0) link equal to *link* stands; the file's start if it is not found."""
        found = list(_spellings_in(self._text, link.href, 0))
        if len(found) != 1 and (linked := list(self._found(link))):
            found = linked
        return self._place(found[min(nth, len(found) - 1)] if found else 0)

    def around(self, link: Link, nth: int = 0) -> Around:
        """Return what stands around the *nth* link equal to *link*, white space evened out; nothing if it is not found."""
        found = list(self._found(link))
        if nth >= len(found):
            return Around("", "")
        at = found[nth]
        tag = next(tag for tag in reversed(self._tags) if tag.at <= at)
        end = self._text.find(f"</{tag.name}", at)
        end = min(end if end >= 0 else len(self._text), tag.at + 300)
        beside = self._text[max(0, tag.at - 60) : max(end, tag.at + 20) + 60]
        return Around(" ".join(self._text[tag.at : end].split()), " ".join(beside.split()))

    def of_id(self, identity: str) -> Place:
        """Return where an id is given for the second time, or the only time."""
        found = [
            tag.attributes["id"].at
            for tag in self._tags
            if "id" in tag.attributes and tag.attributes["id"].text == identity
        ]
        return self._place(found[min(1, len(found) - 1)] if found else 0)

    def names_language(self, link: Link, language: str, nth: int = 0) -> bool:
        """Return whether what a link or the element around it says is that it leads to *language*.

        Its words are the language's name or code, or an element just outside or inside has it for its lang.
        """
        found = list(self._found(link))
        if not found:
            return False
        at = found[min(nth, len(found) - 1)]
        end = self._text.find("</a", at)
        words = re.sub(r"<[^>]*>", " ", self._text[self._text.find(">", at) + 1 : end]).strip()
        if not words or unescape(words).casefold() in names_of(language):
            return True
        primary = language.partition("-")[0]
        around = [tag for tag in self._tags if at - 300 < tag.at < at and self._is_open(tag, at)][-4:]
        inside = [tag for tag in self._tags if at < tag.at < end]
        return any(
            name in tag.attributes and tag.attributes[name].text.lower().partition("-")[0] == primary
            for tag in (*around, *inside)
            for name in ("lang", "hreflang")
        )

    def _is_open(self, tag: Tag, at: int) -> bool:
        """Return whether the element that begins with *tag* seems to go on at *at*."""
        return tag.name not in _NEVER_AROUND and f"</{tag.name}" not in self._text[tag.at : at].lower()

    def _place(self, at: int) -> Place:
        before = self._text[:at]
        if "\r" in before:
            before = before.replace("\r\n", "\n").replace("\r", "\n")
        return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))

    def _found(self, link: Link) -> Iterator[int]:
        wanted = link._replace(tag=link.tag.lower())  # SVG's are written in both ways
        name = "script" if link.tag == "json-ld" else wanted.tag
        for tag in self._tags:
            if tag.name in (name, "iframe") and (tag.inside or tag.may_have(link.href)):
                yield from (at for found, at in tag.links if found._replace(tag=found.tag.lower()) == wanted)


@lru_cache(64)
def names_of(language: str) -> frozenset[str]:
    """Return what a language is called, in small letters: its codes, its own name, its English name."""
    names = {language, language.partition("-")[0]}
    try:
        from babel import Locale, UnknownLocaleError

        for code in names.copy():
            with suppress(ValueError, UnknownLocaleError):
                locale = Locale.parse(code, sep="-")
                found = (locale.get_display_name(), locale.get_language_name(), locale.english_name)
                names |= {name.casefold() for name in found if name}
    except ImportError:
        pass
    return frozenset(names)


def _spellings_in(text: str, href: str, offset: int) -> Iterator[int]:
    """Yield where *href* stands in raw text, in whichever way it may be written there."""
    if not href:
        return
    json_text = json.dumps(href)[1:-1]
    spellings = (href, escape(href, quote=False), escape(href), json_text, json_text.replace("/", "\\/"))
    spelling = next((spelling for spelling in spellings if spelling in text), None)
    if spelling is None:
        return
    found = []
    at = text.find(spelling)
    while at >= 0:
        found.append(at)
        at = text.find(spelling, at + 1)
    # A whole word first: "/a/" also stands in "/a/b/".
    whole = [at for at in found if _is_whole(text, at, at + len(spelling))]
    yield from (offset + at for at in whole or found)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether no longer address begins before *start* or goes on after *end*."""
    return not (_GOES_ON.match(text, end) or (start and _COMES_BEFORE.match(text, start - 1)))


def tags(text: str) -> Iterator[Tag]:
    """Yield the start tags of a page that count: not those in comments, <template> or text."""
    at, templates = 0, 0
    while match := _TOKEN.search(text, at):
        at = match.end()
        if match["end"]:
            templates -= match["end"].lower() == "template" and templates > 0
        if not match["start"]:
            continue
        name = match["start"].lower()
        inside = None
        if name in _RAW:
            end = re.compile(rf"</{name}(?=[\s/>])|\Z", re.I).search(text, at)
            stop = end.start() if end else len(text)
            inside = Value(text[at:stop], text[at:stop], at)
            at = stop
        if not templates:
            yield Tag(name, match.start(), match["rest"], match.start("rest"), inside)
        templates += name == "template"


def _decoded(raw: str) -> str:
    return _REFERENCE.sub(lambda match: unescape(match[0]), raw) if "&" in raw else raw
