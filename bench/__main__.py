"""`./run bench`: each corpus by each builder in turn, from nothing, after one edit, with nothing to do; medians, ratios."""

from __future__ import annotations

import argparse
import datetime
import math
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

from bench import contestants, corpus, running
from bench.running import MODES, Cost

Costs = dict[str, dict[str, Cost]]
"""By the contestant's name, then by what was done."""


def main() -> None:
    """Print a table per size, and how the time grows with pages and languages."""
    if sys.argv[1:2] == ["links"]:
        from bench.links.__main__ import main as bench_links

        del sys.argv[1]
        bench_links()
        return
    more = "./run bench links compares our link checker with others; see ./run bench links --help."
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__, epilog=more)
    parser.add_argument(
        "--sizes",
        default="50x2,100x4,100x12",
        help="pages x languages, up to 500x12 (the default: %(default)s)",
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="NAME",
        help="leave out builders whose name begins so",
    )
    parser.add_argument("--output", metavar="FILE", help="write the tables there too, as docs/bench.md is")
    parser.add_argument(
        "--install", action="store_true", help="install Hugo for the comparison into .cache/bench first"
    )
    options = parser.parse_args()
    if options.install:
        contestants.install()
    sizes = [tuple(int(number) for number in size.split("x")) for size in options.sizes.split(",")]
    told = [_machine()]
    found: dict[tuple[int, int], Costs] = {}
    for pages, languages in sizes:
        costs, served = measure(pages, languages, options.rounds, options.without)
        found[pages, languages] = costs
        told.append(table(pages, languages, costs, served))
        print(told[-1], flush=True)
    told.append(growth(found))
    print(told[-1])
    if options.output:
        Path(options.output).write_text(
            "# The benchmark\n\n" + "\n".join(told), encoding="utf-8", newline="\n"
        )


def measure(pages: int, languages: int, rounds: int, without: list[str]) -> tuple[Costs, dict[str, float]]:
    """Run all *rounds* times, interleaved so that a busy machine hurts all alike; return medians."""
    entries = [
        entry
        for entry in contestants.contestants(languages)
        if not any(entry.name.lower().startswith(name.lower()) for name in without)
    ]
    runs: dict[str, dict[str, list[Cost]]] = {entry.name: {mode: [] for mode in MODES} for entry in entries}
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch)
        corpus.write(folder, pages, languages)
        for entry in entries:
            contestants.prepare(entry, folder)
        for _ in range(rounds):
            for mode in MODES:
                for entry in entries:
                    runs[entry.name][mode].append(running.run(entry, folder, mode))
        served = {entry.name: running.save_to_served(entry, folder) for entry in entries if entry.show}
    return {
        name: {mode: median(costs) for mode, costs in modes.items()} for name, modes in runs.items()
    }, served


def median(runs: list[Cost]) -> Cost:
    """Return the median of each cost."""
    return Cost(
        *(statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "memory"))
    )


def table(pages: int, languages: int, costs: Costs, served: dict[str, float]) -> str:
    """Return the table of one size. Ratios are of wall time, to Hugo's where it is installed, or to stock Pelican's."""
    against = "Hugo" if "Hugo" in costs else list(costs)[-1]
    lines = [
        f"## {pages} pages x {languages} languages\n",
        f"Seconds of wall time (of CPU), and the ratio to {against}'s wall time; peak memory of all runs; milliseconds "
        "from a save to the preview's showing it.\n",
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


def growth(found: dict[tuple[int, int], Costs]) -> str:
    """Return by which power of the number of pages the time grows between the smallest and the largest corpus."""
    few, many = min(found, key=math.prod), max(found, key=math.prod)
    if few == many:
        return ""
    lines = [
        f"## Growth\n\nThe power of the number of pages that wall time grows with, from {few[0]} x {few[1]} to {many[0]} x {many[1]}:\n"
    ]
    for name, costs in found[many].items():
        powers = [
            f"{mode} {math.log(costs[mode].wall / found[few][name][mode].wall) / math.log(math.prod(many) / math.prod(few)):.2f}"
            for mode in MODES
        ]
        lines.append(f"- {name}: {', '.join(powers)}")
    return "\n".join(lines) + "\n"


def _machine() -> str:
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    return (
        f"Measured on {day} with `./run bench`: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python "
        f"{platform.python_version()}. The same pages of {corpus.WORDS_A_PAGE} words, lists and a table for all, one "
        "minimal theme each; contestants in turn, medians.\n"
    )


if __name__ == "__main__":
    main()
