"""Know your rights, situation by situation: one screen each, with what to do, what not, and what to say.

pages.py  puts the situations on the page that names them all, and makes the large-type view of what to say
"""

from plugins.rights.signals import register

__all__ = ["register"]
