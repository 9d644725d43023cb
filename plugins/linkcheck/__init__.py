"""Find links that lead nowhere, and say where they were typed and what was probably meant.

After a build every page, style sheet, sitemap, feed and manifest of the output is read. Each link that stays on
this site is looked up among what was built; what is missing is told with the nearest thing that exists, at the
Markdown line that a person typed. `./run linkcheck FOLDER` does the same for any folder of HTML.

Read files → links and ids
    collect.py   a folder, on all cores           store.py       what files said, kept between runs
    encoding.py  bytes → text                     extract.py     a page → its links and ids
    srcset.py    one attribute → addresses        css.py         style sheets and attributes
    formats.py   sitemaps, feeds                  structured.py  JSON-LD, manifests
    table.py     what all files say, kept small
Judge: links + map of the site → findings
    urls.py  hosts.py   the grammar of addresses  resolve.py     what was typed → a place here
    sitemap.py   what there is                    redirects.py   what the host redirects
    fragments.py is the place on the page?        schemes.py     tel: and mailto: as they should be
    languages.py translations that belong together  check.py     all of it
    suggest.py  likeness.py   what was meant      site.py        a whole site
    collector.py  without Python's collector of garbage
Tell: findings → problems, at the place to mend
    causes.py    many findings, few causes        messages.py    … in words
    source.py  places.py   line and column in HTML, CSS, XML
    locate.py  probe.py    line and column in Markdown
    templates.py  origin.py  lost_ids.py   which Markdown file or template it was
    ignore.py  ignore_file.py  toml_places.py   rules that hide a problem for a while
Other sites
    external/    ask them, politely               web.py  uses.py   which links, and the verdicts → problems
    changed.py   only lines touched since REV     progress.py  options.py   on the terminal
Ways in
    signals.py   after each build                 folder.py      any folder, for programs
    __main__.py  ./run linkcheck
"""

__all__ = ["register"]


def register() -> None:
    """Connect to Pelican, which is loaded only for a build: `./run linkcheck` reads any folder without it."""
    from plugins.linkcheck import signals

    signals.register()
