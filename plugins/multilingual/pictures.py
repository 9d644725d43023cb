"""Attachments: how large pictures are, and whether they are fit for a phone."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from plugins.problems import Problem

PICTURES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
# A megabyte takes a phone on 400 kbit/s twenty seconds.
MOST_BYTES = 1_000_000


def is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURES


def size(path: Path) -> tuple[int, int]:
    """Return width and height in CSS pixels, a photograph's as it is turned. Raises ValueError if it is damaged."""
    if path.suffix.lower() == ".svg":
        try:
            return _svg_size(path)
        except (OSError, ElementTree.ParseError) as error:
            raise ValueError(str(error)) from error
    from PIL import Image, UnidentifiedImageError  # here, because most builds look at no new picture

    try:
        with Image.open(path) as picture:
            width, height = picture.size
            is_turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            return (height, width) if is_turned else (width, height)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise ValueError(str(error)) from error


def _svg_size(path: Path) -> tuple[int, int]:
    root = ElementTree.parse(path).getroot()
    if not root.tag.endswith("svg"):
        raise ValueError("it is not an SVG picture")
    given = [re.match(r"([0-9.]+)(px)?$", root.get(name, "")) for name in ("width", "height")]
    if given[0] and given[1]:
        return round(float(given[0][1])), round(float(given[1][1]))
    box = [float(number) for number in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if number]
    if len(box) != 4:
        raise ValueError("it has neither width and height nor a viewBox")
    return round(box[2]), round(box[3])


def check_picture(path: Path, file: str) -> list[Problem]:
    """Return what is wrong with one attachment that is a picture. file is the path to name."""
    weight = path.stat().st_size
    if weight > MOST_BYTES:
        what = f"This picture weighs {weight / 1e6:.1f} MB; at most {MOST_BYTES / 1e6:.0f} MB reaches phones in time."
        return [Problem("image-too-large", what, "Save it smaller: 1,600 pixels wide is enough.", file)]
    try:
        size(path)
    except ValueError:
        what = "This picture cannot be read: it is damaged or of another sort than its name says."
        return [Problem("image-unreadable", what, "Save it again as JPEG, PNG, WebP or SVG.", file)]
    return []
