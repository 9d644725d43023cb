"""The languages of a site's pages: which pages are one another's translation, and which links mix them up.

A page's language is its <html lang>; its translations are those that its <link rel="alternate" hreflang>
names, or else the pages at the same path in other languages' folders. Tags are compared as RFC 4647 section
3.4 looks them up: a page in "es" is right for a reader of "es-MX".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from plugins.linkcheck.check import Finding
from plugins.linkcheck.sitemap import SiteMap, address
from plugins.linkcheck.table import Entries, Record

_NO_LANGUAGE = frozenset({"x-default", ""})


def folders(records: Mapping[str, Record]) -> frozenset[str]:
    """Return the top folders that are named after the language of the pages in them."""
    agreeing: Counter[str] = Counter()
    differing: Counter[str] = Counter()
    for path, record in records.items():
        first, slash, _ = path.lstrip("/").partition("/")
        if slash and record.language:
            (agreeing if _tag(first) == _tag(record.language) else differing)[first] += 1
    return frozenset(first for first, times in agreeing.items() if times > differing[first])


class Languages:
    """Which page is in which language, and what its translations are."""

    def __init__(
        self,
        records: Mapping[str, Record],
        entries: Entries,
        site: SiteMap,
        named: Collection[str] = (),
    ) -> None:
        """Take a site as read; *named* are its languages' folders, in addition to those that show it."""
        self._records, self._entries, self._site = records, entries, site
        self._folders = folders(records) | frozenset(named)
        self._targets: dict[int, str] = {}

    @cached_property
    def _alternate_entries(self) -> dict[int, str]:
        """The entries that name a translation, with its language."""
        return {
            number: _tag(hreflang)
            for number in self._entries.marked
            for _, tag, _, rel, hreflang, _, kind, *_ in (self._entries.rows[number],)
            if tag == "link" and hreflang and kind == "internal" and "alternate" in rel.split()
        }

    @cached_property
    def _named(self) -> dict[str, list[int]]:
        """By page: the entries of the translations it names."""
        named = self._alternate_entries
        numbers = set(named)
        return {
            path: [number for number in record.marked if number in numbers]
            for path, record in self._records.items()
            if not numbers.isdisjoint(record.marked)
        }

    @cached_property
    def alternates(self) -> dict[str, dict[str, str]]:
        """By page: its translations that exist, by language tag in small letters."""
        tags = {number: tag for number, tag in self._alternate_entries.items() if tag not in _NO_LANGUAGE}
        targets = {number: target for number in tags if (target := self._target(number))}
        return {
            path: {tags[number]: targets[number] for number in numbers if number in targets}
            for path, numbers in self._named.items()
        }

    @cached_property
    def _elsewhere(self) -> set[str]:
        """Pages that say themselves that another page stands for them, or send readers on."""
        numbers = {
            number
            for number in self._entries.marked
            if self._entries.rows[number][3] in ("canonical", "refresh")
        }
        return {
            path
            for path, record in self._records.items()
            if any(self._target(number) != path for number in numbers.intersection(record.marked))
        }

    def _target(self, number: int) -> str:
        """Return the page that an entry leads to, or ""."""
        found = self._targets.get(number)
        if found is None:
            seen = self._entries[number].seen
            file = self._site.file_at(seen.path) if seen.kind == "internal" and not seen.outside else None
            found = address(file) if file else ""
            found = self._targets[number] = found if found in self._records else ""
        return found

    def of(self, path: str) -> str:
        """Return the language of a page as a tag in small letters, or ""."""
        return self._languages.get(path, "")

    @cached_property
    def _languages(self) -> dict[str, str]:
        tags = {record.language: _tag(record.language) for record in self._records.values()}
        return {path: tags[record.language] for path, record in self._records.items()}

    def in_language(self, path: str, language: str) -> str:
        """Return the page at *path* in another language, or "" if there is none."""
        others = self.alternates.get(path)
        if others is not None:
            found = next((page for tag, page in others.items() if _fits(tag, language)), "")
            return found if _fits(self.of(found), language) else ""
        if not self._folders:
            return ""
        local = path
        first, slash, rest = path.lstrip("/").partition("/")
        if slash and first in self._folders:
            local = "/" + rest
        own = next((folder for folder in sorted(self._folders) if _fits(_tag(folder), language)), "")
        moved = f"/{own}{local}" if own else local
        return moved if moved != path and _fits(self.of(moved), language) else ""

    # ── Findings ─────────────────────────────────────────────────────────────

    def not_returned(self) -> Iterator[Finding]:
        """Yield each translation that a page names and that does not name the page."""
        for path, numbers in self._named.items():
            others = self.alternates[path]
            if path in self._elsewhere or all(path in self._returned_to(page) for page in others.values()):
                continue
            for number in numbers:
                tag, other = self._alternate_entries[number], self._target(number)
                if tag in _NO_LANGUAGE or other in ("", path) or path in self._returned_to(other):
                    continue
                if not self._has_another(other, path):
                    yield Finding(
                        "hreflang-not-returned", path, self._entries[number].link, other, detail=tag
                    )

    def _returned_to(self, page: str) -> Collection[str]:
        """Return the pages that *page* names as its translations."""
        return self.alternates.get(page, {}).values()

    def _has_another(self, page: str, named_by: str) -> bool:
        """Return whether *page* names a wrong one instead: then its own link is the cause, and told."""
        language = self.of(named_by)
        for number in self._named.get(page, ()):
            if _fits(self._alternate_entries[number], language):
                instead = self._target(number)
                return instead != named_by and page not in self._returned_to(instead)
        return False

    def leaving(self) -> Iterator[Finding]:
        """Yield each link out of the page's language where the target exists in it; language lists are none."""
        foreign = {language: self._foreign_to(language) for language in self._links_by_language}
        for path, record in self._records.items():
            language = _tag(record.language)
            leading_away = foreign.get(language)
            if not leading_away or leading_away.isdisjoint(record.uses) or path in self._elsewhere:
                continue
            own = {path, *self.alternates.get(path, {}).values()}
            for at, number in enumerate(record.uses):
                if number not in leading_away or (target := self._target(number)) in own:
                    continue
                if self._site.now_at(self._site.file_at(target)):
                    continue  # told as a link to an address that is no more
                better = self.in_language(target, language)
                if better and better != path and not self._in_list(record, at, language):
                    detail = f"{self.of(target)} {language}"
                    nth = record.uses[:at].count(number)
                    link = self._entries[number].link
                    yield Finding("wrong-language", path, link, target, "", better, detail, nth)

    @cached_property
    def _links_by_language(self) -> dict[str, set[int]]:
        """The links that people follow, by the language of the page that they lead to."""
        found: dict[str, set[int]] = {
            tag: set() for tag in {_tag(r.language) for r in self._records.values()} if tag
        }
        if len(found) < 2:
            return found
        rows = self._entries.rows
        for numbers in self._entries.by_path.values():
            if language := self.of(self._target(numbers[0])):
                found[language].update(
                    number for number in numbers if not rows[number][4] and rows[number][1] in ("a", "area")
                )
        return found

    def _foreign_to(self, language: str) -> set[int]:
        """Return the links that lead to pages in another language."""
        return set().union(
            *(numbers for tag, numbers in self._links_by_language.items() if not _fits(tag, language))
        )

    def _in_list(self, record: Record, at: int, language: str) -> bool:
        """Return whether a link beside this one leads to a third language: so it is a list of languages."""
        here = self.of(self._target(record.uses[at]))
        for step in (-1, 1):
            beside = at + step
            while 0 <= beside < len(record.uses) and self._entries[record.uses[beside]].link.tag != "a":
                beside += step
            if 0 <= beside < len(record.uses):
                there = self.of(self._target(record.uses[beside]))
                if there and not _fits(there, language) and not _fits(there, here):
                    return True
        return False


def _tag(language: str) -> str:
    return language.strip().lower().replace("_", "-")


def _fits(one: str, other: str) -> bool:
    """Return whether two tags are one language to a reader: equal, or one narrows the other."""
    return bool(one and other) and (
        one == other or one.startswith(other + "-") or other.startswith(one + "-")
    )
