"""Links as typed → where they lead readers of one language."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.multilingual.links import Targets, finish, resolve
from plugins.multilingual.views import Source


@dataclass
class Drawing:
    size: tuple[int, int] | None = (8, 5)
    sources: tuple[Source, ...] = ()
    small: str = ""


TARGETS = Targets(
    bundles={"pages/rights": "/es/derechos/", "initiatives/courts": "/es/initiatives/courts/"},
    pages={"/rights/": "/es/derechos/", "/": "/es/", "/initiatives/": "/es/initiatives/"},
    attachments={"pages/rights/a.pdf": "/rights/a.pdf"},
    file_of={"/rights/a.svg": Drawing()}.get,
    base="https://example.org",
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("{bundle}pages/rights", "/es/derechos/"),
        ("{bundle}pages/rights/", "/es/derechos/"),
        ("{bundle}/pages/rights#say", "/es/derechos/#say"),
        ("{bundle}pages/rigths", None),
        ("{filename}/pages/rights/en.md", "/es/derechos/"),
        ("{filename}../../initiatives/courts/en.md#x", "/es/initiatives/courts/#x"),
        ("{attach}a.pdf", "/rights/a.pdf"),
        ("{attach}b.pdf", None),
        ("{static}/pages/rights/a.pdf", "/rights/a.pdf"),
        ("/rights/", "/es/derechos/"),
        ("/rights/?q=1#say", "/es/derechos/?q=1#say"),
        ("/rights", None),
        ("/", "/es/"),
        ("https://example.org/rights/#say", "/es/derechos/#say"),
        ("https://example.org", "/es/"),
        ("https://example.org.evil.example/rights/", None),
        ("https://example.com/rights/", None),
        ("//example.org/rights/", None),
        ("#say", None),
        ("", None),
        ("tel:+1212", None),
    ],
)
def test_where_a_link_leads(typed, found):
    assert resolve(typed, "pages/rights", TARGETS) == found


@given(st.text(max_size=60))
def test_any_text_is_resolved_or_left(typed):
    assert resolve(typed, "pages/rights", TARGETS) is None or typed


@given(st.text(alphabet="<a href='\"=>img src {bundle}/#x\n", max_size=80))
def test_finishing_never_fails_and_is_stable(html):
    once = finish(html, "pages/rights", TARGETS)
    assert finish(once, "pages/rights", TARGETS) == once


def test_text_without_links_is_left_as_it_is():
    assert finish("<p>2 < 3 & <b>so</b></p>", "pages/rights", TARGETS) == "<p>2 < 3 & <b>so</b></p>"
