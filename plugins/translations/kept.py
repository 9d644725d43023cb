"""A translator's work that waits in an earlier file and is in no page yet: an export keeps what still holds of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from plugins.bundles.scaffold import UsageError
from plugins.translations.entries import Entry, page_and_name
from plugins.translations.matching import trimmed
from plugins.translations.reading import read_po

Kept = Mapping[tuple[str, str], Entry]
"""A file's entries by "" and context, and by page and source text if that stands there once."""


def worked_on(content: bytes, file: str) -> Kept:
    """Return what a file that may hold a translator's work has. Raises UsageError if it is damaged."""
    returned = read_po(content, file)
    if returned.problems:
        raise UsageError(f"{returned.problems[0]} Mend it, or move it away, so that no work in it is lost.")
    found = [trimmed(entry) for entry in returned.entries]
    texts = Counter((page_and_name(entry.context)[0], entry.source) for entry in found)
    kept = {("", entry.context): entry for entry in found}
    for entry in found:
        if texts[key := (page_and_name(entry.context)[0], entry.source)] == 1:
            kept[key] = entry
    return kept


def merged(entry: Entry, kept: Kept) -> Entry:
    """Return an entry with the work that waits for it, as msgmerge does; what the page has comes first."""
    called = kept.get(("", entry.context))
    same = called if called and called.source == entry.source else None
    same = same or kept.get((page_and_name(entry.context)[0], entry.source))
    if same and same.translation and not same.is_as_exported and not entry.is_done:
        if same.is_done or not entry.translation:
            return replace(entry, translation=same.translation, fuzzy=same.fuzzy, previous=same.previous)
    elif called and called.translation and not same and not entry.translation:
        return replace(entry, translation=called.translation, fuzzy=True, previous=called.source)
    return entry
