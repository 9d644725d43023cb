"""Long random sequences of edits, for an evening: python -m tests.incremental.sequences --count 200."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.incremental.edits import EDITS, Edited


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many sequences")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--length", type=int, default=5, help="how many builds each has")
    options = parser.parse_args()
    wrong, started = 0, time.monotonic()
    for number in range(options.first, options.first + options.count):
        wrong += not sequence(number, options.length)
        if number % 10 == 9:
            print(f"{number + 1}: {wrong} differ, {time.monotonic() - started:.0f} s", flush=True)
    print(f"{options.count} sequences, {wrong} with differences")
    return 1 if wrong else 0


def sequence(number: int, length: int) -> bool:
    """Return whether every rebuild of a sequence was what a clean build is; tell the first that was not."""
    chance = Random(number)
    with tempfile.TemporaryDirectory(prefix="sequence-") as folder:
        site = Edited(Path(folder).resolve())
        site.rebuild()
        done: list[str] = []
        for _ in range(length):
            for edit in chance.choices(EDITS, k=chance.randint(1, 3)):
                edit(site, chance)
                done.append(edit.__name__)
            if chance.random() < 0.4:
                after = chance.uniform(0, 0.6)
                site.rebuild_and_kill(after)
                done.append(f"kill after {after:.3f} s")
            if differing := site.differences():
                print(f"sequence {number}: {done}: {[name[:2000] for name in differing[:5]]}", flush=True)
                return False
            done.append("build")
    return True


if __name__ == "__main__":
    sys.exit(main())
