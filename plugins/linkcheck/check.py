"""Links and ids of pages + map of the site → findings.

A link that leaves the site is only looked at for its form; whether the other site answers is another check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import unquote

from plugins.linkcheck import schemes, suggest
from plugins.linkcheck.extract import Document, Link
from plugins.linkcheck.fragments import stands
from plugins.linkcheck.resolve import Seen, indicator
from plugins.linkcheck.sitemap import SiteMap, is_page
from plugins.linkcheck.table import Entries, Entry, Record, Table
from plugins.linkcheck.urls import Home

# What a browser loads into the page; an address without extension is a file here too.
_LOADED = frozenset(
    {"src", "srcset", "imagesrcset", "poster", "data", "url", "@import", "style", "background"}
)
_FRAMES = frozenset({"iframe", "frame", "json-ld", "xml", "json", "manifest"})
_LOADING_RELS = frozenset(
    [
        "stylesheet",
        "icon",
        "manifest",
        "preload",
        "modulepreload",
        "apple-touch-icon",
        "mask-icon",
        "apple-touch-startup-image",
    ]
)
_DRAWS = frozenset({"use"})  # without the part of the file that it names, it draws nothing


class Page(NamedTuple):
    """One file of the output and its address on the site: "/get-help/", "/site.css"."""

    path: str
    document: Document


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong on one page of the output.

    page_path is the page's address. link is None if no link is at fault. target is what is missing: a path
    on the site, a reference in braces, or the id or href at fault. fragment is set when only the place on
    target is missing. suggestion is an address, a reference or a fragment's id; "" if nothing is near. detail
    names the languages of the target and of the page, or is "moved". nth counts equal links of a page from 0.
    """

    code: str
    page_path: str
    link: Link | None
    target: str
    fragment: str = ""
    suggestion: str = ""
    detail: str = ""
    nth: int = 0


def check(pages: Iterable[Page], site: SiteMap) -> Iterator[Finding]:
    """Yield what is wrong with the links and ids of *pages*, page by page in the order written."""
    table = Table(site.home)
    records = {page.path: table.record(page.path, page.document) for page in pages}
    for finding in findings(records, table.entries, site):
        yield with_suggestion(finding, site)


def findings(records: Mapping[str, Record], entries: Entries, site: SiteMap) -> Iterator[Finding]:
    """Yield what is wrong with what was read, file by file, without suggestions; records are by address.

    Each entry is judged once, on the first page that has it: it means the same on every other.
    """
    faulty = {number for number in _doubtful(entries, site) if not is_fine(entries[number], site)}
    verdicts: dict[int, Finding] = {}
    for path, record in records.items():
        if not faulty.isdisjoint(record.uses):
            times: dict[int, int] = {}
            for number in record.uses:
                if number in faulty:
                    if number not in verdicts:
                        verdicts[number] = _judge(entries[number], path, site)
                    nth = times[number] = times.get(number, -1) + 1
                    yield replace(verdicts[number], page_path=path, nth=nth)
        for identity in dict.fromkeys(record.twice):
            yield Finding("duplicate-id", path, None, identity)


def with_suggestion(finding: Finding, site: SiteMap) -> Finding:
    """Return the finding with what was probably meant, which takes a millisecond or two to look up."""
    if finding.suggestion or finding.link is None:
        return finding
    near = ""
    if finding.code in ("missing-page", "missing-file"):
        reference = indicator(finding.link.href) if site.own else None
        if reference:
            near = suggest.nearest_reference(reference, finding.page_path, site)
        else:
            language = site.language(finding.page_path)
            loaded = finding.code == "missing-file"
            near = suggest.nearest_address(finding.target, site, loaded=loaded, language=language)
    elif finding.code == "missing-fragment" and finding.link.attribute != "usemap":
        file = site.file_at(finding.target)
        near = suggest.nearest_id(finding.fragment, site.files[file]) if file else ""
    if near and site.own:
        near = site.now_at(site.file_at(near)) or near
    return replace(finding, suggestion=near)


def leads_to(finding: Finding, home: Home) -> str:
    """Return what the finding's link leads to, whole if the site's address is known; of an id, "#id"."""
    if finding.link is None:
        return f"#{finding.target}"
    if not finding.target.startswith("/"):
        return finding.target
    fragment = f"#{finding.fragment}" if finding.fragment else ""
    return home.address(finding.target) + fragment


def _doubtful(entries: Entries, site: SiteMap) -> Iterator[int]:
    """Yield the entries of which it takes more than two look-ups to say that they are fine."""
    rows, files = entries.rows, site.files
    yield from (number for number in entries.elsewhere if rows[number][6] != "external")
    for path, numbers in entries.by_path.items():
        file = site.file_at(path)
        # A brace may be of a reference that the build left.
        if site.own and ("{" in path or "%" in path or site.now_at(file)):
            yield from numbers
        elif file:
            ids = files[file]
            for number in numbers:
                if (fragment := rows[number][8]) and fragment not in ids:
                    yield number
        else:
            yield from numbers


