"""What a text must not hold once it is HTML: what would break the page, run code, or load things from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from plugins.bundles.model import Text
from plugins.problems import Problem


def check_html(text: Text) -> Iterator[Problem]:
    """Yield what is wrong with a converted text, each at the place where it was typed."""
    yield from _headings(text)
    yield from _undescribed(text)
    yield from _from_elsewhere(text)
    yield from _unfinished(text)
    if _RAW.search(text.body):  # Markdown itself writes neither
        yield from _raw(text)


# ── Headings ─────────────────────────────────────────────────────────────────

_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^>]*>(?P<title>.*?)</h[1-6]>", re.S)


def _headings(text: Text) -> Iterator[Problem]:
    above = 1
    for match in _HEADING.finditer(text.html):
        level = int(match["level"])
        if level == 1:
            what = "This heading is as large as the page's title, which stands above it already."
            yield _problem(
                text, "heading-level", what, "Write '## ' instead of '# '.", *_typed_as(match["title"], 1)
            )
        elif level > above + 1:
            what = f"This heading is {level - above} steps smaller than the one above it: people who listen miss a step."
            hint = f"Write '{'#' * (above + 1)} ' instead of '{'#' * level} '."
            yield _problem(text, "heading-level", what, hint, *_typed_as(match["title"], level))
        above = max(level, 2)


def _typed_as(title: str, level: int) -> tuple[re.Pattern[str], ...]:
    """Return what a heading looks like in Markdown: with its words, then any of its level."""
    words = unescape(re.sub(r"<[^>]+>.*", "", title, flags=re.S)).strip()
    underlined = (re.compile(r"^=+\s*$", re.M),) if level == 1 else ()
    own = re.compile(rf"^[#]{{{level}}}[ \t]*{re.escape(words)}|<h{level}\b", re.M | re.I)
    return (own, *underlined, re.compile(rf"^[#]{{{level}}}(?!#)", re.M))


# ── Pictures ─────────────────────────────────────────────────────────────────

_NO_ALT = re.compile(r"""<img\b(?![^>]*\balt=["'][^"'])[^>]*>""", re.I)
_ELSEWHERE = re.compile(
    r"""<(?:img|source)\b[^>]*?\s(?:src|srcset)\s*=\s*["'][^"']*?(?P<address>(?:https?:|data:|(?<![:\w])//)[^"'\s,]*)""",
    re.I,
)


def _undescribed(text: Text) -> Iterator[Problem]:
    if _NO_ALT.search(text.html):
        what = "This picture has no description for people who do not see it."
        hint = "Write it between the square brackets: ![What the picture shows](…)."
        yield _problem(text, "alt-missing", what, hint, re.compile(r"!\[\s*\]|<img\b", re.I))


def _from_elsewhere(text: Text) -> Iterator[Problem]:
    for match in _ELSEWHERE.finditer(text.html):
        address = unescape(match["address"])
        shown = address if len(address) <= 60 else address[:59] + "…"
        what = f"The picture '{shown}' would be loaded from another site, which would then know who reads this page."
        hint = "Save it into this page's folder and write {attach} and its name."
        yield _problem(text, "picture-elsewhere", what, hint, re.compile(re.escape(address)))


# ── Markdown that is none ────────────────────────────────────────────────────

_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.I | re.S)
_NOT_A_LINK = re.compile(r"\] ?\((?=https?:|/|#|\{|tel:|mailto:)[^\s<]{0,40}")
_NO_DEFINITION = re.compile(r"\[[^\[\]<>\n]+\]\[(?P<name>[^\[\]<>\n]*)\]|\[\^(?P<note>[^\[\]<>\s]+)\]")


def _unfinished(text: Text) -> Iterator[Problem]:
    shown = _CODE.sub("", text.html)
    for match in _NOT_A_LINK.finditer(shown):
        typed = unescape(match[0])
        what = f"'{typed}' was meant to be a link and is not one."
        hint = "Write [text](address): no space between the two pairs of brackets, and close both."
        yield _problem(
            text,
            "link-unfinished",
            what,
            hint,
            re.compile(re.escape(typed)),
            re.compile(re.escape(typed[:8])),
        )
    for match in _NO_DEFINITION.finditer(shown):
        typed = unescape(match[0])
        what = f"'{typed}' names an address or a note that stands nowhere in this file."
        hint = (
            "Write [text](address), or add the line '[name]: https://…' (for a note '[^1]: its words') below."
        )
        yield _problem(text, "link-unfinished", what, hint, re.compile(re.escape(typed)))


# ── HTML in Markdown ─────────────────────────────────────────────────────────

_RAW = re.compile(r"</?[a-z!]|\{:", re.I)
_UNSAFE_TAGS = frozenset(
    [
        "script",
        "style",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "form",
        "input",
        "button",
        "select",
        "textarea",
        "link",
        "meta",
        "base",
        "title",
        "head",
        "body",
        "html",
        "svg",
        "math",
        "template",
        "audio",
        "video",
        "main",
        "header",
        "footer",
        "nav",
    ]
)
_VOID = frozenset(["area", "br", "col", "hr", "img", "source", "track", "wbr"])
# HTML lets these end by themselves.
_OPEN_ENDED = frozenset(["p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option"])


def _raw(text: Text) -> Iterator[Problem]:
    reader = _Reader()
    reader.feed(text.html)
    reader.close()
    for code in dict.fromkeys(reader.unsafe):
        what = f"'{code}' is not allowed in the text: it could run code, load things on the reader's phone, or break the page."
        yield _problem(
            text,
            "markup-unsafe",
            what,
            "Remove it, or write it in Markdown.",
            re.compile(re.escape(code), re.I),
        )
    for tag in dict.fromkeys(reader.unclosed):
        what = f"'<{tag}>' is opened and never closed, so the rest of the page would be inside of it."
        yield _problem(
            text, "markup-broken", what, f"Write '</{tag}>' where it ends.", re.compile(rf"<{tag}\b", re.I)
        )
    for tag in dict.fromkeys(reader.stray):
        what = f"'</{tag}>' closes what was not opened here."
        yield _problem(text, "markup-broken", what, f"Remove it, or write '<{tag}>' where it begins.",
                       re.compile(rf"</{tag}\b", re.I))  # fmt: skip


class _Reader(HTMLParser):
    """Collects what is not allowed, and tags that do not come in pairs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.unsafe: list[str] = []
        self.stray: list[str] = []
        self._open: list[str] = []
        self._left: list[str] = []

    @property
    def unclosed(self) -> list[str]:
        return [tag for tag in (*self._left, *self._open) if tag not in _OPEN_ENDED]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in _VOID and tag not in _UNSAFE_TAGS:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSAFE_TAGS:
            self.unsafe.append(f"<{tag}")
        self.unsafe += [
            f"{name}=" for name, _ in attrs if name.startswith("on") or name in ("style", "srcdoc")
        ]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while (last := self._open.pop()) != tag:
                self._left.append(last)
        elif tag not in _VOID and tag not in _UNSAFE_TAGS:
            self.stray.append(tag)
        elif tag in _UNSAFE_TAGS and f"<{tag}" not in self.unsafe:
            self.unsafe.append(f"</{tag}")


# ── Where it was typed ───────────────────────────────────────────────────────


def _problem(text: Text, code: str, what: str, hint: str, *patterns: re.Pattern[str]) -> Problem:
    """Return a problem at the first of *patterns* that occurs in the body."""
    for pattern in patterns:
        if match := pattern.search(text.body):
            before = text.body[: match.start()]
            line, column = text.body_line + before.count("\n"), len(before) - before.rfind("\n")
            return Problem(code, what, hint, text.path, line, column)
    return Problem(code, what, hint, text.path, text.body_line, 1)
