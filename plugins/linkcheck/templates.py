"""Which template of the theme makes a link: the file and line that has its address, or the end of it."""

from __future__ import annotations

from collections.abc import Mapping


def place(wanted: str, templates: Mapping[str, str]) -> tuple[str, int]:
    """Return the template and line that has *wanted*, or as much of its end as any template has.

    templates are texts by path. If none has anything of it, it is the first line of base.html.
    """
    parts = [wanted, *(f'"{tail}' for tail in _tails(wanted))]
    for part in parts:
        for file, text in sorted(templates.items()):
            if part and part in text:
                return file, text.count("\n", 0, text.index(part)) + 1
    return next((file for file in sorted(templates) if file.endswith("base.html")), ""), 1


def _tails(href: str) -> list[str]:
    """Return ever shorter ends of a path: templates write site.home ~ "initiatives/"."""
    steps = href.strip("/").split("/")
    ends = ["/".join(steps[n:]) for n in range(len(steps))]
    return [end + "/" if href.endswith("/") else end for end in ends if end]
