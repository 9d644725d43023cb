"""The host and port of an address, as the WHATWG URL Standard reads them.

None means that a browser refuses the address: https://exam ple.org/, http://[::1, http://256.1.1.1/.
"""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from urllib.parse import unquote

PRIVATE_ENDS = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".localdomain")
DEFAULT_PORTS = {"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21"}

_PLAIN = re.compile(r"(?:[a-z0-9_-]+\.)*[a-z_-][a-z0-9_-]*", re.A)  # no number at its end, nothing encoded
_FORBIDDEN = re.compile(r"[\x00 #/:<>?@\[\\\]^|]|[\t\n\r]")
_FORBIDDEN_IN_DOMAIN = re.compile(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]")
_PLACE = re.compile(r"(?P<name>\[[^\]]*\]|[^:\[]*)(?::(?P<port>.*))?", re.S)
_NUMBER = re.compile(r"0[xX](?P<hex>[0-9a-fA-F]*)|(?P<octal>0[0-7]+)|(?P<decimal>[0-9]+)", re.A)


def parse_authority(authority: str, scheme: str) -> str | None:
    """Return host[:port] in the form to compare, without user name and default port, or None."""
    user, at, place = authority.rpartition("@")
    match = _PLACE.fullmatch(place)
    if match is None or (at and not match["name"]):
        return None
    name = parse_host(match["name"], special=scheme in DEFAULT_PORTS)
    port = match["port"] or ""
    if name is None or (not name and (match["port"] is not None or user)):
        return None
    if not re.fullmatch(r"[0-9]*", port, re.A) or (port and int(port) > 65535):
        return None
    port = port and str(int(port))
    return name if port in ("", DEFAULT_PORTS.get(scheme)) else f"{name}:{port}"


def parse_host(text: str, *, special: bool = True) -> str | None:
    """Return a host in ASCII and small letters, or None. Only special schemes (http, ftp, …) need one."""
    lowered = text.lower()
    if special and _PLAIN.fullmatch(lowered) and "xn--" not in lowered:
        return lowered
    if text.startswith("["):
        return _ipv6(text)
    if not special:
        return None if _FORBIDDEN.search(text) else text
    domain = _to_ascii(unquote(text, errors="replace"))
    if not domain or _FORBIDDEN_IN_DOMAIN.search(domain):
        return None
    return _ipv4(domain) if _ends_in_number(domain) else domain


def is_private(place: str) -> bool:
    """Return whether host[:port] is this machine or in a network that the public does not reach (RFC 6890, 6761)."""
    name = (
        place
        if place.endswith("]")
        else place.partition(":")[0]
        if place[0] != "["
        else place.rpartition(":")[0]
    )
    if name.startswith("[") or name[-1:].isdecimal():
        with suppress(ValueError):
            return not ipaddress.ip_address(name.strip("[]")).is_global
    return "." not in name.rstrip(".") or name.rstrip(".").endswith(PRIVATE_ENDS)


def _ipv6(text: str) -> str | None:
    if not text.endswith("]") or "%" in text:
        return None
    try:
        return f"[{ipaddress.IPv6Address(text[1:-1]).compressed}]"
    except ValueError:
        return None


def _to_ascii(domain: str) -> str | None:
    """Return the name as DNS has it (Unicode TR 46, not transitional), or None."""
    if domain.isascii() and "xn--" not in domain.lower():
        return domain.lower()
    import idna  # only here: its tables take 10 ms to load

    try:
        mapped = idna.uts46_remap(domain, std3_rules=False, transitional=False)
        return ".".join(_label(label) for label in mapped.split("."))
    except (idna.IDNAError, UnicodeError):
        return None


def _label(label: str) -> str:
    """Return one part of a name in ASCII. Raise UnicodeError or IDNAError if there is no such name."""
    import idna

    if label.startswith("xn--"):
        name = label[4:].encode("ascii").decode("punycode")
        if not name or name.isascii() or idna.uts46_remap(name, std3_rules=False) != name:
            raise UnicodeError("not the encoding of any name")
    elif label.isascii():
        return label
    else:
        name = label
    idna.check_initial_combiner(name)
    idna.check_bidi(name)
    return label if label.isascii() else "xn--" + name.encode("punycode").decode("ascii")


def _ends_in_number(domain: str) -> bool:
    parts = domain.split(".")
    if len(parts) > 1 and not parts[-1]:
        parts.pop()
    return bool(re.fullmatch(r"[0-9]+|0[xX][0-9a-fA-F]*", parts[-1], re.A))


def _ipv4(domain: str) -> str | None:
    parts = domain.split(".")
    if len(parts) > 1 and not parts[-1]:
        parts.pop()
    numbers = [_number(part) for part in parts]
    if len(parts) > 4 or any(number is None for number in numbers):
        return None
    *first, last = [number for number in numbers if number is not None]
    if any(number > 255 for number in first) or last >= 256 ** (5 - len(parts)):
        return None
    value = last + sum(number * 256 ** (3 - place) for place, number in enumerate(first))
    return str(ipaddress.IPv4Address(value))


def _number(part: str) -> int | None:
    match = _NUMBER.fullmatch(part)
    if match is None or (match["decimal"] and len(part) > 1 and part.startswith("0")):
        return None
    if match["hex"] is not None:
        return int(match["hex"] or "0", 16)
    return int(match["octal"], 8) if match["octal"] else int(match["decimal"])
