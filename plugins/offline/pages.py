"""Which pages a phone keeps for its owner, in one language: those of high risk, and what they need to be shown."""

from __future__ import annotations

import json
from pathlib import Path

from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView

OFFER = "pages/know-your-rights"
# Of high risk, and not for somebody who stands before an officer without a connection.
NOT_KEPT = ("pages/for-attorneys",)
_TEMPLATES_NOT_KEPT = ("cards",)  # paper
LIST, WORKER = "offline.json", "sw.js"
_FRAME = 9_500  # bytes of what stands around a page's text: header, footer, lists of languages
_STYLES = 26_000  # bytes of the stylesheets together, with the icon


def add_offer(site: LanguageSite) -> None:
    """Offer the language's pages of high risk on the page about rights; write their list, and the worker once."""
    offering = site.pages.get(OFFER)
    if offering is None:
        return
    others = [site.pages.get(ref) for ref in NOT_KEPT]
    kept = [
        page
        for page in site.all_pages()
        if page.risk == "high"
        and all(page is not other for other in others)
        and page.template not in _TEMPLATES_NOT_KEPT
    ]
    offering.data["offline"] = {
        "list": site.home + LIST,
        "worker": site.addresses.href("/") + WORKER,
        "kilobytes": _kilobytes(kept),
    }
    # With the script that removes them: that must work without a connection, too.
    listed = [*(page.url for page in kept), site.addresses.href("/theme/js/offline.js")]
    site.files[LIST] = json.dumps(listed, indent=1) + "\n"
    if site.is_source:
        site.files[WORKER] = Path(__file__).with_name("worker.js").read_text("utf-8")


def _kilobytes(pages: list[PageView]) -> int:
    """Return about how much room the pages take on the phone, in units of 1,000 bytes, rounded up to tens."""
    size = _STYLES + sum(len(page.content.encode()) + _FRAME for page in pages)
    return -(-size // 10_000) * 10
