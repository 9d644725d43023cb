"""The theme's static files: minified stylesheets under names that change with content, and everything else.

theme/static/css/**.css become theme/site.<digest>.css, so a browser may keep it for ever (and see `stylesheet` for
those of one template and of paper); other files keep their names.
"""

from plugins.assets.signals import register

__all__ = ["register"]
