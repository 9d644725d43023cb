"""Parse once, render what changed: whatever a build needs that an earlier one has made is taken from there.

unchanged.py   is there anything to do? asked before anything is loaded
stamps.py      is a file what it was?           shelf.py     data in one file, whole or not at all
made_by.py  packages.py   what all that is kept depends on
memory.py      what content/ said               texts.py     texts whose words stay on the disk, and who read them
rebuild.py     which languages, which pages     last.py      what is known of the last build
views.py       what a page shows of itself and of others
canon.py       values → bytes                   tree.py      the site from what is new and what stays
kept.py        small things that take long to find   twin.py    a second folder with all files, for a first edit

docs/decisions/0008-incremental.md says why it is done in this way, and what plugins must keep to.
"""
