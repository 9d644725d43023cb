"""`./run serve`: the site on a local address, built again on every save, with its problems on the page.

The files served are those of output/, untouched, with the headers that output/_headers gives them. Into each page the server puts one script of its own, which
reloads the page after a build and shows what is wrong while something is; nothing of it is ever published.
"""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchfiles import watch

from plugins.builder.run import settings_of
from plugins.hosting import headers

WATCHED = ("content", "theme", "plugins")
SETTINGS = ("pelicanconf.py", "publishconf.py")
EVENTS = "/-/events"
SCRIPT = "/-/reload.js"
_RELOAD_JS = """\
"use strict";
const box = document.createElement("pre");
box.hidden = true;
Object.assign(box.style, { position: "fixed", insetInline: 0, insetBlockEnd: 0, zIndex: 9999, margin: 0,
  padding: "1rem", maxBlockSize: "50vh", overflow: "auto", whiteSpace: "pre-wrap", direction: "ltr",
  textAlign: "left", background: "#7a0012", color: "#fff", font: "14px/1.5 monospace" });
document.body.append(box);
let seen = null;
new EventSource("/-/events").onmessage = (event) => {
  const state = JSON.parse(event.data);
  if (seen !== null && state.built !== seen) { location.reload(); return; }
  seen = state.built;
  box.hidden = !state.problems;
  box.textContent = state.problems;
};
"""


class State:
    """What the last build came to; readers wait for the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._version = 0
        self._built = 0
        self._problems = ""

    def set(self, *, built: bool, problems: str) -> None:
        with self._changed:
            self._version += 1
            self._built += built
            self._problems = problems
            self._changed.notify_all()

    def next(self, after: int, timeout: float) -> tuple[int, str]:
        """Return the version and the state as JSON, once it is later than *after* or after *timeout* seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._version > after, timeout)
            return self._version, json.dumps({"built": self._built, "problems": self._problems})


class Handler(http.server.SimpleHTTPRequestHandler):
    """Static files as a plain host serves them: folders by their index.html, the language's 404 page."""

    protocol_version = "HTTP/1.1"
    state: State
    prefix: str = ""
    """The path in SITEURL, which is no folder of the output: "/preview"."""

    asked: str = ""
    """The path that was asked for, with the prefix."""

    def parse_request(self) -> bool:
        understood = super().parse_request()
        self.asked = unquote(urlsplit(self.path).path) if understood else ""
        return understood

    def do_GET(self) -> None:
        if self.prefix and self.path.startswith(self.prefix + "/"):
            self.path = self.path.removeprefix(self.prefix)
        path = urlsplit(self.path).path
        if path == EVENTS:
            self._events()
        elif path == SCRIPT:
            self._send(200, "text/javascript; charset=utf-8", _RELOAD_JS.encode())
        elif (page := self._page(path)) is not None:
            self._html(page)
        else:
            super().do_GET()

    def _page(self, path: str) -> tuple[int, Path] | None:
        root = Path(self.directory).resolve()
        target = (root / unquote(path).lstrip("/")).resolve()
        if path.endswith("/"):
            target /= "index.html"
        if not target.is_relative_to(root) or not target.exists():
            language = unquote(path).strip("/").partition("/")[0]
            own = root / language / "404.html"
            inside = language not in ("", "..") and own.is_file()
            return 404, own if inside else root / "404.html"
        # A folder: the parent class redirects to the address with a slash.
        return (200, target) if target.suffix == ".html" and target.is_file() else None

    def _html(self, page: tuple[int, Path]) -> None:
        status, path = page
        try:
            html = path.read_text("utf-8")
        except OSError:
            html = "<!doctype html><title>Nothing built yet</title><body><p>Nothing has been built yet.</p></body>"
        html = _with_events(html)
        html = html.replace("</body>", f'<script src="{SCRIPT}"></script></body>', 1)
        self._send(status, "text/html; charset=utf-8", html.encode())

    def _send(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Add what the built site's file _headers says of the path: what is tried here is what is published."""
        # What is there for no host's rule (a page that is missing, the script) is not to be kept.
        found = {"Cache-Control": "no-store", **self._headers()}
        found.pop("Content-Type", None)  # sent already, see guess_type
        for name, value in found.items():
            self.send_header(name, _with_events(value))
        super().end_headers()

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return self._headers().get("Content-Type") or super().guess_type(path)

    def _headers(self) -> dict[str, str]:
        try:
            text = (Path(self.directory) / headers.FILE).read_text("utf-8")
        except OSError:
            return {}
        return headers.headers_at(headers.parse(text), self.asked)

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.close_connection = True
        version = -1
        try:
            while True:
                version, data = self.state.next(version, timeout=15)
                self.wfile.write(f"data: {data}\n\n".encode())
                self.wfile.flush()
        except OSError:  # the reader has left the page
            return

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for problems."""


def _with_events(policy: str) -> str:
    """Return a text in which a Content Security Policy lets our script hear of builds."""
    return policy.replace("default-src 'none';", "default-src 'none'; connect-src 'self';", 1)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no news."""


def rebuild(settings: str, state: State) -> None:
    """Build in a process of its own, so that changed plugins count too, and tell the pages."""
    command = [sys.executable, "-m", "plugins.builder", "--settings", settings]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    print(done.stdout, end="", flush=True)
    state.set(built=done.returncode == 0, problems="" if done.returncode == 0 else done.stdout)


def serve(output: Path, port: int, settings: str, host: str = "127.0.0.1") -> None:
    """Build, serve *output* and build again whenever something is saved, until interrupted.

    Raises OSError if the port is taken, OverflowError if there is no such port, ToolError for bad settings.
    """
    state = State()
    prefix = urlsplit(settings_of(Path(settings))["SITEURL"]).path.rstrip("/")
    handler = partial(type("Bound", (Handler,), {"state": state, "prefix": prefix}), directory=str(output))
    with Server((host, port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        rebuild(settings, state)
        print(
            f"The site is at http://{host}:{server.server_address[1]}{prefix}/ (Ctrl-C to stop)", flush=True
        )
        paths = [Path(name) for name in WATCHED if Path(name).exists()]
        _watch(paths, [Path(name) for name in SETTINGS], lambda: rebuild(settings, state))


def _watch(
    folders: list[Path], files: list[Path], changed: Callable[[], None], stop: threading.Event | None = None
) -> None:
    """Call *changed* after each save, until interrupted or *stop* is set.

    Single files are looked at twice a second: a watcher follows the file that an editor has put aside.
    """
    seen = [_stamp(file) for file in files]
    try:
        for changes in watch(*folders, stop_event=stop, yield_on_timeout=True, rust_timeout=500):
            now = [_stamp(file) for file in files]
            if changes or now != seen:
                seen = now
                changed()
    except KeyboardInterrupt:
        print(flush=True)


def _stamp(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
