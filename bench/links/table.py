"""Figures → Markdown tables, and the document they are written into."""

from __future__ import annotations

import datetime
import os
import platform
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.links.running import Cost
from bench.links.score import Score
from bench.links.webscore import WebScore

PATIENCE = 60  # seconds: who takes longer runs once
_BEGIN, _END = "<!-- figures -->", "<!-- /figures -->"


def median(runs: Sequence[Cost]) -> Cost:
    """Return the median of each cost."""
    return Cost(
        *(statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "memory"))
    )


def machine(rounds: int) -> str:
    """Return one sentence on where, when and how often was measured."""
    today = datetime.datetime.now(datetime.UTC).date()
    where = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"Measured {today} on {where}; medians of {rounds} interleaved rounds (of one where it took over {PATIENCE} s)."


def site_table(
    pages: int, decoys: int, costs: Mapping[str, Sequence[Cost]], scores: Mapping[str, Score]
) -> str:
    """Return the table of one size of site; the first contestant is what the others are compared with."""
    medians = {name: median(runs) for name, runs in costs.items() if runs}
    first = next(iter(medians.values()))
    defects = next(iter(scores.values())).defects
    rows = [
        f"### {pages:,} pages: {defects} defects, {decoys} decoys\n",
        "| checker | seconds | ratio | CPU s | MiB | found | with line | with column | decoys reported | other entries | entries |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, cost in medians.items():
        figures = [
            f"{cost.wall:.2f}",
            f"{cost.wall / first.wall:.1f}",
            f"{cost.cpu:.2f}",
            f"{cost.memory:.0f}",
        ]
        if name in scores:
            one = scores[name]
            figures += [str(figure) for figure in (one.found, one.placed, one.columns, len(one.decoys))]
            figures += [str(len(one.others)), str(one.entries)]
        else:
            figures += ["", "", "", "", "", ""]
        rows.append(f"| {name} | {' | '.join(figures)} |")
    return "\n".join(rows) + "\n"


def details(name: str, score: Score) -> str:
    """Return what *name* missed and what it was fooled by, by kind, for whoever mends it."""
    missed = Counter(defect.kind for defect in score.missed)
    lines = [
        f"{name}: {score.codes} codes right, {score.suggestions} of {score.suggestible} suggestions right."
    ]
    lines += [f"  missed   {kind} x{count}" for kind, count in missed.items()]
    lines += [f"  fooled   {decoy.kind} ({decoy.file}:{decoy.first})" for decoy in score.decoys]
    lines += [
        f"  besides  {entry.code} {entry.url} ({entry.file}:{entry.line})" for entry in score.others[:20]
    ]
    return "\n".join(lines)


def web_table(costs: Mapping[str, Cost], scores: Mapping[str, WebScore]) -> str:
    """Return the table of the awkward web."""
    rows = [
        "### The awkward web: 40 hosts\n",
        "| checker | seconds | good called broken | dead found | unjudgeable called broken | fragments found | requests | at once per host | a second per host |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, one in scores.items():
        figures = [
            f"{one.fine_broken} of {one.fine}",
            f"{one.dead_found} of {one.dead}",
            f"{one.unsure_broken} of {one.unsure}",
        ]
        figures += [
            f"{one.fragments_found} of {one.fragments}",
            str(one.requests),
            str(one.at_once),
            str(one.rate),
        ]
        rows.append(f"| {name} | {costs[name].wall:.1f} | {' | '.join(figures)} |")
    return "\n".join(rows) + "\n"


def write(path: Path, text: str) -> None:
    """Put *text* between the marks of the document at *path*. Raise ValueError if it has no marks."""
    before, begun, rest = path.read_text("utf-8").partition(_BEGIN)
    _, ended, after = rest.partition(_END)
    if not (begun and ended):
        raise ValueError(f"{path} has no {_BEGIN} … {_END} to put the figures between")
    path.write_text(f"{before}{_BEGIN}\n{text}\n{_END}{after}", encoding="utf-8", newline="\n")
