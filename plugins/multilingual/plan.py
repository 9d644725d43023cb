"""Plan one language's site from the library: views, links, menus. Pure but for the sizes of pictures."""

from __future__ import annotations

import gettext
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.bundles.library import Library, Published
from plugins.bundles.model import Bundle, Text
from plugins.bundles.standing import may_be_public
from plugins.multilingual import days, pictures
from plugins.multilingual.addresses import Addresses
from plugins.multilingual.language import language
from plugins.multilingual.links import Targets, resolve
from plugins.multilingual.pages import bundle_view, finish_text, index_view
from plugins.multilingual.site import Attachment, LanguageSite
from plugins.multilingual.views import Link, PageView, Source
from plugins.pictures.made import Made
from plugins.problems import Problem, did_you_mean


def publishing_policy(settings: Mapping[str, Any]) -> Callable[[Bundle, Text], bool]:
    """Return whether a text may be published.

    A translation that is still the source text is none; with WITHHOLD_UNREVIEWED_RISK, one of high risk must be
    reviewed and current.
    """

    def publishes(bundle: Bundle, text: Text) -> bool:
        if text.language == bundle.source_language:
            return True
        if bundle.is_untouched(text.language):
            return False
        return not settings.get("WITHHOLD_UNREVIEWED_RISK") or may_be_public(bundle, text.language)

    return publishes


def find_attachments(
    library: Library, addresses: Addresses, made: Mapping[Path, Made]
) -> dict[str, Attachment]:
    """Return every bundle's files by "kind/slug/name". They stand beside the source language's page."""
    return {
        f"{bundle.ref}/{name}": _attachment(path, addresses.folder(bundle), addresses, made.get(path))
        for bundle in library.bundles.values()
        for name, path in bundle.attachments.items()
    }


def _attachment(path: Path, folder: str, addresses: Addresses, made: Made | None) -> Attachment:
    own = folder + path.name
    output, href = own.removeprefix("/"), addresses.href(own)
    if made is None:
        return Attachment(path, output, href, _size(path), path)
    hrefs = {each: addresses.href(folder + each.name) for each in made.renditions}
    modern = [each for each in made.renditions if each.type in ("image/avif", "image/webp")]
    return Attachment(
        path,
        output,
        href,
        made.size or _size(path),
        made.folder / made.clean if made.clean else path,
        tuple((made.folder / each.name, folder.removeprefix("/") + each.name) for each in made.renditions),
        tuple(
            Source(kind, ", ".join(f"{hrefs[each]} {each.width}w" for each in modern if each.type == kind))
            for kind in dict.fromkeys(each.type for each in modern)
        ),
        next((hrefs[each] for each in made.renditions if each not in modern), ""),
    )


FEED = "feed.xml"
"""What the feed of a list or an initiative is called; it stands beside the page."""
# What the site writes into a language's home folder beside its pages.
_MADE = (
    "404.html",
    "sitemap.xml",
    "initiatives.json",
    "resources.json",
    "offline.json",
    "sw.js",
    "robots.txt",
)
INDEXES = {
    "initiatives/": "the list of initiatives",
    "resources/": "the list of resources",
    "resources/a-z/": "the list of resources by title",
    "resources/page/": "the list of resources",
    **{
        f"resources/{facet}/": "the lists of resources"
        for facet in ("type", "audience", "initiative", "language", "year")
    },
    "news/": "the list of news",
    "know-your-rights/cards/": "the cards to print",
    "glossary/": "the glossary",
    "search/": "the search",
    "search/page/": "the search",
    "og/": "the pictures that stand above links to pages",
}
"""The pages that the site makes itself, by their path from a language's home, and what they are."""


def check_attachments(
    library: Library, addresses: Addresses, attachments: Mapping[str, Attachment]
) -> Iterator[Problem]:
    """Yield a problem for each attachment that would be written over a page or a folder of the site."""
    homes = [addresses.root(code) for code in library.languages]
    paths = [
        addresses.path(bundle, code)
        for bundle in library.bundles.values()
        if bundle.kind.own_pages
        for code in library.languages
    ]
    paths += [home + name for home in homes for name in ("", *_MADE, *INDEXES)]
    paths += [addresses.folder(bundle) + FEED for bundle in library.of_kind("initiatives")]
    # Strings, not paths: with 6,000 pages that is 0.2 s of every build.
    taken = {"theme", "pagefind"}
    for path in paths:
        file = addresses.output_file(path)
        while file not in taken:
            taken.add(file)
            file = file.rpartition("/")[0]
    for attachment in attachments.values():
        if posixpath.normpath(attachment.output) in taken:
            what = f"The address /{attachment.output} is taken: the site has a page or folder there."
            file = attachment.path.relative_to(library.root).as_posix()
            yield Problem("url-clash", what, "Give this file another name, also where it is linked.", file)


