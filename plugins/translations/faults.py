"""What a translator's text has lost of its source, or has brought in: numbers, links, signs, tags. Pure.

What readers would see is asked of Markdown itself (see `shown`); everything here takes the texts as translators see
them, with numbers in place of addresses.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from plugins.bundles.traits import traits
from plugins.translations.links import links
from plugins.translations.pieces import Piece, State


class Fault(NamedTuple):
    """What is wrong with a translation, and what to write instead."""

    what: str
    hint: str


# Unicode TR 9: overrides and embeddings. Isolates and marks are the right way, and tags the best.
_OVERRIDES = {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e"}
_ISOLATES = {"\u2066", "\u2067", "\u2068"}
_END_OF_ISOLATE = "\u2069"
_LINE_ENDS = {"\u2028", "\u2029"}
_NO_CHARACTERS = {"\ufeff", "\ufffe", "\uffff"}
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
_TAG = re.compile(r"<!--.*?-->|</?(?![\w+.-]+:)[A-Za-z][^<>]*>|<!--", re.S)
_BARE_ADDRESS = re.compile(r"<[A-Za-z][\w+.-]*:[^<>\s]*>|<[^<>\s@]+@[^<>\s@]+>")
_ISOLATING = re.compile(r"""</?(?:bdi|span)(?:\s+(?:lang|dir)=(?:"[\w-]*"|'[\w-]*'))*\s*>""", re.I)
_NO_PARTNER = frozenset({"br", "hr", "img", "wbr"})
_NOTE_OR_NAME = re.compile(r"\[\^[^\]\s]+\]|(?<=\])\[[^\[\]]+\]")
_ATTRIBUTES = re.compile(r"\{:?\s*[#.:\w][^{}\n]*\}")
_OF_A_LANGUAGE = re.compile(r"""\{:?\s*(?:(?:lang|dir)=(?:"[\w-]*"|'[\w-]*'|[\w-]+)\s*)+\}""")
_ALLOWED = re.compile(r"<?(?:https?://[^\s/]+|\{\w+\}[\w#./-]+|/(?!/)|#\w)", re.I)

# In Chinese no space stands between a number and the words around it.
_WORD_ENDS = re.compile(r"(?<=[0-9A-Za-z])(?=[^\W\x00-\x7f])|(?<=[^\W\x00-\x7f])(?=[0-9A-Za-z(+])")


def faults(piece: Piece, text: str) -> list[Fault]:
    """Return what is wrong with a translation of a piece; not what was so before, when it was right for its source."""
    made_from = piece
    if piece.state is State.FUZZY:
        made_from = replace(piece, shown=piece.previous, addresses=("",) * len(links(piece.previous)))
    before = set(_faults(made_from, piece.text)) if piece.text and made_from.shown else set()
    return [fault for fault in _faults(piece, text) if fault not in before]


def _faults(piece: Piece, text: str) -> Iterator[Fault]:
    yield from _characters(piece.shown, text)
    yield from _lines(piece, text)
    yield from _numbers(piece.shown, text)
    if not piece.source.is_field:
        yield from _links(piece, text)
        yield from _kept(piece.shown, text)
    yield from _tags(piece.shown, text)


def _characters(source: str, text: str) -> Iterator[Fault]:
    for character in dict.fromkeys(text):
        if character in source or character == "\n":
            continue
        if character in _OVERRIDES:
            hint = "Remove it; around a number or a name in another script write <bdi>…</bdi>."
            yield Fault(f"It has the invisible character {_named(character)}, which turns text around.", hint)
        elif character in _LINE_ENDS:
            yield Fault(f"It has the invisible character {_named(character)}.", "Write it on one line.")
        elif character == "\ufffd":
            yield Fault(
                "It has '\ufffd', which stands for a letter that was lost.", "Write the letter again."
            )
        elif character in _NO_CHARACTERS or unicodedata.category(character) in ("Cc", "Co", "Cs"):
            yield Fault(f"It has the invisible character {_named(character)}.", "Remove it.")
    depth = 0
    for character in text:
        depth += (character in _ISOLATES) - (character == _END_OF_ISOLATE)
        if depth < 0:
            break
    if depth:
        what = "Invisible characters that isolate a part of it (U+2066 to U+2069) have no partner."
        yield Fault(what, "Remove them; around a number or a name in another script write <bdi>…</bdi>.")


def _named(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}{f' ({name.lower()})' if name else ''}"


def _lines(piece: Piece, text: str) -> Iterator[Fault]:
    wanted, found = piece.shown.count("\n"), text.count("\n")
    if found > wanted:
        what = "It has a line break that the English text does not have."
        yield Fault(what, "Write it on one line." if not wanted else f"Leave {wanted} of them.")
    elif found < wanted:
        what = f"The English text goes over {wanted + 1} lines, the translation over {found + 1}."
        yield Fault(what, "Begin a new line where the English text does.")


def _numbers(source: str, text: str) -> Iterator[Fault]:
    theirs, ours = (traits("", _WORD_ENDS.sub(" ", words)) for words in (source, text))
    for what, wanted, found in (
        ("telephone number", theirs.phones, ours.phones),
        ("form", theirs.forms, ours.forms),
    ):
        lost, added = sorted(wanted - found), sorted(found - wanted)
        hint = "Write it with the digits and signs of the English text."
        if len(lost) == len(added) == 1:
            yield Fault(
                f"The {what} {_dialled(lost[0])} of the English text has become {_dialled(added[0])}.", hint
            )
            continue
        for number in lost:
            yield Fault(f"The {what} {_dialled(number)} is not in it.", hint)
        for number in added:
            yield Fault(
                f"The {what} {_dialled(number)} is not in the English text.", "Is a digit of it wrong?"
            )


def _dialled(number: str) -> str:
    ten = len(number) == 10 and number.isdigit()
    return f"({number[:3]}) {number[3:6]}-{number[6:]}" if ten else number


def _links(piece: Piece, text: str) -> Iterator[Fault]:
    found = links(text)
    count = Counter(link.number for link in found if link.number is not None)
    written = [link for link in found if link.number is None]
    known = range(1, len(piece.addresses) + 1)
    for number in sorted(set(count) - set(known)):
        has = (
            f"has the numbers (1) to ({len(known)})"
            if len(known) > 1
            else "has only (1)"
            if known
            else "has no link"
        )
        yield Fault(
            f"The number ({number}) of a link is not in the English text, which {has}.",
            "Write the right one.",
        )
    for number in known:
        if count[number] > 1:
            what = f"The link ({number}) is in it {count[number]} times."
            yield Fault(what, "Write each number once.")
    lost = [number for number in known if not count[number]]
    # A translation may lead to the page of another site in its own language: then the address stands there.
    for number in lost[: max(0, len(lost) - len(written))]:
        words = _linked_words(piece.shown, number)
        what = f"The link ({number}) of the English text, [{words}]({number}), is not in it."
        yield Fault(
            what, f"Write [words]({number}) around the words that it belongs to, without a space between."
        )
    existing = {link.address for link in links(piece.text)}
    for link in written:
        if link.address not in existing and not _ALLOWED.match(link.address):
            what = f"The address '{link.address}' of a link is not one that this site can use here."
            yield Fault(what, "Write the number that the link has in the English text.")


def _linked_words(text: str, number: int) -> str:
    link = links(text)[number - 1]
    words = text[link.opens : link.start].lstrip("![").rstrip("( ").removesuffix("]")
    return words if len(words) <= 40 else words[:39].rstrip() + "…"


def _kept(source: str, text: str) -> Iterator[Fault]:
    """Yield what must be in a translation just as it is: footnotes, names of addresses, attributes."""
    for pattern in (_NOTE_OR_NAME, _BARE_ADDRESS, _ATTRIBUTES):
        wanted, found = (Counter(pattern.findall(_without_addresses(words))) for words in (source, text))
        for lost in wanted - found:
            yield Fault(f"'{lost}' of the English text is not in it.", f"Write '{lost}' where it belongs.")
        if pattern is not _BARE_ADDRESS:
            for added in (mark for mark in found - wanted if not _OF_A_LANGUAGE.fullmatch(mark)):
                yield Fault(f"'{added}' is not in the English text.", "Remove it.")


def _without_addresses(text: str) -> str:
    text = _CODE.sub("", text)
    for link in reversed(links(text)):
        text = text[: link.start] + text[link.end :]
    return text


def _tags(source: str, text: str) -> Iterator[Fault]:
    theirs, ours = (Counter(_TAG.findall(_CODE.sub("", words))) for words in (source, text))
    for added in ours - theirs:
        if not _ISOLATING.fullmatch(added):
            yield Fault(f"'{added}' is HTML that the English text does not have.", "Remove it.")
    if _unpaired(theirs):
        return
    for name in _unpaired(ours):
        what = f"<{name}> and </{name}> are not both in it, or not as often."
        yield Fault(what, f"Write <{name}>…</{name}>, or neither.")


def _unpaired(tags: Counter[str]) -> list[str]:
    balance: Counter[str] = Counter()
    for tag, times in tags.items():
        name = re.match(r"</?([A-Za-z][\w-]*)", tag)
        if name and not tag.endswith("/>") and name[1].lower() not in _NO_PARTNER:
            balance[name[1].lower()] += -times if tag.startswith("</") else times
    return [name for name, difference in balance.items() if difference]
