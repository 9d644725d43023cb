"""Pelican's side: prepare the sub-sites, plan each language's site, and write it."""

from __future__ import annotations

import gettext
import shutil
from collections.abc import Collection, Iterable, Mapping, MutableMapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import Any

from blinker import Signal
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.bundles import relations
from plugins.bundles.library import Library
from plugins.bundles.model import Text
from plugins.bundles.signals import load
from plugins.incremental import kept
from plugins.incremental.stamps import digest, digest_of
from plugins.multilingual import catalogue as catalogues
from plugins.multilingual import files, moved, plan, subsites
from plugins.multilingual.addresses import Addresses
from plugins.multilingual.bidi import isolated
from plugins.multilingual.frame import frame
from plugins.multilingual.share import share_out
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.sitemap import rows as sitemap_rows
from plugins.multilingual.sitemap import sitemap
from plugins.multilingual.views import PageView
from plugins.pictures.made import all_made
from plugins.problems import Problem

language_site_planned = Signal("Sent with a LanguageSite whose views are made; plugins add pages and data.")
language_site_finished = Signal("Sent with a LanguageSite whose addresses are all known; plugins add files.")


class _Bytecode(BytecodeCache):
    """Compiled templates, for the environments of all languages and for the next build."""

    def __init__(self, made_by: str) -> None:
        """made_by is all that the code of a template depends on beside its source."""
        self._made_by, self._codes = digest(made_by.encode()), kept.of("templates")

    def load_bytecode(self, bucket: Bucket) -> None:
        made_by, checksum, code = self._codes.get(bucket.key, (b"", "", None))
        if (made_by, checksum) == (self._made_by, bucket.checksum):
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = self._made_by, bucket.checksum, bucket.code


def prepare(pelican: Pelican) -> None:
    """Set up the main site: sub-sites, attachments and the checks that need addresses."""
    load(pelican)  # asked for here, because Pelican calls plugins in no certain order
    settings = pelican.settings
    if "LANGUAGE_SITES" in settings:
        return
    library: Library = settings["LIBRARY"]
    addresses = Addresses(settings["SITEURL"].rstrip("/"), library.source_language)
    settings["LANGUAGE_SITES"], settings["SITEMAP_ROWS"] = {}, []
    settings["ADDRESSES"] = addresses
    rebuild = settings.get("REBUILD")
    bytecode = _Bytecode(rebuild.made_by if rebuild else "")
    settings["JINJA_ENVIRONMENT"] = {**settings["JINJA_ENVIRONMENT"], "bytecode_cache": bytecode}
    settings["JINJA_FILTERS"] = {**settings["JINJA_FILTERS"], "isolated": isolated}
    subsites.take_over(settings)
    made = all_made(_attachments(library), library.root, [settings["SITENAME"]])
    settings["ATTACHMENTS"] = plan.find_attachments(library, addresses, made)
    standing, reserved = _standing(library, addresses), _reserved(library, addresses)
    library.problems += relations.check_urls(standing, reserved)
    settings["MOVES"], problems = moved.survey(library, addresses, standing, reserved)
    library.problems += problems
    clashes = list(plan.check_attachments(library, addresses, settings["ATTACHMENTS"]))
    library.problems += clashes
    in_the_way = {problem.file for problem in clashes}
    for bundle in library.bundles.values():
        for path in bundle.attachments.values():
            file = path.relative_to(library.root).as_posix()
            if file not in in_the_way:
                library.problems += files.check(path, file, made.get(path))
    library.problems += plan.check_named_pages(library, settings)
    library.problems += plan.check_helpline(library, settings)
    if rebuild:  # languages that stay as they are get no sub-site
        rebuild.compare(settings, lambda code: digest_of(str(_po(settings["THEME"], code))))
        for code in rebuild.taken_over:
            del settings["I18N_SUBSITES"][code]
            settings["SITEMAP_ROWS"] += rebuild.languages[code].extra["sitemap"]
        settings["LANGUAGE_SITES"] = sites = Planned(settings, rebuild.taken_over)
        library.more_published = lambda: {
            name: published
            for code in sites.elsewhere
            for name, published in plan.origins(settings["LANGUAGE_SITES"][code]).items()
        }


def _attachments(library: Library) -> list[Path]:
    return [path for bundle in library.bundles.values() for path in bundle.attachments.values()]


