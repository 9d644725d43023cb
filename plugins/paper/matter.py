"""What stands on paper, taken from the pages as they are: nothing here has words of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView
from plugins.rights.parts import Advice, Parts, parts_of

# On the card: what to say from "At home", which is also right elsewhere, and these lines: the situation, whether it
# is what to do, and which item of that list. First and last, so that a line that is added between changes no card.
PHRASE_OF = "rights/at-home"
LINES = (
    ("rights/at-home", True, 0),
    ("rights/on-the-street", True, 0),
    ("rights/on-the-street", False, 0),
    ("rights/on-the-street", False, -1),
)
_ITEM = re.compile(r"<li>(.*?)</li>", re.S)
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.S)
_SENTENCE = re.compile(r"(?<=[.?!]) +")


@dataclass(frozen=True, slots=True)
class CardLine:
    """One thing to do, or not to do."""

    text: Markup
    allowed: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Both sides of a card. said is for an officer, in English; meaning is that in the reader's language, or "".

    lang and dir are those of meaning and lines; real is whether they are the reader's own language.
    """

    said: tuple[str, ...]
    meaning: Markup
    lines: tuple[CardLine, ...]
    lang: str
    dir: str
    real: bool
    sources: tuple[PageView, ...]

    @property
    def notices(self) -> list[str]:
        """Return what readers are told about these texts."""
        return list(dict.fromkeys(notice.text for view in self.sources for notice in view.notices))


def card_of(site: LanguageSite) -> Card | None:
    """Return the card of a language, or None if the pages that it is made from are not there or written otherwise.

    Where one of them is not translated, both sides are English.
    """
    refs = dict.fromkeys([PHRASE_OF, *(ref for ref, _, _ in LINES)])
    if not all(ref in site.pages for ref in refs):
        return None
    views = tuple(site.pages[ref] for ref in refs)
    real = not any(view.fallback for view in views)
    html = {
        ref: view.content if real else Markup(site.library.bundles[ref].source.html)
        for ref, view in zip(refs, views, strict=True)
    }
    parts = {ref: parts_of(text) for ref, text in html.items()}
    said = _PARAGRAPH.findall(parts[PHRASE_OF].say)
    lines = tuple(_line(parts[ref], allowed, place) for ref, allowed, place in LINES)
    if not said or not all(lines):
        return None
    language = site.language if real else site.source
    return Card(
        tuple(_SENTENCE.split(Markup(said[0]).striptags())),
        Markup(said[-1]) if len(said) > 1 else Markup(""),
        tuple(line for line in lines if line),
        language.tag,
        language.dir,
        real,
        views,
    )


def _line(parts: Parts, allowed: bool, place: int) -> CardLine | None:
    found: list[Advice] = [advice for advice in parts.advice if advice.allowed == allowed]
    items = _ITEM.findall(found[0].items) if found else []
    return CardLine(_without_links(items[place]), allowed) if items else None


def _without_links(html: str) -> Markup:
    """Return a text without its links, which paper cannot follow and which lead to sources only."""
    return Markup(re.sub(r"</?a\b[^>]*>", "", html))
