"""What was measured, in Markdown: the machine, a table for each size, and how the time grows."""

from __future__ import annotations

import datetime
import math
import os
import platform
from collections.abc import Mapping
from pathlib import Path

from bench import corpus
from bench.running import MODES, Cost

Costs = Mapping[str, Mapping[str, Cost]]
"""By the contestant's name, then by what was done."""
Found = Mapping[tuple[int, int], Costs]
"""By numbers of pages and languages."""
_AGAINST = ("Hugo", "stock Pelican + i18n-subsites")


def machine(versions: Mapping[str, str], cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """Return what was measured when, on which machine, and which versions took part."""
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    cores = f"{os.cpu_count()} cores"
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    return (
        f"Measured on {day} with `./run bench`: {cpu(cpuinfo)}, {cores}, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}. The same pages of {corpus.WORDS_A_PAGE} words, lists and a table for all, "
        f"one minimal theme each; contestants in turn, medians.\n\nVersions: {named}.\n"
    )


def cpu(cpuinfo: Path) -> str:
    """Return the processor's name as Linux has it, or what Python knows of it."""
    lines = cpuinfo.read_text("utf-8", "replace").splitlines() if cpuinfo.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return next((name for name in names if name), "") or platform.processor() or "unknown processor"


def table(pages: int, languages: int, costs: Costs, served: Mapping[str, float]) -> str:
    """Return the table of one size. Ratios are of wall time, to Hugo's where it took part, or to stock Pelican's."""
    against = next((name for name in _AGAINST if name in costs), next(iter(costs)))
    lines = [
        f"## {pages} pages x {languages} languages\n",
        f"Seconds of wall time (of CPU), and the ratio to the wall time of {against}; peak memory of all runs; "
        "milliseconds from a save to the preview's showing it.\n",
        "| | from nothing | ratio | after one edit | ratio | nothing changed | ratio | MiB | save, ms |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, modes in costs.items():
        cells = []
        for mode in MODES:
            cost, other = modes[mode], costs[against][mode]
            cells += [f"{cost.wall:.2f} ({cost.cpu:.2f})", f"{cost.wall / other.wall:.2f}"]
        most = max(cost.memory for cost in modes.values())
        shown = f"{served[name] * 1000:.0f}" if name in served else ""
        lines.append(f"| {name} | {' | '.join(cells)} | {most:.0f} | {shown} |")
    return "\n".join(lines) + "\n"


def growth(found: Found) -> str:
    """Return the powers that wall time grows with: of pages at the same languages, of languages at the same pages."""
    parts = []
    for axis, what, fixed in ((0, "pages", "languages"), (1, "languages", "pages")):
        for same, sizes in _groups(found, axis).items():
            numbers = ", ".join(str(size[axis]) for size in sizes)
            rows = [
                f"| {name} | {' | '.join(f'{_power(found, sizes, axis, name, mode):.2f}' for mode in MODES)} |"
                for name in found[sizes[0]]
            ]
            parts.append(
                f"Of the number of {what} ({numbers}) with {same} {fixed}:\n\n"
                "| | from nothing | after one edit | nothing changed |\n| --- | --- | --- | --- |\n"
                + "\n".join(rows)
            )
    if not parts:
        return ""
    about = (
        "The power that wall time, with the start of the program, grows with, by least squares on logarithms: "
        "with 1 twice as much takes twice as long, with 0 no longer."
    )
    return "\n\n".join(["## Growth", about, *parts]) + "\n"


def _groups(found: Found, axis: int) -> dict[int, list[tuple[int, int]]]:
    """Return the sizes that differ only in *axis*, by the number they share; those alone in it are left out."""
    groups: dict[int, list[tuple[int, int]]] = {}
    for size in sorted(found):
        groups.setdefault(size[1 - axis], []).append(size)
    return {same: sizes for same, sizes in sorted(groups.items()) if len(sizes) > 1}


def _power(found: Found, sizes: list[tuple[int, int]], axis: int, name: str, mode: str) -> float:
    return exponent([(size[axis], found[size][name][mode].wall) for size in sizes])


def exponent(points: list[tuple[float, float]]) -> float:
    """Return the slope of the line through the logarithms with the least squares. The first numbers must differ."""
    across = [math.log(x) for x, _ in points]
    up = [math.log(y) for _, y in points]
    middle, level = sum(across) / len(across), sum(up) / len(up)
    spread = sum((x - middle) ** 2 for x in across)
    return sum((x - middle) * (y - level) for x, y in zip(across, up, strict=True)) / spread
