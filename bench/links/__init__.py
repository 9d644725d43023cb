"""The benchmark of link checkers: a planted site and an awkward web, checked by ours and by others.

    words.py     six languages' words        plan.py      which pages there are, their slugs and ids
    pages.py     one page's HTML             files.py     style sheets, feeds, sitemap, manifest, pictures
    defects.py   what is planted broken      decoys.py    what only looks broken (addresses.py: in its address)
    names.py     the $names in their text    markers.py   where in a file a snippet came to stand
    corpus.py    all of it in a folder       truth.py     what is planted where, as JSON
    hosts.py     forty hosts                 ways.py      what each does when asked
    web.py       the server that plays them all, and counts
    contestants.py  how each checker is run  running.py   run one and measure it
    reports.py   what each said, in one form
    score.py     truth + report → points     webscore.py  the same for the awkward web
    table.py     points and costs → Markdown

`python -m bench.links` makes the site, runs whoever is installed in turn, and prints a table.
"""
