"""`./run bench links`: make planted sites and an awkward web, let every installed checker at them, print tables."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from bench.links import corpus, hosts, table
from bench.links.contestants import OURS, ROOT, Contestant, Site, installed
from bench.links.running import Cost, run
from bench.links.score import Score, score
from bench.links.truth import Truth
from bench.links.web import Web, serving
from bench.links.webscore import WebScore, web_score


def main() -> None:
    """Print a table per size, one of the awkward web, and what ours got wrong."""
    parser = argparse.ArgumentParser(prog="./run bench links", description=__doc__)
    parser.add_argument("--pages", default="1000,5000", help="sizes of the sites, with commas; 0 for none")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="names of checkers, with commas")
    parser.add_argument("--no-web", action="store_true", help="leave the awkward web out")
    parser.add_argument("--write", type=Path, help="a Markdown file to put the tables into")
    parser.add_argument(
        "--details", action="store_true", help="say what every checker got wrong, not only ours"
    )
    parser.add_argument("--keep", type=Path, help="make a site and its truth.json here, and stop")
    options = parser.parse_args()
    sizes = [int(size) for size in options.pages.split(",") if int(size)]
    if options.keep:
        corpus.make(options.keep / "site", sizes[0], "https://bench.example").write(
            options.keep / "truth.json"
        )
        return
    only = options.only.split(",") if options.only else []
    entries = [one for one in installed() if not only or one.name in only]
    parts = [table.machine(options.rounds) + "\n"]
    with serving() as web, tempfile.TemporaryDirectory(prefix="bench-links-") as scratch:
        Path(scratch).chmod(0o755)  # LinkChecker, started as root, becomes "nobody"
        # As it is now, with what Python compiled: it may be edited while this runs.
        shutil.copytree(ROOT / "plugins", Path(scratch) / "plugins")
        for pages in sizes:
            parts.append(
                measure(Path(scratch) / str(pages), pages, entries, options.rounds, web, options.details)
            )
        if not options.no_web and not web.awkward:
            print("The awkward web is left out: 127.0.1.1 to 127.0.1.40 are no addresses of this machine.")
        elif not options.no_web:
            parts.append(awkward(Path(scratch) / "web", entries, web))
    if options.write:
        table.write(options.write, "\n".join(parts))


def measure(scratch: Path, pages: int, entries: list[Contestant], rounds: int, web: Web, tell: bool) -> str:
    """Make a site, run all checkers on it in turn, print and return the table."""
    web.folder = scratch / "site"
    site = Site(web.folder, f"http://127.0.0.1:{web.port}")
    truth = corpus.make(site.folder, pages, site.base_url)
    costs: dict[str, list[Cost]] = {}
    scores: dict[str, Score] = {}
    for turn in range(rounds):
        for entry in entries:
            if turn and (entry.name not in costs or costs[entry.name][0].wall > table.PATIENCE):
                continue
            folder = scratch / entry.name
            _prepare(folder)
            try:
                cost, text = run(entry.command(site), folder)
            except RuntimeError as error:
                print(error, flush=True)  # the others are measured all the same
                continue
            costs.setdefault(entry.name, []).append(cost)
            scores[entry.name] = score(truth, entry.read(text, site.folder))
            if entry.name == OURS:
                for name, again, found in _again(entry, site, folder, truth):
                    costs.setdefault(name, []).append(again)
                    scores[name] = found
    text = table.site_table(pages, len(truth.decoys), costs, scores)
    print(text, flush=True)
    for name in scores if tell else {OURS} & scores.keys():
        print(table.details(name, scores[name]), flush=True)
    return text


def _prepare(folder: Path) -> None:
    """Make a checker's folder anew: a copy of plugins/, beside which ours keeps its cache, so both go with it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(folder.parents[1] / "plugins", folder / "plugins")


def _again(entry: Contestant, site: Site, folder: Path, truth: Truth) -> list[tuple[str, Cost, Score]]:
    """Run ours once more as it is, then with one page changed; the page is put back."""
    found = []
    page = max(site.folder.glob("guides/*/index.html"))
    before = page.read_bytes()
    for name in (f"{OURS}, nothing changed", f"{OURS}, one page changed"):
        cost, text = run(entry.command(site), folder)
        found.append((name, cost, score(truth, entry.read(text, site.folder))))
        page.write_bytes(before.replace(b"</main>", b'<p id="new">new</p></main>'))
    page.write_bytes(before)
    return found


def awkward(scratch: Path, entries: list[Contestant], web: Web) -> str:
    """Let each checker at the forty hosts once; print and return the table."""
    web.folder = scratch / "site"
    links = hosts.write(web.folder, web.port)
    site = Site(web.folder, f"http://127.0.0.1:{web.port}", external=True)
    costs: dict[str, Cost] = {}
    scores: dict[str, WebScore] = {}
    for entry in entries:
        folder = scratch / entry.name
        _prepare(folder)
        web.reset()
        try:
            costs[entry.name], text = run(entry.command(site), folder)
        except RuntimeError as error:
            print(error, flush=True)
            continue
        scores[entry.name] = web_score(links, entry.read(text, web.folder), web.tallies)
    text = table.web_table(costs, scores)
    print(text, flush=True)
    for link in scores[OURS].wrong if OURS in scores else ():
        print(f"{OURS} is wrong on {link.host.name}: {link.url} is {link.host.verdict}")
    return text


if __name__ == "__main__":
    main()
