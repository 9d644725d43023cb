"""Read a PO file that comes back from a translator, with everything that is wrong with it as a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, unescape

from plugins.problems import Problem, did_you_mean
from plugins.translations.entries import Entry
from plugins.translations.po import gettext_tag

_LINE = re.compile(
    r'\s*(?:#.*|(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+"(?:[^"\\]|\\.)*"|"(?:[^"\\]|\\.)*"|)\s*'
)
_STRING = re.compile(r'\s*(?:msg\w+(?:\[\d+\])?\s+)?"')
_ORIGIN = re.compile(r"\.md#([0-9a-f]{8})$")
_AGAIN = "Save it again in your translation program as a PO file (gettext)."
# Regions that stand for a script where programs know Chinese by region only (CLDR's likely subtags).
_SCRIPTS = {"zh_cn": "zh_hans", "zh_sg": "zh_hans", "zh": "zh_hans", "zh_tw": "zh_hant", "zh_hk": "zh_hant",
            "zh_mo": "zh_hant"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Returned:
    """What a PO file has: its entries but the header, the language that the header names, what is wrong."""

    entries: tuple[Entry, ...] = ()
    language: str = ""
    problems: tuple[Problem, ...] = ()


class _Messages(Catalog):
    """A catalogue that keeps every message as it comes, also a second one of the same name."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[Message] = []

    def __setitem__(self, id: object, message: Message) -> None:
        self.read.append(message)


def read_po(content: bytes, file: str) -> Returned:
    """Return what a PO file has. file is its name in problems. Never raises, whatever the bytes are."""
    text, problem = _decoded(content, file)
    if problem is None:
        problem = _damage(text.split("\n"), file)
    if problem:
        return Returned(problems=(problem,))
    messages = _Messages()
    try:
        PoFileParser(messages, ignore_obsolete=True, abort_invalid=True).parse(text.split("\n"))
    except PoFileError as error:
        what = "This entry is not whole: something of it is missing or stands in the wrong order."
        return Returned(problems=(_unreadable(file, what, _AGAIN, error.lineno + 1),))
    except (ValueError, IndexError, AttributeError, TypeError):
        return Returned(
            problems=(_unreadable(file, "This file is not a PO file as gettext has it.", _AGAIN),)
        )
    header = next((str(m.string) for m in messages.read if m.id == ""), "")
    entries = tuple(_entries(messages.read, text.split("\n")))
    language = _header(header).get("language", "")
    return Returned(entries, language, tuple(_faults(messages.read, header, entries, file)))


def language_of(returned: Returned, languages: Sequence[str], source: str) -> str:
    """Return the language of the site that a file is in, or "" if it is none or does not say."""
    meant = returned.language.replace("-", "_").casefold()
    others = {gettext_tag(code).casefold(): code for code in languages if code != source}
    meant = _SCRIPTS.get(meant, meant)
    while meant not in others and meant:
        meant = meant.rpartition("_")[0]  # ar_EG is ar here, zh_Hans_CN zh_Hans
    return others.get(meant, "")


def wrong_language(returned: Returned, languages: Sequence[str], source: str, file: str) -> Problem:
    """Return what to say of a file that is in none of the languages one can translate into."""
    others = [gettext_tag(code) for code in languages if code != source]
    what = f"This file says that it is in '{returned.language}', which is not a language to translate into."
    if not returned.language:
        what = "This file does not say which language it is in."
    hint = (
        did_you_mean(returned.language, others)
        or f"Its header needs a line 'Language: …' with one of: {', '.join(others)}."
    )
    return _unreadable(file, what, hint)


def _decoded(content: bytes, file: str) -> tuple[str, Problem | None]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", _unreadable(file, "This file is saved as UTF-16, not as UTF-8.", "Save it again as UTF-8.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"This file is not saved as UTF-8: the first letter that cannot be read is in line {line}."
        return "", _unreadable(file, what, "Save it again as UTF-8.", line)
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def _damage(lines: Sequence[str], file: str) -> Problem | None:
    """Return what is wrong with the first line that is not one of a PO file."""
    if not any(re.match(r"\s*msgid\s", line) for line in lines):
        return _unreadable(file, "This is not a PO file: it has no line that begins with 'msgid'.", _AGAIN)
    for number, line in enumerate(lines, 1):
        if not _LINE.fullmatch(line):
            what = f"The line '{_short(line)}' is not one of a PO file."
            if _STRING.match(line):
                what = f"The line '{_short(line)}' lacks a quotation mark, or has one too many."
            return _unreadable(
                file, what, "Write '\\\"' for a quotation mark in the text, or save it again.", number
            )
    return None


def _entries(messages: Sequence[Message], lines: Sequence[str]) -> Iterator[Entry]:
    for message in messages:
        if message.id == "" or not isinstance(message.id, str):
            continue
        at = (message.lineno or 1) - 1
        line = next((n for n in range(at, len(lines)) if lines[n].lstrip().startswith("msgstr")), at) + 1
        translation = message.string if isinstance(message.string, str) else ""
        origins = [found[1] for place, _ in message.locations if (found := _ORIGIN.search(place))]
        origin = origins[-1] if origins else ""
        previous = _previous(message.user_comments)
        yield Entry(
            message.context or "", message.id, translation, message.fuzzy, previous, origin=origin, line=line
        )


def _previous(comments: Sequence[str]) -> str:
    """Return the source text that stands in lines of "#| msgid", which Babel takes for a person's comments."""
    lines = [comment[1:].strip() for comment in comments if comment.startswith("|")]
    start = next((n for n, line in enumerate(lines) if line.startswith("msgid ")), None)
    if start is None:
        return ""
    strings = [
        lines[start].removeprefix("msgid "),
        *takewhile(lambda line: line.startswith('"'), lines[start + 1 :]),
    ]
    return "".join(unescape(string) for string in strings)


def _faults(
    messages: Sequence[Message], header: str, entries: Sequence[Entry], file: str
) -> Iterator[Problem]:
    charset = re.search(r"charset=([\w.-]+)", header)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "charset"):
        what = f"This file's header says that it is saved as {charset[1]}, not as UTF-8."
        yield _unreadable(file, what, "Save it again as UTF-8.")
    for message in messages:
        if not isinstance(message.id, str):
            what = "This entry has a plural, which no text of the website has."
            yield _unreadable(
                file, what, "Export the file again and translate in that one.", message.lineno or 1
            )
    count = Counter(entry.context for entry in entries)
    for entry in entries:
        if not entry.context:
            what = f"The entry '{_short(entry.source)}' has no msgctxt, so nobody knows where it belongs."
            yield _unreadable(file, what, "Export the file again and translate in that one.", entry.line)
        elif count[entry.context] > 1:
            count[entry.context] = 1
            places = [other.line for other in entries if other.context == entry.context]
            what = (
                f"'{entry.context}' is in this file more than once, in lines {', '.join(map(str, places))}."
            )
            yield _unreadable(file, what, "Keep one of them.", places[1])


def _header(header: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in header.split("\n"))
    return {name.strip().casefold(): value.strip() for name, _, value in pairs}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59].rstrip() + "…"


def _unreadable(file: str, what: str, hint: str, line: int = 1) -> Problem:
    return Problem("exchange-unreadable", what, hint, file, line)