class Planned(dict[str, LanguageSite]):
    """The sites of all languages. Those that stay as they are get planned only if somebody asks for them."""

    def __init__(self, settings: MutableMapping[str, Any], waiting: Collection[str]) -> None:
        super().__init__()
        self._settings, self._waiting = settings, set(waiting)
        self.elsewhere = set(waiting)

    def add_elsewhere(self, codes: Iterable[str]) -> None:
        """Take languages that another process has made."""
        self._waiting |= set(codes)
        self.elsewhere |= set(codes)

    def __missing__(self, code: str) -> LanguageSite:
        if code not in self._waiting:
            raise KeyError(code)
        self._waiting.discard(code)
        catalogue, _ = _catalogue(self._settings, code)
        return planned(self._settings, code, catalogue)

    def _all(self) -> Planned:
        for code in sorted(self._waiting):
            self[code]
        return self

    def values(self) -> Any:
        return dict.values(self._all())

    def items(self) -> Any:
        return dict.items(self._all())


def planned(
    settings: MutableMapping[str, Any], code: str, catalogue: gettext.NullTranslations
) -> LanguageSite:
    """Return the site of one language with all that plugins add, and put it among the others."""
    library: Library = settings["LIBRARY"]
    site = plan.plan(
        code,
        library,
        settings["ADDRESSES"],
        catalogue,
        settings["ATTACHMENTS"],
        plan.publishing_policy(settings),
    )
    site.moves = settings["MOVES"]
    language_site_planned.send(site)
    plan.finish(site)
    language_site_finished.send(site)
    settings["LANGUAGE_SITES"][code] = site
    return site


def _po(theme: str, code: str) -> Path:
    return Path(theme) / "translations" / f"{code}.po"


def _catalogue(settings: Mapping[str, Any], code: str) -> tuple[gettext.NullTranslations, list[Problem]]:
    """Return the strings of a language, and what is wrong with them."""
    library: Library = settings["LIBRARY"]
    po = _po(settings["THEME"], code)
    # A theme without a catalogue folder has no strings (the benchmark's, small fixture sites').
    if code == library.source_language or not po.parent.is_dir():
        return gettext.NullTranslations(), []
    return catalogues.read_catalogue(po, _po_name(po, library))


def _po_name(po: Path, library: Library) -> str:
    path, root = po.resolve(), library.root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _standing(library: Library, addresses: Addresses) -> list[tuple[str, Text]]:
    """Return the address of every page with its text; those with a slug of their own last, so that they are blamed."""
    found = [
        (addresses.path(bundle, code), bundle.texts.get(code, bundle.source))
        for bundle in library.bundles.values()
        if bundle.ref != "pages/home"  # its addresses are reserved
        for code in library.languages
    ]
    return sorted(found, key=lambda page: "slug" in page[1].typed)


def _reserved(library: Library, addresses: Addresses) -> dict[str, str]:
    """Return the addresses that the site makes itself."""
    taken = {"/theme/": "the folder of styles and icons", "/pagefind/": "the folder of the search's index"}
    for code in library.languages:
        root = addresses.root(code)
        taken[root] = f"the home page in the language '{code}'"
        taken |= {root + path: what for path, what in plan.INDEXES.items()}
    return taken


