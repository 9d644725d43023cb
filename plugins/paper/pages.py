"""Put /know-your-rights/cards/ on the site, and on each situation the QR code that its printed page shows."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.multilingual.catalogue import N_
from plugins.multilingual.pages import index_view
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView
from plugins.paper import qr
from plugins.paper.matter import LINES, PHRASE_OF, card_of
from plugins.rights.pages import INDEX, OWN_PATH

TEMPLATE = "cards"
CARDS_PATH = f"{OWN_PATH}cards/"
CODE_FILE, CARDS_FILE, FLYER_FILE = "qr.png", "cards.pdf", "flyer.pdf"


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF beside its page: where it is and how large."""

    url: str
    kilobytes: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The QR code of a card as a file: its width is its height, in pixels; text is what it says."""

    url: str
    width: int
    text: str


def add_cards(site: LanguageSite) -> None:
    """Give the site its page of cards, if it has the situations that they are made from."""
    if not all(ref in site.pages for ref in (PHRASE_OF, *(ref for ref, _, _ in LINES))):
        return
    _ = site.gettext
    # L10n: Title of a page with cards the size of a bank card: one side for an officer, one for the owner.
    title = _(N_("Cards to print"))
    # L10n: For search engines, and below the title.
    summary = _(N_("A card to carry: hand one side to an officer, keep the other for yourself."))
    page = index_view(site, TEMPLATE, CARDS_PATH, title, summary, copies=10)
    page.risk = "high"
    index = site.pages.get(INDEX)
    if index is not None:
        page.breadcrumbs[1:1] = [site.link_to(index)]
        index.data["cards"] = page
    for _bundle, view in site.of_kind("rights"):
        view.data["cards"] = page
    site.indexes.append(page)


def cards_page(site: LanguageSite) -> PageView | None:
    """Return the page of cards, or None if there is none."""
    return next((view for view in site.indexes if view.template == TEMPLATE), None)


def fill(site: LanguageSite) -> None:
    """Fill the cards, now that all texts are known, and draw the codes."""
    for _bundle, view in site.of_kind("rights"):
        view.data["code"] = qr.code(site.addresses.absolute(view.path))
    page = cards_page(site)
    if page is None:
        return
    card = card_of(site)
    if card is None:  # the situations are written otherwise, so there is nothing to put on a card
        site.indexes.remove(page)
        listing = [site.pages[INDEX]] if INDEX in site.pages else []
        for view in (*listing, *(view for _, view in site.of_kind("rights"))):
            view.data.pop("cards", None)
        return
    text = code_text(site)
    page.context |= {
        "card": card,
        "code": Picture(site.addresses.href(page.path + CODE_FILE), qr.png(text)[1], text),
    }
    page.checked = min(
        (view.checked for view in card.sources if view.checked), key=lambda day: day.iso, default=None
    )
    if card.real:
        page.notices = list(
            {notice.text: notice for view in card.sources for notice in view.notices}.values()
        )
    else:
        page.notices = [notice for view in card.sources if view.fallback for notice in view.notices][-1:]


def code_text(site: LanguageSite) -> str:
    """Return the address that cards lead to: the language's own page of all situations, or the cards themselves."""
    index = site.pages.get(INDEX)
    return site.addresses.absolute(
        index.path if index else site.addresses.root(site.language.code) + CARDS_PATH
    )