def check_named_pages(library: Library, settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each page that the site cannot do without and that is not there."""
    home, language = "pages/home", library.source_language
    if home not in library.bundles:
        file = f"{_relative(settings['PATH'], library)}/{home}/{language}.md"
        hint = f"Write {file}, or bring it back."
        yield Problem("source-missing", "The site has no first page.", hint, file)
    for setting in ("LEGAL_HELP_PAGE", "ATTORNEYS_PAGE"):
        ref = settings.get(setting)
        if ref and ref not in library.bundles:
            what = f"There is no page '{ref}', to which every page's helpline leads."
            hint = did_you_mean(ref, library.bundles) or f"Bring it back, or name another page in {setting}."
            yield Problem("bad-reference", what, hint, *_where_set(setting, library.root))


def check_helpline(library: Library, settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem if the number on every page cannot be dialled (E.164; in North America ten digits)."""
    number = str(settings.get("HELPLINE", ""))
    digits = re.sub(r"[^0-9]", "", number)
    national = not number.lstrip().startswith("+")
    north_american = (
        len(digits) == 10
        if national
        else (len(digits) == 11 if digits[:1] == "1" else 8 <= len(digits) <= 15)
    )
    if "HELPLINE" in settings and not (
        north_american and re.fullmatch(r"[+0-9() ./\u2010-\u2013-]+", number)
    ):
        what = f"HELPLINE: '{number}' is not a telephone number that can be dialled from every page."
        hint = "Write it in quotes, with all its digits: '(212) 725-6422'."
        yield Problem("bad-value", what, hint, *_where_set("HELPLINE", library.root))


def _relative(path: str, library: Library) -> str:
    whole = Path(path)
    return (
        whole.relative_to(library.root).as_posix() if whole.is_relative_to(library.root) else whole.as_posix()
    )


def _where_set(setting: str, root: Path) -> tuple[str, int]:
    """Return the settings file and the line that has a setting."""
    file = root / "pelicanconf.py"
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    found = (number for number, line in enumerate(lines, 1) if line.startswith(setting))
    return file.name, next(found, 1)


def _size(path: Any) -> tuple[int, int] | None:
    try:
        return pictures.size(path) if pictures.is_picture(path) else None
    except ValueError:
        return None


def plan(
    code: str,
    library: Library,
    addresses: Addresses,
    catalogue: gettext.NullTranslations,
    attachments: dict[str, Attachment],
    publishes: Callable[[Bundle, Text], bool],
) -> LanguageSite:
    """Return the site of one language with a view of every bundle."""
    site = LanguageSite(language(code), library, addresses, catalogue, attachments, publishes)
    for ref, bundle in library.bundles.items():
        views = site.pages if bundle.kind.own_pages else site.entries
        views[ref] = bundle_view(site, bundle)
    for bundle, view in site.of_kind("pages"):
        if bundle.slug != "home":
            view.breadcrumbs = site.breadcrumbs(site.link_to(view, here=True))
    not_found = index_view(
        site,
        "404",
        "404.html",
        site.gettext("Page not found"),
        site.gettext("There is no page at this address."),
    )
    not_found.noindex, not_found.alternates, not_found.breadcrumbs = True, [], []
    site.indexes.append(not_found)
    return site


def finish(site: LanguageSite) -> None:
    """Resolve the links of every text: all pages of the language, indexes too, have their addresses now."""
    targets = link_targets(site)
    for ref, view in (site.pages | site.entries).items():
        bundle = site.library.bundles[ref]
        finish_text(site, bundle, view, targets)
        day = days.modified(bundle, site.published_text(bundle, site.language.code) or bundle.source)
        view.modified = day.isoformat() if day else ""
    for step in site.text_steps:
        step(site)


def link_targets(site: LanguageSite) -> Targets:
    """Return where links lead readers of this language."""
    source, own = site.library.source_language, site.language.code
    files = {attachment.href: attachment for attachment in site.attachments.values()}
    pages = {
        site.addresses.path(site.library.bundles[ref], source): view.url for ref, view in site.pages.items()
    }
    for view in site.indexes:
        path = site.addresses.root(source) + view.path.removeprefix(site.addresses.root(own))
        pages[path] = view.url
    return Targets(
        bundles={ref: view.url for ref, view in (site.pages | site.entries).items()},
        pages=pages,
        attachments={key: attachment.href for key, attachment in site.attachments.items()},
        file_of=files.get,
        base=site.addresses.base,
        prefix=site.addresses.prefix,
    )


def origins(site: LanguageSite) -> dict[str, Published]:
    """Return what each page of this language was made from, by the file it is written to."""
    targets = link_targets(site)

    def origin(ref: str, view: PageView, *, as_source: bool = False) -> Published:
        bundle = site.library.bundles[ref]
        text = (not as_source and site.published_text(bundle, site.language.code)) or bundle.source
        texts = (text,) if text is bundle.source else (text, bundle.source)
        return Published(
            texts, lambda typed: resolve(typed, ref, targets) or typed, view.fallback, parts=parts(view)
        )

    def parts(view: PageView) -> tuple[Published, ...]:
        # A fallback page shows them, too, as the source has them.
        shows = view.data.get("shows", ())
        return tuple(origin(ref, site.entries[ref], as_source=view.fallback) for ref in shows)

    found = {view.path: origin(ref, view) for ref, view in site.pages.items()}
    found |= {
        view.path: Published((), lambda typed: typed, parts=parts(view))
        for view in site.indexes
        if view.data.get("shows")
    }
    return {site.addresses.output_file(path): published for path, published in found.items()}


def menu(site: LanguageSite, name: str) -> list[PageView]:
    """Return the pages and indexes that ask to be in a menu, by Order."""
    asking = [
        (view.data.get("order", 0), view.path, view) for view in site.indexes if view.data.get("menu") == name
    ]
    asking += [
        (site.library.bundles[ref].shared("order", 999), view.path, view)
        for ref, view in site.pages.items()
        if site.library.bundles[ref].shared("menu") == name
    ]
    return [view for _, _, view in sorted(asking, key=lambda found: found[:2])]


def menu_on(page: PageView, views: list[PageView]) -> list[Link]:
    """Return a menu as *page* shows it, with itself marked."""
    return [Link(view.label, view.url, view.lang, view.dir, current=view is page) for view in views]
