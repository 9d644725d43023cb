"""Give each page of a language its picture before the pages are written: they name it in their heads."""

from __future__ import annotations

from pelican import signals
from pelican.generators import Generator

from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView
from plugins.opengraph import cards
from plugins.paper import fonts
from plugins.problems import Problem
from plugins.problems.problem import Severity

FOLDER = "og"


def add(generators: list[Generator]) -> None:
    """Make the pictures of one language: of its own texts only, and of pages that may be found."""
    settings = generators[0].settings
    site: LanguageSite = settings["LANGUAGE_SITES"][settings["DEFAULT_LANG"]]
    faces = fonts.faces(site.language)
    lacking = fonts.missing(faces) if faces else [f"a font for the script {fonts.script(site.language)}"]
    if faces is None or lacking:
        _warn(site, f"this machine does not have {', '.join(lacking)}")
        return
    home = site.pages["pages/home"].title if "pages/home" in site.pages else settings["SITENAME"]
    shown = [
        (
            page,
            cards.card(
                page.title if _has_its_own(page, site) else home,
                page.lang,
                page.dir,
                settings["SITENAME"],
                faces,
            ),
        )
        for page in site.all_pages()
        if not (page.fallback or page.noindex)
    ]
    try:
        paths = cards.make_all((card for _, card in shown), site.library.root / ".cache" / "cards")
    except cards.CardError as error:
        _warn(site, str(error))
        return
    for page, card in shown:
        name = f"{FOLDER}/{card.file}"
        site.copies[name] = paths[card]
        page.data["card"] = site.addresses.absolute(site.addresses.root(site.language.code) + name)


def _has_its_own(page: PageView, site: LanguageSite) -> bool:
    """Return whether a page has a picture of its own. Parts of lists, which are many, have the home page's."""
    own = page.path.removeprefix(site.addresses.root(site.language.code))
    return page.kind != "index" or own.count("/") <= 1


def _warn(site: LanguageSite, why: str) -> None:
    what = f"There are no pictures above links to pages in {site.language.endonym}: {why}."
    hint = "Install the Noto fonts (Debian: fonts-noto-core and fonts-noto-cjk), delete .cache/pages and build again."
    site.library.problems.append(Problem("card-missing", what, hint, severity=Severity.WARNING))


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    signals.all_generators_finalized.connect(add)
