"""Have Typst draw a picture for each page, and keep it in .cache/cards until its words, its fonts or its look change.

Typst, because it breaks lines and shapes every script of the site as browsers do (HarfBuzz, in Rust); Pillow then takes
the colours down to the few that there are, which makes the file a third as large.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from plugins.paper import fonts

WIDTH, HEIGHT = 1200, 630
_TEMPLATE = Path(__file__).with_name("card.typ")
_COLOURS = 64
_AT_ONCE = 12  # pages in one run of Typst
_KEPT = 60 * 86_400  # seconds since the last build that used it
# Between lines, in em, beside what the font itself asks for.
_LEADING = {
    "Noto Nastaliq Urdu": -0.35,
    "Noto Naskh Arabic": -0.2,
    "Noto Serif Hebrew": 0.05,
    **{f"Noto Sans CJK {region}": 0.25 for region in ("SC", "TC", "KR", "JP")},
}


class CardError(Exception):
    """The pictures could not be made: one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a picture: a title, in a language, and the organization's name."""

    title: str
    lang: str
    dir: str
    name: str
    display: tuple[str, ...]
    latin: tuple[str, ...]
    leading: float

    @property
    def file(self) -> str:
        """Return what the picture is called on the site: by what it shows, so that a new title has a new address."""
        return f"{_digest([_maker(), self.as_json()])}.png"

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def card(title: str, lang: str, direction: str, name: str, faces: fonts.Faces) -> Card:
    """Return the picture of a page that is written in *faces*."""
    display = tuple(dict.fromkeys((faces.display, fonts.SERIF if "Serif" in faces.display else fonts.LATIN)))
    # Typst knows languages by two or three letters; of scripts it is told by the font.
    return Card(
        title,
        lang.partition("-")[0],
        direction,
        name,
        display,
        (fonts.LATIN,),
        _LEADING.get(faces.display, -0.1),
    )


def make_all(cards: Iterable[Card], kept: Path) -> dict[Card, Path]:
    """Return the picture of each card, made now if it is not in *kept*. Raises CardError."""
    kept.mkdir(parents=True, exist_ok=True)
    found = {each: kept / f"{_digest([each.as_json(), _maker(), *_states(each)])}.png" for each in cards}
    lacking = [each for each, path in found.items() if not path.is_file()]
    parts = [lacking[first : first + _AT_ONCE] for first in range(0, len(lacking), _AT_ONCE)]
    if parts:
        # Threads, because Typst and zlib run without Python's lock.
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            list(pool.map(lambda part: _draw(part, found), parts))
    for path in found.values():
        path.touch()
    _forget(kept)
    return found


def _draw(cards: Sequence[Card], paths: Mapping[Card, Path]) -> None:
    import typst  # here, because most builds draw nothing

    compiler = typst.Compiler(font_paths=fonts.installed(), ignore_system_fonts=True)
    inputs = {"cards": json.dumps([asdict(each) for each in cards], ensure_ascii=False)}
    try:
        pages = compiler.compile(_TEMPLATE.read_bytes(), format="png", ppi=72, sys_inputs=inputs)
    except typst.TypstError as error:
        raise CardError(f"Typst could not draw the pictures above links: {error.message}") from error
    drawn = [pages] if isinstance(pages, bytes) else list(pages or ())
    for each, page in zip(cards, drawn, strict=True):
        path = paths[each]
        scratch = path.with_suffix(f".{os.getpid()}.new")
        scratch.write_bytes(_light(page))
        scratch.replace(path)


def _light(page: bytes) -> bytes:
    """Return a PNG with few colours: 24 KB instead of 60 (in steps of the octree, six times as fast as of the median)."""
    from PIL import Image

    target = io.BytesIO()
    with Image.open(io.BytesIO(page)) as picture:
        picture.convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            target, "PNG"
        )
    return target.getvalue()


def _states(each: Card) -> list[str]:
    return [state for family in (*each.display, *each.latin) for state in fonts.files().get(family, ())]


@cache
def _maker() -> str:
    """Return what stands for the look of all pictures."""
    versions = [f"{name} {version(name)}" for name in ("typst", "pillow")]
    return _digest([*versions, _TEMPLATE.read_text("utf-8"), str(_COLOURS)])


def _digest(texts: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:12]


def _forget(kept: Path) -> None:
    with suppress(OSError):
        for path in kept.iterdir():
            if path.stat().st_mtime < time.time() - _KEPT:
                path.unlink()
