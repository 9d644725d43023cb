"""The strings of the site's frame in one language, read from its .po file."""

from __future__ import annotations

import gettext
import io
import re
from pathlib import Path

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
        compiled = io.BytesIO()
        write_mo(compiled, read_po(io.BytesIO(source), abort_invalid=True))  # leaves out fuzzy strings
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


def read_catalogue(po: Path, file: str) -> tuple[gettext.NullTranslations, list[Problem]]:
    """Return a language's strings, and what is wrong if its file is missing or damaged.

    file is the path to name in the problem.
    """
    try:
        return Catalogue(po, po.read_bytes()), []
    except FileNotFoundError:
        hint = f"Run ./run messages to make it, then translate the strings in {file}."
        problem = Problem("message-missing", "This language has no catalogue of strings.", hint, file)
    except (OSError, ValueError, PoFileError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None) or 1
        hint = "Open it in a PO editor such as Poedit, which shows the damaged place."
        problem = Problem("message-missing", f"This catalogue cannot be read: {error}.", hint, file, line)
    return gettext.NullTranslations(), [problem]


def missing_strings(catalogue: gettext.NullTranslations, file: str) -> list[Problem]:
    """Return a problem for each string that was shown and is not translated."""
    if not isinstance(catalogue, Catalogue) or not catalogue.missing:
        return []
    text = catalogue.po.read_text("utf-8")
    hint = "Translate it there. If it is not there yet, run ./run messages first."
    return [
        Problem(
            "message-missing",
            f"The string “{message}” is not translated.",
            hint,
            file,
            _line_of(message, text),
        )
        for message in sorted(catalogue.missing)
    ]


def _line_of(message: str, po: str) -> int:
    start = re.escape(message[:40].split("\n")[0].replace("\\", "\\\\").replace('"', '\\"'))
    found = re.search(rf'^(?:msgid )?"{start}', po, re.M)
    return po.count("\n", 0, found.start()) + 1 if found else 1
