"""Flyers and sheets of cards as data for Typst's templates: words in runs, nothing about how they look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from plugins.multilingual.language import Language
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView
from plugins.paper import fonts, qr, twice
from plugins.paper.inline import Line, Run, line, lines
from plugins.paper.matter import Card
from plugins.paper.pages import code_text
from plugins.rights.parts import parts_of

Json = dict[str, Any]
INK = "#1c1333"


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF to make: its template, its data, and what its invisible stand-ins mean (none in left-to-right text)."""

    template: str
    data: Json
    letters: dict[str, str]
    faces: fonts.Faces


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on all paper: who made it, and the helpline as people read it and as phones dial it."""

    name: str
    helpline: str
    href: str


class _Writer:
    """Writes the texts of one document as JSON; words that join their letters are in it twice."""

    def __init__(self, language: Language) -> None:
        # On a right-to-left page all words are pieces, so that each tells its direction.
        self._all = language.dir == "rtl"
        self.meanings = twice.Meanings()

    def text(self, text: str) -> list[Json]:
        return self.line((Run(text),))

    def line(self, found: Line) -> list[Json]:
        return [self._run(run) for run in found]

    def lines(self, found: Iterable[Line]) -> list[list[Json]]:
        return [self.line(each) for each in found]

    def _run(self, run: Run) -> Json:
        in_pieces = run.dir != "ltr" and (self._all or twice.joins(run.text))
        words = twice.pieces(run.text, self.meanings) if in_pieces else run.text
        return {"text": words, "bold": run.bold, "lang": run.lang, "dir": run.dir}


def flyer(site: LanguageSite, view: PageView, imprint: Imprint, faces: fonts.Faces) -> Job | None:
    """Return the flyer of a situation, or None if its text is not written as situations are."""
    parts = parts_of(view.content)
    said = lines(parts.say)
    if not said or not parts.advice:
        return None
    write = _Writer(site.language)
    checked = site.gettext("Legal sources last checked: %(date)s")
    data = {
        **_frame(site, view, imprint, faces, write),
        "summary": write.text(view.summary),
        "say": write.text(site.gettext("Say")),
        "said": " ".join(run.text for run in said[0]),
        "meaning": write.lines(said[1:]),
        "advice": [
            {
                "heading": write.line(line(part.heading)),
                "items": write.lines(lines(part.items)),
                "allowed": part.allowed,
            }
            for part in parts.advice
        ],
        "rest": write.lines(lines(parts.rest)),
        "checked": write.text(checked % {"date": view.checked.text}) if view.checked else [],
        "code": qr.svg(view.canonical, INK),
    }
    return Job("flyer", data, write.meanings.letters(), faces)


def cards(site: LanguageSite, view: PageView, card: Card, imprint: Imprint, faces: fonts.Faces) -> Job:
    """Return the sheet of cards of a language."""
    write = _Writer(site.language)
    data = {
        **_frame(site, view, imprint, faces, write),
        "said": list(card.said),
        # L10n: On a card, above what its other side says in English.
        "other": write.text(site.gettext("The other side says:")),
        "meaning": write.line(line(card.meaning)),
        "lines": [{"text": write.line(line(each.text)), "allowed": each.allowed} for each in card.lines],
        "code": qr.svg(code_text(site), INK),
    }
    return Job("cards", data, write.meanings.letters(), faces)


def _frame(site: LanguageSite, view: PageView, imprint: Imprint, faces: fonts.Faces, write: _Writer) -> Json:
    language = site.language
    return {
        **_language(language),
        "plain_title": view.title,
        "title": write.text(view.title),
        "date": [int(part) for part in view.checked.iso.split("-")] if view.checked else [],
        "body": faces.body,
        "display": faces.display,
        "notices": [write.text(text) for text in _told(view.notices, imprint)],
        "name": imprint.name,
        "helpline": {
            "label": write.text(site.gettext("Legal help")),
            "text": imprint.helpline,
            "href": imprint.href,
        },
        "address": view.canonical,
    }


def _language(language: Language) -> Json:
    """Return a language in the two parts that Typst wants; what stands for the script in Chinese is the region."""
    region = {"Hans": "CN", "Hant": "TW"}.get(fonts.script(language), language.locale.territory)
    return {"lang": language.locale.language, "region": region, "dir": language.dir, "tag": language.tag}


def _told(notices: Sequence[Any], imprint: Imprint) -> list[str]:
    return [notice.text.replace("%(number)s", imprint.helpline) for notice in notices]
