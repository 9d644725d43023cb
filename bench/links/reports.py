"""Read what each checker wrote into one form. Pages and files are given below the site's folder."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bench.links.score import Entry

Reader = Callable[[str, Path], list[Entry]]  # (output, folder of the site) → entries


def ours(text: str, folder: Path) -> list[Entry]:
    """Read our JSON: the place is in the built page, or in its own file if no other is known."""
    return [
        Entry(
            *(
                _below(problem.get("file") or problem.get("page", ""), folder),
                problem["line"],
                problem["column"],
            ),
            *(problem.get("url", ""), problem["code"], problem["severity"]),
            f"{problem['message']} {problem['hint']}",
        )
        for problem in json.loads(text)["problems"]
    ]


def lychee(text: str, folder: Path) -> list[Entry]:
    """Read lychee's JSON: errors by input file, each with its span."""
    entries = []
    for file, errors in json.loads(text)["error_map"].items():
        for error in errors:
            span = error.get("span") or {}
            url = (error.get("remap") or {}).get("original", error)["url"]
            url = url.replace(folder.as_uri(), "")
            entries.append(Entry(_below(file, folder), span.get("line", 0), span.get("column", 0), url))
    return entries


def linkchecker(text: str, folder: Path) -> list[Entry]:
    """Read LinkChecker's CSV: a row for each broken link, or one that it warns of, with the page it is on."""
    rows = csv.DictReader(
        StringIO("\n".join(line for line in text.splitlines() if line[:1] != "#")), delimiter=";"
    )
    return [
        Entry(
            *(_file_of(row["parentname"]), int(row["line"] or 0), int(row["column"] or 0), row["urlname"]),
            severity="warning" if row["valid"] == "True" else "error",
        )
        for row in rows
        if row.get("valid") and (row["valid"] != "True" or row["warningstring"])
    ]


def linkinator(text: str, folder: Path) -> list[Entry]:
    """Read linkinator's JSON: all links, the broken ones among them, each with the page it is on."""
    return [
        Entry(_file_of(link.get("parent") or ""), 0, 0, link["url"])
        for link in json.loads(text)["links"]
        if link["state"] == "BROKEN"
    ]


def muffet(text: str, folder: Path) -> list[Entry]:
    """Read muffet's JSON: pages with their failed links."""
    return [
        Entry(_file_of(page["url"]), 0, 0, link["url"])
        for page in json.loads(text or "[]")
        for link in page["links"]
        if link.get("error")
    ]


_HTMLTEST = re.compile(r"^\s+(?P<what>.+?) --- (?P<file>.+?) --> (?P<url>.*)$", re.M)
_PROOFER = re.compile(r"^\* At (?P<file>.+?):(?P<line>\d+):\s+(?P<what>.+?)$", re.M)
_QUOTED = re.compile(r"(?:linking to|image|script|to) (?P<url>[^\s,]+)")


def htmltest(text: str, folder: Path) -> list[Entry]:
    """Read htmltest's lines: "  target does not exist --- es/index.html --> /gone/"."""
    return [Entry(_below(match["file"], folder), 0, 0, match["url"]) for match in _HTMLTEST.finditer(text)]


def html_proofer(text: str, folder: Path) -> list[Entry]:
    """Read html-proofer's list: "* At FILE:LINE:", then what is wrong."""
    entries = []
    for match in _PROOFER.finditer(text):
        url = _QUOTED.search(match["what"])
        entries.append(Entry(_below(match["file"], folder), int(match["line"]), 0, url["url"] if url else ""))
    return entries


def _below(file: str, folder: Path) -> str:
    """Return a path or a page's address as the file's path below *folder*."""
    path = unquote(file.removeprefix("file://")) if file.startswith("file://") else file
    for beginning in (str(folder), str(folder.resolve())):
        path = path.removeprefix(beginning)
    path = path.removeprefix("/").removeprefix("./").removeprefix(f"{folder.name}/")
    return path + "index.html" if not path or path.endswith("/") else path


def _file_of(page: str) -> str:
    """Return the file that a server answers a page's address with."""
    path = unquote(urlsplit(page).path).lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path
