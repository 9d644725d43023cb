"""The file _redirects, as Netlify, Cloudflare Pages and others read it: one line "from to 301" for each old address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from plugins.multilingual.addresses import Addresses
from plugins.multilingual.moved import Move
from plugins.multilingual.site import Attachment

FILE = "_redirects"


def as_text(moves: Iterable[Move], attachments: Mapping[str, Attachment], addresses: Addresses) -> str:
    """Return the file's text, "" without moves. A page's files moved with its folder: each has a line of its own.

    No line has a "*": Cloudflare takes 2,000 plain lines and 100 of the others.
    """
    lines = []
    for move in moves:
        lines.append(f"{addresses.href(move.old)} {addresses.href(move.new)} 301\n")
        if move.language == addresses.source_language:
            lines += [
                f"{addresses.href(move.old)}{PurePosixPath(attachment.output).name} {attachment.href} 301\n"
                for key, attachment in attachments.items()
                if key.startswith(f"{move.ref}/")
            ]
    return "".join(lines)
