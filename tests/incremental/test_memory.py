"""What was read and converted once is not read and converted again, and what is damaged is as if it were not there."""

from __future__ import annotations

import os

import pytest

from plugins.bundles import convert

PAGES = "-- content/pages/one/en.md --\nOne.\n-- content/pages/one/es.md --\nUno.\n-- content/pages/two/en.md --\nTwo.\n"


@pytest.fixture
def converted(monkeypatch):
    """Return the paths of the texts that were converted, in order."""
    found: list[str] = []
    one = convert._convert_one

    def counted(text, *rest):
        if not getattr(text, "is_converted", False):
            found.append(text.path)
        return one(text, *rest)

    monkeypatch.setattr(convert, "_convert_one", counted)
    return found


def test_only_what_was_edited_is_converted_again(make_site, converted):
    site = make_site(PAGES).build()
    assert len(converted) == 4
    converted.clear()

    site.write("content/pages/one/es.md", "Title: Uno\nSummary: S.\nTranslation: draft\n\nUno y dos.\n")
    site.build()

    assert converted == ["content/pages/one/es.md"]
    assert "Uno y dos." in site.html("/es/one/")
    assert "One." in site.html("/one/")


def test_an_edit_that_leaves_size_and_date_as_they_were_is_seen(make_site, converted):
    site = make_site(PAGES).build()
    path = site.root / "content/pages/two/en.md"
    before = path.stat()
    site.write("content/pages/two/en.md", path.read_text().replace("Two.", "Too."))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert "Too." in site.build().html("/two/")


def test_problems_of_texts_that_did_not_change_are_told_again(make_site):
    site = make_site(PAGES + "-- content/pages/bad/en.md --\n# Large\n")

    first = site.build().problems

    assert any("heading-level" in problem for problem in first)
    assert site.build().problems == first


@pytest.mark.parametrize("damage", ["cut", "overwrite", "empty", "remove"])
@pytest.mark.parametrize("what", ["*.index", "*.log"])
def test_a_damaged_cache_is_ignored(make_site, what, damage):
    site = make_site(PAGES).build()
    (file,) = (site.root / ".cache" / "pages").glob(what)
    content = file.read_bytes()
    half = len(content) // 2
    if damage == "remove":
        file.unlink()
    else:
        file.write_bytes(
            {"cut": content[:half], "overwrite": content[:half] + b"#" * half, "empty": b""}[damage]
        )
    site.write("content/pages/one/en.md", "Title: One\nSummary: S.\n\nOne more.\n")

    assert site.build().problems == []
    assert "One more." in site.html("/one/")
    assert "Two." in site.html("/two/")
