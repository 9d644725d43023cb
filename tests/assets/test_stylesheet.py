"""The theme's stylesheets → one: smaller, and meaning the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.assets.stylesheet import StylesheetError, fingerprinted, stylesheets


def test_first_file_names_the_layers_and_a_space_before_a_colon_stays(tmp_path: Path):
    (tmp_path / "base.css").write_text("@layer base {\n  .prose :is(th, td) { color: red; }\n}\n")
    (tmp_path / "tokens.css").write_text("@layer tokens, base;\n@layer tokens { :root { --x: 1px; } }\n")

    # The minifier that stood here before made ".prose:is(th,td)" of it, which is another rule.
    assert (
        stylesheets(tmp_path)["site.css"]
        == "@layer tokens{:root{--x:1px}}@layer base{.prose :is(th,td){color:red}}"
    )


def test_what_one_template_or_paper_needs_is_a_file_of_its_own(tmp_path: Path):
    (tmp_path / "pages").mkdir()
    for name in ("tokens.css", "pages/home.css", "print.css"):
        (tmp_path / name).write_text(f"/* {name} */ a {{ color: red; }}\n")

    assert stylesheets(tmp_path) == dict.fromkeys(("site.css", "pages/home.css", "print.css"), "a{color:red}")
    assert fingerprinted("pages/home.css", b"a").startswith("home.")


def test_a_template_has_one_stylesheet_of_all_that_has_its_name(tmp_path: Path):
    (tmp_path / "pages").mkdir()
    for name in ("home", "home+page", "newspage"):
        (tmp_path / "pages" / f"{name}.css").write_text(f".{name.replace('+', '-')} {{ color: red; }}\n")

    assert stylesheets(tmp_path) == {
        "site.css": "",
        "pages/home.css": ".home-page,.home{color:red}",
        "pages/newspage.css": ".newspage{color:red}",
        "pages/page.css": ".home-page{color:red}",
    }


def test_no_stylesheet_is_an_empty_one(tmp_path: Path):
    assert stylesheets(tmp_path) == {"site.css": ""}


def test_broken_stylesheet_is_told_by_file_line_and_column(tmp_path: Path):
    (tmp_path / "base.css").write_text("a { color: red; }\np:is(b { color: red; }\n")

    with pytest.raises(
        StylesheetError, match=r"^theme/static/css/base\.css:\d:\d+: Unexpected end of input\.$"
    ):
        stylesheets(tmp_path)


def test_name_changes_with_the_content_only():
    assert (
        fingerprinted("site.css", b"a") == fingerprinted("site.css", b"a") != fingerprinted("site.css", b"b")
    )
    assert fingerprinted("site.css", b"a").endswith(".css")
