"""What is published of a file, and what the original tells: made once, kept in .cache/pictures until the file changes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from plugins.pictures import drawing, leaks, lossless, office, pdf, sizes
from plugins.pictures.leaks import Told
from plugins.pictures.sizes import Rendition

FOLDER = ".cache/pictures"
BITMAPS = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"})
_ABOUT = "made.json"
_KEPT = 60 * 86_400  # seconds since the last build that used it
DAMAGED, LOCKED = "damaged", "locked"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a file, in *folder*.

    clean is the name of the file without metadata, "" if the original has none; told are the kinds of what the
    original tells (see `leaks`); size is a bitmap's, as it is shown. fault is "", DAMAGED or LOCKED.
    """

    folder: Path
    clean: str = ""
    told: tuple[str, ...] = ()
    size: tuple[int, int] | None = None
    renditions: tuple[Rendition, ...] = ()
    fault: str = ""


def all_made(paths: Iterable[Path], root: Path, own: Iterable[str]) -> dict[Path, Made]:
    """Return what is made of each file that can be read, on all cores. own are names that are nobody's secret."""
    kept, public = root / FOLDER, sorted(own)
    readable = [path for path in paths if path.is_file()]
    made: dict[Path, Made] = {}
    if readable:
        from concurrent.futures import ThreadPoolExecutor  # here, as a site without files does not need it

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:  # encoders leave Python's lock to others
            found = pool.map(lambda path: _made(path, kept, public), readable)
            made = {path: each for path, each in zip(readable, found, strict=True) if each}
    _forget(kept)
    return made


def _made(path: Path, kept: Path, own: list[str]) -> Made | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    known = json.dumps([path.name, own, *_made_by(path.suffix.lower() == ".pdf")]).encode()
    mark = hashlib.blake2b(known + b"\0" + content, digest_size=16).hexdigest()
    folder = kept / mark
    try:
        found = _from_json(folder, json.loads((folder / _ABOUT).read_bytes()))
        if all((folder / each).is_file() for each in _files(found)):
            os.utime(folder)
            return found
    except (OSError, ValueError, TypeError, KeyError):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    return _make(path, content, folder, own)


def _files(made: Made) -> list[str]:
    return [*([made.clean] if made.clean else []), *(each.name for each in made.renditions)]


def _make(path: Path, content: bytes, folder: Path, own: list[str]) -> Made:
    ending = path.suffix.lower()
    files: dict[str, bytes] = {}
    size, made, fault, told = None, [], "", list[Told]()
    try:
        clean, told = looked_at(content, ending)
        if ending in BITMAPS:
            size = _shown(clean)
        if ending in sizes.ENDINGS:
            for rendition, data in sizes.renditions(clean, f"{path.stem}-{folder.name[:8]}"):
                made.append(rendition)
                files[rendition.name] = data
    except pdf.LockedError:
        clean, fault = content, LOCKED
    except Exception:  # whatever an encoder says of what it cannot read
        clean, fault, made, files = content, DAMAGED, [], {}
    if clean != content:
        files[path.name] = clean
    kinds = leaks.kinds(told, own)
    found = Made(folder, path.name if clean != content else "", kinds, size, tuple(made), fault)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder.parent) as scratch:
        new = Path(scratch) / "made"
        new.mkdir()
        for name, data in files.items():
            (new / name).write_bytes(data)
        (new / _ABOUT).write_text(_to_json(found), encoding="utf-8")
        with suppress(OSError):  # another build was quicker
            new.rename(folder)
    return found


def looked_at(content: bytes, ending: str) -> tuple[bytes, list[Told]]:
    """Return a file without metadata, and what it told. Raises ValueError or OSError if it cannot be read."""
    if ending in BITMAPS:
        return upright(content), list(leaks.of_bitmap(content))
    if ending == ".svg":
        return drawing.stripped(content), list(leaks.of_drawing(content))
    if ending == ".pdf":
        return pdf.looked_at(content)
    if ending in office.ENDINGS:
        return office.looked_at(content)
    return content, []


def upright(content: bytes) -> bytes:
    """Return a bitmap without metadata, turned as its metadata say. Only one that is turned is compressed again."""
    import io

    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content)) as picture:
        turned = picture.getexif().get(0x0112, 1) in range(2, 9) and getattr(picture, "n_frames", 1) == 1
        form = picture.format
        if not turned and form != "AVIF":
            return lossless.stripped(content)
        if not turned and not ({"exif", "xmp"} & picture.info.keys()):
            return content
        target, profile = io.BytesIO(), picture.info.get("icc_profile")
        options = (
            {"icc_profile": profile} if profile and not lossless.is_srgb(profile) else {"icc_profile": None}
        )
        result = ImageOps.exif_transpose(picture)
        result.info = {}
        result.save(target, form, **({} if form == "PNG" else {"quality": 90}), **options)
    return lossless.stripped(target.getvalue())


def _shown(content: bytes) -> tuple[int, int]:
    import io

    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        return picture.size


@cache
def _made_by(is_pdf: bool) -> tuple[str, ...]:
    """Return what files are made with: our own code and the packages."""
    from importlib.metadata import version

    own = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        own.update(path.read_bytes())
    return own.hexdigest(), version("pikepdf" if is_pdf else "pillow")


def _to_json(made: Made) -> str:
    return json.dumps({name: value for name, value in asdict(made).items() if name != "folder"})


def _from_json(folder: Path, about: Mapping[str, object]) -> Made:
    return Made(
        folder,
        str(about["clean"]),
        tuple(about["told"]),  # type: ignore[arg-type]
        tuple(about["size"]) if about["size"] else None,  # type: ignore[arg-type]
        tuple(Rendition(**each) for each in about["renditions"]),  # type: ignore[attr-defined]
        str(about["fault"]),
    )


def _forget(kept: Path) -> None:
    """Delete what no build has used for long."""
    with suppress(OSError):
        for folder in kept.iterdir():
            if folder.stat().st_mtime < time.time() - _KEPT:
                shutil.rmtree(folder, ignore_errors=True)
