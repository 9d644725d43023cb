"""From a finding in the output to the file that a person can mend: Markdown, front matter or template.

A link that the Markdown of a page typed has become some href in its HTML; `Published.lead` tells which. So a
broken href is looked for among what the page's texts typed. What no text typed comes from the theme and is
told once, whatever the number of pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from plugins.bundles.library import Published
from plugins.bundles.model import Text
from plugins.linkcheck import lost_ids
from plugins.linkcheck import templates as theme
from plugins.linkcheck.check import Finding, leads_to
from plugins.linkcheck.locate import Typed, front_matter_position, link_positions
from plugins.linkcheck.messages import problem
from plugins.linkcheck.probe import Convert, proven
from plugins.linkcheck.urls import Home
from plugins.linkcheck.uses import Use
from plugins.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link was typed, and how."""

    file: str
    line: int
    column: int
    typed: str = ""


@dataclass(frozen=True)
class Origin:
    """What the output was made from.

    published is by the page's address; read_templates returns the text of each template by its path, and
    new_converter what makes HTML of Markdown: both are called only if something is wrong. home is where the
    site is published.
    """

    published: Mapping[str, Published]
    read_templates: Callable[[], Mapping[str, str]]
    new_converter: Callable[[], Convert] | None = None
    home: Home = field(default_factory=Home)

    def problems(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """Yield a problem for each finding at the place to mend; those of the theme once each."""
        seen: Counter[tuple[str, str]] = Counter()
        from_text: dict[tuple[str, Place], list[Finding]] = {}
        from_theme: dict[tuple[str, str, str], list[Finding]] = {}
        from_heading: dict[tuple[str, str], tuple[Text, Text, list[Finding]]] = {}
        for finding in findings:
            if texts := lost_ids.lost(finding, self.published):
                key = (texts[0].path, finding.fragment)
                from_heading.setdefault(key, (*texts, []))[2].append(finding)
                continue
            key = (finding.page_path, _href(finding))
            place = self._typed_at(finding, seen[key])
            seen[key] += 1
            if place is None:
                tag = finding.link.tag if finding.link and finding.code == "empty-link" else ""
                from_theme.setdefault((finding.code, _href(finding) or tag, finding.fragment), []).append(
                    finding
                )
            else:
                from_text.setdefault((finding.code, place), []).append(finding)
        for own, source, same in from_heading.values():
            yield self._with_pages(lost_ids.problem(own, source, same), same)
        for (_, place), same in from_text.items():
            yield self._with_pages(_of_text(place, same, self.published), same)
        for same in from_theme.values():
            yield self._with_pages(_of_theme(same, self._templates), same)

    def places(self, uses: Iterable[Use]) -> list[Place]:
        """Return where the links to another site were typed, each place once; those of the theme at the template."""
        found: dict[Place, None] = {}
        seen: Counter[str] = Counter()
        for use in uses:
            finding = Finding("", use.page, use.link, use.href)
            place = self._typed_at(finding, seen[use.page])
            seen[use.page] += 1
            found[place or Place(*theme.place(use.href, self._templates), 1, use.href)] = None
        return list(found)

    def _with_pages(self, told: Problem, same: Sequence[Finding]) -> Problem:
        pages = dict.fromkeys(finding.page_path for finding in same)
        return replace(told, url=leads_to(same[0], self.home), page=same[0].page_path, pages=len(pages))

    def _typed_at(self, finding: Finding, nth: int) -> Place | None:
        """Return where the nth link of a page with this href was typed, or None if no text of the page did."""
        page = self.published.get(finding.page_path)
        if page is None:
            return None
        shown = (origin for origin in (page, *page.parts) if origin.texts)
        return next((place for origin in shown if (place := self._typed_in(origin, finding, nth))), None)

    def _typed_in(self, origin: Published, finding: Finding, nth: int) -> Place | None:
        if finding.code == "duplicate-id":
            return _id_at(finding.target, origin.texts[0])
        if finding.link is None or finding.link.tag in ("link", "meta"):
            return None
        href, text = finding.link.href, origin.texts[0]
        found = self._texts.typed(href, text, origin)
        if found:
            # A reference definition stands once and may be used often.
            link = found[min(nth, len(found) - 1)]
            return Place(text.path, link.line, link.column, link.href)
        return next((place for text in origin.texts if (place := _field_at(href, text, origin))), None)

    @cached_property
    def _texts(self) -> _Texts:
        return _Texts(self.new_converter)

    @cached_property
    def _templates(self) -> Mapping[str, str]:
        return self.read_templates()


def _href(finding: Finding) -> str:
    return finding.link.href if finding.link else f"#{finding.target}"


class _Texts:
    """Where each text typed each link, looked up once."""

    def __init__(self, new_converter: Callable[[], Convert] | None) -> None:
        self._new_converter = new_converter
        self._convert: Convert | None = None
        self._links: dict[str, list[Typed]] = {}
        self._proven: dict[tuple[str, str], list[Typed]] = {}

    def typed(self, href: str, text: Text, origin: Published) -> list[Typed]:
        """Return the places in the text at which the link was typed that has become *href*, in order."""
        key = (text.path, href)
        if key not in self._proven:
            if text.path not in self._links:
                self._links[text.path] = link_positions(text.raw)
            found = [
                link for link in self._links[text.path] if link.href == href or origin.lead(link.href) == href
            ]
            if self._new_converter and text.html:
                self._convert = self._convert or self._new_converter()
                found = proven(found, href, text, origin.lead, self._convert)
            self._proven[key] = found
        return self._proven[key]


def _field_at(href: str, text: Text, origin: Published) -> Place | None:
    for value, line, column in text.typed.values():
        if value and href in (value, origin.lead(value)):
            found = front_matter_position(text.raw, value)
            return Place(text.path, *(found or (line, column)), value)
    return None


def _id_at(identifier: str, text: Text) -> Place | None:
    """Return where a text gives an id for the second time, or once if the theme has the other."""
    pattern = rf"""\{{[^}}\n]*#({re.escape(identifier)})(?=[\s}}])|\bid=["']?({re.escape(identifier)})\b"""
    given = list(re.finditer(pattern, text.raw))
    if not given:
        return None
    last = given[min(1, len(given) - 1)]
    at = last.start(1 if last[1] else 2)
    raw = text.raw.removeprefix("\ufeff")
    at -= len(text.raw) - len(raw)
    return Place(text.path, raw.count("\n", 0, at) + 1, at - raw.rfind("\n", 0, at))


def _of_text(place: Place, same: list[Finding], published: Mapping[str, Published]) -> Problem:
    """Return one problem for a link that a text typed, on however many languages' pages it is broken."""
    own = [finding for finding in same if not published[finding.page_path].fallback]
    return problem(_as_typed((own or same)[0], place), place.file, place.line, place.column, place.typed)


def _as_typed(finding: Finding, place: Place) -> Finding:
    """Return the finding as the person who typed the link sees it, so that all languages tell it in one way."""
    if finding.code == "missing-page" and place.typed.startswith("/") and place.typed != finding.target:
        return replace(finding, target=place.typed.partition("#")[0])
    return finding


def _of_theme(same: list[Finding], templates: Mapping[str, str]) -> Problem:
    """Return one problem for a fault that the theme makes on one or more pages."""
    first = same[0]
    wanted = first.target if first.code == "duplicate-id" else _href(first)
    file, line = theme.place(wanted, templates)
    pages = len({finding.page_path for finding in same})
    told = problem(first, file, line)
    many = f" and {pages - 1} more pages" if pages > 2 else " and one more page" if pages == 2 else ""
    return replace(told, message=f"{told.message} (From the theme, seen on {first.page_path}{many}.)")
