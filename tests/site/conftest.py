"""The real site, built once for all tests of this folder, and served as a plain host serves it."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.builder.run import build
from tests.conftest import PHONE, ROOT, Site


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of content/ and theme/, built into a folder of its own."""
    folder = tmp_path_factory.mktemp("real")
    outcome = build(ROOT / "pelicanconf.py", folder / "output")
    return Site(folder, outcome=outcome)


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())


@pytest.fixture(scope="session")
def address(real_site: Site) -> Iterator[str]:
    """Return the address of a loopback server over the real site's output."""
    handler = functools.partial(_QuietHandler, directory=str(real_site.output))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def visit(browser, address):
    """Return a function that opens a page; requests to anywhere else are collected and fail the test."""
    contexts, elsewhere = [], []

    def open_page(path, size=PHONE, *, scripts=True, dark=False, bypass_csp=False):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            bypass_csp=bypass_csp,
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda request: None if request.url.startswith(address) else elsewhere.append(request.url),
        )
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert elsewhere == []
