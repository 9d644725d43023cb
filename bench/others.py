"""How Hugo, Eleventy and Nikola get the corpus: layouts that make the page of bench/theme, and as little else as can be."""

from __future__ import annotations

import shutil

from bench.contestants import INSTALLED, ROOT, Contestant, Maker
from bench.corpus import LANGUAGES, NIKOLA_CODES, slug, title

_HUGO = """\
baseURL = "https://bench.example/"
title = "Benchmark"
defaultContentLanguage = "en"
{languages}
"""
# Only pages are compared: without these plugins Nikola makes no index, feed, archive or gallery either. Its pages need
# classify_indexes, for the address of the index that they are found under.
_NIKOLA = """\
BLOG_TITLE = "Benchmark"
BLOG_AUTHOR = "Benchmark"
BLOG_EMAIL = "bench@bench.example"
BLOG_DESCRIPTION = "Benchmark"
SITE_URL = "https://bench.example/"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
TRANSLATIONS = {translations!r}
NAVIGATION_LINKS = {navigation!r}
POSTS = ()
PAGES = (("content/*.md", "", "page.tmpl"),)
COMPILERS = {{"markdown": [".md"]}}
MARKDOWN_EXTENSIONS = ["markdown.extensions.extra", "markdown.extensions.toc"]
THEME = "bench"
PRETTY_URLS = True
STRIP_INDEXES = True
USE_BUNDLES = False
COPY_SOURCES = False
GENERATE_ATOM = GENERATE_RSS = False
FILES_FOLDERS = GALLERY_FOLDERS = LISTINGS_FOLDERS = IMAGE_FOLDERS = {{}}
DISABLED_PLUGINS = [
    "classify_archive", "classify_authors", "classify_categories", "classify_page_index",
    "classify_tags", "copy_assets", "copy_files", "create_bundles", "redirect", "render_galleries", "render_listings",
    "render_sources", "render_taxonomies", "robots", "scale_images", "sitemap",
]
"""


def hugo(_pages: int, languages: int) -> Contestant | None:
    """Return Hugo, if it is installed."""
    if not (program := hugo_program()):
        return None
    tags = LANGUAGES[:languages]
    named = "".join(f"[languages.{tag}]\nweight = {number}\n" for number, tag in enumerate(tags, 1))
    return Contestant(
        "Hugo",
        "hugo",
        {"hugo.toml": _HUGO.format(languages=named), **_files("hugo", "*.html", "layouts")},
        (program, "--quiet"),
        "content/page-0000.en.md",
        "public/page-0000/index.html",
        ("public", "resources", ".hugo_build.lock"),
        (
            program,
            "server",
            "--port",
            "{port}",
            "--disableLiveReload",
            "--appendPort=false",
            "--baseURL",
            "/",
        ),
        asked=(program, "version"),
    )


def eleventy(_pages: int, _languages: int) -> Contestant | None:
    """Return Eleventy, if it is installed. It finds the languages in the pages."""
    if not (program := eleventy_program()):
        return None
    return Contestant(
        "Eleventy",
        "eleventy",
        {**_files("eleventy", "*.mjs"), **_files("eleventy", "*.njk", "layouts")},
        (*program, "--quiet"),
        "content/en/page-0000.md",
        "_site/page-0000/index.html",
        ("_site",),
        (*program, "--quiet", "--serve", "--incremental", "--port={port}"),
        asked=(*program, "--version"),
    )


def nikola(pages: int, languages: int) -> Contestant | None:
    """Return Nikola, if it is installed. Its links to other pages are settings, as its handbook has them."""
    if not (program := nikola_program()):
        return None
    tags = LANGUAGES[:languages]
    codes = {NIKOLA_CODES.get(tag, tag): tag for tag in tags}
    folders = {code: "" if tag == tags[0] else f"./{tag}" for code, tag in codes.items()}
    navigation = {
        code: tuple(
            (f"{folders[code].lstrip('.')}/{slug(page)}/", title(page, tag)) for page in range(min(pages, 10))
        )
        for code, tag in codes.items()
    }
    theme = {
        **_files("nikola", "*.theme", "themes/bench"),
        **_files("nikola", "*.tmpl", "themes/bench/templates"),
    }
    return Contestant(
        "Nikola",
        "nikola",
        {"conf.py": _NIKOLA.format(translations=folders, navigation=navigation), **theme},
        (program, "build", "-v", "0"),
        "content/page-0000.md",
        "output/page-0000/index.html",
        ("output", "cache", ".doit.db*", "__pycache__"),
        (program, "auto", "--address", "127.0.0.1", "--port", "{port}"),
        asked=(program, "version"),
    )


def _files(folder: str, pattern: str, into: str = "") -> dict[str, str]:
    """Return our files for a builder by the path they get in its folder of the corpus."""
    found = sorted((ROOT / "bench" / folder).glob(pattern))
    return {f"{into}/{path.name}".lstrip("/"): path.read_text("utf-8") for path in found}


def hugo_program() -> str:
    """Return the binary in the package that `--install` gets, or what the shell finds."""
    packed = sorted(INSTALLED.glob("[Ll]ib/**/site-packages/hugo/binaries/hugo*"))
    return str(packed[0]) if packed else shutil.which("hugo") or ""


def eleventy_program() -> tuple[str, ...]:
    """Return the command that starts Eleventy: by Node, or what the shell finds."""
    script, node = INSTALLED / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs", shutil.which("node")
    if script.is_file() and node:
        return node, str(script)
    found = shutil.which("eleventy")
    return (found,) if found else ()


def nikola_program() -> str:
    """Return the program that `--install` gets; another one may lack what its preview needs."""
    found = shutil.which("nikola", path=f"{INSTALLED / 'bin'}") or shutil.which(
        "nikola", path=f"{INSTALLED / 'Scripts'}"
    )
    return found or ""


MAKERS: dict[str, Maker] = {"Hugo": hugo, "Eleventy": eleventy, "Nikola": nikola}
