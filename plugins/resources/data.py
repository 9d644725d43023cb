"""Publish the library as resources.json; its fields are explained in docs/data.md."""

from __future__ import annotations

import json
from typing import Any

from plugins.bundles.model import Bundle
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView
from plugins.resources.pages import newest_first


def publish_data(site: LanguageSite) -> None:
    """Add resources.json: one object per resource, newest first."""
    origin = site.addresses.base.removesuffix(site.addresses.prefix)
    rows = [
        _row(bundle, view, origin) for bundle, view in sorted(site.of_kind("resources"), key=newest_first)
    ]
    data = {"language": site.language.tag, "resources": rows}
    site.files["resources.json"] = json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _row(bundle: Bundle, view: PageView, origin: str) -> dict[str, Any]:
    link = view.link
    checked = bundle.shared("checked")
    return {
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
        "in_language": view.in_language,
        "link": (link["url"] if link["external"] else origin + link["url"]) if link else None,
        "host": link["host"] or None if link else None,
        "file_type": link["file_type"] if link else None,
        "bytes": link["bytes"] if link else None,
        "initiatives": list(bundle.shared("initiatives", ())),
        "checked": checked.isoformat() if checked else None,
    }
