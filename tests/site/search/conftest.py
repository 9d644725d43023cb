"""The real site as its host serves it: with the headers of _headers, compressed, and each answer counted."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from plugins.hosting.headers import headers_at, parse

COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml")


@dataclass
class Host:
    """Where the site is, and what was asked of it: path and bytes, headers too."""

    address: str
    root: Path
    answers: list[tuple[str, int]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Endings of files that do not arrive."""

    @property
    def bytes(self) -> int:
        return sum(size for _, size in self.answers)


class _Handler(http.server.BaseHTTPRequestHandler):
    host: Host
    rules: list

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self.host.root / path.strip("/")
        file = file / "index.html" if path.endswith("/") else file
        there = file.is_file() and not any(path.endswith(ending) for ending in self.host.broken)
        body = file.read_bytes() if there else b"missing"
        headers = {"Content-Type": _type(file)} | (headers_at(self.rules, path) if there else {})
        if file.suffix in COMPRESSED:
            body, headers["Content-Encoding"] = gzip.compress(body, 6), "gzip"
        headers["Content-Length"] = str(len(body))
        head = sum(len(f"{name}: {value}\r\n") for name, value in headers.items())
        self.host.answers.append((path, head + len(body)))
        self.send_response(200 if there else 404)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _type(file: Path) -> str:
    types = {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
    }
    return types.get(file.suffix, "application/octet-stream")


@pytest.fixture
def host(real_site) -> Iterator[Host]:
    """Return a loopback server over the real site's output."""
    found = Host("", real_site.output)
    rules = parse((real_site.output / "_headers").read_text("utf-8"))
    handler = type("Bound", (_Handler,), {"host": found, "rules": rules})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        found.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield found
        server.shutdown()


@pytest.fixture
def visit(browser, host):
    """Return a function that opens a page; whatever the console or another host hears fails the test."""
    contexts, told = [], []

    def open_page(path, size=(360, 740), **options):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(host.address) else told.append(r.url))
        page.goto(host.address + path)
        return page

    open_page.told = told
    yield open_page
    for context in contexts:
        context.close()
    assert told == []
