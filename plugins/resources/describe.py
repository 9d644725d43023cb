"""Say of each resource what pages show of it: what it is, for whom, in which languages and where."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from plugins.bundles.model import Bundle
from plugins.multilingual.language import language_in_itself
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Link
from plugins.resources import labels
from plugins.resources.facets import serves

# People know these by their file ending; any other link is a web page.
_FILE_TYPES = {
    "pdf": "PDF",
    "txt": "TXT",
    "docx": "DOCX",
    "xlsx": "XLSX",
    "mp3": "MP3",
    "mp4": "MP4",
    "zip": "ZIP",
}
# Languages of resources whose own name CLDR does not have under their tag.
_NAMES = {"prs": ("دری", "rtl")}
_COMMAS = {"zh": "、", "ar": "، ", "ur": "، "}


def describe(site: LanguageSite, bundle: Bundle) -> dict[str, Any]:
    """Return the data of a resource's view, with which templates show its page and its place in lists."""
    kind = bundle.shared("type", "report")
    tags = bundle.shared("languages", ())
    own = site.language.tag
    initiatives = (f"initiatives/{slug}" for slug in bundle.shared("initiatives", ()))
    return {
        "type": {"code": kind, "label": site.gettext(labels.TYPES[kind])},
        "audience": [site.gettext(labels.AUDIENCES[who]) for who in bundle.shared("audience", ())],
        "year": bundle.shared("year"),
        "publisher": Link(bundle.shared("publisher", ""), None, site.source.tag, site.source.dir),
        "languages": [spoken(tag) for tag in sorted(tags, key=lambda tag: not serves((tag,), own))],
        "comma": _COMMAS.get(own.partition("-")[0], ", "),
        "in_language": serves(tags, own),
        "link": _link(site, bundle),
        "initiatives": [site.pages[ref] for ref in initiatives if ref in site.pages],
        "date": None,
        "meta": [],
    }


def spoken(tag: str) -> dict[str, str]:
    """Return a language as lists show it: tag, its name in itself, dir."""
    name, direction = _NAMES.get(tag) or language_in_itself(tag)
    return {"tag": tag, "name": name, "dir": direction}


def _link(site: LanguageSite, bundle: Bundle) -> dict[str, Any] | None:
    """Return where a resource is: url, host ("" on this site), file_type, bytes and the size in words, if known."""
    if address := bundle.shared("link"):
        path = urlsplit(address).path
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        ending = path.rpartition(".")[2].lower()
        file_type = _FILE_TYPES.get(ending)
        return {"url": address, "external": True, "host": host, "file_type": file_type, "bytes": None, "size": None}  # fmt: skip
    found = site.attachments.get(f"{bundle.ref}/{bundle.shared('file')}")
    if found is None:
        return None
    ending = found.path.suffix.removeprefix(".").lower()
    size = found.published.stat().st_size
    return {
        "url": found.href,
        "external": False,
        "host": "",
        "file_type": _FILE_TYPES.get(ending, ending.upper()),
        "bytes": size,
        "size": weight(size),
    }


def weight(size: int) -> str:
    """Return a file's size as people read it: in units of 1,000, as phone bills have it."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"
