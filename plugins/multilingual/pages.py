"""Make the views of one language: its own texts, fallback pages for what it lacks, and their notices."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from markupsafe import Markup

from plugins.bundles.model import Bundle, Text
from plugins.multilingual import bidi, links
from plugins.multilingual.language import Language, language
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Alternate, Day, LanguageLink, Link, Notice, PageView, Picture, Review

_SECTION = re.compile(r'<h2\b[^>]*? id="(?P<id>[^"]+)"[^>]*>(?P<title>.*?)</h2>', re.S)


def bundle_view(site: LanguageSite, bundle: Bundle) -> PageView:
    """Return the page a reader of *site*'s language sees for a bundle: the translation, or the source text."""
    own = site.language.code
    text = site.published_text(bundle, own)
    fallback = text is None
    text = text or bundle.source
    text_language = language(text.language)
    paths = {code: site.addresses.path(bundle, code) for code in site.codes}
    translated = [code for code in site.codes if site.published_text(bundle, code)]
    path = paths[own]
    canonical = site.addresses.path(bundle, text.language)
    view = PageView(
        kind=bundle.kind.name,
        template="home" if bundle.ref == "pages/home" else bundle.kind.template,
        title=text.fields.get("title") or bundle.slug,
        summary=text.fields.get("summary", ""),
        short_title=text.fields.get("short_title", ""),
        lang=text_language.tag,
        dir=text_language.dir,
        path=path,
        url=site.addresses.href(path),
        canonical=site.addresses.absolute(canonical),
        save_as=site.addresses.save_as(path, own),
        fallback=fallback,
        risk=bundle.shared("risk", ""),
        checked=_day(bundle.shared("checked"), site),
        image=_picture(site, bundle, text),
        translations=_language_list(site, paths, translated),
    )
    view.review = None if fallback else _review(site, text)
    view.notices = list(_notices(site, bundle, text, fallback=fallback))
    if not fallback:
        view.alternates = _alternates(site, paths, translated)
    return view


def finish_text(site: LanguageSite, bundle: Bundle, view: PageView, targets: links.Targets) -> None:
    """Fill in the view's content, once all addresses of the language are known."""
    text = site.published_text(bundle, site.language.code) or bundle.source
    html = links.finish(text.html, bundle.ref, targets, is_first_late=view.image is not None)
    view.content = Markup(bidi.isolate(html) if view.dir == "rtl" else html)
    view.sections = [
        Link(Markup(match["title"]).striptags(), f"#{unescape(match['id'])}", view.lang, view.dir)
        for match in _SECTION.finditer(text.html)
    ]


def index_view(
    site: LanguageSite, template: str, own_path: str, title: str, summary: str, **data: Any
) -> PageView:
    """Return a page that is made from data and exists in every language: an index, or the 404 page.

    own_path is relative to the language's home, for example "initiatives/".
    """

    paths = {code: site.addresses.root(code) + own_path for code in site.codes}
    path = paths[site.language.code]
    view = PageView(
        kind="index",
        template=template,
        title=title,
        summary=summary,
        lang=site.language.tag,
        dir=site.language.dir,
        path=path,
        url=site.addresses.href(path),
        canonical=site.addresses.absolute(path),
        save_as=site.addresses.save_as(path, site.language.code),
        alternates=_alternates(site, paths, site.codes),
        translations=_language_list(site, paths, site.codes),
        context=data,
    )
    view.breadcrumbs = site.breadcrumbs(Link(title, None, view.lang, view.dir))
    return view


def _day(day: Any, site: LanguageSite) -> Day | None:
    return Day(day.isoformat(), site.language.date(day)) if day else None


def _picture(site: LanguageSite, bundle: Bundle, text: Text) -> Picture | None:
    name = bundle.shared("image")
    if name not in bundle.attachments:
        return None
    found = site.attachments.get(f"{bundle.ref}/{name}")
    if found is None or found.size is None:
        return None
    alt = text.fields.get("alt", "")
    return Picture(found.href, *found.size, alt, found.sources, found.small)


