"""Make the feeds of one language, and tell the pages concerned where they are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from plugins.bundles.model import Bundle
from plugins.feeds import atom
from plugins.feeds.atom import Entry, Feed, Words
from plugins.feeds.entries import LONG_AGO, entry_id, entry_of, since, whole
from plugins.multilingual.frame import Frame
from plugins.multilingual.plan import FEED
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import Link, PageView

MOST = 20
"""Entries of one feed: more than a year of news."""


def add_feeds(site: LanguageSite, frame: Frame, authority: str) -> None:
    """Add the feeds of a language to its files, and to its pages as `feeds` (for their head) and `feed` (in sight).

    authority is who names the entries and since when, as RFC 4151 has it: "example.org,2026".
    """
    feeds = _Feeds(site, frame, authority)
    news, resources = site.of_kind("news"), site.of_kind("resources")
    for kind, found in (("news", news), ("resources", resources)):
        # A long list goes on in pages with the same template; the first has the feed.
        lists = [view for view in site.indexes if view.template == f"{kind}_index"]
        if lists:
            link = feeds.add(lists[0], f"tag:{authority}:{site.language.code}/{kind}", found)
            lists[0].data["feed"] = link
            for view in (*lists, *(view for _, view in found)):
                view.data["feeds"] = [link]
    if home := site.pages.get("pages/home"):
        home.data["feeds"] = [view.feed for view in site.indexes if view.template == "news_index"]
    library = [*news, *resources]
    for bundle, view in site.of_kind("initiatives"):
        own = [found for found in library if bundle.slug in found[0].shared("initiatives", ())]
        identity = entry_id(authority, site.language.code, bundle) + "/feed"
        link = feeds.add(view, identity, own, bundle.shared("checked"))
        view.data |= {"feed": link, "feeds": [link]}
        for move in site.moves:
            if (move.ref, move.language) == (bundle.ref, site.language.code):
                # Subscribers go on asking for the old address; the feed they get names its new one.
                feeds.copy(view.path, move.old)


@dataclass
class _Feeds:
    """The feeds of one language; an entry that stands in two of them is made once."""

    site: LanguageSite
    frame: Frame
    authority: str
    _entries: dict[str, Entry] = field(default_factory=dict)

    def add(
        self,
        view: PageView,
        identity: str,
        found: Iterable[tuple[Bundle, PageView]],
        otherwise: datetime.date | None = None,
    ) -> Link:
        """Write the feed of the page *view* and return the link to it. A feed without entries has its day *otherwise*."""
        newest = sorted(found, key=lambda one: (since(one[0]), one[0].slug), reverse=True)
        entries = [self._entry(*one) for one in newest[:MOST]]
        site, name = self.site, Words(self.frame.name, self.site.source.tag, self.site.source.dir)
        title = f"{view.title} – {atom.isolated(name, view.dir)}"
        feed = Feed(
            id=identity,
            url=whole(site, view.url + FEED),
            page=whole(site, view.url),
            lang=site.language.tag,
            title=Words(title, view.lang, view.dir),
            subtitle=Words(view.summary, view.lang, view.dir),
            author=name,
            author_url=whole(site, site.addresses.href("/")),
            updated=max((entry.updated for entry in entries), default=otherwise or LONG_AGO),
            entries=entries,
        )
        self._save(view.path, atom.write(feed))
        return Link(title, view.url + FEED, view.lang, view.dir)

    def copy(self, path: str, old: str) -> None:
        """Put the feed of the page at *path* beside the address that it had before, too."""
        self._save(old, self.site.files[self.site.addresses.save_as(path + FEED, self.site.language.code)])

    def _save(self, path: str, text: str) -> None:
        addresses = self.site.addresses
        self.site.files[addresses.save_as(path + FEED, self.site.language.code)] = text
        self.site.library.copies.add(addresses.output_file(path + FEED))

    def _entry(self, bundle: Bundle, view: PageView) -> Entry:
        if bundle.ref not in self._entries:
            line = self.frame.helpline
            phone = f'<a href="{escape(line.href)}" dir="ltr">{escape(line.text)}</a>'
            self._entries[bundle.ref] = entry_of(self.site, bundle, view, self.authority, phone)
        return self._entries[bundle.ref]
