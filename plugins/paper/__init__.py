"""Know your rights on paper: cards to carry, and each situation as a flyer, printed or as PDF.

inline.py   a converted text → runs of words that say their language
matter.py   what stands on a flyer and on a card, taken from the pages: no words of its own
pages.py    puts /know-your-rights/cards/ on the site
qr.py       an address as a QR code
fonts.py    the font of each script, and whether this machine has it
bidi.py     right-to-left words: what is seen, and what programs read
layer.py    make a PDF's text readable for programs where its letters are joined
typeset.py  have Typst make a PDF, and keep it until what it was made from changes
typst/      the templates of both
"""

from plugins.paper.signals import register

__all__ = ["register"]
