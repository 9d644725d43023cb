"""Find internal links that lead nowhere, and say where they were typed and what was probably meant.

After a build every page, style sheet, sitemap, feed and manifest of the output is read. Each link that
stays on this site is looked up among what was built: the page, the file, the place on the page. What is
missing is told with the nearest thing that exists, at the Markdown line that a person typed.

    extract.py   a page → its links and ids          srcset.py    one attribute → its addresses
    formats.py   style sheets, feeds, manifests      urls.py      the grammar of addresses
    resolve.py   what was typed → a place here       sitemap.py   what there is
    check.py     links + map of the site → findings  suggest.py   the nearest thing that exists
    schemes.py   tel: and mailto: as they should be  locate.py    Markdown → where each link was typed
    messages.py  findings → problems                 origin.py    findings → the file to mend
    signals.py   Pelican, the output folder, and all of the above
"""

from plugins.linkcheck.signals import register

__all__ = ["register"]
