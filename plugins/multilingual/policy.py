"""What browsers may do on our pages (Content Security Policy Level 3): the one place where it is written.

Pages carry it in a <meta>, so that it holds on any host; the host's header says the same and a little more.
"""

from __future__ import annotations

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; font-src 'self'; "
    "manifest-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'"
)
# frame-ancestors has no effect in a <meta> (section 3.3), and browsers complain of it there.
HEADER_POLICY = f"{PAGE_POLICY}; frame-ancestors 'none'"
# Pages may fetch from this site only. None does, but programs that judge a page ask it for /robots.txt.
# A worker has the policy that comes with its own file, not its page's. So no page may compile WebAssembly,
# the search's neither: only its worker, which has no document and can do nothing else.
WORKER_POLICY = (
    "script-src 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'; default-src 'none'"
)
# The worker that keeps pages on a phone fetches them; it too has no document.
OFFLINE_POLICY = "connect-src 'self'; frame-ancestors 'none'; default-src 'none'"
