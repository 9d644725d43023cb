"""From a finding in the output to the file that a person can mend: Markdown, front matter or template.

A link that the Markdown of a page typed has become some href in its HTML; `Published.lead` tells which. So a
broken href is looked for among what the page's texts typed. What no text typed comes from the theme and is
told once, whatever the number of pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from plugins.bundles.library import Published
from plugins.bundles.model import Text
from plugins.linkcheck.check import Finding
from plugins.linkcheck.locate import front_matter_position, link_positions
from plugins.linkcheck.messages import problem
from plugins.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link was typed, and how."""

    file: str
    line: int
    column: int
    typed: str = ""


def problems(
    findings: Iterable[Finding],
    published: Mapping[str, Published],
    read_templates: Callable[[], Mapping[str, str]],
) -> Iterator[Problem]:
    """Yield a problem for each finding at the place to mend; those of the theme once each.

    published is by the page's address; read_templates returns the text of each template by its path, and is
    called only if the theme is at fault.
    """
    seen: dict[tuple[str, str], int] = {}
    from_text: dict[tuple[str, Place], list[Finding]] = {}
    from_theme: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        origin = published.get(finding.page_path)
        key = (finding.page_path, _href(finding))
        nth = seen[key] = seen.get(key, -1) + 1
        place = _typed_at(finding, origin, nth) if origin else None
        if place is None:
            from_theme.setdefault((finding.code, _href(finding), finding.fragment), []).append(finding)
        else:
            from_text.setdefault((finding.code, place), []).append(finding)
    for (_, place), same in from_text.items():
        yield _of_text(place, same, published)
    templates = read_templates() if from_theme else {}
    for same in from_theme.values():
        yield _of_theme(same, templates)


def _href(finding: Finding) -> str:
    return finding.link.href if finding.link else f"#{finding.target}"


def _typed_at(finding: Finding, origin: Published, nth: int) -> Place | None:
    """Return where the nth link of a page with this href was typed, or None if no text of the page did."""
    if finding.code == "duplicate-id":
        return _id_at(finding.target, origin.texts[0])
    if finding.link is None or finding.link.tag in ("link", "meta"):
        return None
    href = finding.link.href
    text = origin.texts[0]
    found = [link for link in link_positions(text.raw) if link.href == href or origin.lead(link.href) == href]
    if found:
        # A reference definition stands once and may be used often.
        link = found[min(nth, len(found) - 1)]
        return Place(text.path, link.line, link.column, link.href)
    return next((place for text in origin.texts if (place := _field_at(href, text, origin))), None)


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
    """Return one problem for a link that a text typed, on however many languages' pages it is broken.

    A fallback page leads a link to its reader's language. If the link is broken on such pages only, the text
    that typed it is right, and the translation it leads to has lost the heading's id.
    """
    own = [finding for finding in same if not published[finding.page_path].fallback]
    finding = (own or same)[0]
    target = published.get(finding.target)
    if finding.code == "missing-fragment" and not own and target and not target.fallback:
        told = problem(finding, target.texts[0].path)
        message = f"{told.message} {place.file}:{place.line} links to it."
        hint = f"Give the heading the id it has in {target.texts[-1].path}: '{{#{finding.fragment}}}'."
        return replace(told, message=message, hint=hint)
    return problem(_as_typed(finding, place), place.file, place.line, place.column, place.typed)


def _as_typed(finding: Finding, place: Place) -> Finding:
    """Return the finding as the person who typed the link sees it, so that all languages tell it in one way."""
    if finding.code == "missing-page" and place.typed.startswith("/") and place.typed != finding.target:
        return replace(finding, target=place.typed.partition("#")[0])
    return finding


def _of_theme(same: list[Finding], templates: Mapping[str, str]) -> Problem:
    """Return one problem for a fault that the theme makes on one or more pages."""
    first = same[0]
    file, line = _in_templates(first, templates)
    pages = len({finding.page_path for finding in same})
    told = problem(first, file, line)
    many = f" and {pages - 1} more pages" if pages > 2 else " and one more page" if pages == 2 else ""
    return replace(told, message=f"{told.message} (From the theme, seen on {first.page_path}{many}.)")


def _in_templates(finding: Finding, templates: Mapping[str, str]) -> tuple[str, int]:
    """Return the template and line that has the address, or as much of its end as any template has."""
    wanted = finding.target if finding.code == "duplicate-id" else _href(finding)
    parts = [wanted, *(f'"{tail}' for tail in _tails(wanted))]
    for part in parts:
        for file, text in sorted(templates.items()):
            if part and part in text:
                return file, text.count("\n", 0, text.index(part)) + 1
    return next((file for file in sorted(templates) if file.endswith("base.html")), ""), 1


def _tails(href: str) -> list[str]:
    """Return ever shorter ends of a path: templates write site.home ~ "initiatives/"."""
    steps = href.strip("/").split("/")
    ends = ["/".join(steps[n:]) for n in range(len(steps))]
    return [end + "/" if href.endswith("/") else end for end in ends if end]
