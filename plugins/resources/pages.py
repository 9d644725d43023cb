"""Put the library's data on the pages: each resource, /resources/ by type, and resources.json."""

from __future__ import annotations

import json
from typing import Any

from plugins.bundles.model import Bundle
from plugins.bundles.schema import RESOURCE_TYPES
from plugins.multilingual.catalogue import N_
from plugins.multilingual.language import language_in_itself
from plugins.multilingual.pages import index_view
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Link, PageView

TYPE_LABELS = {
    "toolkit": N_("Toolkit"),
    "report": N_("Report"),
    "fact-sheet": N_("Fact sheet"),
    "know-your-rights": N_("Know your rights"),
    "practice-advisory": N_("Practice advisory"),
    # L10n: The text of a law that others can copy.
    "model-law": N_("Model law"),
    "video": N_("Video"),
    # L10n: A geographic map.
    "map": N_("Map"),
}
TYPE_HEADINGS = {
    "toolkit": N_("Toolkits"),
    "report": N_("Reports"),
    "fact-sheet": N_("Fact sheets"),
    "know-your-rights": N_("Know your rights"),
    "practice-advisory": N_("Practice advisories"),
    "model-law": N_("Model laws"),
    "video": N_("Videos"),
    "map": N_("Maps"),
}
AUDIENCE_LABELS = {
    # L10n: Who a resource is for: immigrants and their families.
    "community": N_("Community members"),
    "attorneys": N_("Attorneys"),
    "advocates": N_("Advocates"),
    "press": N_("Press"),
}
OWN_PATH = "resources/"
# Its place in the menu among the pages' own `Order`.
MENU_ORDER = 40
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


def add_resources(site: LanguageSite) -> None:
    """Give each resource's view its data, and the site its list."""
    title = site.gettext(N_("Resources"))
    summary = site.gettext(N_("Toolkits, reports and guides for communities, attorneys and advocates."))
    index = Link(title, _path(site), site.language.tag, site.language.dir)
    rows = sorted(site.of_kind("resources"), key=lambda found: (-found[0].shared("year", 0), found[0].slug))
    for bundle, view in rows:
        view.data |= _data(site, bundle)
        view.breadcrumbs = site.breadcrumbs(index, site.link_to(view, here=True))
    groups = [_group(site, kind, [view for bundle, view in rows if bundle.shared("type") == kind])
              for kind in RESOURCE_TYPES]  # fmt: skip
    shown = [group for group in groups if group["items"]]
    sections = [Link(g["label"], f"#{g['id']}", site.language.tag, site.language.dir) for g in shown]
    page = index_view(site, "resources_index", OWN_PATH, title, summary, groups=shown, sections=sections)
    page.data |= {"menu": "main", "order": MENU_ORDER}
    site.indexes.append(page)


def _path(site: LanguageSite) -> str:
    return site.addresses.href(site.addresses.root(site.language.code) + OWN_PATH)


def _group(site: LanguageSite, kind: str, items: list[PageView]) -> dict[str, Any]:
    return {"label": site.gettext(TYPE_HEADINGS[kind]), "id": kind, "cards": items, "items": items}


def _data(site: LanguageSite, bundle: Bundle) -> dict[str, Any]:
    kind = bundle.shared("type", "report")
    initiatives = (f"initiatives/{slug}" for slug in bundle.shared("initiatives", ()))
    return {
        "type": {"code": kind, "label": site.gettext(TYPE_LABELS[kind])},
        "audience": [site.gettext(AUDIENCE_LABELS[who]) for who in bundle.shared("audience", ())],
        "year": bundle.shared("year", ""),
        "publisher": Link(bundle.shared("publisher", ""), None, site.source.tag, site.source.dir),
        "languages": [_language(tag) for tag in bundle.shared("languages", ())],
        "link": _link(site, bundle),
        "initiatives": [site.pages[ref] for ref in initiatives if ref in site.pages],
        "date": None,
        "meta": [],
    }


def _language(tag: str) -> dict[str, str]:
    name, direction = language_in_itself(tag)
    return {"tag": tag, "name": name, "dir": direction}


def _link(site: LanguageSite, bundle: Bundle) -> dict[str, Any] | None:
    if address := bundle.shared("link"):
        ending = address.rpartition(".")[2].lower()
        return {"url": address, "external": True, "file_type": _FILE_TYPES.get(ending), "size": None}
    found = site.attachments.get(f"{bundle.ref}/{bundle.shared('file')}")
    if found is None:
        return None
    ending = found.path.suffix.removeprefix(".").lower()
    file_type = _FILE_TYPES.get(ending, ending.upper())
    return {
        "url": found.href,
        "external": False,
        "file_type": file_type,
        "size": _weight(found.path.stat().st_size),
    }


def _weight(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"


def publish_data(site: LanguageSite) -> None:
    """Add resources.json: one object per resource, newest first."""
    origin = site.addresses.base.removesuffix(site.addresses.prefix)
    rows = []
    for bundle, view in sorted(site.of_kind("resources"), key=lambda f: (-f[0].shared("year", 0), f[0].slug)):
        link = view.link
        rows.append(
            {
                "slug": bundle.slug,
                "title": view.title,
                "summary": view.summary,
                "language": view.lang,
                "url": origin + view.url,
                "type": view.type["code"],
                "audience": list(bundle.shared("audience", ())),
                "year": view.year,
                "publisher": view.publisher.title,
                "languages": list(bundle.shared("languages", ())),
                "link": (link["url"] if link["external"] else origin + link["url"]) if link else None,
                "initiatives": list(bundle.shared("initiatives", ())),
            }
        )
    data = {"language": site.language.tag, "resources": rows}
    site.files["resources.json"] = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
