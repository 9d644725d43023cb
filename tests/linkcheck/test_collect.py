"""What files say, kept between runs: a run with a cache tells what a run without tells, whatever happened to it."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.linkcheck import collect, store
from plugins.linkcheck.folder import FolderReport, check_folder

PAGES = 12
TRUSTED = -(10**12)  # for collect._SETTLED: every file counts as changed long before it was read


def page(n: int) -> str:
    links = "".join(f"<a href='../{to}/#p'>x</a>" for to in (n + 1, n * 2))
    tags = [("en", n - n % 2), ("es", n - n % 2 + 1)]  # pages in pairs, one another's translation
    named = "".join(f"<link rel=alternate hreflang={tag} href='/{to}/'>" for tag, to in tags)
    return f"<html lang={tags[n % 2][0]}>{named}<nav><a href='/zzz/'>z</a></nav><p id=p>{links}<a href='https://example.com/{n}'>e</a>"


@pytest.fixture
def site(folder) -> Path:
    files = {f"{n}/index.html": page(n) for n in range(PAGES)}
    return folder({**files, "site.css": "a{b:url(zzz.png)}", "feed.xml": "<rss><link>/yyy/</link></rss>"})


def told(site: Path, cache: Path | None = None, jobs: int | None = 1) -> tuple[object, ...]:
    """Return all that a report says, in a form to compare."""
    report: FolderReport = check_folder(site, cache=cache, jobs=jobs)
    external = {
        url: [(use.page, use.line, use.column) for use in uses] for url, uses in report.external.items()
    }
    problems = [(problem, problem.url, problem.page, problem.pages) for problem in report.problems]
    return problems, external, report.pages, report.links


def swap(one: Path, other: Path) -> None:
    between = one.with_name("between")
    one.rename(between)
    other.rename(one)
    between.rename(other)


def opened(site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the files whose content a run looks at."""
    found: list[str] = []
    content = collect._content

    def noting(path: str) -> tuple[bytes, tuple[int, ...]]:
        found.append(Path(path).relative_to(site).as_posix())
        return content(path)

    with monkeypatch.context() as patch:
        patch.setattr(collect, "_content", noting)
        check_folder(site, cache=cache, jobs=1)
    return sorted(set(found))


def test_a_second_run_tells_the_same(site, tmp_path):
    cache = tmp_path / "cache" / "read"
    first = told(site, cache)

    assert cache.exists()
    assert told(site, cache) == first == told(site)


@pytest.mark.parametrize("settled", [2_000_000_000, TRUSTED], ids=["just written", "settled"])
@pytest.mark.parametrize("worth_saving", [1, 50], ids=["not worth saving", "saved"])
def test_after_any_change_a_cached_run_tells_what_a_full_one_does(
    site, tmp_path, monkeypatch, worth_saving, settled
):
    monkeypatch.setattr(collect, "_WORTH_SAVING", worth_saving)
    monkeypatch.setattr(collect, "_SETTLED", settled)
    cache = tmp_path / "read"
    changes = [
        lambda: (site / "3/index.html").write_text("<a href='../4/#q'><a href='/zzz/'>"),
        lambda: (site / "4/index.html").unlink(),
        lambda: (site / "4").rename(site / "new"),
        lambda: (site / "new/index.html").write_text("<p id=q>"),
        lambda: (site / "5/index.html").write_text((site / "6/index.html").read_text()),
        lambda: (site / "4.html").write_text("<a href='yyy.html'>"),
        lambda: (site / "site.css").write_text("a{b:url(xxx.png)}"),
        lambda: swap(site / "7/index.html", site / "8/index.html"),
        lambda: (site / "9/index.html").write_text((site / "9/index.html").read_text().replace("zzz", "yyy")),
        lambda: (site / "9/index.html").write_text("<a href='/2/#added'>"),
        lambda: (site / "2/index.html").write_text("<p id=added>"),
        lambda: None,
    ]
    for change in changes:
        change()
        assert told(site, cache) == told(site)


