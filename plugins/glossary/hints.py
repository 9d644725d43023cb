"""What the glossary says about a piece of the source text, for whoever translates it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plugins.bundles.library import Library
from plugins.glossary.terms import Term, read_terms
from plugins.glossary.wording import Words

_PLURALS = ("s", "es")


def hints(library: Library) -> Callable[[str, str], list[str]]:
    """Return a function from a segment of source text and a language to lines about the terms in it.

    A line is "Glossary: judge's warrant → orden judicial (not: garantía)". Terms come in the order of their first
    use; one that is only part of another's longer name is left out, and so is one that the language has no word for.
    """
    terms = read_terms(library)
    wanted = [(term, Words(term.source.allowed, _PLURALS)) for term in terms]
    found: dict[str, list[Term]] = {}

    def lines(segment: str, language: str) -> list[str]:
        if segment not in found:
            found[segment] = _in(segment, wanted)
        return [line for term in found[segment] if (line := _line(term, language))]

    return lines


def _in(segment: str, wanted: Sequence[tuple[Term, Words]]) -> list[Term]:
    spans = [(match.start(), match.end(), term) for term, words in wanted for match in words.found(segment)]
    whole = [
        (start, term)
        for start, end, term in spans
        if not any(a <= start and end <= b and b - a > end - start for a, b, _ in spans)
    ]
    in_order = {term.slug: term for _, term in sorted(whole, key=lambda use: (use[0], use[1].slug))}
    return list(in_order.values())


def _line(term: Term, language: str) -> str:
    rendering = term.renderings.get(language)
    if rendering is None or rendering is term.source:
        return ""
    avoid = f" (not: {', '.join(rendering.avoid)})" if rendering.avoid else ""
    return f"Glossary: {term.source.title} → {rendering.title}{avoid}"
