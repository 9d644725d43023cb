"""HTML in a text: what is not allowed, what is none, and tags that do not come in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser

from plugins.bundles.typed import Finding, Typed

_RAW = re.compile(r"</?[a-z!]|\{:", re.I)
_UNSAFE_TAGS = frozenset(
    [
        "applet",
        "audio",
        "base",
        "body",
        "button",
        "embed",
        "footer",
        "form",
        "frame",
        "frameset",
        "head",
        "header",
        "html",
        "iframe",
        "input",
        "link",
        "main",
        "math",
        "meta",
        "nav",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
_VOID = frozenset(["area", "br", "col", "hr", "img", "source", "track", "wbr"])
# HTML lets these end by themselves.
_OPEN_ENDED = frozenset(["dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"])
_PAIRED = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "caption",
        "cite",
        "code",
        "colgroup",
        "data",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hgroup",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "menu",
        "meter",
        "ol",
        "output",
        "picture",
        "pre",
        "progress",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "search",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "time",
        "u",
        "ul",
        "var",
    ]
)
_LOOKS = frozenset(
    ["acronym", "basefont", "big", "blink", "center", "dir", "font", "marquee", "nobr", "strike", "tt"]
)
_ANGLE = re.compile(r"</?(?P<name>[a-z][^\s<>/]*)(?P<rest>[^<>]*)>", re.I)
_DECLARATION = re.compile(r"<(?:!(?!--)|\?)[a-z\[][^<>]{0,60}>?", re.I)
_AUTOMATIC = re.compile(r"<(?:(?:https?|ftp)://[^<>]*|[^\s<>@]+@[^\s<>@]+)>", re.I)


_KNOWN = _UNSAFE_TAGS | _VOID | _OPEN_ENDED | _PAIRED


def _is_unknown(name: str) -> bool:
    return name.lower() not in _KNOWN


def check_names(typed: Typed) -> Iterator[Finding]:
    """Yield what stands in angle brackets and is no HTML, each sort once: browsers hide it."""
    if "<" not in typed.prose:
        return
    if match := _DECLARATION.search(typed.prose):
        what = f"'{match[0]}' came along from Word or another program and does not belong into a text."
        yield Finding(*match.span(), "markup-broken", what, "Remove it.")
    told_already: set[str] = set()
    for match in _ANGLE.finditer(typed.prose):
        name = match["name"].lower()
        if typed.prose[max(0, match.start() - 3) : match.start()].rstrip().endswith(("](", "]:")):
            continue  # an address may stand in angle brackets: [text](<…>), [name]: <…>
        if _AUTOMATIC.fullmatch(match[0]) or not _is_unknown(name) or name in told_already:
            continue
        told_already.add(name)
        finding = partial(Finding, *match.span(), "markup-broken")
        if name in _LOOKS:
            what = f"'<{name}>' is no longer part of HTML; what the text looks like is not set here."
            yield finding(what, f"Remove '<{name}>' and '</{name}>'; for bold words write '**words**'.")
        elif ":" in name:
            what = f"'{match[0]}' came along from Word or another program and is no HTML."
            yield finding(what, f"Remove every '<{name}>' and '</{name}>'.")
        else:
            words = match[0][1:-1]
            what = f"Readers do not see '{match[0]}', because browsers take it for HTML."
            yield finding(what, f"Write '&lt;{words}>', or the words without these brackets.")


def check_pairs(typed: Typed) -> Iterator[Finding]:
    """Yield what could run code, and tags without their partner."""
    body = typed.text.body
    if not ("<" in body or "{" in body) or not _RAW.search(body):  # Markdown itself writes neither
        return
    reader, source = _Reader(), _Reader()
    for each, html in ((reader, typed.text.html), (source, typed.prose)):
        each.feed(
            re.sub(r"<[!?](?!--)", "  ", html)
        )  # told by check_names; the parser raises on some of these
        each.close()
    for code in dict.fromkeys(reader.unsafe):
        what = f"'{code}' is not allowed in the text: it could run code, load things on the reader's phone, or break the page."
        place = typed.first(re.compile(re.escape(code), re.I))
        yield Finding(*place, "markup-unsafe", what, "Remove it, or write it in Markdown.")
    for tag in dict.fromkeys(reader.unclosed):
        what = f"'<{tag}>' is opened and never closed, so the rest of the page would be inside of it."
        place = _place(typed, source.places, tag) or typed.first(re.compile(rf"<{tag}\b", re.I))
        yield Finding(*place, "markup-broken", what, f"Write '</{tag}>' where it ends.")
    for tag in dict.fromkeys(reader.stray):
        what = f"'</{tag}>' closes what was not opened here."
        place = _place(typed, source.places, "/" + tag) or typed.first(re.compile(rf"</{tag}\b", re.I))
        yield Finding(*place, "markup-broken", what, f"Remove it, or write '<{tag}>' where it begins.")


def _place(typed: Typed, places: dict[str, tuple[int, int]], tag: str) -> tuple[int, int] | None:
    """Return where a tag without partner stands, if it is one in what was typed too."""
    if tag not in places:
        return None
    line, column = places[tag]
    at = sum(len(before) + 1 for before in typed.prose.split("\n")[: line - 1]) + column
    return at, at + len(tag) + 1


class _Reader(HTMLParser):
    """Collects what is not allowed, and tags that do not come in pairs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.unsafe: list[str] = []
        self._stray: list[tuple[str, tuple[int, int]]] = []
        self._open: list[tuple[str, tuple[int, int]]] = []
        self._left: list[tuple[str, tuple[int, int]]] = []

    @property
    def unclosed(self) -> list[str]:
        return [tag for tag, _ in (*self._left, *self._open) if tag not in _OPEN_ENDED]

    @property
    def stray(self) -> list[str]:
        return [tag for tag, _ in self._stray]

    @property
    def places(self) -> dict[str, tuple[int, int]]:
        """Line and column of the first tag of a name without partner; of closing tags by "/name"."""
        found = [*self._left, *self._open, *(("/" + tag, place) for tag, place in self._stray)]
        return dict(sorted(found, key=lambda pair: pair[1], reverse=True))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in _VOID and tag not in _UNSAFE_TAGS and not _is_unknown(tag):
            self._open.append((tag, self.getpos()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSAFE_TAGS:
            self.unsafe.append(f"<{tag}")
        self.unsafe += [
            f"{name}=" for name, _ in attrs if name.startswith("on") or name in ("style", "srcdoc")
        ]

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while (last := self._open.pop())[0] != tag:
                self._left.append(last)
        elif tag in _UNSAFE_TAGS:
            if f"<{tag}" not in self.unsafe:
                self.unsafe.append(f"</{tag}")
        elif tag not in _VOID and not _is_unknown(tag):
            self._stray.append((tag, self.getpos()))