def test_a_change_that_keeps_size_and_date_is_seen(site, tmp_path):
    cache, file = tmp_path / "read", site / "3/index.html"
    told(site, cache)
    before = file.stat()
    file.write_text(file.read_text().replace("zzz", "yyy"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert told(site, cache) == told(site)


def test_what_has_not_changed_for_a_while_is_not_opened(site, tmp_path, monkeypatch):
    cache = tmp_path / "read"
    monkeypatch.setattr(collect, "_SETTLED", TRUSTED)
    told(site, cache)

    assert opened(site, cache, monkeypatch) == []
    (site / "3/index.html").write_text("<a href='/zzz/'>")
    assert opened(site, cache, monkeypatch) == ["3/index.html"]
    (site / "3/index.html").rename(site / "3/other.html")
    os.utime(site / "4/index.html")
    assert opened(site, cache, monkeypatch) == ["3/other.html", "4/index.html"]


def test_what_was_written_just_before_it_was_read_is_opened_until_it_has_settled(site, tmp_path, monkeypatch):
    cache = tmp_path / "read"
    told(site, cache)
    assert len(opened(site, cache, monkeypatch)) == PAGES + 2

    monkeypatch.setattr(collect, "_SETTLED", TRUSTED)  # as if a while had passed
    assert len(opened(site, cache, monkeypatch)) == PAGES + 2
    assert opened(site, cache, monkeypatch) == []


def test_an_edit_that_no_date_shows_is_seen_if_it_followed_the_reading_closely(site, tmp_path, monkeypatch):
    monkeypatch.setattr(collect, "stamp", lambda status: (status.st_size, status.st_mtime_ns))
    cache, file = tmp_path / "read", site / "3/index.html"
    told(site, cache)
    before = file.stat()
    file.write_text(file.read_text().replace("zzz", "yyy"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert told(site, cache) == told(site)


def test_suggestions_of_an_earlier_run_are_not_used_for_another_site(site, tmp_path):
    cache = tmp_path / "read"
    (site / "0/index.html").write_text("<a href='/long-namee/'>")
    told(site, cache)
    (site / "long-name.html").write_text("")

    assert told(site, cache) == told(site)
    (site / "long-name.html").unlink()
    assert told(site, cache) == told(site)


@pytest.mark.parametrize("damage", [b"", b"no cache at all", b"x" * 99])
def test_damaged_suggestions_are_not_read(site, tmp_path, damage):
    cache = tmp_path / "read"
    first = told(site, cache)
    (kept,) = tmp_path.glob("*.meant")
    kept.write_bytes(damage)

    assert told(site, cache) == first
    assert kept.read_bytes() != damage


@pytest.mark.parametrize("damage", [lambda _: b"", lambda data: data[:-9], lambda data: data[:99] + b"x" + data[100:],
                                    lambda data: data + b"x", lambda _: b"no cache at all"])  # fmt: skip
def test_a_damaged_cache_is_not_read_and_is_replaced(site, tmp_path, damage):
    cache = tmp_path / "read"
    first = told(site, cache)
    whole = cache.read_bytes()
    cache.write_bytes(damage(whole))

    assert told(site, cache) == first
    assert cache.read_bytes() == whole


def test_a_cache_for_another_address_is_not_read(site, tmp_path):
    cache = tmp_path / "read"
    told(site, cache)

    found = check_folder(site, cache=cache, base_url="https://example.com", jobs=1).problems
    assert found == check_folder(site, base_url="https://example.com", jobs=1).problems
    assert told(site, cache) == told(site)


@given(st.binary(max_size=200))
@settings(max_examples=50)
def test_any_bytes_are_no_cache(content):
    file = Path("/dev/shm" if Path("/dev/shm").is_dir() else ".") / f"linkcheck-test-{os.getpid()}"
    file.write_bytes(content)
    try:
        assert store.load(file, "key") is None
    finally:
        file.unlink()


def test_a_cache_that_cannot_be_written_changes_nothing(site, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")

    assert told(site, blocked / "read") == told(site)
    assert blocked.read_text() == "not a folder"


def test_a_full_disk_leaves_the_old_cache(site, tmp_path, monkeypatch):
    cache = tmp_path / "read"
    told(site, cache)
    whole = cache.read_bytes()
    (site / "3/index.html").write_text("<a href='../4/#q'>")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert told(site, cache) == told(site)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".new")] == []
    assert cache.read_bytes() == whole


def test_many_processes_tell_what_one_tells(site, monkeypatch):
    alone = told(site)
    monkeypatch.setattr(collect, "WORTH_A_SECOND_PROCESS", 2)

    # Threads of other tests would forbid it; they are none of those that read.
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert told(site, jobs=3) == alone


def test_what_nothing_uses_any_more_is_not_kept(site, tmp_path, monkeypatch):
    monkeypatch.setattr(collect, "_WORTH_SAVING", 100)
    cache = tmp_path / "read"
    told(site, cache)
    for n in range(PAGES):
        (site / f"{n}/index.html").write_text("")
    told(site, cache)

    stored = store.load(cache, store.key(""))
    assert stored is not None
    assert {entry.link.href for entry in stored.entries} == {"zzz.png", "/yyy/"}


def test_reports_are_equal_whatever_the_order_of_folders(site, monkeypatch):
    first = told(site)
    scandir = os.scandir

    class Backwards:
        def __init__(self, path: str) -> None:
            self.entries = list(scandir(path))

        def __enter__(self):
            return reversed(self.entries)

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Backwards)
    assert told(site) == first


def test_problems_know_their_pages_without_being_others(site):
    (problem, *_) = check_folder(site, jobs=1).problems
    assert problem == replace(problem, page="", pages=0)
