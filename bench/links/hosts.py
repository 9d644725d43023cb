"""The awkward web: forty hosts, what each does when asked, and what a checker should say of its links."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Literal, NamedTuple

Verdict = Literal["fine", "dead", "unsure", "no-fragment"]


class Host(NamedTuple):
    """One host. way is the name of a function of web.py; each of links paths is asked for once.

    fine: never an error (a redirect may be told). dead: an error. unsure: told, never an error. no-fragment: the
    page is there, the place on it is not. reaches is the path that links lead to, {} its number.
    """

    name: str
    way: str
    verdict: Verdict = "fine"
    links: int = 2
    reaches: str = "/{}"


HOSTS = (
    *(Host(f"plain-{number}", "plain") for number in range(6)),
    Host("popular", "plain", links=20),
    Host("query", "plain", reaches="/page?id={}&lang=es"),
    Host("letters", "plain", reaches="/caf%C3%A9-{}"),
    Host("gzip", "gzip", reaches="/{}#part"),
    Host("chunked", "chunked"),
    Host("without-length", "without_length"),
    Host("big", "big"),
    Host("slow", "slow"),
    Host("fragments", "plain", reaches="/{}#part"),
    Host("fragments-gone", "plain", "no-fragment", reaches="/{}#gone"),
    Host("head-refused", "head_405"),
    Host("head-unknown", "head_501"),
    Host("head-says-404", "head_404"),
    Host("head-resets", "head_reset"),
    Host("permanent", "permanent"),
    Host("permanent-308", "permanent_308"),
    Host("temporary", "temporary"),
    Host("chain", "chain"),
    Host("loop", "loop", "dead"),
    Host("moved-and-gone", "to_gone", "dead"),
    Host("gone-404", "gone_404", "dead"),
    Host("gone-410", "gone_410", "dead"),
    Host("refused", "", "dead"),  # nothing listens at its address
    Host("resets", "reset", "dead"),
    Host("empty-reply", "empty", "dead"),
    Host("resets-once", "reset_once"),
    Host("busy-once", "busy_once"),
    Host("busy", "busy", "unsure"),
    Host("too-many-once", "too_many_once"),
    Host("too-many", "too_many", "unsure"),
    Host("robots-403", "wall_403", "unsure"),
    Host("robots-999", "wall_999", "unsure"),
    Host("members-401", "wall_401", "unsure"),
    Host("limited", "limited", links=60),
)


class Link(NamedTuple):
    """One link to the awkward web, and where it stands."""

    url: str
    host: Host
    file: str
    line: int


def address(number: int) -> str:
    """Return the loopback address of the host of that number in HOSTS: a host is told by its Host header."""
    return f"127.0.1.{number + 1}"


def write(folder: Path, port: int) -> list[Link]:
    """Write two pages that link to every host at *port*, a link a line, and return the links."""
    urls = [
        (f"http://{address(number)}:{port}{host.reaches.format(link)}", host)
        for number, host in enumerate(HOSTS)
        for link in range(1, host.links + 1)
    ]
    half = len(urls) // 2
    found = []
    folder.mkdir(parents=True, exist_ok=True)
    for file, part in (("index.html", urls[:half]), ("more.html", urls[half:])):
        lines = ["<!doctype html>", f'<html lang="en"><head><title>{file}</title></head><body>']
        for url, host in part:
            lines.append(f'<p><a href="{escape(url)}">{host.name}</a></p>')
            found.append(Link(url, host, file, len(lines)))
        lines += ['<p><a href="index.html">1</a> <a href="more.html">2</a></p>', "</body></html>", ""]
        (folder / file).write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return found
