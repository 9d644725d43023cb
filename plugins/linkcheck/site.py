"""A site as read from its folder: what each file says, the map of what there is, and all that is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from plugins.linkcheck import redirects
from plugins.linkcheck.check import Finding, findings, with_suggestion
from plugins.linkcheck.collect import Collected, collect
from plugins.linkcheck.languages import Languages, folders
from plugins.linkcheck.places import Places
from plugins.linkcheck.sitemap import SiteMap, address, is_page, normal
from plugins.linkcheck.table import Entries, Entry, Ids, Record
from plugins.linkcheck.urls import Home
from plugins.linkcheck.uses import Use


def finds(patterns: Sequence[re.Pattern[str]], *forms: str) -> bool:
    """Return whether one of *patterns* finds something in one of *forms*."""
    return any(pattern.search(form) for pattern in patterns for form in forms)


@dataclass(frozen=True)
class Site:
    """A folder as read: what each file says, by address, and the map of what there is.

    checked are those of the records whose links are to be judged.
    """

    entries: Entries
    records: Mapping[str, Record]
    checked: Mapping[str, Record]
    map: SiteMap
    names_by_address: Mapping[str, str]
    languages: Languages

    @classmethod
    def read(
        cls,
        root: Path,
        files: Sequence[Path] | None = None,
        base_url: str = "",
        jobs: int | None = None,
        cache: Path | None = None,
        languages: Collection[str] = (),
        source_language: str = "",
        clean_urls: bool | None = None,
        *,
        own: bool = False,
        tell_private: bool = False,
        bundles: Collection[str] = (),
        renamed: Mapping[str, str] = MappingProxyType({}),
        copies: Collection[str] = (),
    ) -> Site:
        """Read the folder; own, bundles and renamed are as in SiteMap, the rest as in check_folder.

        copies are files that repeat what stands on pages, so that a link in them was judged there already.
        """
        collected = collect(root, Home(base_url), site_key=base_url, cache=cache, jobs=jobs)
        by_address = {address(normal(name)): name for name in collected.names}
        records = {address(normal(name)): record for name, record in collected.records.items()}
        if source_language:
            records = {
                path: record._replace(language=record.language or source_language)
                for path, record in records.items()
            }
        checked = records
        if files is not None:
            wanted = {_relative(file, root) for file in files}
            checked = {path: record for path, record in records.items() if by_address[path] in wanted}
        elif copies:
            checked = {path: record for path, record in records.items() if by_address[path] not in copies}
        known = SiteMap(
            _ids(collected),
            base_url,
            frozenset(languages) | (frozenset() if own else folders(records)),
            frozenset(bundles),
            own,
            tell_private=tell_private,
            # Our own host's redirects are those from former addresses, which no page of ours is to link.
            redirects=redirects.Redirects() if own else _redirects(root, collected.names),
            renamed=renamed,
        )
        if not own:
            known = replace(
                known, clean=_is_clean(collected.entries, known) if clean_urls is None else clean_urls
            )
        known = replace(known, moved=_moved(records, collected.entries, known))
        spoken = Languages(records, collected.entries, known, languages)
        known = replace(known, alternates=spoken.alternates)
        return cls(collected.entries, records, checked, known, by_address, spoken)

    @cached_property
    def page_count(self) -> int:
        """How many HTML files are checked."""
        return sum(is_page(self.names_by_address[path]) for path in self.checked)

    def findings(self) -> Iterator[Finding]:
        """Yield everything that is wrong, page by page."""
        yield from findings(self.checked, self.entries, self.map)
        spoken = (*self.languages.not_returned(), *self.languages.leaving())
        yield from (finding for finding in spoken if finding.page_path in self.checked)

    def told(self) -> Iterator[Finding]:
        """Yield the same with what was probably meant."""
        yield from (with_suggestion(finding, self.map) for finding in self.findings())

    def external(self, places: Places, left_out: Sequence[re.Pattern[str]] = ()) -> dict[str, list[Use]]:
        """Return where each address of another site is used."""
        numbers = {
            number
            for number, row in enumerate(self.entries.rows)
            if row[6] in ("external", "private") and not (left_out and finds(left_out, row[0], row[7]))
        }
        found: dict[str, list[Use]] = {}
        made: dict[int, Entry] = {}
        for path, record in self.checked.items():
            if numbers.isdisjoint(record.uses) or finds(left_out, path):
                continue
            for number in sorted(numbers.intersection(record.uses)):
                if (entry := made.get(number)) is None:
                    entry = made[number] = self.entries[number]
                found.setdefault(entry.seen.path, []).append(Use(path, entry, places))
        return found


def _ids(collected: Collected) -> dict[str, Ids]:
    """Return the ids of each file by its path."""
    records = collected.records
    none = Ids()
    return {normal(name): Ids(records[name].ids) if name in records else none for name in collected.names}


def _relative(file: Path, root: Path) -> str:
    """Return a file's name below *root*, wherever it was named from."""
    whole = file if file.is_absolute() or file.exists() else root / file
    return normal(whole.resolve().relative_to(root.resolve()).as_posix())[1:]


def _redirects(root: Path, names: Sequence[str]) -> redirects.Redirects:
    if "_redirects" not in names:
        return redirects.Redirects()
    return redirects.parse((root / "_redirects").read_text("utf-8", errors="replace"))


def _moved(records: Mapping[str, Record], entries: Entries, site: SiteMap) -> dict[str, str]:
    """Return where pages send their readers by themselves: file → path, or "" for another site."""
    numbers = {number for number in entries.marked if entries.rows[number][3] == "refresh"}
    found: dict[str, str] = {}
    for path, record in records.items():
        if not numbers.isdisjoint(record.marked) and (file := site.file_at(path)):
            seen = entries[next(number for number in record.marked if number in numbers)].seen
            found[file] = seen.path if seen.kind == "internal" and not seen.outside else ""
    return found


def _is_clean(entries: Entries, site: SiteMap) -> bool:
    """Return whether the site links its pages without extension, as for a host that adds it.

    More of the pages that have one must be linked without it than with it.
    """
    rows = entries.rows
    paths = {
        path
        for path, numbers in entries.by_path.items()
        if any(rows[number][1] in ("a", "area", "link") for number in numbers)
    }
    without = {site.needs_extension(path) for path in paths} - {""}
    written = {path for path in paths if path.endswith((".html", ".htm")) and path in site.files}
    return len(without) > len(written)
