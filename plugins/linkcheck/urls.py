"""The grammar of addresses: read, join and compare them as browsers do.

The steps are those of the WHATWG URL Standard's parser: white space at the ends and tabs and line ends inside
are dropped, a backslash counts as a slash, "%2e" is a dot, "https:/host" and "https:page" are understood.
Nothing here raises; None means that a browser refuses the address.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote

from plugins.linkcheck.hosts import DEFAULT_PORTS, is_private, parse_authority

Kind = Literal[
    "internal", "external", "private", "mailto", "tel", "file", "unsafe", "malformed", "other", "empty", "map"
]

_CONTROLS = "".join(map(chr, range(0x21)))
_DROPPED = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PARTS = re.compile(r"(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:\#(?P<fragment>.*))?", re.S)
_AUTHORITY = re.compile(r"[^/\\?#]*")
_RUNS_CODE = re.compile(r"(?:javascript|vbscript):|data:\s*(?:text|application)/", re.I)
WEB = ("http", "https")


class Url(NamedTuple):
    """An address in its parts. scheme "" is that of a site whose address is not known.

    host has the port if it is not the scheme's own, and no user name. query and fragment: None means absent,
    which is not the same as empty.
    """

    scheme: str
    host: str
    path: str
    query: str | None = None
    fragment: str | None = None

    def __str__(self) -> str:
        """Return the address without fragment, encoded as it is sent."""
        query = "" if self.query is None else "?" + quote(self.query, safe="!$%&()*+,/:;=?@[]\\^_`{|}~'-.")
        return f"{self.scheme}://{self.host}{quote(self.path, safe='!$%&()*+,/:;=@[]|~-._' + chr(39))}{query}"


def clean(href: str) -> str:
    """Return *href* without what a browser drops before it looks at it."""
    return _DROPPED.sub("", href.strip(_CONTROLS))


def parse(href: str, base: Url) -> Url | None:
    """Return where *href* leads from *base*, or None if a browser would refuse it.

    An address of a scheme that has no hosts or of which nothing more is known keeps its text in path.
    """
    href = clean(href)
    scheme = _SCHEME.match(href)
    if scheme is None:
        return _relative(href, base)
    name, rest = scheme[1].lower(), href[scheme.end() :]
    if name in DEFAULT_PORTS:
        if name == base.scheme and not rest.startswith("//"):
            return _relative(rest, base)
        return _with_host(name, rest.lstrip("/\\"))
    if name != "file" and rest.startswith("//"):
        host = _AUTHORITY.match(rest.replace("\\", "_"), 2)
        if host is not None and parse_authority(rest[2 : host.end()], name) is None:
            return None
    return Url(name, "", rest)


def _relative(href: str, base: Url) -> Url | None:
    if href[:1] in ("/", "\\") and href[1:2] in ("/", "\\"):
        return _with_host(base.scheme, href.lstrip("/\\"))
    match = _PARTS.fullmatch(href)
    assert match is not None, "the pattern covers every text"
    path, query, fragment = match.group("path", "query", "fragment")
    if not path:
        return base._replace(query=base.query if query is None else query, fragment=fragment)
    path = path.replace("\\", "/")
    if not path.startswith("/"):
        path = base.path.rpartition("/")[0] + "/" + path
    return Url(base.scheme, base.host, remove_dots(path), query, fragment)


def _with_host(scheme: str, rest: str) -> Url | None:
    authority = _AUTHORITY.match(rest)
    assert authority is not None, "the pattern matches nothing at least"
    host = parse_authority(authority[0], scheme or "https")
    match = _PARTS.fullmatch(rest, authority.end())
    if not host or match is None:
        return None
    path, query, fragment = match.group("path", "query", "fragment")
    return Url(scheme or "https", host, remove_dots(path.replace("\\", "/")), query, fragment)


def remove_dots(path: str) -> str:
    """Resolve "." and ".." segments; what climbs above the root stays at the root."""
    if "/." not in path and "/%2" not in path:
        return path or "/"
    kept: list[str] = []
    segments = path.removeprefix("/").split("/")
    for segment in segments:
        plain = segment.lower().replace("%2e", ".")
        if plain == "..":
            kept = kept[:-1]
        elif plain != ".":
            kept.append(segment)
    if segments[-1].lower().replace("%2e", ".") in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def decode(path: str) -> str:
    """Return *path* percent-decoded in Unicode's normal form C. An encoded slash stays encoded."""
    if "%" in path:
        decoded = (unquote(segment).replace("/", "%2F") for segment in path.split("/"))
        path = "/".join(decoded)
    return path if path.isascii() else unicodedata.normalize("NFC", path)


