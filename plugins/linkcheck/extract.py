"""Read a page: HTML → its links and ids, in the order of the document.

Which attributes hold addresses follows the index of attributes of the HTML standard, with what browsers still
load of older ones (<frame>, background). Comments, data-* and the content of <template> are no part of the page;
what stands in <noscript> is, for a reader without scripts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from plugins.linkcheck import css, srcset, structured

ASCII_SPACE = " \t\n\f\r"

_ATTRIBUTES: dict[str, frozenset[str]] = {
    tag: frozenset(names.split())
    for tags, names in {
        "area": "href",
        "link": "href imagesrcset",
        "img": "src srcset longdesc usemap",
        "iframe frame": "src longdesc",
        "source": "src srcset",
        "video": "src poster",
        "audio track embed": "src",
        "input": "src formaction",
        "button": "formaction",
        "form": "action",
        "object": "data usemap",
        "blockquote q del ins": "cite",
        "html": "manifest",
        "body table thead tbody tfoot tr td th": "background",
        "script": "src href xlink:href",
        # SVG, some of it as HTML's parser spells it
        "use image mpath pattern feimage feImage textpath textPath lineargradient linearGradient "
        "radialgradient radialGradient": "href xlink:href",
    }.items()
    for tag in tags.split()
}
_META = frozenset(
    [
        "og:url",
        "og:image",
        "og:image:url",
        "og:image:secure_url",
        "og:video",
        "og:video:url",
        "og:video:secure_url",
        "og:audio",
        "og:audio:url",
        "og:audio:secure_url",
        "og:see_also",
        "twitter:image",
        "twitter:image:src",
        "twitter:player",
        "twitter:player:stream",
        "thumbnail",
        "msapplication-tileimage",
        "msapplication-config",
        "msapplication-starturl",
        "msapplication-square70x70logo",
        "msapplication-square150x150logo",
        "msapplication-square310x310logo",
        "msapplication-wide310x150logo",
    ]
)
_ITEMPROP = frozenset(["url", "image", "logo", "thumbnailurl", "contenturl", "embedurl", "sameas"])
_ORIGINS = frozenset(
    {"preconnect", "dns-prefetch"}
)  # a host to talk to soon; nothing is loaded from the address
# The "shared declarative refresh steps" of the HTML standard: seconds, a separator, then perhaps "url=".
_REFRESH = re.compile(
    r"[ \t\n\f\r]*(?:[0-9]+|(?=\.))[0-9.]*(?:[ \t\n\f\r]*[;,]|[ \t\n\f\r])[ \t\n\f\r]*"
    r"(?:[Uu][Rr][Ll][ \t\n\f\r]*=[ \t\n\f\r]*)?(?:\"(?P<double>[^\"]*)|'(?P<single>[^']*)|(?P<bare>.*))",
    re.S,
)
# An empty script with an id may be filled in later; one with nothing but these was to load a file.
_SCRIPT_WORDS = frozenset(["type", "async", "defer", "charset", "language", "crossorigin", "nomodule"])
_SCRIPT_TYPES = frozenset({"", "module", "text/javascript", "application/javascript"})
# Drawings are pasted into pages with their ids; a second copy of one draws the same.
_DRAWING = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textpath",
        "use",
        "image",
        "symbol",
        "defs",
        "marker",
        "mask",
        "clippath",
        "pattern",
        "lineargradient",
        "radialgradient",
        "stop",
        "filter",
        "desc",
        "metadata",
    ]
)


class Link(NamedTuple):
    """One address in a file.

    href is as written, entities decoded and ASCII white space around it removed; "" if it is missing. rel is
    what a <link> is for, in small letters, or "refresh"; hreflang the language that an element names, by that attribute or
    by its own lang; base the address that it is read from, if that is not the page's.
    """

    href: str
    tag: str
    attribute: str
    rel: str = ""
    hreflang: str = ""
    base: str = ""


class Document(NamedTuple):
    """What one file says, in the order written.

    ids are what a fragment reaches, twice what more than one element has for an id (once for each further
    one), maps the names of its <map>s; base is the href of <base>, language that of <html lang>.
    """

    links: tuple[Link, ...] = ()
    ids: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    base: str = ""
    language: str = ""


Attributes = Mapping[str, str | None]


# One pass over css("*"): 1,000 pages of 30 KB (196 links and ids each) take 0.37 s on two shared cores,
# 0.15 s of it the parser's own. A selector list ("[href],[src]") is slower and gives some elements twice.
def extract(html: str) -> Document:
    """Return the links, ids and base of a page. Any text is read as a browser would read it."""
    links: list[Link] = []
    ids: dict[str, bool] = {}  # whether it is an id, and not the name of an <a>
    twice: list[str] = []
    maps: list[str] = []
    base: str | None = None
    language = ""
    for node in LexborHTMLParser(html).css("*"):
        attributes: Attributes = node.attributes
        tag = node.tag or ""
        if not attributes and tag not in _BARE:
            continue
        if "id" in attributes and (identity := attributes["id"]):
            if ids.get(identity) and tag.lower() not in _DRAWING:
                twice.append(identity)
            ids[identity] = True
        if tag == "a":  # two of three links: the short way
            if len(attributes) == 1 and "href" in attributes:
                links.append(_plain(attributes["href"] or ""))
                continue
            links += links_of(tag, attributes, node.text)
            if name := attributes.get("name"):
                ids.setdefault(name, False)
            continue
        if tag not in _INTERESTING:
            if "style" in attributes:
                links += _of_style(tag, attributes)
            continue
        links += links_of(tag, attributes, node.text)
        if tag == "base" and base is None and "href" in attributes:
            base = (attributes["href"] or "").strip(ASCII_SPACE)
        elif tag == "html":
            language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
        elif tag == "map":
            maps += [name for name in (attributes.get("name"), attributes.get("id")) if name]
    return Document(tuple(links), tuple(ids), tuple(twice), tuple(maps), base or "", language)


@lru_cache(100_000)
def _plain(href: str) -> Link:
    """Return the link of an <a> with nothing but an address; equal ones are one object."""
    return Link(href.strip(ASCII_SPACE), "a", "href")


_BARE = frozenset({"img", "link", "script", "style"})  # something is wrong, or inside, without attributes
_INTERESTING = frozenset(_ATTRIBUTES) | {"base", "map", "meta", "style"}


def links_of(tag: str, attributes: Attributes, text: Callable[[], str]) -> Iterator[Link]:
    """Yield the links of one element, in the order its attributes are written; text returns what is in it.

    An element that is of no use without the address it lacks gives a link to nothing.
    """
    yield from _of_style(tag, attributes)
    if tag == "a":
        yield from _of_anchor(attributes)
    elif tag in _INTERESTING:
        yield from _of_element(tag, attributes, text)


def _of_style(tag: str, attributes: Attributes) -> Iterator[Link]:
    if "(" in (style := attributes.get("style") or ""):
        yield from (Link(href.strip(ASCII_SPACE), tag, "style") for _, href in css.addresses(style))


def _of_anchor(attributes: Attributes) -> Iterator[Link]:
    name = next((name for name in ("href", "xlink:href") if name in attributes), None)
    if name is None:
        return
    href = (attributes[name] or "").strip(ASCII_SPACE)
    if href or "download" not in attributes:  # <a href="" download> saves the page that it is on
        named = (attributes.get("hreflang") or attributes.get("lang") or "") if name == "href" else ""
        yield Link(href, "a", name, "", named)


def _of_element(tag: str, attributes: Attributes, text: Callable[[], str]) -> Iterator[Link]:
    rel = hreflang = ""
    if tag == "meta":
        for href, rel in _meta(attributes):
            yield Link(href.strip(ASCII_SPACE), tag, "content", rel)
        return
    elif tag == "link":
        rel = " ".join((attributes.get("rel") or "").lower().split())
        hreflang = (attributes.get("hreflang") or "").strip()
        if rel and _ORIGINS.issuperset(rel.split()):
            return
    wanted = _ATTRIBUTES.get(tag, frozenset())
    for attribute, value in attributes.items():
        if attribute not in wanted:
            continue
        if attribute.endswith("srcset"):
            for candidate in srcset.parse(value or ""):
                yield Link(candidate.url, tag, attribute, rel)
        elif tag != "input" or attribute != "src" or (attributes.get("type") or "").lower() == "image":
            yield Link((value or "").strip(ASCII_SPACE), tag, attribute, rel, hreflang)
    yield from _without_address(tag, attributes, text)
    if tag in ("script", "style", "iframe"):
        yield from _inside(tag, attributes, text)


def _without_address(tag: str, attributes: Attributes, text: Callable[[], str]) -> Iterator[Link]:
    """Yield a link to nothing for an element that is of no use without the address it lacks."""
    if tag == "img":
        # Scripts that load pictures late keep the address in data-src, v-bind:src and the like.
        if not any(name.endswith(("src", "srcset")) for name in attributes):
            yield Link("", tag, "src")
    elif tag == "link":
        if "href" not in attributes and "imagesrcset" not in attributes:
            yield Link("", tag, "href", " ".join((attributes.get("rel") or "").lower().split()))
    elif tag == "script":
        kind = (attributes.get("type") or "").strip().lower()
        if _SCRIPT_WORDS.issuperset(attributes) and kind in _SCRIPT_TYPES and not text().strip():
            yield Link("", tag, "src")
    elif tag == "input" and (attributes.get("type") or "").lower() == "image" and "src" not in attributes:
        yield Link("", tag, "src")


def _inside(tag: str, attributes: Attributes, text: Callable[[], str]) -> Iterator[Link]:
    """Yield the links in what an element holds: style, data for machines, a page in the page."""
    if tag == "style":
        for _, href in css.addresses(text()):
            yield Link(href.strip(ASCII_SPACE), tag, "url")
    elif tag == "script" and (attributes.get("type") or "").strip().lower() == "application/ld+json":
        for name, href in structured.of_json_ld(text()):
            yield Link(href.strip(ASCII_SPACE), "json-ld", name)
    elif srcdoc := attributes.get("srcdoc") if tag == "iframe" else None:
        yield from (link for link in extract(srcdoc).links if not link.href.startswith("#"))


def _meta(attributes: Attributes) -> Iterator[tuple[str, str]]:
    """Yield (address, "refresh" if the page moves there by itself)."""
    content = attributes.get("content") or ""
    name = (attributes.get("property") or attributes.get("name") or "").lower()
    if name in _META or (attributes.get("itemprop") or "").lower() in _ITEMPROP:
        yield content, ""
    elif (attributes.get("http-equiv") or "").lower() == "refresh" and (match := _REFRESH.match(content)):
        href = next(group for group in match.groups() if group is not None)
        if href:
            yield href, "refresh"
