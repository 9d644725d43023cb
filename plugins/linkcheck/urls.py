"""The grammar of addresses: split, join and compare them as browsers do.

Splitting is RFC 3986 appendix B, joining its section 5.2, with what the WHATWG URL Standard forgives in
addition: tabs, line ends and surrounding controls are dropped, a backslash counts as a slash, "%2e" is a
dot. Nothing here raises: any text is some address.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from typing import Literal, NamedTuple
from urllib.parse import unquote

Kind = Literal["internal", "external", "mailto", "tel", "unsafe", "malformed", "other"]

_PARTS = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(?://(?P<authority>[^/?#]*))?"
    r"(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:\#(?P<fragment>.*))?",
    re.S,
)
_CONTROLS = "".join(map(chr, range(0x21)))
_WEB = ("http", "https")
_PORT = re.compile(r":(?P<port>[0-9]*)\Z")
_RUNS_CODE = re.compile(r"(?:javascript|vbscript):|data:\s*(?:text|application)/", re.I)


class Url(NamedTuple):
    """An address in its five parts. None means absent, which is not the same as empty."""

    scheme: str | None
    authority: str | None
    path: str
    query: str | None
    fragment: str | None


def clean(href: str) -> str:
    """Return *href* without what a browser drops before it looks at it."""
    return re.sub(r"[\t\n\r]", "", href.strip(_CONTROLS))


def split(href: str) -> Url:
    """Return the parts of a cleaned address, the scheme in small letters."""
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", href)
    if scheme is None or scheme[1].lower() in _WEB:
        before, mark, after = _cut(href)
        href = before.replace("\\", "/") + mark + after
    match = _PARTS.fullmatch(href)
    assert match is not None, "the pattern covers every text"
    scheme_name, *rest = match.group("scheme", "authority", "path", "query", "fragment")
    return Url(scheme_name and scheme_name.lower(), *rest)


def _cut(href: str) -> tuple[str, str, str]:
    """Cut before the query or the fragment, where a backslash is only a backslash."""
    match = re.search(r"[?#]", href)
    return (href, "", "") if match is None else (href[: match.start()], match[0], href[match.end() :])


def join(base: Url, href: str) -> Url:
    """Return where *href* leads from *base* (RFC 3986 section 5.2.2), dots removed from the path."""
    url = split(clean(href))
    if url.scheme is not None:
        return url._replace(path=remove_dots(url.path)) if url.scheme in _WEB else url
    if url.authority is not None:
        return url._replace(scheme=base.scheme, path=remove_dots(url.path))
    if not url.path:
        query = base.query if url.query is None else url.query
        return base._replace(query=query, fragment=url.fragment)
    path = url.path if url.path.startswith("/") else base.path.rpartition("/")[0] + "/" + url.path
    return Url(base.scheme, base.authority, remove_dots(path), url.query, url.fragment)


def remove_dots(path: str) -> str:
    """Resolve "." and ".." segments; what climbs above the root stays at the root."""
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
    decoded = (unquote(segment).replace("/", "%2F") for segment in path.split("/"))
    return unicodedata.normalize("NFC", "/".join(decoded))


def host(authority: str) -> str:
    """Return the host and port in the form to compare: small letters, ASCII, no port 80 or 443."""
    place = authority.rpartition("@")[2]
    port = _PORT.search(place)
    name = unquote(place[: port.start()] if port else place).rstrip(".").lower()
    with suppress(UnicodeError):  # no such name can be registered: it is compared as it stands
        name = name.encode("idna").decode("ascii")
    return name if port is None or port["port"] in {"", "80", "443"} else f"{name}:{port['port']}"


def classify(href: str, site_url: str = "") -> Kind:
    """Return what sort of address it is; internal if it has no host or that of *site_url*."""
    cleaned = clean(href)
    if _RUNS_CODE.match(cleaned):
        return "unsafe"
    url = split(cleaned)
    if url.scheme in {"mailto", "tel"}:
        return "mailto" if url.scheme == "mailto" else "tel"
    if url.scheme not in (None, *_WEB):
        return "other"
    if url.authority is None:
        return "internal" if url.scheme is None else "malformed"
    if not host(url.authority) or re.search(r"[\s<>^|]", url.authority):
        return "malformed"
    return "internal" if is_within(url, site_url) else "external"


def is_within(url: Url, site_url: str) -> bool:
    """Return whether an address with a host is on the site, below the path of *site_url*."""
    site = split(clean(site_url))
    if not site.authority or host(url.authority or "") != host(site.authority):
        return False
    prefix = decode(site.path.rstrip("/"))
    path = decode(remove_dots(url.path)) if url.path else "/"
    return not prefix or path == prefix or path.startswith(prefix + "/")
