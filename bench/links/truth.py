"""What is planted where: the truth that reports are compared with, kept as truth.json."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """A file below the site's folder; line and column count from 1 and are those of the href's first letter."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Planted:
    """One defect. href is as written in the file; places has more than one entry if a template repeats it.

    suggestion is the address that was meant, decoded, "" if none can be known; a fragment's is "#id".
    """

    id: int
    kind: str
    href: str
    code: str
    severity: str
    suggestion: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Decoy:
    """Something that only looks broken, on the lines first to last of a file; text is all of it."""

    kind: str
    file: str
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Truth:
    """The whole site's truth."""

    base_url: str
    seed: int
    pages: int
    defects: tuple[Planted, ...]
    decoys: tuple[Decoy, ...]

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Truth:
        """Return what write() wrote."""
        found = json.loads(path.read_text("utf-8"))
        defects = tuple(
            Planted(**{**defect, "places": tuple(Place(**place) for place in defect["places"])})
            for defect in found.pop("defects")
        )
        decoys = tuple(Decoy(**decoy) for decoy in found.pop("decoys"))
        return cls(**found, defects=defects, decoys=decoys)
