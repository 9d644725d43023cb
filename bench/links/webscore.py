"""What a checker said of the awkward web, compared with what it should say, and how it behaved to the hosts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.links.hosts import Link
from bench.links.score import Entry
from bench.links.web import Tally


@dataclass(frozen=True, slots=True)
class WebScore:
    """Counts of links by what they are, and of requests: all, at once and in a second at the busiest host."""

    fine: int
    fine_broken: int
    dead: int
    dead_found: int
    unsure: int
    unsure_broken: int
    fragments: int
    fragments_found: int
    requests: int
    at_once: int
    rate: int
    wrong: tuple[Link, ...]


def web_score(links: Sequence[Link], entries: Sequence[Entry], tallies: Mapping[str, Tally]) -> WebScore:
    """Return the score. A warning is not "broken"; checkers without severities say errors only."""
    errors = {entry.url for entry in entries if entry.severity != "warning"}
    told = {entry.url for entry in entries}
    places = {(entry.file, entry.line) for entry in entries if entry.severity != "warning" and entry.line}
    told_places = {(entry.file, entry.line) for entry in entries if entry.line}
    of: dict[str, list[Link]] = {}
    hit: dict[str, list[Link]] = {}
    for verdict in ("fine", "dead", "unsure", "no-fragment"):
        urls, spots = (told, told_places) if verdict == "no-fragment" else (errors, places)
        of[verdict] = [link for link in links if link.host.verdict == verdict]
        hit[verdict] = [link for link in of[verdict] if link.url in urls or (link.file, link.line) in spots]
    missed = [link for verdict in ("dead", "no-fragment") for link in of[verdict] if link not in hit[verdict]]
    return WebScore(
        fine=len(of["fine"]),
        fine_broken=len(hit["fine"]),
        dead=len(of["dead"]),
        dead_found=len(hit["dead"]),
        unsure=len(of["unsure"]),
        unsure_broken=len(hit["unsure"]),
        fragments=len(of["no-fragment"]),
        fragments_found=len(hit["no-fragment"]),
        requests=sum(tally.requests for tally in tallies.values()),
        at_once=max((tally.at_once for tally in tallies.values()), default=0),
        rate=max((tally.peak_rate for tally in tallies.values()), default=0),
        wrong=(*hit["fine"], *hit["unsure"], *missed),
    )
