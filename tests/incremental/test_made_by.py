"""Whatever stands beside our code and makes pages what they are counts as code."""

from __future__ import annotations

import pytest

from plugins.incremental import made_by


@pytest.fixture
def code(tmp_path, monkeypatch):
    """Return our code's folder, an empty one, and what marks it."""
    monkeypatch.setattr(made_by, "_PLUGINS", tmp_path)
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "words.py").write_text("")
    return tmp_path / "search", made_by.of_code.__wrapped__


@pytest.mark.parametrize("name", ["words.py", "worker.js", "flyer.typ", "everyday.toml", "new.json"])
def test_each_file_counts(code, name):
    folder, mark = code
    before = mark()
    (folder / name).write_text("something else")
    assert mark() != before


def test_what_python_compiles_does_not(code):
    folder, mark = code
    before = mark()
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "words.cpython-311.pyc").write_bytes(b"1")
    (folder / "old.pyc").write_bytes(b"1")
    assert mark() == before
