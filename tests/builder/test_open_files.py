"""A process that builds again and again, as the preview does, keeps no file open."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells which files are open")
def test_builds_leave_no_file_open(make_site):
    site = make_site("-- content/pages/one/en.md --\nOne.\n").build()

    def opened():
        gc.collect()
        return len(list(Path("/proc/self/fd").iterdir()))

    before = opened()
    for number in range(3):
        site.write("content/pages/one/en.md", f"Title: One\nSummary: S.\n\nText {number}.\n")
        assert site.build().problems == []

    assert opened() <= before + 1
