"""The strings of the site's frame in one language, read from its .po file."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Sequence
from pathlib import Path

from babel.core import get_global
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from plugins.problems import Problem


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for "translate this later")
    """Mark a string for extraction; it is translated where it is shown."""
    return message


class Catalogue(gettext.GNUTranslations):
    """A language's strings. One that is asked for and not translated is kept in `missing`."""

    def __init__(self, po: Path, source: bytes) -> None:
        """Read a .po file's bytes. Raises PoFileError or ValueError if they are not one."""
        strings = read_po(io.BytesIO(source), abort_invalid=True)
        code = po.stem
        self.broken = [
            (message, fault)
            for message in strings
            if message.id and (fault := fault_of(message) or _still_source(message, code))
        ]
        for message, _ in self.broken:
            message.string = "" if isinstance(message.string, str) else ("",) * len(_forms(message.string))
        compiled = io.BytesIO()
        write_mo(compiled, strings)  # leaves out fuzzy strings
        compiled.seek(0)
        super().__init__(compiled)
        self.po = po
        self.missing: set[str] = set()

    def gettext(self, message: str) -> str:
        if message and message not in self._catalog:  # type: ignore[attr-defined]
            self.missing.add(message)
        return super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if (msgid1, self.plural(n)) not in self._catalog:  # type: ignore[attr-defined]
            self.missing.add(msgid1)
        return super().ngettext(msgid1, msgid2, n)


_PLACEHOLDER = re.compile(r"%(?:\((\w+)\)[sd]|(.?))")


def fault_of(message: Message) -> tuple[str, str] | None:
    """Return what is wrong with a translated string and what to write, or None.

    A translation keeps the placeholders of the original, %(number)s, and brings in no markup. In a plural form
    for one certain number the number itself may be said in words.
    """
    originals = _forms(message.id)
    translations = _forms(message.string)
    wanted = {name for original in originals for name, _ in _PLACEHOLDER.findall(original) if name}
    plural = len(originals) > 1
    if any(translations) and not all(translations):
        return "lacks a plural form", "Fill in every msgstr[ ] of it."
    for translation in filter(None, translations):
        found = _PLACEHOLDER.findall(translation)
        if odd := [mark for name, mark in found if not name and mark != "%"]:
            return f"has a stray '%{odd[0]}'", "Write '%%' for a percent sign."
        names = {name for name, _ in found if name}
        if unknown := sorted(names - wanted):
            return (
                f"has '%({unknown[0]})s', which the original has not",
                "Keep the words in %( )s as they are.",
            )
        if (lost := sorted(wanted - names)) and not plural:
            return f"has lost '%({lost[0]})s'", f"Put '%({lost[0]})s' where it belongs in the sentence."
        if "<" in translation and not any("<" in original for original in originals):
            return "has markup, which the original has not", "Write plain text."
    return None


_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = frozenset({"Latn"})


def _still_source(message: Message, code: str) -> tuple[str, str] | None:
    """Return what to say of a translation that is still the English string, which no reader of *code* is to see.

    In a language with Latin letters one or two words may well be the same ("Audience"); names and abbreviations are
    the same in all.
    """
    original, *_ = _forms(message.id)
    words = [word for word in _WORD.findall(_PLACEHOLDER.sub("", original)) if not word.isupper()]
    few = 3 if _script(code) in _LATIN else 1
    if len(words) >= few and original in _forms(message.string):
        return "is still the English string", "Translate it."
    return None


def _script(code: str) -> str:
    """Return the script in which a language is usually written (ISO 15924), by CLDR's likely subtags."""
    first, *rest = code.split("-")
    likely = get_global("likely_subtags").get(first, "").split("_")
    return next((part.title() for part in (*rest, *likely) if len(part) == 4), "Latn")


def _forms(text: str | Sequence[str] | None) -> list[str]:
    """Return a string's plural forms, or the one form it has."""
    return [text] if isinstance(text, str) else list(text or ())


def read_catalogue(po: Path, file: str) -> tuple[gettext.NullTranslations, list[Problem]]:
    """Return a language's strings, and what is wrong if its file is missing or damaged.

    file is the path to name in the problem.
    """
    try:
        source = po.read_bytes()
        if damage := _damage(source):
            return gettext.NullTranslations(), [Problem("message-broken", *damage[:2], file, damage[2])]
        catalogue = Catalogue(po, source)
        return catalogue, [_broken(message, *fault, file) for message, fault in catalogue.broken]
    except FileNotFoundError:
        hint = f"Run ./run messages to make it, then translate the strings in {file}."
        problem = Problem("message-missing", "This language has no catalogue of strings.", hint, file)
    except (OSError, ValueError, PoFileError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None) or 1
        hint = "Open it in a PO editor such as Poedit, which shows the damaged place."
        problem = Problem("message-missing", f"This catalogue cannot be read: {error}.", hint, file, line)
    return gettext.NullTranslations(), [problem]


_LINE = re.compile(
    rb'(?:#.*|(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+"(?:[^"\\]|\\.)*"|"(?:[^"\\]|\\.)*"|)\s*'
)


def _damage(source: bytes) -> tuple[str, str, int] | None:
    """Return what is wrong with the form of a .po file, the cure and the line; Babel reads on over most of it."""
    for number, line in enumerate(source.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not _LINE.fullmatch(line):
            return (
                "This line is not one of a catalogue: a quotation mark is missing.",
                "Open it in a PO editor such as Poedit.",
                number,
            )
        if (charset := re.search(rb"charset=([\w-]+)", line)) and charset[1].lower() != b"utf-8":
            return (
                "This catalogue does not say that it is UTF-8.",
                "Write 'charset=utf-8' here, and save it as UTF-8.",
                number,
            )
    return None


def _broken(message: Message, what: str, hint: str, file: str) -> Problem:
    original = _forms(message.id)[0]
    told = f"The translation of “{original}” {what}."
    return Problem("message-broken", told, hint, file, message.lineno or 1)


_MANY = 20  # a new catalogue: one sentence says it better than seventy


def missing_strings(catalogue: gettext.NullTranslations, file: str) -> list[Problem]:
    """Return a problem for each string that was shown and is not translated."""
    if not isinstance(catalogue, Catalogue) or not catalogue.missing:
        return []
    text = catalogue.po.read_text("utf-8")
    broken = {_forms(message.id)[0] for message, _ in catalogue.broken}
    hint = "Translate it there. If it is not there yet, run ./run messages first."
    missing = sorted(catalogue.missing - broken)
    if len(missing) > _MANY:
        what = f"{len(missing)} strings are not translated, the first of them “{missing[0]}”."
        return [Problem("message-missing", what, "Run ./run messages, then translate them there.", file)]
    return [
        Problem(
            "message-missing",
            f"The string “{message}” is not translated.",
            hint,
            file,
            _line_of(message, text),
        )
        for message in missing
    ]


def _line_of(message: str, po: str) -> int:
    start = re.escape(message[:40].split("\n")[0].replace("\\", "\\\\").replace('"', '\\"'))
    found = re.search(rf'^(?:msgid )?"{start}', po, re.M)
    return po.count("\n", 0, found.start()) + 1 if found else 1
