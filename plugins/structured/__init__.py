"""What search engines read about a page: one block of JSON-LD with the vocabulary of schema.org.

`graph` says it, from what the page shows; `signals` puts it on every page. Browsers run nothing of it: it is data,
which a Content Security Policy without inline scripts lets pass.
"""

from plugins.structured.signals import register

__all__ = ["register"]
