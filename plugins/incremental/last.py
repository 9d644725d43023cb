"""What is known of the last build, as objects and as the plain data that is kept."""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from plugins.incremental.texts import Reading
from plugins.incremental.tree import Tree
from plugins.incremental.views import Page
from plugins.problems import Problem


@dataclass(slots=True)
class Language:
    """What is known of one language's site.

    files are its output, pages what is known of those that are pages: packed_pages, until somebody asks.
    """

    readings: set[Reading] = field(default_factory=set)
    catalogue: bytes = b""
    pages: dict[str, Page] = field(default_factory=dict)
    packed_pages: bytes = b""
    files: set[str] = field(default_factory=set)
    page_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def known_pages(self) -> dict[str, Page]:
        """Return what is known of its pages, by their files."""
        if self.packed_pages and not self.pages:
            self.pages = {file: Page(*page) for file, page in marshal.loads(self.packed_pages).items()}
        return self.pages


@dataclass(slots=True)
class Last:
    """What is known of the last build. bundles are the identities of what it was made from.

    place is the folder that holds its site: "" is the output; of a build that found errors, one beside this file, so
    that the next need not make all of it again. spare is a folder that can be made the next site with little work.
    """

    shared: bytes
    bundles: dict[str, bytes]
    languages: dict[str, Language]
    output: Tree
    notes: dict[str, str] = field(default_factory=dict)
    place: str = ""
    spare: str = ""
    spare_tree: Tree = field(default_factory=lambda: Tree({}, {}))


def as_plain(last: Last) -> tuple[Any, ...]:
    languages = {
        code: (
            sorted(each.readings),
            each.catalogue,
            each.packed_pages or marshal.dumps({file: tuple(page) for file, page in each.pages.items()}),
            sorted(each.files),
            each.page_count,
            pickle.dumps((each.problems, each.extra), pickle.HIGHEST_PROTOCOL),
        )
        for code, each in last.languages.items()
    }
    spare = last.spare, tuple(last.spare_tree)
    return last.shared, last.bundles, languages, tuple(last.output), last.notes, last.place, *spare


def of_plain(data: Any) -> Last | None:
    if data is None:
        return None
    shared, bundles, languages, output, notes, place, spare, spare_tree = data
    return Last(
        shared,
        bundles,
        {code: _language(*parts) for code, parts in languages.items()},
        Tree(*output),
        notes,
        place,
        spare,
        Tree(*spare_tree),
    )


def _language(
    readings: Sequence[Reading],
    catalogue: bytes,
    packed_pages: bytes,
    files: Sequence[str],
    count: int,
    rest: bytes,
) -> Language:
    problems, extra = pickle.loads(rest)
    return Language(
        set(readings),
        catalogue,
        {},
        packed_pages,
        set(files),
        count,
        problems,
        extra,
    )
