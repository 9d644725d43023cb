"""The style guide shows every component, as a picture: nothing of it leads away or speaks for the page."""

from __future__ import annotations

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from plugins.styleguide.examples import Component, Example, read_components
from plugins.styleguide.pages import pack
from tests.conftest import ROOT

COMPONENTS = read_components(ROOT / "theme" / "templates", "/picture.svg")


def test_every_component_is_there_with_what_it_is_for():
    names = {path.stem for path in (ROOT / "theme/templates/components").glob("*.html")}

    assert {component.name for component in COMPONENTS} == names
    assert [component.name for component in COMPONENTS if not component.purpose] == []
    assert [component.name for component in COMPONENTS if not component.examples] == []


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_an_example_is_a_picture(component):
    page = BeautifulSoup("".join(example.html for example in component.examples), "html.parser")

    assert not page.find(["nav", "header", "footer", "main", "aside", "form", "h1", "h2", "script"])
    assert {link["href"] for link in page.select("a[href]")} <= {"#main"}
    assert {image["src"] for image in page.select("img")} <= {"/picture.svg"}
    ids = Counter(tag["id"] for tag in page.select("[id]"))
    assert [name for name, count in ids.items() if count > 1] == []
    for tag in page.select("[for]"):
        assert page.find(id=tag["for"])


def test_components_that_need_a_template_s_styles_bring_them_along():
    parts = [
        Component("card", "", (Example("plain", Markup("x" * 10)),), ("card",)),
        Component("wheel", "", (Example("plain", Markup("y" * 10)),), ("wheel", "card")),
        Component("hub", "", (Example("plain", Markup("z" * 10)),), ("wheel__hub",)),
    ]
    own = {"car": ".wheel { } .wheel__hub { }", "home": ".hero { }"}

    assert [
        (sheet.templates, [each.name for each in sheet.components]) for sheet in pack(parts, ".card{}", own)
    ] == [(("car",), ["card", "hub", "wheel"])]
    assert len(pack(parts, ".card{}", own, room=1)) == 3
