"""Every component of the theme, rendered from the examples beside it, so that they can stand on one page.

On the page an example is a picture of the component: its links lead nowhere, its landmarks are plain boxes, its headings
are below the component's name, and its IDs are its own.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plugins.multilingual.bidi import isolated
from plugins.multilingual.lean import Lean

_COMMENT = re.compile(r"\{#-?(.*?)-?#\}", re.S)
_LANDMARK = re.compile(r"<(/?)(?:nav|section|header|footer|aside|main|form)\b([^>]*)>")
_NAMED = re.compile(r' (?:role|aria-label(?:ledby)?|action|method|autocomplete)="[^"]*"')
_HEADING = re.compile(r"<(/?)h[1-6]\b")
_ADDRESS = re.compile(r' href="[^"]*"')
_REFERENCE = re.compile(r' (id|for|aria-labelledby|aria-describedby)="([^"]+)"')
_PICTURE = re.compile(r' (?:src|srcset)="[^"]*"')
_CLASS = re.compile(r'\bclass="([^"]*)"')
# Beside the first of each: as much as it can hold, and from right to left.
_SHOWN = ("full", "right-to-left")


@dataclass(frozen=True, slots=True)
class Example:
    """One way in which a component is used."""

    name: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Component:
    """A component: its name, what it is for, its examples; classes are those that they have."""

    name: str
    purpose: str
    examples: tuple[Example, ...]
    classes: tuple[str, ...]


Plain = tuple[str, str, list[tuple[str, str]], list[str]]
"""A component as data that can be kept."""


def as_plain(component: Component) -> Plain:
    """Return a component as plain data."""
    examples = [(example.name, str(example.html)) for example in component.examples]
    return component.name, component.purpose, examples, list(component.classes)


def of_plain(component: Plain) -> Component:
    """Return the component of which this is the plain data."""
    name, purpose, examples, classes = component
    shown = tuple(Example(title, Markup(html)) for title, html in examples)
    return Component(name, purpose, shown, tuple(classes))


def read_components(templates: Path, picture: str) -> list[Component]:
    """Return the components under *templates* by name. picture is the address of an image for those that show one."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", Lean],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["isolated"] = isolated
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    found = []
    for file in sorted((templates / "components").glob("*.toml")):
        examples = tomllib.loads(file.read_text("utf-8"))
        macro = getattr(environment.get_template(f"components/{file.stem}.html").module, file.stem)
        shown = list(dict.fromkeys([*list(examples)[:1], *(name for name in _SHOWN if name in examples)]))
        rendered = {name: str(macro(**examples[name])).strip() for name in shown}
        found.append(
            Component(
                file.stem,
                _purpose(file.with_suffix(".html").read_text("utf-8")),
                tuple(
                    Example(name.replace("-", " "), _as_picture(html, f"{file.stem}-{number}", picture))
                    for number, (name, html) in enumerate(rendered.items(), 1)
                    if html
                ),
                tuple(sorted(set(" ".join(_CLASS.findall(" ".join(rendered.values()))).split()))),
            )
        )
    return found


def _purpose(template: str) -> str:
    """Return the first paragraph of the comment that a component begins with."""
    comment = _COMMENT.search(template)
    return " ".join(comment[1].strip().split("\n\n")[0].split()) if comment else ""


def _as_picture(html: str, prefix: str, picture: str) -> Markup:
    if not html.startswith("<"):  # attributes or words, for use inside other markup
        return Markup("<code>{}</code>").format(html)
    html = _LANDMARK.sub(lambda tag: f"<{tag[1]}div{_NAMED.sub('', tag[2])}>", html)
    html = _HEADING.sub(r"<\1h4", html)
    html = _ADDRESS.sub(' href="#main"', html)
    html = _PICTURE.sub(lambda source: f' src="{picture}"' if "set" not in source[0] else "", html)
    return Markup(_REFERENCE.sub(rf' \1="{prefix}-\2"', html))
