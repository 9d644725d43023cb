"""Templates without white space that shows nowhere: less to send, the same words on the page."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from plugins.multilingual.lean import Lean, lean


def render(template: str, **values: object) -> str:
    environment = Environment(extensions=[Lean], trim_blocks=True, lstrip_blocks=True, autoescape=True)
    return environment.from_string(template).render(**values)


@pytest.mark.parametrize(
    ("markup", "leaner"),
    [
        ("<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>\n  two\n  words\n</p>", "<p>two\nwords</p>"),
        ("<a>one</a>\n  <a>two</a>", "<a>one</a>\n<a>two</a>"),
        ("<b>one</b> <b>two</b>", "<b>one</b> <b>two</b>"),
        ("<p>a <b>b</b>\n</p>\n<div>c</div>", "<p>a <b>b</b></p><div>c</div>"),
        ("<pre>\n  as\n  it is\n</pre>", "<pre>\n  as\n  it is\n</pre>"),
        ("<abbr>a</abbr>\n<link-like>b</link-like>", "<abbr>a</abbr>\n<link-like>b</link-like>"),
        ('<p title="x > y">\n  a</p>', '<p title="x > y">\na</p>'),
    ],
)
def test_only_white_space_that_shows_nowhere_goes(markup, leaner):
    assert lean(markup) == leaner


def test_words_that_values_bring_keep_their_distance():
    assert render("<p>\n  {{ a }}\n  {{ b }}\n</p>", a="one", b="two") == "<p>one\ntwo</p>"
    assert render("<p>{{ a }} {{ b }}</p>", a="one", b="two") == "<p>one two</p>"
    assert render("<ul>\n  {% for x in a %}\n  <li>{{ x }}</li>\n  {% endfor %}\n</ul>", a="ab") == (
        "<ul><li>a</li><li>b</li></ul>"
    )


def test_mistakes_are_still_told_with_their_line():
    with pytest.raises(Exception, match="nope") as caught:
        Environment(extensions=[Lean]).from_string("<ul>\n\n  <li>\n{{ 1 | nope }}</li></ul>")
    assert caught.value.lineno == 4
