"""The checkers that are compared: ours, and whichever others are installed, each with the commands that run it.

Others get the options that make them check the most: fragments, style sheets. Those that read folders read
the folder; those that crawl get it from a server on this machine, whose work is not counted.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.links import reports

OURS = "ours"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Site:
    """A site to check: its folder, its address, and whether links that leave it are asked for."""

    folder: Path
    base_url: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class Contestant:
    """A checker: its name, its command for a site, and the reader of what it prints."""

    name: str
    command: Callable[[Site], list[str]]
    read: reports.Reader


def _ours(site: Site) -> list[str]:
    external = ["--external", "--allow-private"] if site.external else []
    asked = ["--base-url", site.base_url, "--format", "json", *external]
    return [sys.executable, "-m", "plugins.linkcheck", str(site.folder), *asked]


def _lychee(site: Site) -> list[str]:
    remap = f"{site.base_url} {site.folder.as_uri()}"
    found = ["--include-fragments=anchor-only", "--extensions", "html,css,xml", "--index-files", "index.html"]
    offline = [] if site.external else ["--offline"]
    asked = [
        *offline,
        *found,
        "--root-dir",
        str(site.folder),
        "--remap",
        remap,
        "--format",
        "json",
        "--no-progress",
    ]
    return ["lychee", *asked, str(site.folder)]


def _linkchecker(site: Site) -> list[str]:
    settings = site.folder.parent / "linkcheckerrc"
    settings.write_text(
        f"[checking]\nmaxrequestspersecond={10 if site.external else 10_000}\n", encoding="utf-8"
    )
    external = ["--check-extern"] if site.external else []
    return [
        "linkchecker",
        "--no-status",
        "-o",
        "csv/utf-8",
        "-f",
        str(settings),
        *external,
        f"{site.base_url}/",
    ]


def _linkinator(site: Site) -> list[str]:
    asked = ["--recurse", "--check-css", "--check-fragments", "--format", "json"]
    skip = [] if site.external else ["--skip", f"^(?!{site.base_url})"]
    return ["linkinator", f"{site.base_url}/", *asked, *skip]


def _muffet(site: Site) -> list[str]:
    return [
        "muffet",
        "--format",
        "json",
        *([] if site.external else ["--include", f"^{site.base_url}"]),
        site.base_url,
    ]


def _htmltest(site: Site) -> list[str]:
    return ["htmltest", *([] if site.external else ["--skip-external"]), str(site.folder)]


def _html_proofer(site: Site) -> list[str]:
    swap = site.base_url.replace(":", "\\:")
    external = [] if site.external else ["--disable-external"]
    return ["htmlproofer", *external, "--swap-urls", f"^{swap}:", str(site.folder)]


_OTHERS = (
    Contestant("lychee", _lychee, reports.lychee),
    Contestant("linkinator", _linkinator, reports.linkinator),
    Contestant("linkchecker", _linkchecker, reports.linkchecker),
    Contestant("muffet", _muffet, reports.muffet),
    Contestant("htmltest", _htmltest, reports.htmltest),
    Contestant("htmlproofer", _html_proofer, reports.html_proofer),
)


def installed() -> list[Contestant]:
    """Return ours, then the others whose command is on the PATH. Nothing is installed."""
    return [Contestant(OURS, _ours, reports.ours), *(one for one in _OTHERS if shutil.which(one.name))]
