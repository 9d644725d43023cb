"""The initiatives index, made from the bundles' own data and never written by hand.

`tree` orders initiatives by Part-Of and Order; `pages` puts parts, breadcrumbs, resources and news on each
initiative's page and makes /initiatives/ and initiatives.json in every language.
"""

from plugins.initiatives.signals import register

__all__ = ["register"]
