"""Run code in a process of its own: where the suite runs, other threads may run too, and then nothing may be forked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

forks = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")


def alone(begin: str, code: str, folder: Path | None = None) -> str:
    """Return what the code prints, run in *folder*. Raises CalledProcessError if it fails."""
    path = os.pathsep.join(filter(None, (str(Path.cwd()), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-c", dedent(begin) + dedent(code)],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    return done.stdout
