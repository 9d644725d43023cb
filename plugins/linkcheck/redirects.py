"""Redirects that the host makes: the file _redirects of Netlify, Cloudflare Pages and others.

A line is "from to [status]"; from may end in "*" and have ":names" for parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from plugins.linkcheck.urls import decode


class Redirects:
    """The addresses that a host sends elsewhere."""

    def __init__(self, rules: Iterable[str] = ()) -> None:
        """Take the addresses on the left of the rules: "/old/*", "/news/:year/:name"."""
        patterns = [_pattern(rule) for rule in rules]
        self._pattern = re.compile("|".join(patterns)) if patterns else None

    def answers(self, path: str) -> bool:
        """Return whether the host sends visitors of *path* elsewhere."""
        return self._pattern is not None and bool(self._pattern.fullmatch(path.rstrip("/") or "/"))


def parse(text: str) -> Redirects:
    """Return the rules of a file _redirects; what is not one is passed over."""
    lines = (line.split("#")[0].split() for line in text.splitlines())
    rules = (words[0] for words in lines if len(words) > 1 and words[0].startswith("/"))
    return Redirects(rule for rule in rules if rule != "/*")  # "/* /404.html 404" answers nothing


def _pattern(rule: str) -> str:
    parts = re.split(r"(\*|:[A-Za-z]\w*)", decode(rule).rstrip("/") or "/")
    return "".join(".*" if part == "*" else "[^/]+" if part[:1] == ":" else re.escape(part) for part in parts)
