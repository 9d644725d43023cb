"""Small sites with the situations that cards are made from: in English words of their own, else in the real ones."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.conftest import HEADS, PLUGINS, ROOT, SETTINGS, Site

LANGUAGES = ["es", "zh-hans", "zh-hant", "ru", "bn", "ht", "ko", "ar", "ur", "fr", "pl", "yi"]
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


def translated(language: str, slug: str, state: str) -> str:
    """Return a situation in a language, in the words of the real one."""
    source = (ROOT / "content" / "rights" / slug / f"{language}.md").read_text("utf-8")
    title = re.search(r"^Title: (.*)$", source, re.M)[1]
    # Its links lead to pages that these sites do not have.
    body = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", source.partition("\n\n")[2])
    review = "Translator: Ana Pérez\nReviewed: 2026-07-01\n" if state == "reviewed" else ""
    return f"Title: {title}\nSummary: {title}.\nTranslation: {state}\n{review}\n{body}"


def write_situations(site: Site, languages: list[str], state: str) -> None:
    site.write(
        "content/pages/know-your-rights/en.md",
        HEADS["pages"].format(title="Know your rights") + "\nRights.\n",
    )
    site.write("content/rights/at-home/en.md", HEAD.format(title="At home", order=10) + HOME)
    site.write("content/rights/on-the-street/en.md", HEAD.format(title="On the street", order=20) + STREET)
    for language in languages:
        for slug in ("at-home", "on-the-street"):
            site.write(f"content/rights/{slug}/{language}.md", translated(language, slug, state))


def copy_theme(target):
    """Copy the theme without its catalogues: what is on paper comes from the content."""
    shutil.copytree(ROOT / "theme", target, ignore=shutil.ignore_patterns("translations"))
    return target


WITH_PAPER = [*PLUGINS[:-1], "rights", "paper", PLUGINS[-1]]


@pytest.fixture
def rights_site(make_site, tmp_path):
    """Return a function that makes a site with two situations, translated into some languages."""

    def make(*languages: str, state: str = "reviewed", extra: str = "") -> Site:
        named = f"LANGUAGES = {['en', *languages]!r}\n{extra}"
        site = make_site(plugins=WITH_PAPER, extra=named, theme=copy_theme(tmp_path / "theme"))
        write_situations(site, list(languages), state)
        return site

    return make


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory) -> Site:
    """Return a site in all languages, built once for the tests that only look at it."""
    root = tmp_path_factory.mktemp("paper")
    names = [*(f"plugins.{name}" for name in WITH_PAPER), "i18n_subsites"]
    settings = SETTINGS.format(root=str(root), theme=str(copy_theme(root / "theme")), plugins=names)
    site = Site(root, settings)
    site.write("pelicanconf.py", f"{settings}LANGUAGES = {['en', *LANGUAGES]!r}\n")
    site.write("content/pages/home/en.md", HEADS["pages"].format(title="Home") + "\nWelcome.\n")
    write_situations(site, LANGUAGES, "reviewed")
    site.build()
    assert site.outcome.ok, site.problems
    return site
