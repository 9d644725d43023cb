"""News: dated pages, their list, and the latest of them on the home page."""

from plugins.news.signals import register

__all__ = ["register"]
