"""Each component renders its own examples: strict about misspelt parameters, and titles stay text."""

from __future__ import annotations

import tomllib

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.multilingual.bidi import isolated
from tests.conftest import ROOT

TEMPLATES = ROOT / "theme" / "templates"
COMPONENTS = TEMPLATES / "components"
EXAMPLES = [
    pytest.param(file.stem, options, id=f"{file.stem}: {name}")
    for file in sorted(COMPONENTS.glob("*.toml"))
    for name, options in tomllib.loads(file.read_text("utf-8")).items()
]


def render(component: str, options: dict) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["isolated"] = isolated
    environment.install_null_translations(newstyle=True)
    macro = getattr(environment.get_template(f"components/{component}.html").module, component)
    return str(macro(**options))


@pytest.mark.parametrize(("component", "options"), EXAMPLES)
def test_example_renders_safely(component, options):
    html = BeautifulSoup(render(component, options), "html.parser")

    assert not html.find(["script", "style", "b", "i"])
    for tag in html.find_all(True):
        assert "style" not in tag.attrs
        assert not [name for name in tag.attrs if name.startswith("on")]


def test_every_component_has_examples_of_markup_and_of_right_to_left_text():
    names = {path.stem for path in COMPONENTS.glob("*.html")}

    assert names == {path.stem for path in COMPONENTS.glob("*.toml")}
    taking_text = {"jump", "card", "notice", "status", "breadcrumbs", "card_list", "entry_list"}
    for name in taking_text:
        examples = tomllib.loads((COMPONENTS / f"{name}.toml").read_text("utf-8"))
        assert {"right-to-left", "markup-in-text"} <= examples.keys(), name


def test_phone_numbers_run_left_to_right():
    link = BeautifulSoup(render("phone", {"number": {"text": "(212) 725-6422", "href": "tel:+12127256422"}}),
                         "html.parser").a  # fmt: skip

    assert (link["href"], link["dir"]) == ("tel:+12127256422", "ltr")


PHYSICAL = r"(?<![-\w])(?:margin|padding|border|inset)-(?:left|right|top|bottom)|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "theme/static/css").rglob("*.css")), ids=lambda path: path.name
)
def test_styles_know_no_left_and_right_and_keep_colours_in_tokens(path):
    import re

    css = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)

    assert not re.findall(PHYSICAL, css)
    if path.name != "tokens.css":
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", css)
