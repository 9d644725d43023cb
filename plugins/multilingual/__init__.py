"""The languages of the site: which text each reader sees, at which address, with which notices.

pelican-i18n-subsites builds one sub-site per language; `subsites` is the one place that works around
what it gets wrong. `pages` makes the views that templates show, `links` leads each link to the reader's
own language, and `signals.language_site_planned` lets other plugins add pages and data of their own.
"""

from plugins.multilingual.signals import register

__all__ = ["register"]
