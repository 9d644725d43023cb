"""Check texts and bundles against the schema: values in, problems out. No disk, no Pelican."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any

from plugins.bundles.fields import BadValueError, members, read_value, with_commas
from plugins.bundles.frontmatter import FrontMatter, Line, Stray, Why, fold
from plugins.bundles.model import Bundle, Text
from plugins.bundles.schema import KINDS, OTHER_NAMES, Field, Kind, all_names, fields_for
from plugins.problems import Problem, Severity, did_you_mean, nearest

_FARTHEST = datetime.timedelta(days=366)  # no news is announced longer before
# What Image may name; multilingual.pictures reads their sizes.
_PICTURES = frozenset({".svg", ".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"})
# A file of these sorts is told where it lies (multilingual.files), and once is enough.
_TOLD_AT_THE_FILE = frozenset({".heic", ".heif", ".bmp", ".raw", ".tif", ".tiff", ".html", ".htm"})
Typed = dict[str, tuple[str, int, int]]


def read_fields(
    front: FrontMatter, kind: Kind, path: str, *, is_source: bool
) -> tuple[dict[str, Any], Typed, list[Problem]]:
    """Return the values that could be read, where each was typed, and what is wrong."""
    known = fields_for(kind, is_source=is_source)
    by_folded = {name.casefold(): field for name, field in known.items()}
    by_meant = {fold(name): field for name, field in known.items()}
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
    known = {fold(name) for name in all_names([kind])}
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
    if not text.raw.strip():
        return
    if kind.needs_body and not text.body.strip() and not told:
        hint = "Write the text below the fields, after one empty line."
        line = min(text.body_line, len(text.raw.splitlines()) + 1)
        yield Problem("body-empty", "This page has no text.", hint, text.path, line)


def check_lost_fields(text: Text, kind: Kind, *, is_source: bool) -> Iterator[Problem]:
    """Yield fields that stand alone between empty lines of the text, as after a slip of the mouse.

    "Risk: high" there would be shown to readers and would not keep machine translations from them. Fields that
    take any words are left out, as are those given above: such a line may be meant as text.
    """
    fields = {name: field for name, field in fields_for(kind, is_source=is_source).items() if field.has_form}
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
        if problem.code != "translation-outdated" or problem.file not in waiting:
            yield problem


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
            if language == bundle.source_language or not text.raw.strip() or text.path in told:
                continue
            described = "alt" in text.typed or "alt" not in source.typed
            if "image" in source.typed and not described and text.typed:
                hint = "Add a line 'Alt: …' that says in this language what the picture shows."
                yield Problem("field-missing", "The field 'Alt' is missing.", hint, text.path)
            if source.path in wrong:
                continue
            if bundle.is_untouched(language):
                what = f"This is still the text of {source.path}: readers get that, with a notice."
                hint = "Translate it; the build takes it up by itself."
                place = (text.body_line, 1)
                yield Problem("not-translated", what, hint, text.path, *place, severity=Severity.WARNING)
            elif bundle.is_outdated(language):
                what = f"{source.path} has changed since this translation was made."
                hint = f"Bring it up to date, then run ./run translate {bundle.ref} {language} --accept."
                place = text.position("source_digest")
                yield Problem(
                    "translation-outdated", what, hint, text.path, *place, severity=Severity.WARNING
                )
