"""Check what stands between files and pages: a page's fields and files, references, addresses, dates, translations.

Values in, problems out; no disk, no Pelican.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from plugins.bundles.fields import members, with_commas
from plugins.bundles.model import Bundle, Text
from plugins.bundles.schema import Kind
from plugins.problems import Problem, Severity, did_you_mean, nearest

_FARTHEST = datetime.timedelta(days=366)  # no news is announced longer before
# What Image may name; multilingual.pictures reads their sizes.
_PICTURES = frozenset({".svg", ".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"})
# A file of these sorts is told where it lies (multilingual.files), and once is enough.
_TOLD_AT_THE_FILE = frozenset({".heic", ".heif", ".bmp", ".raw", ".tif", ".tiff", ".html", ".htm"})


def check_bundle(bundle: Bundle) -> Iterator[Problem]:
    """Yield what is wrong between the fields of one bundle."""
    source = bundle.source

    def problem(key: str, code: str, what: str, hint: str) -> Problem:
        return Problem(code, what, hint, source.path, *source.position(key))

    for key in ("image", "file"):
        name = bundle.shared(key)
        ending = PurePosixPath(name or "").suffix
        if key == "file" and "link" in source.typed:
            continue  # one of the two has to go, whether it is there or not
        if key == "image" and name in bundle.attachments and ending.lower() in _TOLD_AT_THE_FILE:
            continue
        if key == "image" and ending and ending.lower() not in _PICTURES:
            what = f"Image: '{name}' is not a picture that browsers show."
            yield problem(key, "bad-value", what, "A picture is a .svg, .jpg, .png, .webp or .avif file.")
        elif name and name not in bundle.attachments:
            folder = source.path.rpartition("/")[0]
            hint = did_you_mean(name, bundle.attachments) or f"Put the file into {folder}/."
            yield problem(key, "missing-file", f"There is no file '{name}' in this page's folder.", hint)
    if "image" in source.typed and "alt" not in source.typed and "alt" not in _required(bundle.kind):
        hint = "Add a line such as 'Alt: People walk into a courthouse.' that says what the picture shows."
        yield problem(
            "image", "field-missing", "The picture has no description: the field 'Alt' is missing.", hint
        )
    if bundle.kind.name == "resources" and len({"link", "file"} & source.typed.keys()) != 1:
        what = "A resource needs either 'Link' or 'File'" + (", not both." if "link" in source.typed else ".")
        hint = "Write 'Link: https://…' for a page elsewhere, 'File: name.pdf' for a file in this folder."
        yield problem("file", "field-missing" if "link" not in source.typed else "field-not-here", what, hint)
    for one, other in (("action", "action_link"), ("action_link", "action")):
        if one in source.typed and other not in source.typed:
            names = {"action": "Action", "action_link": "Action-Link"}
            yield problem(
                one, "field-missing", f"'{names[one]}' needs '{names[other]}' too.", "Add it below."
            )


def _required(kind: Kind) -> set[str]:
    return {field.key for field in kind.fields if field.required}


def check_references(bundles: Mapping[str, Bundle]) -> Iterator[Problem]:
    """Yield fields that name an initiative which is not there, and loops of Part-Of."""
    titles = {b.slug: str(b.shared("title", "")) for b in bundles.values() if b.kind.name == "initiatives"}
    for bundle in bundles.values():
        for key, name in (("part_of", "Part-Of"), ("initiatives", "Initiatives")):
            value = bundle.shared(key) or ()
            for slug in (value,) if isinstance(value, str) else value:
                if slug not in titles:
                    yield _no_initiative(bundle, key, name, slug, titles)
    for loop in _loops(
        {b.slug: b.shared("part_of") for b in bundles.values() if b.kind.name == "initiatives"}
    ):
        source = bundles[f"initiatives/{loop[0]}"].source
        way = " → ".join((*loop, loop[0]))
        what = f"This initiative is part of itself: {way}."
        hint = "Remove 'Part-Of' from the one that stands at the top."
        yield Problem("part-of-loop", what, hint, source.path, *source.position("part_of"))


def _no_initiative(bundle: Bundle, key: str, name: str, slug: str, titles: Mapping[str, str]) -> Problem:
    typed, line, column = bundle.source.typed[key]
    at = column + max(typed.find(slug), 0)
    found = _initiative_meant(slug, titles)
    hint = f"Did you mean '{found}'?" if found else "Write the name of a folder in content/initiatives/."
    what = f"{name}: there is no initiative '{slug}'."
    parts = [_initiative_meant(part, titles, exactly=True) for part in members(slug, spaces=False)]
    slugs = [part for part in parts if part]
    if len(slugs) > 1 and len(slugs) == len(parts):
        if key == "part_of":
            what, hint = (
                f"{name}: '{slug}' is more than one initiative.",
                f"Write only one: {' or '.join(slugs)}.",
            )
        else:
            hint = with_commas(slug, slugs).hint
    return Problem("bad-reference", what, hint, bundle.source.path, line, at)


def _initiative_meant(typed: str, titles: Mapping[str, str], *, exactly: bool = False) -> str | None:
    """Return the folder's name that a title, a path or an address stands for."""
    path = re.sub(r"^\{bundle\}|\.md$", "", typed.strip()).strip("/")
    path = re.sub(r"^(?:.*/)?initiatives/|/(?:en|index\.html)$", "", path).strip("/")
    by_title = {title.casefold(): slug for slug, title in titles.items()}
    slug = re.sub(r"[\s_]+", "-", path).casefold()
    if found := by_title.get(typed.strip().casefold()) or (slug if slug in titles else None):
        return found
    near = nearest(slug, titles) or (by_title.get(nearest(typed, by_title) or "") if not exactly else None)
    return None if exactly else near


