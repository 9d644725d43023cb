"""What a text must not hold once it is HTML: what would break the page, run code, or load things from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from html import unescape

from plugins.bundles import tags, unlinked, writing
from plugins.bundles.model import Text
from plugins.bundles.typed import Finding, Typed, told
from plugins.problems import Problem


def check_html(text: Text, pages: Collection[str] = (), *, needs_body: bool = True) -> Iterator[Problem]:
    """Yield what is wrong with a converted text, each at the place where it was typed.

    *pages* are the names by which people may mean a page: its folder, with or without its kind.
    """
    typed = Typed(text)
    findings = list(writing.check_conflict(typed))
    if not findings:  # what follows from two versions in one text is no mistake of its own
        findings = [*typed.findings, *_all(typed, pages, needs_body)]
    yield from told(typed, findings)


def _all(typed: Typed, pages: Collection[str], needs_body: bool) -> Iterator[Finding]:
    """Yield what is wrong, causes before what may follow from them in the same place."""
    if needs_body:
        yield from writing.check_empty(typed)
    yield from unlinked.check_addresses(typed)
    yield from tags.check_names(typed)
    yield from writing.check_writing(typed)
    yield from unlinked.check_definitions(typed)
    yield from unlinked.check_links(typed, pages)
    yield from unlinked.check_bare(typed)
    yield from _headings(typed)
    if ("!" in typed.text.body or "<" in typed.text.body) and _LOADS.search(typed.text.html):
        yield from _undescribed(typed)
        yield from _from_elsewhere(typed)
    yield from tags.check_pairs(typed)


# ── Headings ─────────────────────────────────────────────────────────────────

_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^>]*>(?P<title>.*?)</h[1-6]>", re.S)
_TYPED_HEADING = re.compile(r"^[ \t]*#{1,6}.*|^.*\S.*\n[ \t]*(?:=+|-+)[ \t]*$|<h[1-6]\b", re.M | re.I)


def _headings(typed: Typed) -> Iterator[Finding]:
    above = 1
    headings = list(_HEADING.finditer(typed.text.html))
    for number, match in enumerate(headings):
        level = int(match["level"])
        if level == 1:
            what = "This heading is as large as the page's title, which stands above it already."
            hint = "Write '## ' instead of '# '."
            yield Finding(*_place_of_heading(typed, headings, number), "heading-level", what, hint)
        elif level > above + 1:
            what = f"This heading is {level - above} steps smaller than the one above it: people who listen miss a step."
            hint = f"Write '{'#' * (above + 1)} ' instead of '{'#' * level} '."
            yield Finding(*_place_of_heading(typed, headings, number), "heading-level", what, hint)
        above = max(level, 2)


def _place_of_heading(typed: Typed, headings: Sequence[re.Match[str]], number: int) -> tuple[int, int]:
    """Return where the heading of that number was typed: the one of that number there too, or one of its words."""
    as_typed = list(_TYPED_HEADING.finditer(typed.prose))
    if len(as_typed) == len(headings):
        return as_typed[number].span()
    return typed.first(*_typed_as(headings[number]["title"], int(headings[number]["level"])))


def _typed_as(title: str, level: int) -> tuple[re.Pattern[str], ...]:
    """Return what a heading looks like in Markdown: with its words, then any of its level."""
    words = unescape(re.sub(r"<[^>]+>.*", "", title, flags=re.S)).strip()
    underlined = (re.compile(r"^=+\s*$", re.M),) if level == 1 else ()
    own = re.compile(rf"^[#]{{{level}}}[ \t]*{re.escape(words)}|<h{level}\b", re.M | re.I)
    return (own, *underlined, re.compile(rf"^[#]{{{level}}}(?!#)", re.M))


# ── Pictures ─────────────────────────────────────────────────────────────────

_LOADS = re.compile(r"<(?:[iI][mM][gG]|[sS][oO][uU][rR][cC][eE])\b")
_PICTURE = re.compile(r"<img\b[^>]*>", re.I)
_TYPED_PICTURE = re.compile(r"!\[[^\[\]]*\][(\[]|<img\b", re.I)
_ALT = re.compile(r"""\balt\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.I)
_FILE = re.compile(r"(?:[\w./-]+/)?[\w-]+\.(?:svg|png|jpe?g|webp|gif|avif)", re.I)
_ELSEWHERE = re.compile(
    r"""<(?:img|source)\b[^>]*?\s(?:src|srcset)\s*=\s*["'][^"']*?(?P<address>(?:https?:|data:|(?<![:\w])//)[^"'\s,]*)""",
    re.I,
)


def _undescribed(typed: Typed) -> Iterator[Finding]:
    pictures = _PICTURE.findall(typed.text.html)
    as_typed = [match.span() for match in _TYPED_PICTURE.finditer(typed.prose)]
    for number, picture in enumerate(pictures):
        match = _ALT.search(picture)
        alt = unescape(match["double"] or match["single"] or "").strip() if match else ""
        if alt and not _FILE.fullmatch(alt):
            continue
        known = len(as_typed) == len(pictures)
        place = (
            as_typed[number] if known else typed.first(re.compile(r"!\[\s*\]|<img\b", re.I), _TYPED_PICTURE)
        )
        what = "This picture has no description for people who do not see it."
        if alt:
            what = f"'{alt}' is the picture's file and no description for people who do not see it."
        hint = "Write it between the square brackets: ![What the picture shows](…)."
        yield Finding(*place, "alt-missing", what, hint)


def _from_elsewhere(typed: Typed) -> Iterator[Finding]:
    count: Counter[str] = Counter()
    for match in _ELSEWHERE.finditer(typed.text.html):
        address = unescape(match["address"])
        shown = address if len(address) <= 60 else address[:59] + "…"
        what = f"The picture '{shown}' would be loaded from another site, which would then know who reads this page."
        hint = "Save it into this page's folder and write {attach} and its name."
        place = typed.first(re.compile(re.escape(address)), nth=count[address])
        count[address] += 1
        yield Finding(*place, "picture-elsewhere", what, hint)
