"""The page at a former address: it sends readers on by itself, without scripts, and says so in their language.

Hosts that read _redirects never show it, or (Netlify) show it first; on any other it is what keeps old links alive.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from plugins.multilingual.policy import PAGE_POLICY
from plugins.multilingual.site import LanguageSite
from plugins.multilingual.views import PageView

_PAGE = Markup("""\
<!doctype html>
<html lang="{lang}" dir="{dir}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta http-equiv="refresh" content="0; url={href}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<title>{title}</title>
<p>{sentence}</p>
</html>
""")


def stub(site: LanguageSite, view: PageView) -> str:
    """Return the page that leads to *view*, in the language of *site*."""
    _ = site.gettext
    # L10n: On the page at an old address. %(page)s is the title of the page at the new one, as a link.
    sentence = _("This page has moved: %(page)s")
    link = Markup('<a href="{}" lang="{}" dir="{}">{}</a>').format(view.url, view.lang, view.dir, view.title)
    return str(
        _PAGE.format(
            lang=site.language.tag,
            dir=site.language.dir,
            policy=Markup(PAGE_POLICY),
            href=view.url,
            canonical=site.addresses.absolute(view.path),
            title=view.title,
            sentence=escape(sentence) % {"page": link},
        )
    )
