"""The glossary: hard words in plain language, and the word each language has for them.

A term is a bundle of the kind `glossary`. `pages` puts all terms of a language on /glossary/ and explains on every
page the terms it uses; `check` tells translations that use a word the glossary forbids; `hints` tells translators
beforehand. `wording` finds words in texts of any script, `order` sorts terms.
"""

from plugins.glossary.signals import register

__all__ = ["register"]