class LanguageSiteGenerator(Generator):  # type: ignore[misc]
    """Writes every page of one language."""

    def generate_context(self) -> None:
        settings = self.settings
        self.library: Library = settings["LIBRARY"]
        self.rebuild = settings.get("REBUILD")
        self.code = settings["DEFAULT_LANG"]
        self._noting = ExitStack()  # until the pages are written: plugins work in between, too
        self.record = self._noting.enter_context(self._noted())
        catalogue, problems = _catalogue(settings, self.code)
        self.library.problems += problems
        self.env.install_gettext_translations(catalogue, newstyle=True)
        self.site = planned(settings, self.code, catalogue)
        self.context["language"] = self.site.language
        self.context["site"] = frame(self.site, settings)
        self.context["pages"] = list(self.site.pages.values())

    def _noted(self) -> AbstractContextManager[Any]:
        return self.rebuild.language(self.code, self.library) if self.rebuild else nullcontext()

    def refresh_metadata_intersite_links(self) -> None:
        """Share out the sub-sites: Pelican calls this when the main site is planned, and then makes them."""
        self.shared_out = None
        if self.rebuild and self.site.is_source:
            self.shared_out = share_out(self.rebuild, self.settings.get("JOBS"), len(self.library.bundles))

    def _join(self) -> None:
        """Wait for sub-sites that other processes make, and take what they have found."""
        if self.rebuild is None or self.shared_out is None:
            return
        made = self.shared_out.join(self.rebuild)
        self.settings["LANGUAGE_SITES"].add_elsewhere(made)
        for code in made:
            record = self.rebuild.languages[code]
            self.library.problems += record.problems
            self.library.copies |= record.extra["copies"]
            self.settings["SITEMAP_ROWS"] += record.extra["sitemap"]

    def generate_output(self, writer: Writer) -> None:
        with self._noting:
            addresses = self.site.addresses
            subsites.name_all(self.context, self.code, self.library.languages, addresses.base)
            self.menus = {
                f"{name}menu": plan.menu(self.site, menu)
                for name, menu in (("", "main"), ("footer_", "footer"))
            }
            self._write_pages(writer)
            rows = sitemap_rows(self.site.all_pages())
            self.settings["SITEMAP_ROWS"] += rows
            published = plan.origins(self.site)
            self.library.published |= published
            for name, content in self.site.files.items():
                self._write_text(name, content)
            home = self.site.addresses.root(self.code).removeprefix("/")
            for name, path in self.site.copies.items():
                if not (self.rebuild and self.rebuild.is_copied(self.code, home + name, path)):
                    _copy(path, Path(self.output_path) / name)
            self.library.problems += catalogues.missing_strings(
                self.site.catalogue, _po_name(_po(self.settings["THEME"], self.code), self.library)
            )
            if record := self.record:
                record.page_count = len(published)
                record.extra["sitemap"] = rows
                record.files |= {home + name for name in (*self.site.files, *self.site.copies)}
        if self.site.is_source:  # the main site, which Pelican writes last
            self._join()
            self._write_shared()

    def _write_pages(self, writer: Writer) -> None:
        if self.rebuild is None:
            for page in self.site.all_pages():
                self._write(page, writer)
            return
        views = self.site.views()
        around = {
            name: value
            for name, value in self.context.items()
            if name not in self.settings or value is not self.settings[name]
        }
        around |= {f"{name} views": menu for name, menu in self.menus.items()}
        pages = (
            (self.site.addresses.output_file(page.path), page, (page.template, self._menus_on(page)))
            for page in self.site.all_pages()
        )
        missing: set[str] = getattr(self.site.catalogue, "missing", set())
        self.rebuild.render(self.code, views, around, pages, lambda page: self._write(page, writer), missing)

    def _menus_on(self, page: PageView) -> dict[str, Any]:
        return {name: plan.menu_on(page, views) for name, views in self.menus.items()}

    def _write(self, page: PageView, writer: Writer) -> None:
        menus = self._menus_on(page)
        template = self.get_template(page.template)
        writer.write_file(
            page.save_as, template, self.context, page=page, url=page.url, **menus, **page.context
        )

    def _write_shared(self) -> None:
        clashing = {problem.file for problem in self.library.problems if problem.code == "url-clash"}
        for attachment in self.settings["ATTACHMENTS"].values():
            if self._file(attachment.path) in clashing:
                continue  # a page or folder stands there
            try:
                _copy(attachment.published, Path(self.output_path) / attachment.output)
                for path, name in attachment.made:
                    _copy(path, Path(self.output_path) / name)
            except OSError as error:
                if not attachment.path.is_file() or error.errno in (13, 2):
                    self._unreadable(attachment.path)
                else:
                    raise
        self._write_text("sitemap.xml", sitemap(self.settings["SITEMAP_ROWS"]))

    def _unreadable(self, path: Path) -> None:
        file = self._file(path)
        what = f"'{path.name}' could not be read."
        hint = "Check that it is a file and that you may open it."
        self.library.problems.append(Problem("file-unreadable", what, hint, file))

    def _file(self, path: Path) -> str:
        return path.relative_to(self.library.root).as_posix()

    def _write_text(self, name: str, text: str) -> None:
        target = Path(self.output_path) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def provide_generator(_: Pelican) -> type[LanguageSiteGenerator]:
    return LanguageSiteGenerator


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    signals.initialized.connect(prepare)
    signals.get_generators.connect(provide_generator)
