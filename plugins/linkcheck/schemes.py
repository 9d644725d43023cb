"""Telephone and e-mail links as they should be, after RFC 3966 and RFC 6068, and typing slips near them.

Nothing is dialled or sent: only the form is looked at.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from plugins.linkcheck.urls import almost_web, clean

_TEL = re.compile(r"(?:\+?[0-9]{3,15}|[*#0-9]{3,15})(?:;[a-z0-9-]+(?:=[^;\s]+)?)*", re.I)
_SEPARATORS = re.compile(r"[-.()]")
_ADDRESS = re.compile(
    r"""(?:[^\s@,;:<>()\[\]"\\/][^\s@,;:<>()\[\]"\\]*|"(?:[^"\\\r\n]|\\.)+")
    @(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*""",
    re.X,
)
_COMMA = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*\Z)')  # not one between quotation marks
_LOOKS_LIKE_PHONE = re.compile(r"\+?[(0-9][0-9(). -]{5,}[0-9]")
_WEB_START = re.compile(r"(?P<scheme>[a-z]{3,6})(?::[/\\]*|[;.,]?[/\\]{2,})", re.I)
_WHOLE_START = re.compile(r"https?:[/\\]{2}", re.I)
_LOOKS_LIKE_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)+(?=[:?#]|\Z)")
_LOOKS_LIKE_HOST = re.compile(
    r"(?:www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+|(?:[a-z0-9-]+\.)+(?:com|edu|gov|info|int|mil|net|nyc|org|us))(?=[/?#]|\Z)",
    re.I,
)


def is_tel(href: str) -> bool:
    """Return whether a tel: link can be dialled: digits with - . ( ) between them, perhaps a leading +."""
    number, mark, parameters = clean(href).partition(":")[2].partition(";")
    return bool(_TEL.fullmatch(_SEPARATORS.sub("", number) + mark + parameters))


def is_mailto(href: str) -> bool:
    """Return whether a mailto: link is well written. Without an address it needs a subject or a text."""
    addresses, _, fields = clean(href).partition(":")[2].partition("?")
    if not addresses:
        return bool(fields)
    return all(_ADDRESS.fullmatch(unquote(address).strip()) for address in _COMMA.split(addresses))


def tel(number: str) -> str:
    """Return the tel: link that a number was meant to be, or "". Ten digits are an American number."""
    digits = re.sub(r"\D", "", unquote(number))
    if len(digits) == 10:
        return f"tel:+1{digits}"
    return f"tel:+{digits}" if 11 <= len(digits) <= 15 else ""


def repaired(href: str) -> str:
    """Return the web address that one with a damaged beginning was meant to be, or "".

    "https//example.org", "htps://example.org", "http://https://example.org", "https:/example.org" are such.
    """
    typed = rest = clean(href)
    scheme, times = "", 0
    while (start := _WEB_START.match(rest)) and (found := almost_web(start["scheme"])):
        scheme, rest, times = found, rest[start.end() :], times + 1
    host, slash, path = rest.partition("/")
    name = re.sub(r"\.{2,}", ".", host).lstrip(".")
    damaged = times > 1 or name != host or not _WHOLE_START.match(typed)
    return f"{scheme}://{name}{slash}{path}" if times and damaged and _LOOKS_LIKE_NAME.match(name) else ""


def meant(href: str) -> str:
    """Return what an address without its beginning was meant to be ("https://…", "mailto:…"), or ""."""
    typed = clean(href)
    if web := repaired(typed):
        return web
    if _LOOKS_LIKE_HOST.match(typed):
        return f"https://{typed}"
    if _ADDRESS.fullmatch(typed):
        return f"mailto:{typed}"
    return tel(typed) if _LOOKS_LIKE_PHONE.fullmatch(unquote(typed)) else ""
