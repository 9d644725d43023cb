"""What is remembered of one URL, and its form as text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from plugins.linkcheck.external.exchange import History
from plugins.linkcheck.external.report import Verdict
from plugins.problems import Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of one URL. Times are seconds since 1970.

    fragments: for each fragment asked for, whether the page has it (None: unsure). etag and modified are the
    page's validators, "" if it has none.
    """

    verdict: Verdict
    checked: float
    fresh_until: float
    history: History = field(default_factory=History)
    fragments: dict[str, bool | None] = field(default_factory=dict)
    etag: str = ""
    modified: str = ""


def encoded(entry: Entry) -> str:
    """Return *entry* as JSON."""
    return json.dumps(asdict(entry))


def decoded(text: Any) -> Entry | None:
    """Return the entry that *text* is, its verdict marked as cached; None if it is no entry."""
    try:
        row = json.loads(text)
        told = row["verdict"]
        severity = Severity(told["severity"]) if told["severity"] is not None else None
        verdict = Verdict(**{**told, "severity": severity, "cached": True, "requests": 0, "seconds": 0.0})
        entry = Entry(**{**row, "verdict": verdict, "history": History(**row["history"])})
        return entry if _is_sound(entry) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _is_sound(entry: Entry) -> bool:
    told, past = entry.verdict, entry.history
    texts: Iterable[object] = (
        told.url,
        told.code,
        told.message,
        told.hint,
        told.final_url,
        told.host,
        past.kind,
    )
    times: Iterable[object] = (entry.checked, entry.fresh_until, past.last_good or 0, past.first_failed or 0)
    return (
        all(isinstance(text, str) for text in (*texts, entry.etag, entry.modified))
        and all(isinstance(moment, int | float) for moment in times)
        and all(isinstance(known, bool | None) for known in entry.fragments.values())
        and isinstance(told.status, int)
    )
