"""`./run serve`: the site on a local address, built again on every save, with its problems on the page.

The files served are those of output/, untouched, with the headers that output/_headers gives them. Into each page the server puts one script of its own, which
reloads the page after a build and shows what is wrong while something is; nothing of it is ever published.
"""

from __future__ import annotations

import http.server
import json
import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from watchfiles import watch

from plugins.builder.run import settings_of
from plugins.builder.worker import Worker
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
const own = location.pathname;
const events = new EventSource("/-/events?page=" + encodeURIComponent(own));
let before = fetch(own).then((answer) => answer.text());
const styles = (page) => [...page.querySelectorAll("link[rel=stylesheet]")];
const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
// What a page is beside its stylesheets, whose names change with what is in them.
const rest = (page) => { styles(page).forEach((link) => link.remove()); return page.documentElement.outerHTML; };
async function renew() {
  const [old, now] = [await before, await (await fetch(own)).text()];
  const [here, there] = [styles(document), styles(parsed(now))];
  if (old === now) return;
  if (here.length !== there.length || rest(parsed(old)) !== rest(parsed(now))) { location.reload(); return; }
  before = Promise.resolve(now);
  here.forEach((link, number) => {
    const href = there[number].getAttribute("href");
    if (link.getAttribute("href") === href) return;
    const next = link.cloneNode();
    next.href = href;
    next.onload = () => link.remove();  // not before: the page would be bare for a moment
    link.after(next);
  });
}
events.onmessage = (event) => {
  const state = JSON.parse(event.data);
  box.hidden = !state.problems;
  box.textContent = state.problems;
  if (state.changed) renew().catch(() => location.reload());
};
"""


class State:
    """What the last build came to; readers wait for the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._version = 0
        self._problems = ""
        self._builds: list[tuple[int, frozenset[str] | None]] = []

    def set(self, *, built: bool, problems: str, changed: frozenset[str] | None = None) -> None:
        """Tell what a build came to; changed are the files of the output that differ, None if any may."""
        with self._changed:
            self._version += 1
            self._problems = problems
            if built:
                self._builds = [*self._builds[-_REMEMBERED:], (self._version, changed)]
            self._changed.notify_all()

    @property
    def version(self) -> int:
        with self._changed:
            return self._version

    def next(self, after: int, timeout: float, shown: Callable[[], str] = str) -> tuple[int, str]:
        """Return the version and the state as JSON, once it is later than *after* or after *timeout* seconds.

        shown returns the file that the reader sees; "changed" in the state is whether it may differ since *after*.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._version > after, timeout)
            file = shown()
            late = bool(self._builds) and len(self._builds) > _REMEMBERED and after < self._builds[0][0]
            changed = after >= 0 and (
                late or any(n > after and (names is None or file in names) for n, names in self._builds)
            )
            return self._version, json.dumps({"changed": changed, "problems": self._problems})


_REMEMBERED = 100  # builds; a reader that missed more has been asleep, and loads the page again


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
            self.send_header(name, value)
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
        page = unquote(urlsplit(self.path).query.partition("page=")[2])
        if self.prefix and page.startswith(self.prefix + "/"):
            page = page.removeprefix(self.prefix)
        version, first = -1, self._shown(page)
        try:
            while True:
                last = first
                version, data = self.state.next(version, 15, lambda: self._shown(page))
                first = self._shown(page)
                if first != last:  # it has come, or gone and is the 404 page now
                    data = json.dumps(json.loads(data) | {"changed": True})
                self.wfile.write(f"data: {data}\n\n".encode())
                self.wfile.flush()
        except OSError:  # the reader has left the page
            return

    def _shown(self, page: str) -> str:
        """Return the file of the output that is shown at an address."""
        found = self._page(page) if page else None
        root = Path(self.directory).resolve()
        return found[1].relative_to(root).as_posix() if found and found[1].is_relative_to(root) else ""

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for problems."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no news."""


def rebuild(settings: str, state: State, worker: Worker | None = None, *, anew: bool = False) -> None:
    """Build in a process of its own and tell the pages; anew is whether our code or the settings have changed."""
    own = worker or Worker(settings)
    try:
        done = own.build(anew=anew)
    finally:
        if worker is None:
            own.close()
    print(done.told, end="", flush=True)
    state.set(built=done.built, problems="" if done.built else done.told, changed=done.changed)


def serve(output: Path, port: int, settings: str, host: str = "127.0.0.1") -> None:
    """Build, serve *output* and build again whenever something is saved, until interrupted.

    Raises OSError if the port is taken, OverflowError if there is no such port, ToolError for bad settings.
    """
    state, worker = State(), Worker(settings)
    prefix = urlsplit(settings_of(Path(settings))["SITEURL"]).path.rstrip("/")
    handler = partial(type("Bound", (Handler,), {"state": state, "prefix": prefix}), directory=str(output))
    with Server((host, port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            rebuild(settings, state, worker)
            print(
                f"The site is at http://{host}:{server.server_address[1]}{prefix}/ (Ctrl-C to stop)",
                flush=True,
            )
            _watch(
                [Path(name) for name in WATCHED],
                [Path(name) for name in SETTINGS],
                lambda anew: rebuild(settings, state, worker, anew=anew),
            )
        finally:
            worker.close()


_QUIET, _AT_MOST = (
    5,
    50,
)  # ms: a save is taken up when nothing more has come for so long, and at the latest then
_LOOK_EVERY = 500  # ms


def _watch(
    folders: list[Path],
    files: list[Path],
    changed: Callable[[bool], object],
    stop: threading.Event | None = None,
) -> None:
    """Call *changed* after each save, until interrupted or *stop* is set; with True if code or settings are other.

    Single files are looked at twice a second: a watcher follows the file that an editor has put aside. So are the
    folders themselves: one that was deleted, or exchanged as `git checkout` does, is watched again when it is there.
    """
    seen = [_stamp(file) for file in files]
    try:
        while not (stop and stop.is_set()):
            there = {folder: _identity(folder) for folder in folders}
            watched = [folder for folder, found in there.items() if any(found)]
            for changes in _changes(watched, stop):
                now, before = [_stamp(file) for file in files], seen
                seen = now
                moved = {folder: _identity(folder) for folder in folders} != there
                if changes or now != before or moved:
                    changed(now != before or any(path.endswith(".py") for _, path in changes))
                if moved:
                    break
    except KeyboardInterrupt:
        print(flush=True)


def _changes(folders: list[Path], stop: threading.Event | None) -> Iterator[set[tuple[Any, str]]]:
    """Yield what was changed in the folders, and an empty set twice a second."""
    if not folders:
        (stop or threading.Event()).wait(_LOOK_EVERY / 1000)
        yield set()
        return
    try:
        yield from watch(
            *folders,
            stop_event=stop,
            yield_on_timeout=True,
            rust_timeout=_LOOK_EVERY,
            debounce=_AT_MOST,
            step=_QUIET,
        )
    except FileNotFoundError:  # deleted in this moment
        yield set()


def _identity(folder: Path) -> tuple[int, int]:
    """Return what no other folder has, not even one of the same name; (0, 0) if there is none."""
    try:
        status = folder.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def _stamp(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