def _loops(parents: Mapping[str, str | None]) -> Iterator[tuple[str, ...]]:
    """Yield each loop once, beginning with its first member by name."""
    for start in sorted(parents):
        way = [start]
        while (above := parents.get(way[-1])) is not None and above not in way:
            way.append(above)
        if above == start and start == min(way):
            yield tuple(way)


def check_urls(addresses: Iterable[tuple[str, Text]], reserved: Mapping[str, str]) -> Iterator[Problem]:
    """Yield two texts with one address, and texts at an address the site keeps for itself.

    addresses pairs each root-relative URL with the text that is read there; reserved maps URLs to what they are.
    """
    taken: dict[str, Text] = {}
    told: set[str] = set()
    for url, text in addresses:
        line, column = text.position("slug")
        if text.path in told:
            continue  # a fallback page has its text's address in every language
        if url in reserved or url in taken:
            told.add(text.path)
        if url in reserved:
            what = f"The address {url} is taken: it is {reserved[url]}."
            yield Problem("url-clash", what, "Give this page another name.", text.path, line, column)
        elif url in taken:
            what = f"The address {url} is taken: {taken[url].path} has it too."
            yield Problem("url-clash", what, "Give one of the two another 'Slug'.", text.path, line, column)
        else:
            taken[url] = text


def check_calendar(bundles: Iterable[Bundle], today: datetime.date) -> Iterator[Problem]:
    """Warn of pages whose legal sources were to be checked again by now; refuse days that cannot be meant."""
    for bundle in bundles:
        due = bundle.shared("check_by")
        if due and due < today:
            source = bundle.source
            what = f"The legal sources of this page were to be checked again by {due.isoformat()}."
            hint = "Check them, then set 'Checked' to the day you did and 'Check-By' to the next date."
            place = source.position("check_by")
            yield Problem("check-overdue", what, hint, source.path, *place, severity=Severity.WARNING)
        day = bundle.shared("date")
        if day and day > today + _FARTHEST:
            what = f"Date: {day.isoformat()} is more than a year ahead."
            place = bundle.source.position("date")
            yield Problem("bad-date", what, "Check the year.", bundle.source.path, *place)


