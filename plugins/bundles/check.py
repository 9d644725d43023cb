"""Check texts and bundles against the schema: values in, problems out. No disk, no Pelican."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from plugins.bundles.fields import BadValueError
from plugins.bundles.frontmatter import FrontMatter, Line
from plugins.bundles.model import Bundle, Text
from plugins.bundles.schema import Field, Kind, fields_for
from plugins.problems import Problem, Severity, did_you_mean, nearest

_FARTHEST = datetime.timedelta(days=366)  # no news is announced longer before
Typed = dict[str, tuple[str, int, int]]


def read_fields(
    front: FrontMatter, kind: Kind, path: str, *, is_source: bool
) -> tuple[dict[str, Any], Typed, list[Problem]]:
    """Return the values that could be read, where each was typed, and what is wrong."""
    known = fields_for(kind, is_source=is_source)
    by_folded = {name.casefold(): field for name, field in known.items()}
    values: dict[str, Any] = {}
    typed: Typed = {}
    problems = [_stray(stray.text, stray.line, path, known) for stray in front.strays]
    for line in front.fields:
        field = by_folded.get(line.name.casefold())
        if field is None:
            problems.append(_unknown(line, known, kind, path, is_source=is_source))
        elif field.key in typed:
            first = typed[field.key][1]
            what = f"The field '{field.name}' is given twice; the first is in line {first}."
            problems.append(Problem("field-duplicate", what, "Keep one of them.", path, line.line, 1))
        else:
            typed[field.key] = (line.value, line.line, line.column)
            try:
                values[field.key] = _value(field, line)
            except BadValueError as error:
                at = line.column + error.offset
                what = f"{field.name}: {error.message}"
                problems.append(Problem(error.code, what, error.hint, path, line.line, at))
    # A misspelt field is one mistake, not a second one for the field that is then missing.
    meant = {name for name in known for problem in problems if f"'{name}" in problem.hint}
    wanted = [field for name, field in known.items() if name not in meant]
    problems += _missing(wanted, typed, path, is_source=is_source)
    return values, typed, problems


def _value(field: Field, line: Line) -> Any:
    if not line.value:
        hint = (
            f"Write {field.type.form}, for example '{field.name}: {field.type.example}', or remove the line."
        )
        raise BadValueError("it has no value.", hint, code="field-empty")
    return field.type.read(line.value)


def _stray(text: str, line: int, path: str, known: Mapping[str, Field]) -> Problem:
    first = re.split(r"[\s:=]", text, maxsplit=1)[0]
    shown = text if len(text) <= 40 else text[:40].rstrip() + "…"
    if found := nearest(first, known):
        hint = f"Did you mean '{found}: …'?"
    else:
        hint = "Leave one empty line between the fields and the text, and write fields as 'Name: value'."
    return Problem("front-matter", f"The line '{shown}' is not a field.", hint, path, line, 1)


def _unknown(line: Line, known: Mapping[str, Field], kind: Kind, path: str, *, is_source: bool) -> Problem:
    def problem(code: str, what: str, hint: str) -> Problem:
        return Problem(code, what, hint, path, line.line, 1)

    elsewhere = fields_for(kind, is_source=not is_source)
    if line.name in elsewhere and is_source:
        what = f"The field '{line.name}' belongs into translations, not into the source file."
        return problem("field-not-here", what, "Remove it here.")
    if line.name in elsewhere:
        what = f"The field '{line.name}' holds for all languages and is set in the source file only."
        return problem("field-not-here", what, "Remove it here.")
    what = f"There is no field '{line.name}' for {kind.name}."
    hint = did_you_mean(line.name.replace(" ", "-"), known)
    return problem("field-unknown", what, hint or f"The fields are: {', '.join(known)}.")


def _missing(fields: Iterable[Field], typed: Typed, path: str, *, is_source: bool) -> Iterator[Problem]:
    for field in fields:
        # Alt of a translation is asked for in check_bundle, where the source's picture is known.
        required = field.required and (is_source or field.key != "alt")
        if required and field.key not in typed:
            what = f"The field '{field.name}' is missing."
            hint = f"Add a line such as '{field.name}: {field.type.example}' at the top ({field.type.form})."
            yield Problem("field-missing", what, hint, path)


def check_text(text: Text, kind: Kind) -> Iterator[Problem]:
    """Yield what is wrong with one text's body."""
    if not text.raw.strip():
        return
    if kind.needs_body and not text.body.strip():
        hint = "Write the text below the fields, after one empty line."
        line = min(text.body_line, len(text.raw.splitlines()) + 1)
        yield Problem("body-empty", "This page has no text.", hint, text.path, line)


def check_bundle(bundle: Bundle) -> Iterator[Problem]:
    """Yield what is wrong between the fields of one bundle."""
    source = bundle.source

    def problem(key: str, code: str, what: str, hint: str) -> Problem:
        return Problem(code, what, hint, source.path, *source.position(key))

    for key in ("image", "file"):
        name = bundle.shared(key)
        if name and name not in bundle.attachments:
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
    by_title = next((known for known, title in titles.items() if title.casefold() == slug.casefold()), None)
    found = by_title or nearest(slug.replace(" ", "-"), titles)
    hint = f"Did you mean '{found}'?" if found else "Write the name of a folder in content/initiatives/."
    what = f"{name}: there is no initiative '{slug}'."
    return Problem("bad-reference", what, hint, bundle.source.path, line, column + max(typed.find(slug), 0))


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


def check_translations(bundles: Iterable[Bundle]) -> Iterator[Problem]:
    """Warn of translations whose source has changed; ask for the picture's description in each language."""
    for bundle in bundles:
        for language, text in bundle.texts.items():
            if language == bundle.source_language:
                continue
            if "image" in bundle.source.typed and "alt" not in text.typed:
                hint = "Add a line 'Alt: …' that says in this language what the picture shows."
                yield Problem("field-missing", "The field 'Alt' is missing.", hint, text.path)
            if bundle.is_untouched(language):
                what = f"This is still the text of {bundle.source.path}: readers get that, with a notice."
                hint = "Translate it; the build takes it up by itself."
                place = (text.body_line, 1)
                yield Problem("not-translated", what, hint, text.path, *place, severity=Severity.WARNING)
            elif bundle.is_outdated(language):
                what = f"{bundle.source.path} has changed since this translation was made."
                hint = f"Bring it up to date, then run ./run translate {bundle.ref} {language} --accept."
                place = text.position("source_digest")
                yield Problem(
                    "translation-outdated", what, hint, text.path, *place, severity=Severity.WARNING
                )
