"""The process behind `./run serve` that builds: it stays, with all it has loaded, and builds whenever it is told to.

It reads a line from its input for each build and answers with a line of JSON. `Worker` is the other side; it starts
the process anew when our own code or the settings have changed, or when it has died, of whatever reason.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: whether output/ is new, what a person is told, and the files that differ (None: any)."""

    built: bool
    told: str
    changed: frozenset[str] | None = None


class Worker:
    """A process that builds on demand. Not for several threads at once."""

    def __init__(self, settings: str) -> None:
        self._settings = settings
        self._process: subprocess.Popen[str] | None = None

    def build(self, *, anew: bool = False) -> Built:
        """Build and return what came of it; anew is whether to load our code and the settings again first."""
        if anew or (self._process is not None and self._process.poll() is not None):
            self.close()
        first = self._process is None
        answer = self._ask()
        if not answer and not first:  # it had died since, or has just now: once more, from the start
            self.close()
            answer = self._ask()
        if not answer.startswith("{"):
            self.close()
            return Built(False, answer or "The build stopped without a word. Save again to try once more.\n")
        found = json.loads(answer)
        changed = None if found["changed"] is None else frozenset(found["changed"])
        return Built(found["built"], found["told"], changed)

    def _ask(self) -> str:
        """Send one request and return the answer, or what the process said before it died."""
        if self._process is None:
            command = [sys.executable, "-m", "plugins.builder.worker", self._settings]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        lines = []
        with contextlib.suppress(OSError):
            self._process.stdin.write("build\n")
            self._process.stdin.flush()
        for line in self._process.stdout:
            if line.startswith("{"):
                return line
            lines.append(line)
        return "".join(lines)

    def close(self) -> None:
        """End the process."""
        if self._process is None:
            return
        process, self._process = self._process, None
        with contextlib.suppress(OSError):
            if process.stdin:
                process.stdin.close()
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def serve_builds(settings: Path, requests: IO[str], answers: IO[str]) -> None:
    """Build for each line of *requests* until they end."""
    from plugins.builder.__main__ import closing, tell
    from plugins.builder.run import ToolError, build

    for _ in requests:
        told = io.StringIO()
        built, changed, settle = False, None, _nothing
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            try:
                outcome = build(settings, warm=True)
            except ToolError as error:
                print(f"The site was not built. {error}")
            else:
                tell(outcome.problems)
                print(closing(outcome))
                built, changed, settle = outcome.built, outcome.changed, outcome.settle
        answer = {
            "built": built,
            "told": told.getvalue(),
            "changed": None if changed is None else sorted(changed),
        }
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
        settle()


def _nothing() -> None:
    """There is nothing to keep."""


if __name__ == "__main__":
    serve_builds(Path(sys.argv[1]), sys.stdin, sys.stdout)
