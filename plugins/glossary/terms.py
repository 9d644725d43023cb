"""The glossary as data: each term, and what it is called in each language. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.bundles.library import Library
from plugins.bundles.model import Bundle, Text

KIND = "glossary"


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a term is called in one language: the word to use, others that may be used, and those that must not."""

    title: str
    also: tuple[str, ...]
    avoid: tuple[str, ...]
    text: Text

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return all words that may be used, the right one first."""
        return (self.title, *self.also)


@dataclass(frozen=True, slots=True)
class Term:
    """One term. source is what it is called in the source language; renderings has that too, by language."""

    slug: str
    source: Rendering
    renderings: dict[str, Rendering]


def read_terms(library: Library) -> list[Term]:
    """Return the terms of a library by slug. One without a title, or not yet translated, is left out."""
    return [term for bundle in library.of_kind(KIND) if (term := _term(bundle))]


def _term(bundle: Bundle) -> Term | None:
    renderings = {
        language: _rendering(text)
        for language, text in bundle.texts.items()
        if text.fields.get("title") and not bundle.is_untouched(language)
    }
    source = renderings.get(bundle.source_language)
    return Term(bundle.slug, source, renderings) if source else None


def _rendering(text: Text) -> Rendering:
    fields = text.fields
    return Rendering(fields["title"], fields.get("also", ()), fields.get("avoid", ()), text)
