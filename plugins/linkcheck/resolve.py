"""From what was typed to a place on this site.

Joining follows RFC 3986 section 5. Paths are compared percent-decoded in normal form C, so a link in any
script finds its page however it was typed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.linkcheck.urls import Url, classify, clean, decode, host, join, remove_dots, split

_INDICATOR = re.compile(r"(?:\{|%7[Bb])(?P<what>[A-Za-z]+)(?:\}|%7[Dd])(?P<path>[^?#]*)(?P<rest>.*)", re.S)


class Target(NamedTuple):
    """A place on this site.

    path is below the site's own address, decoded, and starts with a slash. fragment is as typed, "" for
    none. outside: the path leaves the folder that the site is published in, so nothing of ours is there;
    path is then the host's.
    """

    path: str
    fragment: str
    outside: bool = False


class Indicator(NamedTuple):
    """A reference like {bundle}pages/rights that the build could not resolve and left as typed."""

    what: str
    path: str
    rest: str


def resolve(href: str, page_url: str, site_url: str, base: str = "") -> Target | None:
    """Return where *href* on *page_url* leads, or None if it leaves the site or is no web address.

    page_url is the page's path below *site_url* ("/get-help/"). base is the href of the page's <base>, if
    it has one. An absolute address on the site's host but outside its folder leaves the site.
    """
    if classify(href, site_url) != "internal":
        return None
    site = split(clean(site_url))
    prefix = remove_dots(site.path).rstrip("/") if site.path else ""
    home = Url("https", site.authority or "", prefix, None, None)
    start = join(home._replace(path=f"{prefix}/{page_url.lstrip('/')}"), base)
    url = join(start, href)
    if url.scheme not in {"http", "https"} or host(url.authority or "") != host(home.authority or ""):
        return None
    path, below = decode(url.path or "/"), decode(prefix)
    fragment = (url.fragment or "").partition(":~:")[0]  # a text fragment is a search, not a place
    if below and path != below and not path.startswith(below + "/"):
        return Target(path, fragment, outside=True)
    return Target(path.removeprefix(below) or "/", fragment)


def indicator(href: str) -> Indicator | None:
    """Return the reference in braces that *href* still is, or None if it is an ordinary address."""
    match = _INDICATOR.fullmatch(clean(href))
    return match and Indicator(match["what"].lower(), decode(match["path"].strip()), match["rest"])
