"""The command-line options about links to other sites, the same for `./run check` and `./run linkcheck`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plugins.linkcheck.external import WebSettings


def add_web_options(parser: argparse.ArgumentParser) -> None:
    """Add --external and what belongs to it."""
    group = parser.add_argument_group("links to other sites")
    group.add_argument("--external", action="store_true", help="ask other sites too")
    group.add_argument(
        "--changed-since", metavar="REV", help="of these, only links in lines touched since REV"
    )
    group.add_argument("--allow-private", action="store_true",
                       help="let links lead to this machine and to private networks")  # fmt: skip
    group.add_argument("--connect-to", action="append", default=[], metavar="[NAME:PORT:]HOST:PORT",
                       help="connect there instead of asking DNS, as curl does; may be given again")  # fmt: skip
    group.add_argument("--ca-file", default="", metavar="FILE", help="trust these certificates too (PEM)")
    group.add_argument("--contact", default="", metavar="ADDRESS",
                       help="whom the owner of a site can write to, for the User-Agent")  # fmt: skip
    group.add_argument("--budget", type=float, metavar="SECONDS", help="time for all of it")
    group.add_argument("--soft-404", action="store_true",
                       help="doubt pages that look like a host's answer to an address that cannot exist")  # fmt: skip
    group.add_argument("--archive", default="", metavar="URL",
                       help="ask this availability API of the Internet Archive for copies of what is gone")  # fmt: skip


def web_settings(options: argparse.Namespace) -> WebSettings:
    """Return the settings that the options make."""
    from plugins.linkcheck.external import WebSettings

    given = {
        "allow_private": options.allow_private,
        "connect_to": tuple(options.connect_to),
        "ca_file": options.ca_file,
        "soft_404": options.soft_404,
        "archive_api": options.archive,
    }
    if options.contact:
        given["contact"] = options.contact
    if options.budget is not None:
        given["budget"] = options.budget
    return WebSettings(**given)
