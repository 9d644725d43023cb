"""How far each page is translated, and translators' work: what `./run translations` does.

survey.py   page × language: where each translation stands     export, import (PO files, for translators):
table.py    the survey as text, JSON, Markdown and HTML            segments.py  history.py  po.py …
diff.py     what changed in the source since a translation     pages.py     the status page for staff
__main__.py the command                                        signals.py   Pelican's side
"""

from plugins.translations.signals import register

__all__ = ["register"]
