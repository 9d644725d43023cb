"""The resource library: what each resource is, for whom and in which languages; its lists, its data, its feed's page.

`facets` sorts resources by what the data says of them and counts; `describe` says what pages show of each; `links` are
the links beside a list, `shelves` its pages and parts; `pages` makes the lists; `data` writes resources.json.
"""

from plugins.resources.signals import register

__all__ = ["register"]
