"""Feeds as a reader's program meets them: one for news and one for each initiative, in every language."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from plugins.feeds.atom import NAMESPACE

ATOM = {"a": NAMESPACE}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SITE = """
-- content/initiatives/courts/en.md --
Title: Courts
Summary: S.
Status: active
Image: picture.svg
Alt: A courthouse.
Checked: 2026-01-31

Text.

-- content/initiatives/courts/ar.md --
Title: ICE والمحاكم
Summary: ملخص.
Alt: صورة.
Translation: reviewed
Translator: A
Reviewed: 2026-02-01

نص.

-- content/initiatives/quiet/en.md --
Title: Quiet
Summary: S.
Status: won
Image: picture.svg
Alt: A door.

Text.

-- content/news/new/en.md --
Title: New & <b>
Summary: What is new.
Date: 2026-05-18
Initiatives: courts

See [old news]({bundle}news/old#why), [courts](/initiatives/courts/), [a map]({attach}map.svg) and [x](https://b.org/).

-- content/news/new/map.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 50"/>

-- content/news/new/es.md --
Title: Noticia
Summary: Lo nuevo.
Translation: machine
Source-Date: 2026-06-01

Vea [lo viejo]({bundle}news/old#why).

-- content/news/old/en.md --
Title: Old
Summary: S.
Date: 2019-04-01

## Why {#why}

Text.

-- content/resources/report/en.md --
Title: A report
Summary: S.
Type: report
Audience: press
Year: 2019
Publisher: IDP
Languages: en
Link: https://example.com/
Initiatives: courts
"""
ALL = [f"{root}{page}feed.xml" for root in ("", "es/", "ar/", "zh-hans/")
       for page in ("news/", "initiatives/courts/", "initiatives/quiet/")]  # fmt: skip


def read(site, name):
    return ElementTree.parse(site.output / name).getroot()


def text(element, path):
    return element.findtext(path, namespaces=ATOM)


def test_every_feed_has_what_the_standard_asks_for(build):
    """RFC 4287, sections 4.1.1, 4.1.2 and 4.2.7."""
    site = build(SITE)
    for name in ALL:
        root = read(site, name)
        first = name.partition("/")[0]
        assert root.tag == f"{{{NAMESPACE}}}feed"
        assert root.get(LANG) == {"es": "es", "ar": "ar", "zh-hans": "zh-Hans"}.get(first, "en")
        links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
        page = f"https://example.org/{name.removesuffix('feed.xml')}"
        assert links == {"self": f"{page}feed.xml", "alternate": page}
        assert text(root, "a:author/a:name") == "Test site"
        entries = root.findall("a:entry", ATOM)
        for element in (root, *entries):
            assert [len(element.findall(f"a:{one}", ATOM)) for one in ("id", "title", "updated")] == [1, 1, 1]
            assert re.fullmatch(r"tag:example\.org,2026:[a-z/-]+", text(element, "a:id"))
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT12:00:00Z", text(element, "a:updated"))
        assert len({text(element, "a:id") for element in (root, *entries)}) == len(entries) + 1
        assert all(text(root, "a:updated") >= text(entry, "a:updated") for entry in entries)
        for entry in entries:
            (link,) = entry.findall("a:link", ATOM)
            assert (link.get("rel"), link.get("href")[:20]) == ("alternate", "https://example.org/")
            for href in re.findall(r'(?:href|src)="([^"]*)"', text(entry, "a:content") or ""):
                assert re.match(r"https://(example|b)\.org/", href), href


def test_an_entry_has_its_own_language_and_leads_to_the_readers(build):
    new, old = read(build(SITE), "es/news/feed.xml").findall("a:entry", ATOM)

    assert (text(new, "a:title"), new.get(LANG)) == ("Noticia", None)
    assert (text(old, "a:title"), old.get(LANG)) == ("Old", "en")
    assert old.find("a:link", ATOM).attrib["href"] == "https://example.org/es/news/old/"
    assert "https://example.org/es/news/old/#why" in text(new, "a:content")
    assert '<div lang="es" dir="ltr">' in text(new, "a:content")
    assert '<div lang="en" dir="ltr">' in text(old, "a:content")


def test_what_readers_must_know_of_a_translation_stands_in_its_entry_too(build):
    site = build(SITE)
    new, old = read(site, "es/news/feed.xml").findall("a:entry", ATOM)

    notice = site.page("/es/news/new/").select_one(".notice")
    assert notice.find(string=True, recursive=False).strip() in text(new, "a:content")
    assert 'href="https://example.org/news/new/"' in text(new, "a:content")
    assert site.page("/es/news/old/").select_one(".notice").get_text().strip() in text(old, "a:content")


def test_days_come_from_the_content(build):
    site = build(SITE)
    english, spanish = read(site, "news/feed.xml"), read(site, "es/news/feed.xml")

    days = [(text(e, "a:published"), text(e, "a:updated")) for e in english.findall("a:entry", ATOM)]
    assert [(p[:10], u[:10]) for p, u in days] == [("2026-05-18", "2026-05-18"), ("2019-04-01", "2019-04-01")]
    assert text(spanish.find("a:entry", ATOM), "a:updated")[:10] == "2026-06-01"
    assert text(spanish, "a:updated")[:10] == "2026-06-01"
    assert text(read(site, "initiatives/quiet/feed.xml"), "a:updated")[:10] == "1970-01-01"


def test_an_initiatives_feed_has_its_news_and_its_resources(build):
    root = read(build(SITE), "ar/initiatives/courts/feed.xml")

    assert [text(e, "a:title") for e in root.findall("a:entry", ATOM)] == ["New & <b>", "A report"]
    assert [e.find("a:category", ATOM) is not None for e in root.findall("a:entry", ATOM)] == [False, True]
    assert text(root, "a:title") == "\u200fICE والمحاكم – \u2068Test site\u2069"


def test_pages_name_their_feed(build):
    site = build(SITE)

    def named(path):
        links = site.page(path).select("link[type='application/atom+xml']")
        return [link["href"] for link in links if link["rel"] == ["alternate"] and link["title"]]

    for path in ("/es/", "/es/news/", "/es/news/new/"):
        assert named(path) == ["/es/news/feed.xml"]
    assert named("/ar/initiatives/courts/") == ["/ar/initiatives/courts/feed.xml"]
    assert named("/initiatives/") == []
    assert site.page("/es/news/").main.select_one("a[href='/es/news/feed.xml']")
    assert site.page("/initiatives/courts/").main.select_one("a[href='/initiatives/courts/feed.xml']")


def test_ids_outlive_a_renamed_folder_and_subscribers_find_the_feed_at_its_old_address(make_site):
    site = make_site(SITE).build()
    before = [
        text(e, "a:id") for e in read(site, "es/initiatives/courts/feed.xml").iter(f"{{{NAMESPACE}}}entry")
    ]
    site.write("content/initiatives/halls/en.md",
               "Former-Slugs: courts\n" + (site.root / "content/initiatives/courts/en.md").read_text("utf-8"))  # fmt: skip
    site.write("content/initiatives/halls/picture.svg",
               (site.root / "content/initiatives/courts/picture.svg").read_text("utf-8"))  # fmt: skip
    site.remove("content/initiatives/courts")
    for name in ("news/new", "resources/report"):
        path = site.root / "content" / name / "en.md"
        path.write_text(
            path.read_text("utf-8").replace(": courts", ": halls").replace("/courts/", "/halls/"), "utf-8"
        )
    site.build()

    assert [p for p in site.problems if "[missing-" in p or "[url-" in p] == []
    after = read(site, "es/initiatives/halls/feed.xml")
    assert [text(e, "a:id") for e in after.iter(f"{{{NAMESPACE}}}entry")] == before
    assert text(after, "a:id") == "tag:example.org,2026:es/initiatives/courts/feed"
    old = read(site, "es/initiatives/courts/feed.xml")
    assert (
        old.find("a:link[@rel='self']", ATOM).get("href")
        == "https://example.org/es/initiatives/halls/feed.xml"
    )


def test_a_broken_link_of_a_news_text_is_told_once(make_site):
    site = make_site("-- content/news/one/en.md --\n[x](/nope/)\n").build()

    assert site.codes == ["missing-page"]


def test_two_builds_write_the_same_feeds(make_site):
    site = make_site(SITE).build()
    first = {name: (site.output / name).read_bytes() for name in ALL}
    site.build()

    assert {name: (site.output / name).read_bytes() for name in ALL} == first