class Home:
    """Where a site is published: its address, and what is below it."""

    def __init__(self, address: str = "") -> None:
        """Read *address* ("https://example.org/preview/"); "" if nobody knows, and then no host is its own."""
        url = parse(address, Url("", "", "/")) if address else None
        self.scheme, self.host = (url.scheme, url.host) if url and url.host else ("", "")
        self.folder = url.path.rstrip("/") if url else ""
        self._below = decode(self.folder)

    def page(self, path: str, base: str = "") -> Url:
        """Return the address from which links on the page at *path* are read; base is its <base>'s href."""
        encoded = path.lstrip("/").replace("%", "%25")
        url = Url(self.scheme, self.host, f"{self.folder}/{encoded}")
        moved = parse(base, url) if base else url
        return moved if moved and (moved.host or moved.scheme == self.scheme) else url

    def owns(self, url: Url) -> bool:
        """Return whether an address is on the site's host; http and https are one host."""
        if not self.host:
            return not url.scheme
        return url.scheme in WEB and _no_www_port(url.host) == _no_www_port(self.host)

    def below(self, path: str) -> str | None:
        """Return a decoded path as seen from the site's folder, or None if it is outside."""
        if not self._below:
            return path
        if path == self._below or path.startswith(self._below + "/"):
            return path[len(self._below) :] or "/"
        return None

    def address(self, path: str) -> str:
        """Return the whole address of *path* on the site, or the path itself if the host is not known."""
        return f"{self.scheme}://{self.host}{self.folder}{path}" if self.host else path


def _no_www_port(host: str) -> str:
    """http://example.org:443 and https://example.org:80 stand for the same server here; a last dot says nothing."""
    return host.removesuffix(":80").removesuffix(":443").rstrip(".")


def kind(href: str, url: Url | None, home: Home) -> Kind:
    """Return what sort of address *href* is; url is what it was read as."""
    if ":" in href and _RUNS_CODE.match(clean(href)):
        return "unsafe"
    if url is None:
        return "malformed"
    if home.owns(url):
        return "internal"
    if url.host and url.scheme in WEB:
        if url.host in WEB or ".." in url.host or url.host[0] == "." or not _NAME.fullmatch(url.host):
            return "malformed"  # "http://https://example.org": browsers take it, and find no such host
        return "private" if is_private(url.host) else "external"
    if url.scheme in {"mailto", "tel", "file"}:
        return url.scheme  # type: ignore[return-value]
    if len(url.scheme) == 1 and url.path[:1] in ("/", "\\"):  # "C:\\x.pdf"
        return "file"
    return "malformed" if url.path[:2] in _SLASHES and almost_web(url.scheme) else "other"


def almost_web(scheme: str) -> str:
    """Return the one of http and https that a scheme is, or is one slip of the fingers away from, or ""."""
    return _ALMOST.get(scheme.lower(), "")


def _slips(word: str) -> set[str]:
    """Return what a word becomes by one slip: a letter left out, doubled, exchanged, or one of its neighbours hit."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    near = "htpsgyujrfolad"
    left_out = {one + other[1:] for one, other in cuts}
    exchanged = {one + other[1] + other[0] + other[2:] for one, other in cuts if len(other) > 1}
    put_in = {one + letter + other for one, other in cuts for letter in near}
    instead = {one + letter + other[1:] for one, other in cuts[:-1] for letter in near}
    return left_out | exchanged | put_in | instead


_SLASHES = ("//", "/\\", "\\/", "\\\\")
_NAME = re.compile(r"[^{}<>\s\"`$,;!*()'&=+]+")  # more than DNS allows, and no placeholder
# The later wins: "httpss" is nearer to https, and what is one of the two is no slip of the other.
_ALMOST = (
    dict.fromkeys(_slips("http"), "http")
    | dict.fromkeys(_slips("https"), "https")
    | {"http": "http", "https": "https"}
)
