"""Check one file against the schema: its fields and its text. Values in, problems out; no disk, no Pelican."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from plugins.bundles.fields import BadValueError, read_value
from plugins.bundles.frontmatter import FrontMatter, Line, Stray, Why, fold
from plugins.bundles.model import Text
from plugins.bundles.schema import KINDS, OTHER_NAMES, Field, Kind, fields_for, folded_names
from plugins.problems import Problem, nearest

Typed = dict[str, tuple[str, int, int]]


def read_fields(
    front: FrontMatter, kind: Kind, path: str, *, is_source: bool
) -> tuple[dict[str, Any], Typed, list[Problem]]:
    """Return the values that could be read, where each was typed, and what is wrong."""
    known = fields_for(kind, is_source=is_source)
    by_folded, by_meant = _tables(kind, is_source)
    values: dict[str, Any] = {}
    typed: Typed = {}
    problems = [_stray(stray, path, known) for stray in front.strays]
    for line in front.fields:
        field = by_folded.get(line.name.casefold())
        if line.told:
            field = by_meant.get(fold(line.name))
            # Kept as it was meant, so that what is told already does not seem to be missing too.
            if field and field.key not in typed:
                typed[field.key] = (line.value, line.line, line.column)
                _keep(values, field, line.value)
        elif field is None:
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
    if not any(stray.why is Why.NO_FIELDS for stray in front.strays):
        # A misspelt field is one mistake, not a second one for the field that is then missing.
        meant = {name for name in known for problem in problems if f"'{name}" in problem.hint}
        wanted = [field for name, field in known.items() if name not in meant]
        problems += _missing(wanted, typed, path, is_source=is_source)
    return values, typed, problems


@cache
def _tables(kind: Kind, is_source: bool) -> tuple[Mapping[str, Field], Mapping[str, Field]]:
    """Return the fields by their names in small letters, and by what is meant by a name."""
    known = fields_for(kind, is_source=is_source).values()
    return {field.name.casefold(): field for field in known}, {fold(field.name): field for field in known}


def _keep(values: dict[str, Any], field: Field, typed: str) -> None:
    with suppress(BadValueError):  # told once the field stands where it must
        values[field.key] = field.type.read(typed)


def _value(field: Field, line: Line) -> Any:
    hint = f"Write {field.type.in_words}, for example '{field.shown}', or remove the line."
    if not line.value:
        raise BadValueError("it has no value.", hint, code="field-empty")
    try:
        return read_value(field.type, line.value)
    except BadValueError as error:
        error.hint = error.hint or hint
        raise


def _stray(stray: Stray, path: str, known: Mapping[str, Field]) -> Problem:
    what, hint = _said(stray, known)
    return Problem("front-matter", what, hint, path, stray.line, 1)


def _said(stray: Stray, known: Mapping[str, Field]) -> tuple[str, str]:
    """Return what is wrong with a line at the top of a file, and the cure."""
    text = stray.text if len(stray.text) <= 40 else stray.text[:40].rstrip() + "…"
    others = " and the fields below it" if stray.more else ""
    match stray.why:
        case Why.TOO_LATE:
            what = f"'{text}' stands below an empty line and is read as text."
            them = "it and the fields below it" if stray.more else "it"
            return what, f"Move {them} up to the other fields."
        case Why.INDENTED:
            what = f"The field '{stray.field}' is indented, so it is read as part of what stands above it."
            return what, f"Remove the spaces before '{stray.field}'{others}."
        case Why.DECORATED:
            what = f"The field '{stray.field}' has signs around its name."
            return what, f"Write only '{stray.field}: …', without # or *."
        case Why.NEXT_LINE:
            shown = stray.text if len(stray.text) <= 60 else stray.text[:59].rstrip() + "…"
            what = f"The value of '{stray.field}' stands on a line of its own."
            return what, f"Write the value on the same line: '{stray.field}: {shown}'."
        case Why.ABOVE if not _meant(re.split(r"[\s:=;–—]", stray.text, maxsplit=1)[0], known):
            what = f"The line '{text}' stands above the fields."
            return what, "Remove it, or move it into the text: a file begins with its fields."
        case Why.NO_FIELDS:
            needed = ", ".join(f"'{field.shown}'" for field in known.values() if field.required)
            what = "This file has no fields: it begins with its text."
            return what, f"Write them at the top, a line each, and an empty line below them: {needed}."
        case Why.NOT_CLOSED:
            what = "The line '---' opens the fields, and no second one closes them."
            return what, "Write '---' once more below the last field, or remove this one."
        case Why.NOT_OPENED:
            what = "The line '---' closes the fields, and none opens them."
            return what, "Write '---' also above the first field, or put an empty line in place of this one."
        case Why.OTHER_FENCE:
            what = f"The line '{text}' is not how fields begin."
            return what, "Remove it and the one below the fields, and leave an empty line there."
    what = f"The line '{text}' is not a field."
    first = re.split(r"[\s:=;–—-]", stray.text, maxsplit=1)[0]
    found = _meant(first, known)
    goes_on = (
        stray.more and stray.field and first[:1].islower()
    )  # rather words of the value above than a name
    if found and not (goes_on and fold(found) != fold(first)):
        return what, f"Did you mean '{found}: …'?"
    if stray.more and stray.field:
        return what, f"If it belongs to '{stray.field}', join it to the line above; if not, remove it."
    if stray.more:
        return what, "Remove it, or move it into the text: a file begins with its fields."
    return what, "Leave one empty line between the fields and the text, and write fields as 'Name: value'."


def _meant(name: str, known: Iterable[str]) -> str | None:
    """Return the field that somebody means who writes *name*, perhaps in another language of the site."""
    names = list(known)
    said = OTHER_NAMES.get(fold(name))
    return said if said in names else nearest(fold(name), names)


def _unknown(line: Line, known: Mapping[str, Field], kind: Kind, path: str, *, is_source: bool) -> Problem:
    def problem(code: str, what: str, hint: str) -> Problem:
        return Problem(code, what, hint, path, line.line, 1)

    elsewhere = {fold(name): name for name in fields_for(kind, is_source=not is_source)}
    if (name := elsewhere.get(fold(line.name))) and name not in known:
        where = (
            "belongs into translations, not into the source file"
            if is_source
            else ("holds for all languages and is set in the source file only")
        )
        return problem("field-not-here", f"The field '{name}' {where}.", "Remove it here.")
    what = f"There is no field '{line.name}' for {kind.name}."
    if found := _meant(line.name, known):
        return problem("field-unknown", what, f"Did you mean '{found}'?")
    hint = f"The fields are: {', '.join(known)}. If it is text, leave an empty line above it."
    return problem("field-unknown", what, hint)


def _missing(fields: Iterable[Field], typed: Typed, path: str, *, is_source: bool) -> Iterator[Problem]:
    for field in fields:
        # Alt of a translation is asked for in check_translations, where the source's picture is known.
        required = field.required and (is_source or field.key != "alt")
        if required and field.key not in typed:
            what = f"The field '{field.name}' is missing."
            hint = f"Add a line such as '{field.shown}' at the top ({field.type.in_words})."
            yield Problem("field-missing", what, hint, path)


def misplaced(front: FrontMatter, kind: Kind, path: str) -> Problem | None:
    """Return what to say of a source file whose fields are those of another kind, as after moving its folder."""
    known = folded_names(kind)
    foreign = [line for line in front.fields if fold(line.name) not in known]
    typed = {fold(line.name) for line in front.fields}
    needed = {fold(field.name) for field in kind.fields if field.required}
    for other in KINDS.values():
        theirs = {fold(field.name) for field in other.fields}
        fits = [line for line in foreign if fold(line.name) in theirs]
        most = len(fits) > 1 and len(fits) * 2 > len(foreign)
        wholly = (
            bool(fits) and typed <= theirs and {fold(f.name) for f in other.fields if f.required} <= typed
        )
        if other is not kind and (most or (wholly and not needed <= typed)):
            names = ", ".join(f"'{line.name}'" for line in fits)
            what = f"{names}: a page in content/{kind.name}/ has no such field{'s' if len(fits) > 1 else ''}."
            they = "These fields belong" if len(fits) > 1 else "This field belongs"
            hint = f"{they} to {other.name}: did this page belong in content/{other.name}/?"
            return Problem("field-unknown", what, hint, path, fits[0].line, 1)
    return None


def check_text(text: Text, kind: Kind, *, told: bool = False) -> Iterator[Problem]:
    """Yield what is wrong with one text's body. told is whether some of it stands among the fields, and was told."""
    if text.is_blank:
        return
    if kind.needs_body and not text.body.strip() and not told:
        hint = "Write the text below the fields, after one empty line."
        line = min(text.body_line, len(text.raw.splitlines()) + 1)
        yield Problem("body-empty", "This page has no text.", hint, text.path, line)


