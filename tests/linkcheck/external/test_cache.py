"""The cache: what is written is read, and no file and no process can spoil a check."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.linkcheck.external.cache import SCHEMA, Cache
from plugins.linkcheck.external.entry import Entry
from plugins.linkcheck.external.exchange import History
from plugins.linkcheck.external.report import Verdict
from plugins.problems import Severity

ROOT = Path(__file__).absolute().parents[3]  # not resolved: the folder that is tested
times = st.floats(0, 4e9)
texts = st.text(st.characters(exclude_categories=["Cs"]))
verdicts = st.builds(
    Verdict, texts, texts, st.none() | st.sampled_from(Severity), texts, texts, st.integers(0, 999), texts, texts,
    cached=st.just(True),
)  # fmt: skip
entries = st.builds(
    Entry, verdicts, times, times, st.builds(History, st.none() | times, st.none() | times, texts),
    st.dictionaries(texts, st.none() | st.booleans()), texts, texts,
)  # fmt: skip


def entry(url: str, fresh_until: float = 2e9) -> Entry:
    return Entry(Verdict(url, cached=True), 1e9, fresh_until)


@given(texts, entries)
@settings(max_examples=50)
def test_what_was_put_is_got(url: str, put: Entry) -> None:
    with tempfile.TemporaryDirectory() as folder, Cache(Path(folder) / "cache.db") as cache:
        cache.put(url, "settings", put)

        assert cache.get(url, "settings") == put
        assert cache.get(url, "other settings") is None
        assert cache.get(url + "x", "settings") is None


def test_the_next_process_finds_it_and_the_newest_counts(tmp_path: Path) -> None:
    path = tmp_path / "folders" / "that are made" / "cache.db"
    with Cache(path) as cache:
        cache.put("a", "s", entry("old"))
        cache.put("a", "s", entry("new"))
        cache.refuse_head("a.example:443", 1e9)

    with Cache(path) as cache:
        assert cache.get("a", "s") == entry("new")
        assert cache.head_refused() == {"a.example:443"}


def _other_version(path: Path) -> None:
    Cache(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")


def _other_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE verdicts (a)")


def _other_columns(path: Path) -> None:
    Cache(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE verdicts")
        connection.execute("CREATE TABLE verdicts (url, settings)")


def _damaged(path: Path) -> None:
    with Cache(path) as cache:
        for number in range(120):
            cache.put(f"https://a.example/{number}", "s", entry("x" * 200))
    content = bytearray(path.read_bytes())
    content[4096:20000] = os.urandom(20000 - 4096)
    path.write_bytes(content)


SPOILT = {
    "empty": lambda path: path.write_bytes(b""),
    "one octet": lambda path: path.write_bytes(b"S"),
    "no database": lambda path: path.write_bytes(os.urandom(9000)),
    "text": lambda path: path.write_text("[]" * 1000),
    "another version": _other_version,
    "another program's": _other_program,
    "other columns": _other_columns,
    "damaged": _damaged,
    "a journal without its file": lambda path: Path(f"{path}-journal").write_bytes(os.urandom(5000)),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_file_is_replaced(tmp_path: Path, name: str) -> None:
    path = tmp_path / "cache.db"
    SPOILT[name](path)

    with Cache(path) as cache:
        assert cache.get("a", "s") is None
        cache.put("a", "s", entry("a"))
    with Cache(path) as cache:
        assert cache.get("a", "s") == entry("a")


def test_a_file_cut_off_anywhere_is_read_or_replaced(tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    with Cache(whole) as cache:
        for number in range(40):
            cache.put(f"https://a.example/{number}", "s", entry(f"{number}" * 100))
    content = whole.read_bytes()

    for length in range(0, len(content), 777):
        path = tmp_path / f"{length}.db"
        path.write_bytes(content[:length])
        with Cache(path) as cache:
            for number in range(40):
                found = cache.get(f"https://a.example/{number}", "s")
                assert found is None or found == entry(f"{number}" * 100)
            cache.put("a", "s", entry("a"))
            assert cache.get("a", "s") == entry("a")


def test_damage_while_in_use_is_survived(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    with Cache(path) as cache:
        for number in range(120):
            cache.put(f"https://a.example/{number}", "s", entry("x" * 200))
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
        for number in range(120):
            cache.get(f"https://a.example/{number}", "s")
            cache.put("a", "s", entry("a"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "1",
        '{"verdict": {}}',
        '{"verdict": null}',
        "\x00",
        '{"verdict":{"url":1,"severity":null}}',
    ],
)
def test_a_row_that_is_no_entry_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cache.db"
    with Cache(path) as cache:
        with sqlite3.connect(path) as connection:
            connection.execute("INSERT INTO verdicts VALUES ('a', 's', 1, ?)", (text,))
        assert cache.get("a", "s") is None


def test_what_nobody_asks_for_is_dropped_in_time(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache.db") as cache:
        cache.put("old", "s", entry("old", fresh_until=1e9))
        cache.put("new", "s", entry("new", fresh_until=1.9e9))
        cache.forget(1.9e9)

        assert cache.get("old", "s") is None
        assert cache.get("new", "s") is not None


def test_no_cache_is_a_cache_that_forgets() -> None:
    with Cache(None) as cache:
        cache.put("a", "s", entry("a"))
        assert cache.get("a", "s") is None
        assert cache.head_refused() == frozenset()


def test_a_folder_in_its_place_is_done_without(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put("a", "s", entry("a"))
        assert cache.get("a", "s") is None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="to root nothing is read-only")
def test_a_read_only_folder_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    with Cache(path) as cache:
        cache.put("a", "s", entry("a"))
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with Cache(path) as cache:
            cache.put("b", "s", entry("b"))
            assert cache.get("a", "s") == entry("a")
            assert cache.get("b", "s") is None
    finally:
        tmp_path.chmod(0o755)


WRITER = """
import sys
from pathlib import Path
from plugins.linkcheck.external.cache import Cache
from plugins.linkcheck.external.entry import Entry
from plugins.linkcheck.external.report import Verdict

