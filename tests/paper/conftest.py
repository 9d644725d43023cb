"""A small site with the situations that cards are made from, in scripts that are hard for PDFs."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.conftest import PLUGINS, ROOT, Site

HEAD = "Title: {title}\nSummary: What to do.\nOrder: {order}\nRisk: high\nChecked: 2026-06-30\n\n"
HOME = """\
**The rule:** officers need a judge's warrant.

**Do**

- Keep the door closed. Ask who it is.
- Say no.

**Do not**

- Do not open the door.

> I do not consent to you coming in. I want a lawyer.
"""
STREET = """\
**Do**

- Ask "Am I free to go?"

**Do not**

- Do not run.
- Do not agree to a search.
- Do not sign anything.

> Am I free to go? I want a lawyer.
"""

def translated(language: str, slug: str, state: str = "reviewed") -> str:
    """Return a situation in a language, in the words of the real one."""
    source = (ROOT / "content" / "rights" / slug / f"{language}.md").read_text("utf-8")
    words = source.partition("\n\n")[2]
    title = re.search(r"^Title: (.*)$", source, re.M)[1]
    # Its links lead to pages that this small site does not have.
    body = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words)
    head = f"Title: {title}\nSummary: {title}.\nTranslation: {state}\n"
    return head + ("Translator: Ana Pérez\nReviewed: 2026-07-01\n" if state == "reviewed" else "") + "\n" + body


@pytest.fixture
def theme(tmp_path):
    """Return the theme without its catalogues: what is on paper comes from the content."""
    copy = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", copy, ignore=shutil.ignore_patterns("translations"))
    return copy


@pytest.fixture
def rights_site(make_site, theme):
    """Return a function that makes a site with two situations, translated into some languages."""

    def make(*languages: str, state: str = "reviewed", extra: str = "", **options) -> Site:
        listed = ["en", *languages]
        site = make_site(
            "-- content/pages/know-your-rights/en.md --\nRights.\n",
            plugins=[*PLUGINS[:-1], "rights", "paper", PLUGINS[-1]],
            extra=f"LANGUAGES = {listed!r}\n{extra}",
            theme=theme,
            **options,
        )
        site.write("content/rights/at-home/en.md", HEAD.format(title="At home", order=10) + HOME)
        site.write("content/rights/on-the-street/en.md", HEAD.format(title="On the street", order=20) + STREET)
        for language in languages:
            for slug in ("at-home", "on-the-street"):
                site.write(f"content/rights/{slug}/{language}.md", translated(language, slug, state))
        return site

    return make
