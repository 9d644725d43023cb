"""The survey of translations as people and programs read it: text, JSON, Markdown, HTML. Strings in, strings out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from plugins.bundles.standing import Standing
from plugins.translations.survey import MARKS, Survey

SIGNS = {
    "missing": "·",
    "machine": "m",
    "draft": "d",
    "reviewed": "R",
    "outdated": "!",
    "drifted": "~",
    "unknown": "?",
    "withheld": "x",
}
"""One character for each mark, which stand beside each other in a cell: "m!x"."""

MEANINGS = {
    "missing": "not translated: readers get the English page with a notice",
    "machine": "a machine translated it, no person has checked it",
    "draft": "a person translated it, no second person has checked it",
    "reviewed": "a person who knows both languages has checked it",
    "outdated": "the source has changed since",
    "drifted": "something of the source is lost or added in it",
    "unknown": "it does not say what it was made from; compare it with the source, then --accept it",
    "withheld": "not on the public site (Risk: high, and not both reviewed and current)",
}


def as_text(survey: Survey) -> str:
    """Return the table for a terminal, with counts and a legend."""
    if not survey.rows:
        return "No page is like that.\n"
    width = max(len(row.bundle.ref) for row in survey.rows)
    columns = [max(len(code), 3) for code in survey.languages]

    def line(label: str, cells: list[str]) -> str:
        spaced = (cell.rjust(column) for cell, column in zip(cells, columns, strict=True))
        return f"{label.ljust(width)}  {'  '.join(spaced)}".rstrip()

    lines = [line("", list(survey.languages))]
    for row in survey.rows:
        lines.append(line(row.bundle.ref, [_signs(row.standings[code]) for code in survey.languages]))
    counts = survey.counts()
    lines.append("")
    for mark in MARKS:
        if any(counts[code][mark] for code in survey.languages):
            lines.append(
                line(f"{SIGNS[mark]} {mark}", [str(counts[code][mark]) for code in survey.languages])
            )
    lines.append("")
    shown = [mark for mark in MARKS if any(counts[code][mark] for code in survey.languages)]
    lines += [f"{SIGNS[mark]} {mark}: {MEANINGS[mark]}." for mark in shown]
    return "\n".join(lines) + "\n"


def _signs(standing: Standing) -> str:
    return "".join(SIGNS[mark] for mark in standing.marks)


def as_json(survey: Survey) -> str:
    """Return the survey as JSON: languages, pages with each translation, counts by language."""
    return json.dumps(as_data(survey), ensure_ascii=False, indent=2) + "\n"


def as_data(survey: Survey) -> dict[str, Any]:
    """Return the survey in plain lists and dictionaries, in a stable order."""
    pages = []
    for row in survey.rows:
        bundle = row.bundle
        translations = {}
        for code, standing in row.standings.items():
            text = bundle.texts.get(code)
            fields = text.fields if text else {}
            translations[code] = {
                "state": standing.state,
                "outdated": standing.outdated,
                "drifted": [what for what, _ in bundle.drift(code)] if standing.drifted else [],
                "unknown": standing.unknown,
                "withheld": standing.withheld,
                "file": text.path if text else None,
                "translator": fields.get("translator"),
                "reviewed": fields["reviewed"].isoformat() if "reviewed" in fields else None,
                "source_digest": fields.get("source_digest"),
                "source_date": fields["source_date"].isoformat() if "source_date" in fields else None,
            }
        pages.append(
            {
                "page": bundle.ref,
                "title": bundle.shared("title", ""),
                "risk": bundle.shared("risk"),
                "source": bundle.source.path,
                "source_digest": bundle.source.digest,
                "translations": translations,
            }
        )
    counts = {code: {mark: found[mark] for mark in MARKS} for code, found in survey.counts().items()}
    return {"languages": list(survey.languages), "pages": pages, "counts": counts}


def as_markdown(survey: Survey) -> str:
    """Return the table in Markdown, as a summary of a CI run shows it."""
    head = ["page", *survey.languages]
    rows = [
        [row.bundle.ref, *(_words(row.standings[code]) for code in survey.languages)] for row in survey.rows
    ]
    counts = survey.counts()
    totals = [[f"*{mark}*", *(str(counts[code][mark]) for code in survey.languages)] for mark in MARKS]
    lines = [head, ["---"] * len(head), *rows, *totals]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _words(standing: Standing) -> str:
    return ", ".join(standing.marks)


def _cell(standing: Standing) -> str:
    return f'<td data-state="{standing.state}">{_words(standing)}</td>'


def as_html(survey: Survey) -> str:
    """Return the table as a fragment of HTML, its texts escaped; the status page shows it."""
    head = "".join(f'<th scope="col"><bdi>{escape(code)}</bdi></th>' for code in survey.languages)
    counts = survey.counts()
    body = "".join(
        f'<tr><th scope="row">{escape(row.bundle.shared("title", row.bundle.slug))}</th>'
        + "".join(_cell(row.standings[code]) for code in survey.languages)
        + "</tr>\n"
        for row in survey.rows
    )
    foot = "".join(
        f'<tr><th scope="row">{mark}</th>'
        + "".join(f"<td>{counts[code][mark]}</td>" for code in survey.languages)
        + "</tr>\n"
        for mark in MARKS
    )
    return (
        f'<table>\n<thead><tr><th scope="col">Page</th>{head}</tr></thead>\n'
        f"<tbody>\n{body}</tbody>\n<tfoot>\n{foot}</tfoot>\n</table>\n"
    )


FORMATS: Mapping[str, Callable[[Survey], str]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
    "html": as_html,
}
