"""A bitmap for phones: AVIF, WebP and a fallback, each as wide as screens need and light enough for slow networks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (400, 800, 1200)
FALLBACK = 800
MOST_BYTES = 60_000  # a second and a quarter at 400 kbit/s
ENDINGS = frozenset({".jpeg", ".jpg", ".png", ".webp"})
# From good to what a phone still shows well; the first that is light enough is taken, or else the last.
_QUALITIES = {"AVIF": (56, 44, 32, 22), "WEBP": (76, 62, 46, 30), "JPEG": (78, 64, 50, 36)}
_OPTIONS: dict[str, dict[str, Any]] = {
    "AVIF": {"speed": 6, "max_threads": 1},  # one thread, so that the bytes are the same on every machine
    "WEBP": {"method": 4},
    "JPEG": {"optimize": True, "progressive": True},
}
_TYPES = {"AVIF": "image/avif", "WEBP": "image/webp", "JPEG": "image/jpeg", "PNG": "image/png"}


@dataclass(frozen=True, slots=True)
class Rendition:
    """One of the files made of a bitmap; type is its media type."""

    name: str
    width: int
    height: int
    type: str


def widths(width: int) -> list[int]:
    """Return how wide a bitmap's renditions are: never wider than itself."""
    return sorted({each for each in WIDTHS if each < width} | ({width} if width <= WIDTHS[-1] else set()))


def renditions(content: bytes, stem: str) -> Iterator[tuple[Rendition, bytes]]:
    """Yield what is made of a bitmap; nothing of one that moves. stem is how the names begin.

    The fallback, for browsers that know neither AVIF nor WebP, is made only where the bitmap itself is too heavy.
    """
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content)) as opened:
        if getattr(opened, "n_frames", 1) > 1:
            return
        picture = _in_srgb(ImageOps.exif_transpose(opened))
    for width in widths(picture.width):
        height = max(1, round(picture.height * width / picture.width))
        scaled = (
            picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
        )
        for form in ("AVIF", "WEBP"):
            yield _rendition(stem, scaled, form, _encoded(scaled, form))
        is_largest = width == max(
            each for each in widths(picture.width) if each <= FALLBACK or each == widths(picture.width)[0]
        )
        if is_largest and (len(content) > MOST_BYTES or width < picture.width):
            yield _fallback(stem, scaled)


def _fallback(stem: str, picture: Image) -> tuple[Rendition, bytes]:
    if "A" in picture.mode:
        return _rendition(stem, picture, "PNG", _png(picture))
    drawn = _png(picture) if len(picture.getcolors(4096) or ()) else b""
    if drawn and len(drawn) <= MOST_BYTES:  # few colours: a diagram, which JPEG would blur
        return _rendition(stem, picture, "PNG", drawn)
    return _rendition(stem, picture, "JPEG", _encoded(picture, "JPEG"))


def _rendition(stem: str, picture: Image, form: str, content: bytes) -> tuple[Rendition, bytes]:
    ending = {"JPEG": "jpg"}.get(form, form.lower())
    name = f"{stem}-{picture.width}.{ending}"
    return Rendition(name, picture.width, picture.height, _TYPES[form]), content


def _encoded(picture: Image, form: str) -> bytes:
    return _lightest(_saved(picture, form, quality=quality, **_OPTIONS[form]) for quality in _QUALITIES[form])


def _png(picture: Image) -> bytes:
    from PIL import Image

    def forms() -> Iterator[bytes]:
        yield _saved(picture, "PNG", optimize=True)
        yield _saved(picture.quantize(128, Image.Quantize.FASTOCTREE), "PNG", optimize=True)

    return _lightest(forms())


def _lightest(forms: Iterable[bytes]) -> bytes:
    """Return the first that is light enough, or the last."""
    content = b""
    for content in forms:
        if len(content) <= MOST_BYTES:
            break
    return content


def _saved(picture: Image, form: str, **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def _in_srgb(picture: Image) -> Image:
    """Return the picture in the colours that browsers assume, without anything that came with it."""
    from PIL import Image, ImageCms

    profile = picture.info.get("icc_profile")
    has_alpha = "A" in picture.mode or "transparency" in picture.info
    alpha = picture.convert("RGBA").getchannel("A") if has_alpha else None
    found = None
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        plain = picture.convert("RGB") if picture.mode == "RGBA" else picture
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(plain, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            found = None
    result = found or picture.convert("RGB")
    if alpha and alpha.getextrema() != (255, 255):
        result.putalpha(alpha)
    bare = Image.new(result.mode, result.size)
    bare.paste(result)
    return bare
