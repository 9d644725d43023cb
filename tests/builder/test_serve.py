"""The preview: the built files, one script more, and the problems of the last build."""

from __future__ import annotations

import http.client
import json
import threading
from functools import partial

import pytest

from plugins.builder.serve import EVENTS, SCRIPT, Handler, Server, State, rebuild


@pytest.fixture
def preview(build):
    site = build("-- content/pages/one/en.md --\nOne.\n")
    state = State()
    handler = partial(type("Bound", (Handler,), {"state": state}), directory=str(site.output))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def get(path):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
            connection.request("GET", path)
            return connection.getresponse()

        yield site, state, get
        server.shutdown()


def test_pages_are_served_with_the_reloading_script_and_files_as_they_are(preview):
    site, _, get = preview

    page = get("/one/").read().decode()
    assert page.replace(f'<script src="{SCRIPT}"></script>', "").replace(" connect-src 'self';", "") == (
        site.html("/one/")
    )
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
    stream = get(EVENTS)

    def heard():
        line = stream.readline()
        stream.readline()
        return json.loads(line.decode().removeprefix("data: "))

    assert heard() == {"built": 0, "problems": ""}
    site.write("content/pages/one/en.md", "Title: One\nSummary: S.\n\n[x](/nope/)\n")
    rebuild(str(site.root / "pelicanconf.py"), state)
    bad = heard()
    assert bad["built"] == 0
    assert "content/pages/one/en.md:4:5" in bad["problems"]

    site.write("content/pages/one/en.md", "Title: One\nSummary: S.\n\n[x](/)\n")
    rebuild(str(site.root / "pelicanconf.py"), state)
    assert heard() == {"built": 1, "problems": ""}
