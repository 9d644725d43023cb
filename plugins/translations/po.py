"""Write a language's pieces as a gettext PO file: the same pieces give the same bytes.

Strings are quoted by Babel. The file around them is written here, because Babel's own writer breaks long previous
strings (`#| msgid`) outside of their quotation marks and puts today's date into each file.
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel.messages.pofile import normalize

from plugins.translations.entries import Entry

_FOR_TRANSLATORS = """\
# Texts of the website, a piece at a time. Write each translation below its English text.
# Leave alone: the numbers of links, [words](1); the signs ** and * around words; telephone and form numbers.
# Do not begin a new line where the English text has none.
"""
# Weblate's own name for Markdown, which it highlights; others pass over it.
# https://docs.weblate.org/en/latest/admin/checks.html
_MARKDOWN = "md-text"


def as_po(entries: Iterable[Entry], language: str) -> bytes:
    """Return a PO file in UTF-8. language is a tag of the site (zh-hans); the file has it as gettext writes it."""
    header = {
        "Project-Id-Version": "idp-site",
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": gettext_tag(language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    fields = "".join(f"{name}: {value}\n" for name, value in header.items())
    blocks = [f'{_FOR_TRANSLATORS}msgid ""\nmsgstr {normalize(fields, width=0)}\n']
    blocks += ["".join(f"{line}\n" for line in _lines(entry)) for entry in entries]
    return "\n".join(blocks).encode()


def gettext_tag(language: str) -> str:
    """Return a language tag as gettext writes it: zh_Hans."""
    first, *rest = language.split("-")
    return "_".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def _lines(entry: Entry) -> Iterator[str]:
    for comment in entry.comments:
        yield f"#. {' '.join(comment.split())}"
    if entry.files:
        yield f"#: {' '.join(entry.files)}{f'#{entry.origin}' if entry.origin else ''}"
    flags = [*(["fuzzy"] if entry.fuzzy else []), *([_MARKDOWN] if entry.is_markdown else [])]
    if flags:
        yield f"#, {', '.join(flags)}"
    if entry.previous:
        yield from (f"#| {line}" for line in f"msgid {normalize(entry.previous, width=0)}".split("\n"))
    yield f"msgctxt {normalize(entry.context, width=0)}"
    yield f"msgid {normalize(entry.source, width=0)}"
    yield f"msgstr {normalize(entry.translation, width=0)}"
