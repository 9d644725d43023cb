"""A translation that has lost the id of a heading: the links to it are right, and the heading is what to mend."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from plugins.bundles.library import Published
from plugins.bundles.model import Text
from plugins.linkcheck.check import Finding
from plugins.problems import Problem

_HEADING = re.compile(r"^#{2,6}(?!#).*$", re.M)


def lost(finding: Finding, published: Mapping[str, Published]) -> tuple[Text, Text] | None:
    """Return the translation and its source if only the translation lacks the id that a link leads to."""
    target = published.get(finding.target)
    if finding.code != "missing-fragment" or target is None or target.fallback or not target.texts:
        return None
    own, source = target.texts[0], target.texts[-1]
    return (own, source) if own is not source and _gives(finding.fragment).search(source.raw) else None


def problem(own: Text, source: Text, same: Sequence[Finding]) -> Problem:
    """Return one problem for all links that are broken by it."""
    identity = same[0].fragment
    links = f"{len(same)} links lead" if len(same) > 1 else "A link leads"
    message = f"A heading has lost its id '{{#{identity}}}', which it has in {source.path}. {links} there."
    hint = f"Write it again at the heading that says the same: '## Title {{#{identity}}}'."
    line, column = _at(own, source, identity)
    return Problem("missing-fragment", message, hint, own.path, line, column)


def _gives(identity: str) -> re.Pattern[str]:
    return re.compile(rf"\{{[^}}\n]*#{re.escape(identity)}(?=[\s}}])")


def _at(own: Text, source: Text, identity: str) -> tuple[int, int]:
    """Return where the heading stands that has the same place among its likes as in the source."""
    theirs, ours = (list(_HEADING.finditer(text.raw.replace("\r\n", "\n"))) for text in (source, own))
    given = _gives(identity)
    nth = next((number for number, heading in enumerate(theirs) if given.search(heading[0])), None)
    if nth is None or len(theirs) != len(ours):
        return 1, 1
    raw = own.raw.replace("\r\n", "\n")
    return raw.count("\n", 0, ours[nth].start()) + 1, len(ours[nth][0]) + 1