def is_fine(entry: Entry, site: SiteMap) -> bool:
    """Return whether nothing is wrong with a link."""
    link, seen = entry
    if seen.kind != "internal":
        return (
            seen.kind == "external"
            or (seen.kind == "private" and not site.tell_private)
            or (seen.kind == "unsafe" and not site.own)
        )
    if site.own and indicator(link.href):
        return False
    file = None if seen.outside else site.file_at(seen.path)
    if file is None:
        return not seen.outside and site.redirects.answers(seen.path)
    if site.now_at(file):
        return False
    return not seen.fragment or not _missing_place(link, seen.fragment, file, site)


def _missing_place(link: Link, fragment: str, file: str, site: SiteMap) -> str:
    """Return the file on which the place is missing, or "" if it is there or nobody can tell."""
    if stands(fragment, site.files[file]):
        return ""
    if not is_page(file):
        # In a drawing only <use> needs the part; "#page=2" of a PDF is its viewer's.
        return file if link.tag in _DRAWS and file.endswith(".svg") else ""
    if link.attribute in ("style", "url", "@import") or link.tag == "json-ld":
        return ""  # "font.svg#name", "/#organization": not a place that a reader is led to
    passed = {file}
    while not stands(fragment, site.files[file]):
        onward = site.moved.get(file)
        if onward is None:
            return file
        following = site.file_at(onward) if onward else None
        if following is None or following in passed or not is_page(following):
            return ""  # the reader is sent on to where the place cannot be looked up
        passed.add(following)
        file = following
    return ""


def _judge(entry: Entry, page_path: str, site: SiteMap) -> Finding:
    """Return what is wrong with a faulty link on the page at *page_path*."""
    link, seen = entry

    def fault(code: str, target: str, fragment: str = "", suggestion: str = "") -> Finding:
        return Finding(code, page_path, link, target, fragment, suggestion)

    match seen.kind:
        case "empty":
            return fault("empty-link", "")
        case "map":
            return fault("missing-fragment", page_path, seen.fragment)
        case "unsafe":
            return fault("unsafe-link", link.href)
        case "malformed":
            return fault("malformed-url", link.href, suggestion=schemes.repaired(link.href))
        case "file":
            return fault("malformed-url", link.href)
        case "private":
            return fault("blocked-host", link.href)
        case "tel":
            return fault("malformed-tel", link.href, suggestion=schemes.tel(link.href))
        case "mailto":
            return fault("malformed-mailto", link.href)
    reference = indicator(link.href) if site.own else None
    if reference:
        code = "missing-file" if reference.what in {"attach", "static"} else "missing-page"
        typed = f"{{{reference.what}}}{reference.path}"
        return fault(code, typed)
    file = None if seen.outside else site.file_at(seen.path)
    if file is None:
        return fault(*_missing(link, seen, site))
    if now := site.now_at(file):
        near = f"{now}#{seen.fragment}" if seen.fragment else now
        return replace(fault("missing-page", seen.path, suggestion=near), detail="moved")
    return fault("missing-fragment", seen.path, unquote(seen.fragment))


def _missing(link: Link, seen: Seen, site: SiteMap) -> tuple[str, str, str, str]:
    """Return code, target, fragment ("") and suggestion of a link to nothing."""
    if meant := schemes.meant(link.href):
        beginning = meant.partition(":")[0]
        return f"malformed-{beginning if beginning in ('tel', 'mailto') else 'url'}", link.href, "", meant
    if seen.slip:
        scheme, _, rest = link.href.strip().partition(":")
        return "malformed-url", link.href, "", f"{scheme.lower()}://{rest.lstrip('/')}"
    loaded = _is_loaded(link) or _is_file(seen.path)
    near = ""
    if seen.outside:  # typed from the host's root, without the folder that the site is published in
        near = site.home.folder + seen.path if site.file_at(seen.path) else ""
    elif found := _in_other_letters(seen.path, site):
        return "wrong-case", seen.path, "", found
    return "missing-file" if loaded else "missing-page", seen.path, "", near


def _in_other_letters(path: str, site: SiteMap) -> str:
    """Return the address that differs from *path* in capital letters only, or ""."""
    folded = path.casefold()
    bare = folded.rstrip("/")
    for form in (folded,) if site.own else (folded, bare, bare + "/"):
        found = site.by_folded.get(form, "")
        if found and found.strip("/") != path.strip("/"):
            return found
    return ""


def _is_loaded(link: Link) -> bool:
    if link.tag == "link":
        return link.attribute != "href" or not _LOADING_RELS.isdisjoint(link.rel.split())
    return link.attribute in _LOADED and link.tag not in _FRAMES


def _is_file(path: str) -> bool:
    """Return whether the last part of *path* has an extension other than a page's."""
    name, dot, extension = path.rpartition("/")[2].rpartition(".")
    letters = any(character.isalpha() for character in extension)  # "v1.2" has none
    return bool(dot and name and extension.isalnum() and letters) and (
        extension.lower() not in {"html", "htm", "xhtml", "md", "php", "asp", "aspx", "jsp"}
    )
