"""The content model: one folder per page, one Markdown file per language.

`read_library` reads every bundle under content/ once and says everything that is wrong
with it at once. Nothing here knows Pelican except `signals`.
"""

from plugins.bundles.library import Library, read_library
from plugins.bundles.model import Bundle, Text
from plugins.bundles.signals import register

__all__ = ["Bundle", "Library", "Text", "read_library", "register"]
