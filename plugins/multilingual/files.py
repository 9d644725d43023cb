"""Attachments that may be published: of sorts that run nothing, and light enough for a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.multilingual import pictures
from plugins.pictures.made import LOCKED, Made
from plugins.problems import Problem

DOCUMENTS = frozenset(
    {".csv", ".docx", ".epub", ".ics", ".json", ".mp3", ".mp4", ".odp", ".ods", ".odt", ".ogg", ".pdf"}
    | {".pptx", ".rtf", ".txt", ".vtt", ".webm", ".xlsx", ".xml", ".zip"}
)
_PICTURES_OF_CAMERAS = frozenset([".bmp", ".heic", ".heif", ".raw", ".tif", ".tiff"])
# GitHub warns at 50 MB; a phone on 400 kbit/s needs ten minutes for 30.
MOST_BYTES = 30_000_000
# What makes a drawing run something or load something from elsewhere.
_ACTIVE = re.compile(
    rb"""<script\b|<foreignObject\b|<iframe\b|\son[a-z]+\s*=|javascript:|(?:href|src)\s*=\s*["']\s*(?:https?:)?//|<!ENTITY""",
    re.I,
)


def check(path: Path, file: str, made: Made | None) -> Iterator[Problem]:
    """Yield what is wrong with one attachment. file is the path to name, made is what was made of it."""
    ending = path.suffix.lower()
    if not path.is_file():
        return  # told when it is copied
    if ending in _PICTURES_OF_CAMERAS:
        what = f"Browsers do not show pictures of the sort '{ending}'."
        yield Problem("file-unexpected", what, "Save it as JPEG, PNG or WebP.", file)
    elif ending not in DOCUMENTS | pictures.PICTURES:
        what = f"'{path.name}' is not of a sort that this site publishes: it might run something on a reader's phone."
        yield Problem("file-unexpected", what, "Publish it as PDF, or remove it.", file)
    elif pictures.is_picture(path):
        if ending == ".svg" and (found := _ACTIVE.search(raw := path.read_bytes())):
            line = raw.count(b"\n", 0, found.start()) + 1
            what = "This drawing holds something that runs or loads from elsewhere: "
            shown = found[0].decode("utf-8", "replace").strip()
            yield Problem(
                "markup-unsafe", f"{what}'{shown}'.", "Save it as plain SVG, without scripts.", file, line
            )
        else:
            yield from pictures.check_picture(path, file)
            yield from _check_people(path, file, made)
    elif path.stat().st_size > MOST_BYTES:
        what = f"This file weighs {path.stat().st_size / 1e6:.0f} MB; at most {MOST_BYTES / 1e6:.0f} MB reaches phones."
        yield Problem(
            "file-too-large", what, "Save it smaller, or link to where it is published already.", file
        )
    else:
        yield from _check_people(path, file, made)


def _check_people(path: Path, file: str, made: Made | None) -> Iterator[Problem]:
    """Yield a problem if the original tells of people. What it tells is not repeated: logs of builds are public."""
    if made is None:
        return
    if made.fault == LOCKED:
        what = "This file is damaged or needs a password, so nobody can see what it tells of whoever made it."
        yield Problem("file-unreadable", what, "Save it again as PDF, without a password.", file)
    if made.told:
        told = made.told[0] if len(made.told) == 1 else f"{', '.join(made.told[:-1])} and {made.told[-1]}"
        what = f"This {'picture' if pictures.is_picture(path) else 'file'} tells {told}, and everyone can read that."
        hint = f"Run ./run clean-files {file}, and look whether it was pushed already (docs/pictures.md)."
        yield Problem("picture-metadata" if pictures.is_picture(path) else "file-metadata", what, hint, file)
