"""Make each language's paper once its texts are finished, and write it before its pages, which link to it."""

from __future__ import annotations

from pelican import signals
from pelican.generators import Generator

from plugins.multilingual.signals import language_site_finished, language_site_planned
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView
from plugins.paper import documents, fonts, qr, typeset
from plugins.paper.pages import (
    CARDS_FILE,
    CODE_FILE,
    FLYER_FILE,
    Document,
    add_cards,
    cards_page,
    code_text,
    fill,
)
from plugins.problems import Problem, Severity


def add_paper(generators: list[Generator]) -> None:
    """Put the PDFs and the QR code of one language among its files, and tell its pages of them."""
    settings = generators[0].settings
    code = settings["DEFAULT_LANG"]
    site: LanguageSite = settings["LANGUAGE_SITES"][code]
    kept = site.library.root / ".cache" / "paper"
    page = cards_page(site)
    if page is not None:
        site.copies[_file(site, page, CODE_FILE)] = typeset.keep(
            f"{code}-qr", qr.png(code_text(site))[0], kept
        )
    frame = generators[0].context["site"]
    imprint = documents.Imprint(frame.name, frame.helpline.text, frame.helpline.href)
    try:
        jobs = _jobs(site, imprint, page)
        made = typeset.make_all({name: job for name, (_, _, job) in jobs.items()}, kept)
    except typeset.PaperError as error:
        hint = "Install the Noto fonts (Debian: fonts-noto-core, fonts-noto-cjk), or see docs/paper.md."
        site.library.problems.append(Problem("paper-missing", str(error), hint, severity=Severity.WARNING))
        if rebuild := settings.get("REBUILD"):  # what is lacking may be there in the next build
            rebuild.languages[code].catalogue = b"to be made again"
        return
    for name, path in made.items():
        view, file, _job = jobs[name]
        site.copies[_file(site, view, file)] = path
        size = round(path.stat().st_size / 1000) or 1
        view.data["paper"] = Document(site.addresses.href(view.path + file), size)


Jobs = dict[str, tuple[PageView, str, documents.Job]]


def _jobs(site: LanguageSite, imprint: documents.Imprint, page: PageView | None) -> Jobs:
    """Return the PDFs that a language has, by name: of its own texts only, never of those that stand in for them.

    Raises PaperError if there is no font for it.
    """
    real = [(bundle.slug, view) for bundle, view in site.of_kind("rights") if not view.fallback]
    card = page.context["card"] if page else None
    if not real:
        return {}
    faces = fonts.faces(site.language)
    lacking = fonts.missing(faces) if faces else [f"a font for the script {fonts.script(site.language)}"]
    if faces is None or lacking:
        raise typeset.PaperError(
            f"There are no PDFs in {site.language.endonym}: this machine does not have {', '.join(lacking)}."
        )
    found: Jobs = {}
    for slug, view in real:
        if job := documents.flyer(site, view, imprint, faces):
            found[f"{site.language.code}-{slug}"] = (view, FLYER_FILE, job)
    if page is not None and card is not None and card.real:
        found[f"{site.language.code}-cards"] = (
            page,
            CARDS_FILE,
            documents.cards(site, page, card, imprint, faces),
        )
    return found


def _file(site: LanguageSite, view: PageView, name: str) -> str:
    """Return where a file beside a page is written, relative to the language's folder."""
    return site.addresses.save_as(view.path + name, site.language.code)


def register() -> None:
    """Connect to Pelican and to the language sites. Pelican calls this once for each build."""
    language_site_planned.connect(add_cards)
    language_site_finished.connect(fill)
    signals.all_generators_finalized.connect(add_paper)
