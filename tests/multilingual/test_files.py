"""Attachments: what may be published, and what is told otherwise."""

from __future__ import annotations

import pytest

from tests.conftest import PICTURE

PAGE = "-- content/pages/one/en.md --\nOne.\n"


@pytest.mark.parametrize(
    ("name", "content", "code", "line"),
    [
        ("leaflet.pdf", b"%PDF", None, 0),
        ("map.svg", PICTURE.encode(), None, 0),
        ("widget.html", b"<script>x()</script>", "file-unexpected", 1),
        ("setup.exe", b"MZ", "file-unexpected", 1),
        ("photo.heic", b"x", "file-unexpected", 1),
        ("bad.svg", PICTURE.replace("/>", ">\n<script>x()</script></svg>").encode(), "markup-unsafe", 2),
        (
            "bad.svg",
            PICTURE.replace("/>", '><image href="https://e.com/x.png"/></svg>').encode(),
            "markup-unsafe",
            1,
        ),
        ("video.mp4", b"\0" * 31_000_000, "file-too-large", 1),
    ],
)
def test_an_attachment_runs_nothing_and_reaches_phones(make_site, name, content, code, line):
    site = make_site(PAGE)
    site.write(f"content/pages/one/{name}", content)

    site.build()

    told = [(p.code, p.file, p.line) for p in site.outcome.problems]
    assert told == ([(code, f"content/pages/one/{name}", line)] if code else [])
