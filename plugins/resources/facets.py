"""Sort resources by what their data says: by type, audience, initiative, language and year. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from plugins.bundles.model import Bundle
from plugins.bundles.schema import AUDIENCES, RESOURCE_TYPES

FACETS: Mapping[str, Callable[[Bundle], tuple[str, ...]]] = {
    "type": lambda bundle: _one(bundle.shared("type")),
    "audience": lambda bundle: tuple(bundle.shared("audience", ())),
    "initiative": lambda bundle: tuple(bundle.shared("initiatives", ())),
    "language": lambda bundle: tuple(bundle.shared("languages", ())),
    "year": lambda bundle: _one(bundle.shared("year")),
}
"""What a resource says of itself, by facet: the codes as they stand in its file."""

Tally = dict[str, Counter[str]]


def _one(value: object) -> tuple[str, ...]:
    return (str(value),) if value else ()


def tally(bundles: Iterable[Bundle]) -> Tally:
    """Return how many resources there are of each value of each facet; values without any are not there."""
    found: Tally = {name: Counter() for name in FACETS}
    for bundle in bundles:
        for name, values_of in FACETS.items():
            found[name].update(values_of(bundle))
    return found


def in_order(facet: str, counts: Mapping[str, int], language: str = "") -> list[str]:
    """Return the values of a facet as readers look for them.

    Types and audiences as the schema has them, years with the newest first; initiatives and languages with the
    fullest first, but a reader's own *language* before all.
    """
    declared: dict[str, Sequence[str]] = {"type": RESOURCE_TYPES, "audience": AUDIENCES}
    if facet in declared:
        return [value for value in declared[facet] if value in counts]
    if facet == "year":
        return sorted(counts, reverse=True)
    return sorted(counts, key=lambda value: (not serves((value,), language), -counts[value], value))


def serves(tags: Iterable[str], language: str) -> bool:
    """Return whether readers of *language* can read what is in these languages (BCP 47).

    One tag may be less exact than the other (RFC 4647, section 3.3.1): "zh" and "zh-Hans", but not "zh-Hant".
    """
    own = language.lower()
    return any(tag == own or _within(tag, own) or _within(own, tag) for tag in map(str.lower, tags))


def _within(tag: str, wider: str) -> bool:
    return bool(wider) and tag.startswith(wider + "-")