@cache
def _with_form(kind: Kind, is_source: bool) -> Mapping[str, Field]:
    return {name: field for name, field in fields_for(kind, is_source=is_source).items() if field.has_form}


def check_lost_fields(text: Text, kind: Kind, *, is_source: bool) -> Iterator[Problem]:
    """Yield fields that stand alone between empty lines of the text, as after a slip of the mouse.

    "Risk: high" there would be shown to readers and would not keep machine translations from them. Fields that
    take any words are left out, as are those given above: such a line may be meant as text.
    """
    fields = _with_form(kind, is_source)
    if not any(f"{name}:" in text.body for name in fields):
        return
    lines = ["", *text.body.split("\n"), ""]
    fenced = False
    for number, line in enumerate(lines[1:-1], 1):
        fenced ^= line.startswith(("```", "~~~"))
        name, colon, value = line.partition(":")
        alone = not lines[number - 1].strip() and not lines[number + 1].strip()
        field = fields.get(name)
        if not (colon and field and alone) or fenced or field.key in text.typed:
            continue
        with suppress(BadValueError):
            field.type.read(value.strip())
            what = f"'{line.strip()}' stands below an empty line and is read as text."
            hint = "Move it up to the other fields."
            yield Problem("front-matter", what, hint, text.path, text.body_line + number - 1, 1)
