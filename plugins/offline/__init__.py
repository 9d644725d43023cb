"""Pages to keep on the phone, only for a reader who asks: `pages` says which, worker.js keeps them."""

from plugins.offline.signals import register

__all__ = ["register"]
