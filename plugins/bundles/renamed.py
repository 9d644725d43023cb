"""The names that bundles had before, from the field `Former-Slugs` of their source files."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.bundles.model import Bundle


def former_refs(bundles: Iterable[Bundle]) -> dict[str, str]:
    """Return, for each reference that {bundle} took before a folder was renamed, the one it takes now."""
    return {
        f"{bundle.kind.name}/{slug}": bundle.ref
        for bundle in bundles
        for slug in bundle.shared("former_slugs", ())
    }


def original_slug(bundle: Bundle) -> str:
    """Return the folder's first name, which outlives all renaming: Former-Slugs has the oldest first."""
    first: str = next(iter(bundle.shared("former_slugs", ())), bundle.slug)
    return first
