"""The tree of initiatives: who is part of whom, in which order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.bundles.model import Bundle


@dataclass(frozen=True, slots=True)
class Node:
    """An initiative and its parts, in order."""

    bundle: Bundle
    parts: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, parents first."""
        yield self
        for part in self.parts:
            yield from part.walk()


def grow(bundles: Iterable[Bundle]) -> tuple[Node, ...]:
    """Return the tops of the tree by Order, then slug.

    An initiative whose Part-Of names nothing stands at the top, and so does each member of a loop: the check
    has told of both, and no page is lost.
    """
    by_slug = {bundle.slug: bundle for bundle in bundles}

    def above(slug: str) -> str | None:
        parent = by_slug[slug].shared("part_of")
        return parent if parent in by_slug and slug not in _ancestors(parent, by_slug) | {parent} else None

    below: dict[str | None, list[Bundle]] = {}
    for slug, bundle in by_slug.items():
        below.setdefault(above(slug), []).append(bundle)

    def node(bundle: Bundle) -> Node:
        return Node(bundle, tuple(node(part) for part in sorted(below.get(bundle.slug, []), key=_place)))

    return tuple(node(bundle) for bundle in sorted(below.get(None, []), key=_place))


def _ancestors(slug: str, by_slug: dict[str, Bundle]) -> set[str]:
    found: set[str] = set()
    parent = by_slug[slug].shared("part_of")
    while parent in by_slug and parent not in found:
        found.add(parent)
        parent = by_slug[parent].shared("part_of")
    return found


def _place(bundle: Bundle) -> tuple[int, str]:
    return bundle.shared("order", 9999), bundle.slug


def ways(tops: Iterable[Node]) -> dict[str, tuple[str, ...]]:
    """Return, for each initiative's slug, the slugs from the top down to it, itself last."""
    found: dict[str, tuple[str, ...]] = {}

    def visit(node: Node, above: tuple[str, ...]) -> None:
        way = (*above, node.bundle.slug)
        found[node.bundle.slug] = way
        for part in node.parts:
            visit(part, way)

    for top in tops:
        visit(top, ())
    return found
