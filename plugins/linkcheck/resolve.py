"""From what was typed to a place on this site.

Addresses are read as the WHATWG URL Standard says (urls.py). Paths are compared percent-decoded in normal
form C, so a link in any script finds its page however it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from plugins.linkcheck.hosts import PRIVATE_ENDS
from plugins.linkcheck.urls import Home, Kind, Url, clean, decode, kind, parse

_INDICATOR = re.compile(r"(?:\{|%7[Bb])(?P<what>[A-Za-z]+)(?:\}|%7[Dd])(?P<path>[^?#]*)(?P<rest>.*)", re.S)
# Nine of ten links need no more than these: nothing to decode, no dot segment but "../" at the beginning.
_PLAIN = re.compile(
    r"(?P<up>(?:\.\./)*)(?P<path>/?(?:(?!\.)[\w.~-]+/)*(?:(?!\.)[\w.~-]+)?)(?:\#(?P<fragment>[\w.~-]*))?",
    re.A,
)
_PLAIN_WEB = re.compile(
    r"(?P<address>https?://(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,})(?P<path>(?:/(?!\.)[\w~.-]*)+(?:\?[\w=&%+.,;-]*)?))"
    r"(?:\#(?P<fragment>[\w.~-]*))?",
    re.A,
)
_SLIP = re.compile(r"https?:(?![/\\]{2})", re.I)


class Target(NamedTuple):
    """A place on this site.

    path is below the site's own address, decoded, and starts with a slash. fragment is as typed, "" for
    none. outside: the path leaves the folder that the site is published in, so nothing of ours is there;
    path is then the host's.
    """

    path: str
    fragment: str
    outside: bool = False


class Seen(NamedTuple):
    """What an address is, as far as can be told without looking at the site.

    path is a path on the site, decoded, if kind is "internal"; the whole address without fragment if it is
    "external" or "private"; "" otherwise. outside is as in Target. slip: slashes are missing ("https:/example.org").
    """

    kind: Kind
    path: str = ""
    fragment: str = ""
    outside: bool = False
    slip: bool = False


class Indicator(NamedTuple):
    """A reference like {bundle}pages/rights that the build could not resolve and left as typed."""

    what: str
    path: str
    rest: str


def look(href: str, page_url: str, home: Home, base: str = "") -> Seen:
    """Return what *href* on the page at *page_url* is and where it leads.

    page_url is the page's path below the site's address ("/get-help/"), decoded and in normal form C. base is the
    href of the page's <base>.
    """
    if not base and (quick := _quickly(href, page_url, home)):
        return quick
    url = parse(href, home.page(page_url, base))
    what = kind(href, url, home)
    if url is None or what not in ("internal", "external", "private"):
        return Seen(what)
    fragment = (url.fragment or "").partition(":~:")[0]  # a text fragment is a search, not a place
    if what != "internal":
        return Seen(what, str(url), fragment)
    return _on_site(url, fragment, href, home)


def _quickly(href: str, page_url: str, home: Home) -> Seen | None:
    """Return what an address without peculiarities is, or None if it has to be read in full."""
    if href[:4] == "http" and (web := _PLAIN_WEB.fullmatch(href)):
        if web["host"] == home.host and not home.folder:
            path = web["path"].partition("?")[0]
            return Seen("internal", path, web["fragment"] or "")
        if web["host"] != home.host and "xn--" not in web["host"] and not web["host"].endswith(PRIVATE_ENDS):
            return Seen("external", web["address"], web["fragment"] or "")
        return None
    plain = _PLAIN.fullmatch(href)
    if plain is None or href.startswith("//"):
        return None
    up, path, fragment = plain.groups()
    if path.startswith("/"):
        return None if up or home.folder else Seen("internal", path, fragment or "")
    if not path and not up:
        return Seen("internal", page_url, fragment or "")
    steps = page_url.split("/")[1:-1]
    above = len(up) // 3
    if above > len(steps):
        return None
    folder = "/".join(steps[: len(steps) - above])
    return Seen("internal", f"/{folder}/{path}" if folder else f"/{path}", fragment or "")


def _on_site(url: Url, fragment: str, href: str, home: Home) -> Seen:
    path = decode(url.path)
    below = home.below(path)
    slip = bool(_SLIP.match(clean(href)))
    if below is not None:
        return Seen("internal", below, fragment, slip=slip)
    if clean(href).lower().startswith(("http:", "https:", "//")):
        return Seen("external", str(url), fragment)
    return Seen("internal", path, fragment, outside=True)


def resolve(href: str, page_url: str, site_url: str, base: str = "") -> Target | None:
    """Return where *href* on *page_url* leads, or None if it leaves the site or is no web address.

    An absolute address on the site's host but outside its folder leaves the site.
    """
    seen = look(href, unicodedata.normalize("NFC", page_url), Home(site_url), base)
    return Target(seen.path, seen.fragment, seen.outside) if seen.kind == "internal" else None


def classify(href: str, site_url: str = "") -> Kind:
    """Return what sort of address it is; internal if it has no host or that of *site_url*."""
    return look(href, "/", Home(site_url)).kind


def indicator(href: str) -> Indicator | None:
    """Return the reference in braces that *href* still is, or None if it is an ordinary address."""
    if not href.lstrip().startswith(("{", "%7")):
        return None
    match = _INDICATOR.fullmatch(clean(href))
    return match and Indicator(match["what"].lower(), decode(match["path"].strip()), match["rest"])
