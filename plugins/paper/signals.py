"""Make each language's paper once its texts are finished, and write it before its pages, which link to it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.bundles.library import Library
from plugins.multilingual.signals import language_site_finished, language_site_planned
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView
from plugins.paper import documents, fonts, qr, typeset
from plugins.paper.pages import CARDS_FILE, CODE_FILE, FLYER_FILE, Document, add_cards, cards_page, code_text, fill
from plugins.problems import Problem
from plugins.problems.problem import Severity


def write(generators: list[Generator]) -> None:
    """Make and write the PDFs and QR codes of one language, and tell its pages of them."""
    settings = generators[0].settings
    site: LanguageSite = settings["LANGUAGE_SITES"][settings["DEFAULT_LANG"]]
    output = Path(settings["OUTPUT_PATH"])
    page = cards_page(site)
    if page is not None:
        _write(output / _file(site, page, CODE_FILE), qr.png(code_text(site))[0])
    frame = generators[0].context["site"]
    imprint = documents.Imprint(frame.name, frame.helpline.text, frame.helpline.href)
    jobs = _jobs(site, imprint, page)
    try:
        made = typeset.make_all({name: job for name, (_, _, job) in jobs.items()}, site.library.root / ".cache" / "paper")
    except typeset.PaperError as error:
        _warn(site.library, str(error), "Run ./run build once more; if that does not help, see docs/paper.md.")
        return
    for name, path in made.items():
        view, file, _job = jobs[name]
        target = output / _file(site, view, file)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        size = round(path.stat().st_size / 1000) or 1
        view.data["paper"] = Document(site.addresses.href(view.path + file), size)


Jobs = dict[str, tuple[PageView, str, documents.Job]]


def _jobs(site: LanguageSite, imprint: documents.Imprint, page: PageView | None) -> Jobs:
    """Return the PDFs that a language has, by name: of its own texts only, never of those that stand in for them."""
    real = [(bundle.slug, view) for bundle, view in site.of_kind("rights") if not view.fallback]
    card = page.context["card"] if page else None
    if not real:
        return {}
    faces = fonts.faces(site.language)
    lacking = fonts.missing(faces) if faces else [f"a font for the script {fonts.script(site.language)}"]
    if faces is None or lacking:
        what = f"There are no PDFs in {site.language.endonym}: this machine does not have {', '.join(lacking)}."
        _warn(site.library, what, "Install the Noto fonts (Debian: fonts-noto-core and fonts-noto-cjk) and build again.")
        return {}
    found: Jobs = {}
    for slug, view in real:
        if job := documents.flyer(site, view, imprint, faces):
            found[f"{site.language.code}-{slug}"] = (view, FLYER_FILE, job)
    if page is not None and card is not None and card.real:
        found[f"{site.language.code}-cards"] = (page, CARDS_FILE, documents.cards(site, page, card, imprint, faces))
    return found


def _file(site: LanguageSite, view: PageView, name: str) -> str:
    """Return where a file beside a page is written, relative to the language's folder."""
    return site.addresses.save_as(view.path + name, site.language.code)


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _warn(library: Library, what: str, hint: str) -> None:
    library.problems.append(Problem("paper-missing", what, hint, severity=Severity.WARNING))


def register() -> None:
    """Connect to Pelican and to the language sites. Pelican calls this once for each build."""
    language_site_planned.connect(add_cards)
    language_site_finished.connect(fill)
    signals.all_generators_finalized.connect(write)
