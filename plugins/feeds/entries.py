"""What of a page goes into a feed: its text with whole addresses, what is said about it, and its days."""

from __future__ import annotations

import datetime
import re
from html import escape, unescape
from urllib.parse import urljoin

from markupsafe import escape as escaped

from plugins.bundles.model import Bundle
from plugins.bundles.renamed import original_slug
from plugins.feeds.atom import Entry, Words
from plugins.multilingual import days
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView

_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ADDRESS = re.compile(
    r"""(?P<name> (?:href|src|srcset|poster))\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.I
)
LONG_AGO = datetime.date(1970, 1, 1)
"""The day of what knows none."""


def entry_of(site: LanguageSite, bundle: Bundle, view: PageView, authority: str, phone: str) -> Entry:
    """Return the entry for one page of *site*; phone is the helpline's number as HTML."""
    url = whole(site, view.url)
    text = site.published_text(bundle, site.language.code)
    kind = view.data.get("type")
    return Entry(
        id=entry_id(authority, site.language.code, bundle),
        url=url,
        title=Words(view.title, view.lang, view.dir),
        summary=Words(view.summary, view.lang, view.dir),
        content=content(site, view, url, phone),
        updated=max(since(bundle), (days.translated(text) if text else None) or LONG_AGO),
        published=bundle.shared("date"),
        category=(kind["code"], kind["label"]) if kind else None,
    )


def since(bundle: Bundle) -> datetime.date:
    """Return the day from which a page's text is: its Date, or the first day of its Year."""
    day: datetime.date = bundle.shared("date") or datetime.date(bundle.shared("year", LONG_AGO.year), 1, 1)
    return day


def entry_id(authority: str, language: str, bundle: Bundle) -> str:
    """Return a tag: URI (RFC 4151) for one page in one language; it does not change with the page's address."""
    return f"tag:{authority}:{language}/{bundle.kind.name}/{original_slug(bundle)}"


def whole(site: LanguageSite, href: str) -> str:
    """Return the absolute address of an href of this site."""
    return site.addresses.base.removesuffix(site.addresses.prefix) + href


def content(site: LanguageSite, view: PageView, url: str, phone: str) -> str:
    """Return the page's text as HTML that says its language and direction; before it, what readers must know of it.

    "" for a page without text.
    """
    if not view.content:
        return ""
    told = "".join(
        f'<p lang="{site.language.tag}" dir="{site.language.dir}"><strong>'
        f"{str(escaped(notice.text)).replace('%(number)s', phone)}</strong>"
        + (
            f' <a href="{escape(whole(site, notice.link.url))}" hreflang="{notice.link.lang}" '
            f'lang="{notice.link.lang}" dir="{notice.link.dir}">{escaped(notice.link.title)}</a>'
            if notice.link and notice.link.url
            else ""
        )
        + "</p>"
        for notice in view.notices
    )
    return f'{told}<div lang="{view.lang}" dir="{view.dir}">{absolute(str(view.content), url)}</div>'


def absolute(html: str, url: str) -> str:
    """Return the HTML with all its addresses made absolute, as they are meant on the page at *url* (RFC 3986)."""

    def address(match: re.Match[str]) -> str:
        typed = unescape(match["double"] if match["double"] is not None else match["single"]).strip()
        try:
            if match["name"].lower() == " srcset":
                candidates = (part.split() for part in typed.split(",") if part.strip())
                made = ", ".join(" ".join((urljoin(url, first), *rest)) for first, *rest in candidates)
            else:
                made = urljoin(url, typed)
        except ValueError:  # no address at all; told where it was typed
            return match[0]
        return f'{match["name"]}="{escape(made)}"'

    return _TAG.sub(lambda tag: _ADDRESS.sub(address, tag[0]), html)
