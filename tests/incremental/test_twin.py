"""The folder that a first edit needs is made by another process, whole or not at all, and never left behind."""

from __future__ import annotations

import pytest

from tests.alone import alone, forks

PAGES = "-- content/pages/one/en.md --\nOne.\n-- content/pages/one/es.md --\nUno.\n-- content/pages/two/en.md --\nTwo.\n"
BEGIN = """
import os
from pathlib import Path
from plugins.incremental import tree, twin
site, made = Path("site"), Path("made")
for name in ("index.html", "es/index.html", "es/one/index.html", "image.png"):
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text(name)
whole = tree.read(site)
"""


@forks
def test_it_holds_each_file_under_a_second_name(tmp_path):
    code = """
    found = twin.begin(made, site, whole, whole.files).tree()
    print(found == tree.read(made), found.files == whole.files, tree.is_untouched(site, whole))
    """
    assert alone(BEGIN, code, tmp_path) == "True True True\n"


@forks
def test_only_files_that_are_as_they_were_are_taken(tmp_path):
    code = """
    found = twin.begin(made, site, whole, ["es/one/index.html"]).tree()
    print(found == tree.read(made), list(found.files), sorted(found.folders))
    """
    assert alone(BEGIN, code, tmp_path) == "True ['es/one/index.html'] ['', 'es/', 'es/one/']\n"


@forks
@pytest.mark.parametrize(
    "fault", ["(site / 'image.png').unlink()", "made.mkdir(); (made / 'es').write_text('')"]
)
def test_what_could_not_be_made_is_none_and_leaves_nothing(tmp_path, fault):
    code = f"""
    {fault}
    begun = twin.begin(made, site, whole, whole.files)
    print(begun.tree())
    begun.remove()
    print(made.exists())
    """
    assert alone(BEGIN, code, tmp_path) == "None\nFalse\n"


@forks
def test_what_nobody_asks_for_is_removed_once_it_is_made(tmp_path):
    code = "twin.begin(made, site, whole, whole.files).remove(); print(made.exists())"
    assert alone(BEGIN, code, tmp_path) == "False\n"


def test_a_first_edit_is_whole_and_leaves_nothing_behind(make_site):
    site = make_site(PAGES).build()
    site.write("content/pages/one/es.md", "Title: Uno\nSummary: S.\nTranslation: draft\n\nUno y dos.\n")
    site.build()

    assert "Uno y dos." in site.html("/es/one/")
    assert "Two." in site.html("/two/")
    assert [path.name for path in site.root.glob(".output*")] == []


def test_a_first_edit_with_a_mistake_leaves_the_site_and_nothing_beside_it(make_site):
    site = make_site(PAGES).build()
    site.write("content/pages/one/en.md", "Title: One\nSummary: S.\n\n# Large\n")
    site.build()

    assert any("heading-level" in problem for problem in site.problems)
    assert "One." in site.html("/one/")
    assert [path.name for path in site.root.glob(".output*")] == []
