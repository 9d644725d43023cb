"""The table of kinds of problem. The codes are stable: people search for them.

docs/problems.md has a section per code; a test keeps the two equal.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """A kind of problem: its stable name and what it means in one sentence."""

    name: str
    meaning: str


_TABLE = (
    # Files and folders
    Code("file-unreadable", "A file of the content could not be opened."),
    Code("file-encoding", "A file is not saved as UTF-8 text."),
    Code("file-empty", "A Markdown file has nothing in it."),
    Code("file-name", "A file or folder has a name that cannot become a web address."),
    Code("file-unexpected", "A file stands where the site does not look for one."),
    Code("kind-unknown", "A folder directly under content/ is not one of the kinds of page."),
    Code("language-unknown", "A Markdown file is not named after one of the site's languages."),
    Code("source-missing", "A page's folder has no file in the source language."),
    Code("url-clash", "Two pages have the same web address."),
    Code("file-too-large", "A file is too heavy to be published here."),
    Code("image-too-large", "A picture is too heavy for phones on slow networks."),
    Code("image-unreadable", "A picture is damaged or of an unknown sort."),
    Code("picture-metadata", "A picture tells more than it shows: where it was taken, or by whom."),
    Code("file-metadata", "A file tells who made it, or who changed it."),
    # Front matter
    Code("front-matter", "A line at the top of a file is not 'Name: value'."),
    Code("field-missing", "A required field is not there."),
    Code("field-unknown", "A field has a name the site does not know."),
    Code("field-duplicate", "A field is given twice."),
    Code("field-empty", "A field has no value."),
    Code("field-not-here", "A field belongs into another file of the page."),
    Code("bad-value", "A value is not one of those a field may have."),
    Code("bad-date", "A date is not a day of the calendar, written YYYY-MM-DD."),
    Code("bad-language", "A language tag is not a BCP 47 tag."),
    Code("bad-reference", "A field names a page that is not there."),
    Code("part-of-loop", "An initiative is, in the end, part of itself."),
    # Text
    Code("body-empty", "A page has front matter but no text."),
    Code("heading-level", "A heading in the text is as large as the page's title."),
    Code("markup-unsafe", "HTML in the text would run code or load things from elsewhere."),
    Code("markup-broken", "An HTML tag in the text has no partner."),
    Code("picture-elsewhere", "A picture in the text would be loaded from another site."),
    Code("alt-missing", "A picture in the text has no description."),
    Code("link-unfinished", "Something was meant to be a link and is not one."),
    Code("markdown-unread", "Something in the text was meant as Markdown and is shown as it was typed."),
    # Addresses, dates and translations
    Code("address-lost", "A page has another address than before, and nothing leads from the old one to it."),
    Code("check-overdue", "The day by which a page's legal sources were to be checked again has passed."),
    Code("translation-outdated", "The source has changed since a translation was made."),
    Code("translation-drift", "A translation's structure is not its source's: something is lost or added."),
    Code("digest-missing", "A translation of a page of high risk does not say what it was made from."),
    Code("review-incomplete", "A translation is called reviewed, and does not say by whom and when."),
    Code("not-translated", "A translation's text is still the source text."),
    Code("forbidden-term", "A text uses a word that the glossary forbids in its language."),
    Code("term-clash", "A term's word is one that is to be avoided, or the word for another term too."),
    Code("message-missing", "A string of the page's frame is not translated."),
    Code(
        "message-broken",
        "A translated string has lost a placeholder, or has one or markup that the original has not.",
    ),
    # Search
    Code("search-missing", "The search could not be made; the site is whole without it."),
    # Paper
    Code(
        "paper-missing",
        "There are no PDFs in a language, or they could not be made; the site is whole without them.",
    ),
    # Pictures above links
    Code(
        "card-missing", "A language has no pictures above links to its pages; the site is whole without them."
    ),
    # Translators' files
    Code("exchange-unreadable", "A translators' file is no PO file of ours, or is damaged."),
    Code("exchange-stale", "A translation in a translators' file is of a text that has changed since."),
    Code(
        "exchange-broken",
        "A translation in a translators' file has lost a link, a number or a sign, or has one too many.",
    ),
    # Rules of linkcheck-ignore.toml
    Code("ignore-malformed", "A rule in linkcheck-ignore.toml is not written as it must be."),
    Code("ignore-expired", "A rule's last day has passed, and its problems are told again."),
    Code("ignore-unused", "A rule hides nothing."),
    # Links inside the site. The codes from here on are those that a rule can hide (but for unsafe-link).
    Code("missing-page", "A link leads to a page that is not there."),
    Code("missing-file", "A link leads to a file that is not there."),
    Code("missing-fragment", "A link leads to a place on a page that is not there."),
    Code("wrong-case", "A link differs from its target in capital letters only."),
    Code("empty-link", "A link has no address."),
    Code("unsafe-link", "A link would run code."),
    Code("malformed-tel", "A telephone link is not a telephone number."),
    Code("malformed-mailto", "An e-mail link is not an e-mail address."),
    Code("malformed-url", "A link is not a web address."),
    Code("duplicate-id", "Two elements of a page have the same id."),
    Code("wrong-language", "A link leaves the reader's language although the page is there in it."),
    Code("hreflang-not-returned", "A page names another as its translation, and that one does not name it."),
    # Links to other sites
    Code("broken-external", "A link to another site leads to nothing, on two tries apart."),
    Code("certificate", "Another site's certificate is wrong, so browsers warn before they open it."),
    Code("missing-external-fragment", "A page of another site has no place with the link's name."),
    Code("redirected", "A page of another site has moved for good."),
    Code("insecure-link", "A link uses http:// where the site answers https:// too."),
    Code("blocked-host", "A link leads to this machine or into a private network."),
    Code("unverified", "Another site does not answer robots, or not today; a person has to look."),
)

CODES: dict[str, Code] = {code.name: code for code in _TABLE}
