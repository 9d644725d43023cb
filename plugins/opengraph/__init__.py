"""The pictures that messengers and networks show above a link: a page's title in its own script (ogp.me).

cards.py   what stands on a picture, and making it
card.typ   how it looks
"""

from plugins.opengraph.signals import register

__all__ = ["register"]
