"""QR codes are read as the address they stand for, from the picture on cards and from the drawing on flyers."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from PIL import Image

from plugins.paper import qr

ADDRESSES = [
    "https://example.org/know-your-rights/",
    "https://campaigns.immigrantdefenseproject.org/zh-hans/know-your-rights/if-someone-is-taken/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_picture_on_a_card_is_read_as_the_address(address):
    content, width = qr.png(address)
    picture = Image.open(io.BytesIO(content))

    assert picture.size == (width, width)
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [address]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_drawing_on_a_flyer_is_the_same_code(address):
    code = qr.code(address)
    scale = 6
    picture = Image.new("L", (code.size, code.size), 255)
    x = y = 0
    for move, across, down, length in re.findall(r"([Mm])(\d+)[ ](\d+)(?:\.5)?h(\d+)", code.path):
        x, y = (int(across), int(down)) if move == "M" else (x + int(across), y)
        for place in range(int(length)):
            picture.putpixel((x + place, y), 0)
        x += int(length)

    found = zxingcpp.read_barcodes(
        picture.resize((code.size * scale, code.size * scale), Image.Resampling.NEAREST)
    )

    assert [each.text for each in found] == [address]
    assert code.path.startswith(f"M{qr.QUIET} {qr.QUIET}.5")  # the quiet zone that the standard asks for


def test_the_same_address_makes_the_same_bytes():
    qr.png.cache_clear()
    first = qr.png(ADDRESSES[0])
    qr.png.cache_clear()

    assert qr.png(ADDRESSES[0]) == first
