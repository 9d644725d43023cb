"""Compressed pages, and bombs."""

from __future__ import annotations

import gzip
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.linkcheck.external.body import decoded


def _raw_deflate(content: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return machine.compress(content) + machine.flush()


PACKERS = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("Deflate", _raw_deflate),
    ("br", brotli.compress),
    ("identity", bytes),
    ("", bytes),
    ("gzip, br", lambda content: brotli.compress(gzip.compress(content))),
]


@pytest.mark.parametrize(("encoding", "pack"), PACKERS)
@given(content=st.binary(max_size=2000))
def test_what_was_packed_is_unpacked(encoding, pack, content: bytes) -> None:
    assert decoded(pack(content), encoding, 4096) == (content, True)


@pytest.mark.parametrize(("encoding", "pack"), [row for row in PACKERS if row[0] not in ("", "identity")])
def test_a_bomb_is_cut_off(encoding, pack) -> None:
    found = decoded(pack(b"a" * 20_000_000), encoding, 100_000)

    assert found is not None
    assert len(found[0]) <= 800_000
    assert not found[1]


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "zstd", "nonsense"])
def test_what_is_not_packed_so_is_not_read(encoding: str) -> None:
    assert decoded(b"<p>plain", encoding, 1000) is None


def test_a_packed_page_that_breaks_off_is_read_so_far() -> None:
    found = decoded(gzip.compress(bytes(range(256)) * 40)[:60], "gzip", 10_000)

    assert found is not None
    assert not found[1]


@given(st.binary(), st.sampled_from(["gzip", "br", "deflate", "gzip, br"]))
def test_any_body_is_unpacked_or_not(raw: bytes, encoding: str) -> None:
    found = decoded(raw, encoding, 1000)
    assert found is None or len(found[0]) <= 8000
