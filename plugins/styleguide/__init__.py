"""The style guide, /styleguide/: colours with their contrast, type and space, and every component from its examples.

`tokens` reads the stylesheet, `examples` renders the components, `pages` makes the pages. For those who work on the
theme: in no menu, no index and no search engine.
"""

from plugins.styleguide.signals import register

__all__ = ["register"]
