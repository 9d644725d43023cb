"""The preview: the built files, one script more, and the problems of the last build."""

from __future__ import annotations

import gc
import http.client
import json
import threading
import time
from functools import partial

import pytest

from plugins.builder.run import build
from plugins.builder.serve import EVENTS, SCRIPT, Handler, Server, State, _watch, rebuild
from plugins.builder.worker import Worker
from plugins.multilingual.policy import HEADER_POLICY


@pytest.fixture
def preview(build):
    site = build("-- content/pages/one/en.md --\nOne.\n")
    state = State()
    handler = partial(type("Bound", (Handler,), {"state": state}), directory=str(site.output))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def get(path, method="GET"):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
            connection.request(method, path)
            return connection.getresponse()

        yield site, state, get
        server.shutdown()


def test_pages_are_served_with_the_reloading_script_and_files_as_they_are(preview):
    site, _, get = preview

    page = get("/one/").read().decode()
    assert page.replace(f'<script src="{SCRIPT}"></script>', "") == (site.html("/one/"))
    assert SCRIPT in page
    assert get("/sitemap.xml").read() == (site.output / "sitemap.xml").read_bytes()
    assert "EventSource" in get(SCRIPT).read().decode()
    assert get("/one").status == 301


@pytest.mark.parametrize(
    ("path", "language"),
    [("/nope/", "en"), ("/es/nope/", "es"), ("/ar/%2e%2e/%2e%2e/pelicanconf.py", "ar"), ("/..", "en")],
)
def test_what_is_not_there_gets_the_page_that_says_so_in_its_language(preview, path, language):
    _, _, get = preview
    answer = get(path)

    assert answer.status == 404
    assert f'<html lang="{language}"' in answer.read().decode()


def test_an_open_page_hears_of_problems_and_of_their_end(preview, monkeypatch):
    site, state, get = preview
    monkeypatch.syspath_prepend(str(site.root))
    heard, elsewhere = listener(get, "/one/"), listener(get, "/es/")
    quiet = {"changed": False, "problems": ""}
    assert heard() == elsewhere() == quiet
    site.write("content/pages/one/en.md", "Title: One\nSummary: S.\n\n[x](/nope/)\n")
    rebuild(str(site.root / "pelicanconf.py"), state)
    bad = heard()
    assert not bad["changed"]
    assert "content/pages/one/en.md:4:5" in bad["problems"]
    assert elsewhere()["problems"] == bad["problems"]

    site.write("content/pages/one/en.md", "Title: One\nSummary: S.\n\n[x](/)\n")
    rebuild(str(site.root / "pelicanconf.py"), state)
    assert heard() == {"changed": True, "problems": ""}
    assert elsewhere() == quiet


def listener(get, page):
    """Return a function that returns the next thing that a page in the browser hears."""
    stream = get(f"{EVENTS}?page={page}")

    def heard():
        line = stream.readline()
        stream.readline()
        return json.loads(line.decode().removeprefix("data: "))

    return heard


def test_a_page_hears_when_it_comes_into_being(preview):
    site, state, get = preview
    heard = listener(get, "/two/")
    assert not heard()["changed"]

    site.write("content/pages/two/en.md", "Title: Two\nSummary: S.\n\nTwo.\n")
    rebuild(str(site.root / "pelicanconf.py"), state)

    assert heard()["changed"]


def test_the_building_process_stays_and_starts_again_when_code_changes_or_it_dies(make_site):
    site = make_site("-- content/pages/one/en.md --\nOne.\n")
    worker = Worker(str(site.root / "pelicanconf.py"))
    try:
        assert worker.build().built
        first = worker._process
        site.write("content/pages/one/en.md", "Title: One\nSummary: S.\n\nMore.\n")
        assert "one/index.html" in (worker.build().changed or ())
        assert worker._process is first

        worker._process.kill()
        site.write("content/pages/one/en.md", "Title: One\nSummary: S.\n\nStill more.\n")
        assert "one/index.html" in (worker.build().changed or ())

        settings = site.root / "pelicanconf.py"
        right = settings.read_text()
        settings.write_text(right + "x = (\n")
        assert "cannot be read" in worker.build(anew=True).told
        settings.write_text(right)
        assert worker.build(anew=True).built
    finally:
        worker.close()


def test_a_folder_that_was_deleted_and_comes_back_is_watched_again(tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    changed, stop = threading.Semaphore(0), threading.Event()
    watching = threading.Thread(
        target=_watch, args=([content], [], lambda _: changed.release(), stop), daemon=True
    )
    watching.start()
    time.sleep(0.7)
    content.rmdir()
    assert changed.acquire(timeout=10)
    time.sleep(0.7)
    content.mkdir()
    assert changed.acquire(timeout=10)
    time.sleep(0.7)
    while changed.acquire(blocking=False):
        pass
    (content / "en.md").write_text("Text.\n")
    assert changed.acquire(timeout=10)
    stop.set()
    watching.join(timeout=10)


def test_a_site_below_its_hosts_root_is_shown_where_its_links_lead(make_site):
    site = make_site(
        "-- content/pages/one/en.md --\nOne.\n", extra='SITEURL = "https://example.org/preview"\n'
    ).build()
    handler = partial(
        type("Bound", (Handler,), {"state": State(), "prefix": "/preview"}), directory=str(site.output)
    )
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
        for link in site.page("/one/").select("link[rel=stylesheet], header a"):
            connection.request("GET", link["href"])
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, link["href"]
        server.shutdown()


def test_a_save_is_seen_also_when_the_editor_puts_the_old_file_aside(tmp_path):
    content, settings = tmp_path / "content", tmp_path / "conf.py"
    content.mkdir()
    settings.write_text("A = 1\n")
    changed, stop = threading.Semaphore(0), threading.Event()
    watching = threading.Thread(
        target=_watch, args=([content], [settings], lambda _: changed.release(), stop), daemon=True
    )
    watching.start()
    for number in range(3):
        time.sleep(0.7)  # until the watcher has looked once
        aside = tmp_path / "conf.py.new"
        aside.write_text(f"A = {number} + 1\n")
        aside.replace(settings)
        assert changed.acquire(timeout=10), number
    (content / "en.md").write_text("Text.\n")
    assert changed.acquire(timeout=10)
    stop.set()
    watching.join(timeout=10)


def test_what_is_tried_is_sent_with_the_headers_that_are_published(preview):
    site, _, get = preview
    style = "/theme/" + next((site.output / "theme").glob("site.*.css")).name

    page = get("/es/one/").headers
    assert page["Content-Language"] == "es"
    assert page["Cache-Control"] == "no-cache"
    assert page["Content-Security-Policy"] == HEADER_POLICY
    assert page["Permissions-Policy"].startswith("camera=()")
    assert get("/es/one/", "HEAD").headers["Content-Language"] == "es"
    assert "immutable" in get(style).headers["Cache-Control"]
    assert get("/news/feed.xml").headers.get_all("Content-Type") == ["application/atom+xml; charset=utf-8"]
    assert get("/nope").headers["Cache-Control"] == "no-store"
    assert get(SCRIPT).headers["Cache-Control"] == "no-store"


def test_a_preview_does_not_grow_with_each_save(make_site):
    site = make_site("-- content/pages/one/en.md --\nOne.\n")

    def objects() -> int:
        for number in range(4):
            site.write("content/pages/one/en.md", f"Title: One\nSummary: S.\n\nText {number}.\n")
            build(site.root / "pelicanconf.py", warm=True).settle()
        return len(gc.get_objects())

    objects()
    before = objects()
    assert objects() - before < 100
