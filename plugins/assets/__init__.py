"""The theme's static files: one minified stylesheet and everything else, under names that change with content.

theme/static/css/**.css become theme/site.<digest>.css, so a browser may keep it for ever; other files keep
their names.
"""

from plugins.assets.signals import register

__all__ = ["register"]