def _language_list(
    site: LanguageSite, paths: Mapping[str, str], translated: Collection[str]
) -> list[LanguageLink]:
    def link(other: Language) -> LanguageLink:
        return LanguageLink(
            other.tag,
            other.code,
            other.dir,
            other.endonym,
            site.addresses.href(paths[other.code]),
            current=other.code == site.language.code,
            translated=other.code in translated,
        )

    return [link(language(code)) for code in site.codes]


def _alternates(site: LanguageSite, paths: Mapping[str, str], codes: Iterable[str]) -> list[Alternate]:
    """Return the alternates of a page that is really there in *codes*: each of them names all, itself too."""
    found = [Alternate(language(code).tag, site.addresses.absolute(paths[code])) for code in codes]
    default = site.addresses.absolute(paths[site.addresses.source_language])
    return [*found, Alternate("x-default", default)]


def _notices(site: LanguageSite, bundle: Bundle, text: Text, *, fallback: bool) -> Iterable[Notice]:
    _ = site.gettext
    source = language(bundle.source_language)
    to_source = Link(
        source.endonym, site.addresses.href(site.addresses.path(bundle, source.code)), source.tag, source.dir
    )
    due = bundle.shared("check_by")
    if due and due < site.library.today:
        # L10n: Said of pages about the law. %(date)s is a date.
        overdue = _("This page was to be checked again by %(date)s. The law may have changed since.")
        yield Notice("warning", overdue % {"date": site.language.date(due)})
    if fallback:
        yield _instead(site, bundle)
    elif text.language != bundle.source_language:
        told = list(_doubts(site, bundle, text))
        # The link to the source once, after the last of them.
        yield from told[:-1]
        yield from (replace(last, link=to_source) for last in told[-1:])


def _instead(site: LanguageSite, bundle: Bundle) -> Notice:
    """Return what is said above the source text, where a translation is missing or is withheld."""
    _ = site.gettext
    own = site.language.code
    names = {"language": site.language.name_in_text, "number": "%(number)s"}
    if own in bundle.texts and not bundle.is_untouched(own):
        # L10n: Above a page about rights whose translation is held back. %(language)s is the reader's language, in
        # that language; %(number)s is the helpline's telephone number. Every word must be safe.
        withheld = _(
            "The %(language)s translation of this page is not shown, because it still has to be checked and a wrong "
            "word could harm you. You have the right to stay silent and to speak with a lawyer. For legal help call "
            "%(number)s. Here is the page in English."
        )
        return Notice("warning", withheld % names)
    # L10n: %(language)s is the reader's language, in that language.
    missing = _("This page is not yet in %(language)s. Here it is in English.")
    return Notice("info", missing % names)


def _doubts(site: LanguageSite, bundle: Bundle, text: Text) -> Iterable[Notice]:
    """Yield why a translation may not say what the source says."""
    _ = site.gettext
    state = text.fields.get("translation", "machine")
    made = text.fields.get("source_date")
    if bundle.is_outdated(text.language) and made:
        # L10n: %(date)s is the day on which this translation was made.
        changed = _(
            "The English page has changed since this translation was made, on %(date)s. The English text holds."
        )
        yield Notice("warning", changed % {"date": site.language.date(made)})
    elif bundle.is_outdated(text.language):
        yield Notice(
            "warning",
            _("The English page has changed since this translation was made. The English text holds."),
        )
    elif bundle.drift(text.language):
        yield Notice(
            "warning", _("This translation may lack parts of the English page. The English text holds.")
        )
    if state == "machine":
        yield Notice(
            "warning",
            _("A machine translated this page. No person has checked it yet, so it may contain mistakes."),
        )
    elif state == "draft":
        yield Notice("warning", _("This translation is a draft. It has not been checked yet."))


def _review(site: LanguageSite, text: Text) -> Review | None:
    if text.fields.get("translation") != "reviewed" or "translator" not in text.fields:
        return None
    return Review(text.fields["translator"], _day(text.fields.get("reviewed"), site))
