"""The file _headers, as Netlify, Cloudflare Pages and others read it: a path, and below it the headers it gets.

All rules that match a path hold for it, and hosts differ in what they do with a header that two of them have
(Cloudflare joins the values, Netlify's own tools take the last). So here no two rules with the same header match one
path, whatever the host makes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plugins.multilingual.addresses import Addresses
from plugins.multilingual.language import language
from plugins.multilingual.policy import HEADER_POLICY, OFFLINE_POLICY, WORKER_POLICY

FILE = "_headers"
_POLICY = "Content-Security-Policy"
SECURITY = (
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=()",
    ),
)
_FOR_EVER = "public, max-age=31536000, immutable"  # a year, in seconds: the name changes with the content
_ASKED = "no-cache"  # kept, and asked about each time: a correction must reach readers at once


@dataclass(frozen=True, slots=True)
class Rule:
    """The headers of the paths that match: "*" stands for anything, ":name" for one part."""

    path: str
    headers: tuple[tuple[str, str], ...]

    def matches(self, path: str) -> bool:
        parts = re.split(r"(\*|:[A-Za-z]\w*)", self.path)
        pattern = "".join(
            ".*" if part == "*" else "[^/]+" if part[:1] == ":" else re.escape(part) for part in parts
        )
        return re.fullmatch(pattern, path, re.S) is not None


def rules(
    addresses: Addresses, codes: Sequence[str], paths: Iterable[str], immutable: Iterable[str]
) -> list[Rule]:
    """Return the rules for a site.

    paths are those of all pages and former pages in the source language, which has no folder of its own; immutable
    are the hrefs of files whose name changes with their content.
    """
    tops = dict.fromkeys(_top(path) for path in sorted(paths))
    places = [(top, addresses.source_language) for top in tops]
    places += [(addresses.root(code) + "*", code) for code in codes if code != addresses.source_language]
    found = [Rule(addresses.href("/*"), SECURITY)]
    for place, code in places:
        told = (("Content-Language", language(code).tag), (_POLICY, HEADER_POLICY), ("Cache-Control", _ASKED))
        found.append(Rule(addresses.href(place), told))
    # The policy stands here and not with the others, because the search's worker has another one.
    found.append(Rule(addresses.href("/theme/*"), ((_POLICY, HEADER_POLICY),)))
    found.append(
        Rule(addresses.href("/pagefind/*"), ((_POLICY, WORKER_POLICY), ("Cache-Control", _FOR_EVER)))
    )
    found.append(Rule(addresses.href("/sw.js"), ((_POLICY, OFFLINE_POLICY), ("Cache-Control", _ASKED))))
    found += [Rule(href, (("Cache-Control", _FOR_EVER),)) for href in immutable]
    found.append(
        Rule(addresses.href("/*/feed.xml"), (("Content-Type", "application/atom+xml; charset=utf-8"),))
    )
    return found


def _top(path: str) -> str:
    """Return the rule's path for a page: all that is in its first folder, or only the page if it is in none."""
    first, slash, _ = path.lstrip("/").partition("/")
    return f"/{first}/*" if slash else path


def as_text(found: Iterable[Rule]) -> str:
    """Return the file's text."""
    return "\n".join(
        "".join((f"{rule.path}\n", *(f"  {name}: {value}\n" for name, value in rule.headers)))
        for rule in found
    )


def parse(text: str) -> list[Rule]:
    """Return the rules of a file; lines that are none are passed over, as hosts do."""
    return list(_parsed(text))


def _parsed(text: str) -> Iterator[Rule]:
    path, headers = "", list[tuple[str, str]]()
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            if path:
                yield Rule(path, tuple(headers))
            path, headers = line.strip(), []
        elif ":" in line:
            name, _, value = line.partition(":")
            headers.append((name.strip(), value.strip()))
    if path:
        yield Rule(path, tuple(headers))


def headers_at(found: Iterable[Rule], path: str) -> dict[str, str]:
    """Return the headers of a path; the values of one that several rules have are joined, as Cloudflare does."""
    headers: dict[str, str] = {}
    for rule in found:
        if rule.matches(path):
            for name, value in rule.headers:
                headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers
