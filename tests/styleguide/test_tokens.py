"""Colours that stand on each other can be told apart by day and by night."""

from __future__ import annotations

import pytest

from plugins.styleguide.tokens import ratio, read_tokens
from tests.conftest import ROOT

TOKENS = read_tokens((ROOT / "theme/static/css/tokens.css").read_text("utf-8"))


@pytest.mark.parametrize(
    ("one", "other", "contrast"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_that_of_the_standard(one, other, contrast):
    assert ratio(one, other) == pytest.approx(contrast, abs=0.01)
    assert ratio(other, one) == ratio(one, other)


def test_every_pair_of_the_theme_has_the_contrast_that_it_needs():
    pairs = TOKENS.contrasts()

    assert len(pairs) > 15
    assert [pair for pair in pairs if min(pair.light, pair.dark) < pair.least] == []


def test_tokens_are_read_by_day_and_by_night():
    css = """/* --no: #000000; */ :root { --ink: #111111; --gap: 1rem; }
    @media (prefers-color-scheme: dark) { :root { --ink: #eeeeee; } }"""

    tokens = read_tokens(css)

    assert (tokens.light, tokens.dark) == ({"ink": "#111111"}, {"ink": "#eeeeee"})
    assert tokens.others == {"gap": "1rem"}
