"""What takes long to find is found once, and what is kept of another code or damaged is as if it were not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.incremental import kept

plain = st.one_of(st.text(), st.integers(), st.binary(), st.tuples(st.text(), st.integers()))


@pytest.fixture
def fresh(monkeypatch):
    """Return a function that forgets all tables, as a new process does."""

    def forget() -> None:
        monkeypatch.setattr(kept, "_tables", {})

    forget()
    return forget


def test_the_next_process_need_not_find_it_again(fresh, tmp_path):
    assert kept.of("squares").find(3, lambda: 9) == 9
    kept.save(tmp_path / "tables")
    fresh()
    kept.load(tmp_path / "tables")

    assert kept.of("squares").find(3, lambda: pytest.fail("found again")) == 9


def test_nothing_is_written_if_nothing_is_new(fresh, tmp_path):
    kept.of("squares")[3] = 9
    kept.save(tmp_path / "tables")
    (tmp_path / "tables").unlink()
    kept.of("squares").find(3, lambda: 9)
    kept.save(tmp_path / "tables")

    assert not (tmp_path / "tables").exists()


@pytest.mark.parametrize(
    "harm", [lambda file: file.write_bytes(file.read_bytes()[:-3]), lambda file: file.unlink()]
)
def test_what_is_damaged_or_gone_is_found_again(fresh, tmp_path, harm):
    kept.of("squares")[3] = 9
    kept.save(tmp_path / "tables")
    harm(tmp_path / "tables")
    fresh()
    kept.load(tmp_path / "tables")

    assert kept.of("squares").find(3, lambda: 10) == 10


def test_other_code_finds_for_itself(fresh, tmp_path, monkeypatch):
    kept.of("squares")[3] = 9
    kept.save(tmp_path / "tables")
    fresh()
    monkeypatch.setattr(kept, "of_code", lambda: "another")
    kept.load(tmp_path / "tables")

    assert 3 not in kept.of("squares")


@given(st.dictionaries(plain, plain), st.dictionaries(plain, plain))
def test_another_process_gives_what_it_has_found(known, new):
    kept._tables.clear()
    kept.take({"table": known})
    there = kept.given()
    kept._tables.clear()
    kept.take(there)
    kept.take({"table": new})

    assert kept.of("table") == known | new
    kept._tables.clear()
