"""The structure that a translation shares with its source, found in any script."""

from __future__ import annotations

import pytest

from plugins.bundles.traits import traits


@pytest.mark.parametrize(
    ("html", "phones", "forms"),
    [
        ("<p>Form I-205, N-400; EOIR-33</p>", set(), {"I-205", "N-400", "EOIR-33"}),
        ("<p>填写I-205表格，致电(212) 725-6422或311</p>", {"2127256422"}, {"I-205"}),
        ("<p>نموذج I‑205 واتصل 212-725-6422</p>", {"2127256422"}, {"I-205"}),
        ('<p>ফোন <a href="tel:+12127256422">(212) 725-6422</a></p>', {"2127256422"}, set()),
        ("<p>MI-205 A1-I-2051234</p>", set(), set()),
    ],
)
def test_telephone_and_form_numbers(html, phones, forms):
    found = traits("", html)

    assert (found.phones, found.forms) == (phones, forms)


def test_typed_heading_ids_links_and_blocks():
    found = traits(
        "## One {#one}\n\n### Two {: #two .big }\n\nText",
        '<h2 id="one">One</h2><h3 id="two">Two</h3><p><a href="/a">a</a> <a href="tel:311">b</a></p><ul><li>x</li></ul>',
    )

    assert found.ids == ("one", "two")
    assert found.links == ("/a",)
    assert (found.headings, found.blocks) == (2, 4)


def test_a_chinese_text_is_about_as_long_as_the_english_one():
    english = traits("", "<p>You have the right to stay silent and to speak with a lawyer.</p>")
    chinese = traits("", "<p>您有权保持沉默，也有权与律师交谈。</p>")

    assert 0.7 < chinese.length / english.length < 1.5