path, name, number = sys.argv[1:]
{before}
with Cache(Path(path)) as cache:
    print("ready", flush=True)
    for index in range(int(number)):
        cache.put(f"{{name}}/{{index}}", "s", Entry(Verdict("x" * 3000, cached=True), 1e9, 2e9))
    print("done", cache.get(f"{{name}}/0", "s") is not None, flush=True)
"""


def writer(path: Path, name: str, number: int, before: str = "") -> subprocess.Popen[str]:
    program = [sys.executable, "-c", WRITER.format(before=before), str(path), name, str(number)]
    return subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_killed_process_leaves_a_cache_that_is_right(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    for attempt in range(3):
        process = writer(path, f"run{attempt}", 1_000_000)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.05 + 0.03 * attempt)
        process.send_signal(signal.SIGKILL)
        process.wait()

        with Cache(path) as cache:
            found = 0
            while cache.get(f"run{attempt}/{found}", "s") is not None:
                found += 1
            assert found > 0
            assert cache.get(f"run{attempt}/{found + 1}", "s") is None
            assert cache.get("run0/0", "s") is not None


def test_two_processes_write_at_once_and_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    processes = [writer(path, name, 150) for name in ("a", "b")]
    assert [process.communicate(timeout=30)[0] for process in processes] == ["ready\ndone True\n"] * 2

    with Cache(path) as cache:
        assert all(cache.get(f"{name}/{index}", "s") for name in "ab" for index in range(150))


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on a file's size stands for a full disk")
def test_a_full_disk_is_done_without(tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))"
    process = writer(tmp_path / "cache.db", "a", 100, before=limit)

    assert process.communicate(timeout=30)[0] == "ready\ndone True\n"
    assert process.returncode == 0
    with Cache(tmp_path / "cache.db") as cache:
        cache.put("b", "s", entry("b"))
        assert cache.get("b", "s") == entry("b")


def test_a_verdict_from_the_cache_cost_no_request(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache.db") as cache:
        cache.put("a", "s", replace(entry("a"), verdict=Verdict("a", requests=3, seconds=2.0)))
        found = cache.get("a", "s")

    assert found is not None
    assert (found.verdict.cached, found.verdict.requests, found.verdict.seconds) == (True, 0, 0.0)
