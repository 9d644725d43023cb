"""Search: an index of each language's own pages by Pagefind, and /search/ with all pages by title and by topic.

`documents` says what is found, `words` adds words that readers type and texts do not have, `index` has Pagefind make
the index, and keeps it; `pages` makes the page, which is a list of all pages where there is no script.
"""

from plugins.search.signals import register

__all__ = ["register"]