def check_later(problems: Iterable[Problem], bundles: Iterable[Bundle]) -> Iterator[Problem]:
    """Yield the problems but for outdated translations of a source that is itself wrong: it will change again."""
    told = list(problems)
    wrong = {problem.file for problem in told if problem.severity is Severity.ERROR}
    waiting = {
        text.path for bundle in bundles if bundle.source.path in wrong for text in bundle.texts.values()
    }
    for problem in told:
        if problem.code not in _WAITING or problem.file not in waiting:
            yield problem


# What is said of a translation only once its source is right.
_WAITING = ("translation-outdated", "translation-drift")


def check_drift(bundles: Iterable[Bundle], told: Collection[str] = ()) -> Iterator[Problem]:
    """Warn of translations whose structure is not their source's, once texts are converted.

    Of one that is outdated no more is said than that.
    """
    for bundle in bundles:
        for language, text in bundle.texts.items():
            if text.path in told or bundle.is_outdated(language) or bundle.is_untouched(language):
                continue
            for what, hint in bundle.drift(language):
                place = (text.body_line, 1)
                yield Problem("translation-drift", what, hint, text.path, *place, severity=Severity.WARNING)


def check_translations(
    bundles: Iterable[Bundle], wrong: Collection[str] = (), told: Collection[str] = ()
) -> Iterator[Problem]:
    """Warn of translations whose source has changed; ask for the picture's description in each language.

    wrong are the files with errors: what a source with errors says is not known yet, so nothing is held against
    it. told are those of which no more is to be said.
    """
    for bundle in bundles:
        source = bundle.source
        for language, text in bundle.texts.items():
            if language == bundle.source_language or text.is_blank or text.path in told:
                continue
            described = "alt" in text.typed or "alt" not in source.typed
            if "image" in source.typed and not described and text.typed:
                hint = "Add a line 'Alt: …' that says in this language what the picture shows."
                yield Problem("field-missing", "The field 'Alt' is missing.", hint, text.path)
            yield from _check_review(text)
            if source.path in wrong:
                continue
            if bundle.is_untouched(language):
                what = f"This is still the text of {source.path}: readers get that, with a notice."
                hint = "Translate it; the build takes it up by itself."
                place = (text.body_line, 1)
                yield Problem("not-translated", what, hint, text.path, *place, severity=Severity.WARNING)
            elif bundle.is_outdated(language):
                what = f"{source.path} has changed since this translation was made."
                hint = f"Bring it up to date, then run ./run translations --accept {text.path}."
                place = text.position("source_digest")
                yield Problem(
                    "translation-outdated", what, hint, text.path, *place, severity=Severity.WARNING
                )
            elif bundle.shared("risk") == "high" and "source_digest" not in text.typed:
                what = "This translation does not say what it was made from: nobody will see when it is outdated."
                hint = f"Compare it with {source.path}, then run ./run translations --accept {text.path}."
                yield Problem("digest-missing", what, hint, text.path, severity=Severity.WARNING)


# What a review says of itself, with an example of each.
_REVIEW = {"translator": "Translator: Ana Pérez", "reviewed": "Reviewed: 2026-06-30"}


def _check_review(text: Text) -> Iterator[Problem]:
    """Ask who reviewed a translation and when; refuse a review that is not claimed."""
    reviewed = text.fields.get("translation") == "reviewed"
    place = text.position("translation")
    lines = [line for key, line in _REVIEW.items() if key not in text.typed]
    if reviewed and lines:
        names = " and ".join(f"'{line.partition(':')[0]}'" for line in lines)
        what = (
            f"This translation is called reviewed, and {names} {'is' if len(lines) == 1 else 'are'} missing."
        )
        added = " and ".join(f"'{line}'" for line in lines)
        hint = f"Add {added}, or write 'Translation: draft'."
        yield Problem("review-incomplete", what, hint, text.path, *place, severity=Severity.WARNING)
    if "reviewed" in text.typed and "translation" in text.fields and not reviewed:
        what = f"It has a day of review, but 'Translation: {text.fields['translation']}'."
        hint = "Write 'Translation: reviewed', or remove the line 'Reviewed'."
        yield Problem(
            "review-incomplete", what, hint, text.path, *text.position("reviewed"), severity=Severity.WARNING
        )
