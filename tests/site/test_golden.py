"""One small site whose pages are read in review: each state a page can be in, in four languages.

If the change is what you meant: ./run test --accept
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
# Few, and chosen to be read: a source page, a translation that is machine-made, a fallback page, the indexes.
READ = [
    "initiatives/courts/index.html",
    "ar/initiatives/courts/index.html",
    "zh-hans/initiatives/courts/index.html",
    "es/initiatives/index.html",
    "es/resources/toolkit/index.html",
    "es/initiatives.json",
    "ar/initiatives/courts/feed.xml",
    "sitemap.xml",
]


def test_the_golden_site_is_as_it_was(make_site, request):
    site = make_site((GOLDEN / "site.txt").read_text("utf-8"), home=False).build()
    assert site.codes == ["translation-outdated"]
    name = next(path.name for path in (site.output / "theme").glob("site.*.css"))
    # The stylesheet's name changes with each style; its content is not what is read here.
    built = {file: (site.output / file).read_text("utf-8").replace(name, "site.css") for file in READ}

    patch = ""
    for file, text in built.items():
        kept = GOLDEN / "expected" / file
        if request.config.getoption("--accept"):
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(text, "utf-8")
        before = kept.read_text("utf-8") if kept.exists() else ""
        lines = difflib.unified_diff(
            before.splitlines(keepends=True),
            text.splitlines(keepends=True),
            f"expected/{file}",
            f"built/{file}",
        )
        patch += "".join(lines)
    if patch:
        pytest.fail(f"{patch}\n\nIf this is what you meant: ./run test --accept", pytrace=False)
