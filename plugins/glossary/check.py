"""Check the glossary against itself, and every text against the glossary. Values in, problems out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plugins.bundles.library import Library
from plugins.bundles.model import Text
from plugins.bundles.typed import Finding, Typed
from plugins.glossary.terms import KIND, Rendering, Term
from plugins.glossary.wording import Words, folded
from plugins.problems import Problem, Severity

# What readers see of a text's fields.
_SHOWN = ("title", "summary", "short_title", "alt", "action", "also")


@dataclass(frozen=True, slots=True)
class Wording:
    """What one language must not say and what it may; instead has the right word and the term by the wrong word."""

    forbidden: Words
    allowed: Words
    instead: Mapping[str, tuple[Rendering, Term]]

    def faults(self, text: str) -> Iterator[tuple[re.Match[str], Rendering, Term]]:
        """Yield each forbidden word of a text that is no part of a word that may be used."""
        wrong = list(self.forbidden.found(text))
        spans = [match.span() for match in self.allowed.found(text)] if wrong else []
        for match in wrong:
            told = self.instead.get(folded(match[0]))
            if told and not any(start <= match.start() and match.end() <= end for start, end in spans):
                yield match, *told


def wordings(terms: Iterable[Term]) -> dict[str, Wording]:
    """Return the wording of each language for which the glossary forbids anything."""
    by_language: dict[str, list[tuple[Rendering, Term]]] = {}
    for term in terms:
        for language, rendering in term.renderings.items():
            by_language.setdefault(language, []).append((rendering, term))
    found = {}
    for language, renderings in by_language.items():
        instead = {folded(word): told for told in reversed(renderings) for word in told[0].avoid}
        if instead:
            forbidden = Words(word for rendering, _ in renderings for word in rendering.avoid)
            allowed = Words(word for rendering, _ in renderings for word in rendering.allowed)
            found[language] = Wording(forbidden, allowed, instead)
    return found


# ── Texts ────────────────────────────────────────────────────────────────────


def check_texts(library: Library, terms: Sequence[Term]) -> Iterator[Problem]:
    """Warn of each place where a text uses a word that the glossary forbids in its language."""
    known = wordings(terms)
    for bundle in library.bundles.values():
        for language, text in bundle.texts.items():
            wording = known.get(language)
            if wording is None or text.path in library.told or bundle.is_untouched(language):
                continue
            yield from _in_fields(text, wording)
            if any(wording.forbidden.found(text.body)):
                yield from _in_body(text, wording)


def _in_fields(text: Text, wording: Wording) -> Iterator[Problem]:
    for key in _SHOWN:
        value = text.typed.get(key, ("", 1, 1))[0]
        before: list[str] = []
        for match, rendering, term in wording.faults(value):
            place = _place_in_field(text, key, match[0], before.count(match[0]))
            before.append(match[0])
            what, hint = _said(match[0], rendering, term)
            yield Problem("forbidden-term", what, hint, text.path, *place, severity=Severity.WARNING)


def _place_in_field(text: Text, key: str, word: str, nth: int) -> tuple[int, int]:
    """Return where a word of a field stands: its value may go on in the lines below."""
    line, column = text.position(key)
    lines = text.raw.splitlines()[line - 1 :]
    rest = "\n".join([" " * (column - 1) + lines[0][column - 1 :], *lines[1:]])
    found = list(re.finditer(r"\s+".join(map(re.escape, word.split())), rest))
    before = rest[: found[min(nth, len(found) - 1)].start()] if found else rest[: column - 1]
    return line + before.count("\n"), len(before) - before.rfind("\n")


def _in_body(text: Text, wording: Wording) -> Iterator[Problem]:
    typed = Typed(text)
    for match, rendering, term in wording.faults(visible(typed.prose)):
        what, hint = _said(match[0], rendering, term)
        yield typed.problem(Finding(*match.span(), "forbidden-term", what, hint, Severity.WARNING))


def _said(word: str, rendering: Rendering, term: Term) -> tuple[str, str]:
    shown = " ".join(word.split())
    return f"'{shown}' is not the word for '{term.source.title}' here.", f"Write '{rendering.title}'."


_UNSEEN = re.compile(
    r"""(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)  # the address of a link
    | (?<=\])\[[^\[\]\n]*\]                   # its name, and where the name is given
    | ^\ {0,3}\[(?!\^)[^\[\]\n]+\]:.*$
    | <[^<>\n]*>                              # tags, and addresses in angle brackets
    | \{[^{}\n]*\}                            # attributes
    | (?:https?://|www\.)\S+""",
    re.X | re.M | re.I,
)


def visible(prose: str) -> str:
    """Return Markdown with all that readers do not see replaced by as many characters that are in no word."""
    return _UNSEEN.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), prose)


# ── The glossary itself ──────────────────────────────────────────────────────


def check_terms(library: Library, terms: Sequence[Term]) -> Iterator[Problem]:
    """Yield terms that contradict themselves or each other, and texts of terms that are more than a definition."""
    taken: dict[tuple[str, str], Term] = {}
    for term in terms:
        for language, rendering in term.renderings.items():
            if rendering.text.path in library.told:
                continue
            yield from _own_contradiction(rendering)
            other = taken.setdefault((language, folded(rendering.title)), term)
            if other is not term:
                text = rendering.text
                what = f"'{rendering.title}' is also the word for '{other.source.title}', so readers cannot tell the two apart."
                hint = (
                    f"Give one of the two another Title; the other is {other.renderings[language].text.path}."
                )
                yield Problem("term-clash", what, hint, text.path, *text.position("title"))
    yield from _headings(library)


def _own_contradiction(rendering: Rendering) -> Iterator[Problem]:
    text, avoided = rendering.text, _folded(rendering.avoid)
    for key, words in (("title", (rendering.title,)), ("also", rendering.also)):
        for word in words:
            if folded(word) in avoided:
                what = f"'{word}' is to be used and to be avoided."
                hint = f"Remove it from 'Avoid', or give another '{key.title()}'."
                yield Problem("term-clash", what, hint, text.path, *text.position("avoid"))


def _folded(words: Collection[str]) -> set[str]:
    return {folded(word) for word in words}


def _headings(library: Library) -> Iterator[Problem]:
    for bundle in library.of_kind(KIND):
        for text in bundle.texts.values():
            if text.path not in library.told and (found := re.search(r"^#{1,6}[ \t]", text.body, re.M)):
                line = text.body_line + text.body.count("\n", 0, found.start())
                what = "A term has no headings: it stands on one page with all others."
                yield Problem(
                    "heading-level", what, "Say what it means in one or two sentences.", text.path, line
                )
