"""Put the description on each page of a language, once all its pages are known and before they are written."""

from __future__ import annotations

from pelican import signals
from pelican.generators import Generator

from plugins.multilingual.frame import Frame
from plugins.multilingual.language import canonical_tag
from plugins.multilingual.site import LanguageSite
from plugins.structured.graph import Organization, as_json, describe


def add(generators: list[Generator]) -> None:
    """Give each page that search engines may show its `structured` data."""
    settings, context = generators[0].settings, generators[0].context
    site: LanguageSite = settings["LANGUAGE_SITES"][settings["DEFAULT_LANG"]]
    frame: Frame = context["site"]
    organization = Organization(
        frame.name,
        site.addresses.absolute("/"),
        frame.helpline.href.removeprefix("tel:"),
        [canonical_tag(code) for code in settings.get("HELPLINE_LANGUAGES") or [site.source.code]],
    )
    origin = site.addresses.base.removesuffix(site.addresses.prefix)
    for page in site.all_pages():
        if not page.noindex:
            page.data["structured"] = as_json(describe(page, organization, origin))


def register() -> None:
    """Connect to Pelican. Pelican calls this once for each build."""
    signals.all_generators_finalized.connect(add)
