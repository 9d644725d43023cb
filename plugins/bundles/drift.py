"""What a translation's structure lacks of its source's, whatever its digest says.

Staff may mark a translation as current that is not; a lost heading or another telephone number shows it. The
signs are those of the Kubernetes project's script for its translations, with numbers in place of versions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from plugins.bundles.traits import Traits

_FAR_TOO_SHORT = 0.5
_FEW_BLOCKS = 0.65
_WORTH_MEASURING = 8  # blocks; two short paragraphs may well become one


def drift(source: Traits, translation: Traits) -> Iterator[tuple[str, str]]:
    """Yield each sign that a translation is not that of its source: what is wrong, and what to do."""
    yield from _headings(source, translation)
    for what, theirs, ours in (
        ("telephone number", source.phones, translation.phones),
        ("form", source.forms, translation.forms),
    ):
        for lost in sorted(theirs - ours):
            yield (
                f"The {what} {_shown(lost)} of the source is not in this translation.",
                "Write it as the source does.",
            )
        for added in sorted(ours - theirs):
            yield (
                f"The {what} {_shown(added)} is not in the source.",
                f"Compare it with the source: is a digit of the {what} wrong?",
            )
    if len(translation.links) < len(source.links):
        lost_links = Counter(source.links) - Counter(translation.links)
        # A translation may link to its own language's page of another site: then only the number counts.
        for link in list(lost_links)[: len(source.links) - len(translation.links)]:
            yield f"The link to '{link}' is not in this translation.", "Link the words that the source links."
    short = translation.length < source.length * _FAR_TOO_SHORT
    few = translation.blocks < source.blocks * _FEW_BLOCKS
    if source.blocks >= _WORTH_MEASURING and (short or few):
        yield (
            f"This translation is far shorter than the source: {translation.blocks} paragraphs, list items and cells "
            f"in place of {source.blocks}.",
            "Translate what is missing.",
        )


def _headings(source: Traits, translation: Traits) -> Iterator[tuple[str, str]]:
    lost = [name for name in source.ids if name not in translation.ids]
    for name in lost:
        hint = f"Translate that part, and end its heading with '{{#{name}}}'."
        yield f"The heading '{{#{name}}}' of the source is not in this translation.", hint
    if not lost and translation.headings < source.headings:
        yield (
            f"The source has {source.headings} headings, this translation {translation.headings}.",
            "Translate the parts that are missing.",
        )


def _shown(number: str) -> str:
    """Return a telephone number as it is written; anything else as it is."""
    ten = len(number) == 10 and number.isdigit()
    return f"({number[:3]}) {number[3:6]}-{number[6:]}" if ten else number
