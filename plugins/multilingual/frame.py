"""What stands around every page: the organisation's name, the helpline, the way home."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from plugins.multilingual.policy import PAGE_POLICY
from plugins.multilingual.site import LanguageSite


@dataclass(frozen=True, slots=True)
class Helpline:
    """The legal-help telephone: the number as people read it and as phones dial it (RFC 3966)."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The global `site` of templates. asset returns the href of a file under theme/static.

    exit is the page to which "Leave this site" leads. styles_for returns the hrefs of the stylesheets that a template needs; print_style is the one for paper, or "".

    policy is for the <meta> of every page: markup, so that its quotation marks stay as they are.
    """

    name: str
    url: str
    home: str
    helpline: Helpline
    legal_help: str
    attorneys: str
    exit: str
    asset: Callable[[str], str]
    styles_for: Callable[[str], list[str]]
    print_style: str = ""
    policy: Markup = Markup(PAGE_POLICY)  # noqa: RUF009 (Markup is immutable)


def frame(site: LanguageSite, settings: Mapping[str, Any]) -> Frame:
    """Return the frame in one language. HELPLINE, LEGAL_HELP_PAGE and ATTORNEYS_PAGE are settings."""

    def url_of(setting: str) -> str:
        view = site.pages.get(settings.get(setting, ""))
        return view.url if view else site.home

    number = str(settings.get("HELPLINE", ""))
    digits = "".join(character for character in number if character.isdigit() or character == "+")
    if len(digits) == 10:  # a number of the United States without its country code
        digits = f"+1{digits}"
    asset = settings.get("ASSET_URL") or (lambda name: site.addresses.href(f"/theme/{name}"))
    return Frame(
        name=settings["SITENAME"],
        url=site.addresses.base,
        home=site.home,
        helpline=Helpline(number, f"tel:{digits}"),
        legal_help=url_of("LEGAL_HELP_PAGE"),
        attorneys=url_of("ATTORNEYS_PAGE"),
        exit=settings.get("EXIT_URL", "https://www.weather.gov/"),
        asset=asset,
        styles_for=settings.get("STYLES_FOR") or (lambda _: [asset("site.css")]),
        print_style=settings.get("PRINT_STYLE", ""),
    )
