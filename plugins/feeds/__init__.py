"""Atom feeds in every language: /news/feed.xml, /resources/feed.xml, and one beside each initiative with what is of it.

What is not translated stands in a language's feed too, in the language it has: who subscribes wants the news.
`atom` writes the format, `entries` says what of a page goes into a feed, `pages` makes the feeds of one language.
"""

from plugins.feeds.signals import register

__all__ = ["register"]
