"""`./run bench`: build each corpus by each contestant in turn, several times, and print medians and ratios."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from bench import contestants, corpus
from bench.contestants import Cost


def main() -> None:
    """Print a table per size, and how time per page grows with the number of languages."""
    if sys.argv[1:2] == ["links"]:
        from bench.links.__main__ import main as bench_links

        del sys.argv[1]
        bench_links()
        return
    more = "./run bench links compares our link checker with others; see ./run bench links --help."
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__, epilog=more)
    parser.add_argument("--sizes", default="100x4,100x12")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    sizes = [tuple(int(number) for number in size.split("x")) for size in options.sizes.split(",")]
    per_page: dict[str, dict[int, float]] = {}
    for pages, languages in sizes:
        costs = measure(pages, languages, options.rounds)
        print(table(pages, languages, costs), flush=True)
        for name, runs in costs.items():
            per_page.setdefault(name, {})[languages] = median(runs).wall / (pages * languages)
    few, many = min(size[1] for size in sizes), max(size[1] for size in sizes)
    if few != many:
        print(f"Time per page at {many} languages, as a ratio to that at {few}:")
        for name, found in per_page.items():
            print(f"  {name:32} {found[many] / found[few]:6.2f}")


def measure(pages: int, languages: int, rounds: int) -> dict[str, list[Cost]]:
    """Run all contestants *rounds* times, interleaved so that a busy machine hurts all alike."""
    entries = contestants.contestants(languages)
    found: dict[str, list[Cost]] = {entry.name: [] for entry in entries}
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch)
        corpus.write(folder, pages, languages)
        for entry in entries:
            contestants.prepare(entry, folder)
        for _ in range(rounds):
            for entry in entries:
                found[entry.name].append(contestants.run(entry, folder, pages * languages))
    return found


def median(runs: list[Cost]) -> Cost:
    """Return the median of each cost."""
    return Cost(
        *(statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "memory"))
    )


def table(pages: int, languages: int, costs: dict[str, list[Cost]]) -> str:
    """Return the table of one size; the first contestant is what the others are compared with."""
    medians = {name: median(runs) for name, runs in costs.items()}
    first = next(iter(medians.values()))
    lines = [
        f"{pages} pages x {languages} languages, {corpus.WORDS_A_PAGE} words each, built from nothing; medians"
    ]
    lines.append(f"  {'':32} {'wall s':>7} {'CPU s':>7} {'MiB':>6} {'ratio':>7}")
    for name, cost in medians.items():
        ratio = cost.wall / first.wall
        lines.append(f"  {name:32} {cost.wall:7.2f} {cost.cpu:7.2f} {cost.memory:6.0f} {ratio:7.3f}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
