"""The design tokens as theme/static/css/tokens.css has them, and the contrast of colours that stand on each other. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\)\s*\{\s*:root\s*\{([^}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_HEX = re.compile(r"#[0-9a-f]{6}$", re.I)

TEXT, SIGN = 7.0, 3.0
"""The contrast that words need (WCAG 2.2, 1.4.6) and that signs and edges of controls need (1.4.11)."""
# What stands on what, and how much contrast it needs.
PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "tint", TEXT),
    ("ink", "veil", TEXT),
    ("muted", "paper", TEXT),
    ("muted", "surface", TEXT),
    ("link", "paper", TEXT),
    ("link", "surface", TEXT),
    ("link", "tint", TEXT),
    ("link", "veil", TEXT),
    ("paper", "link", TEXT),
    ("night-ink", "night", TEXT),
    ("signal", "night", TEXT),
    ("signal-ink", "signal", TEXT),
    ("won-ink", "won", TEXT),
    ("won", "surface", SIGN),
    ("alarm", "surface", SIGN),
    ("edge", "paper", SIGN),
    ("edge", "surface", SIGN),
    ("night-line", "night", 1.0),
]


@dataclass(frozen=True, slots=True)
class Contrast:
    """How far a colour stands out from its ground, by day and by night, and how far it must."""

    colour: str
    ground: str
    least: float
    light: float
    dark: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """Names and values: colours (#rrggbb) by day and by night, and whatever else there is."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    others: Mapping[str, str]

    def contrasts(self) -> list[Contrast]:
        """Return the contrast of each pair of which this theme has both colours."""
        return [
            Contrast(
                colour, ground, least, *(ratio(of[colour], of[ground]) for of in (self.light, self.dark))
            )
            for colour, ground, least in PAIRS
            if colour in self.light and ground in self.light
        ]


def read_tokens(css: str) -> Tokens:
    """Return the tokens of a stylesheet that says them in :root, and again for a dark screen what differs there."""
    css = _COMMENT.sub("", css)
    dark = _DARK.search(css)
    found: dict[str, str] = {}
    for block in _ROOT.findall(_DARK.sub("", css)):
        found |= {name: value for name, value in _TOKEN.findall(block) if name not in found}
    light = {name: value for name, value in found.items() if _HEX.match(value)}
    night = {name: value for name, value in _TOKEN.findall(dark[1] if dark else "") if _HEX.match(value)}
    others = {name: value for name, value in found.items() if name not in light}
    return Tokens(light, {**light, **night}, others)


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, "contrast ratio"): 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
