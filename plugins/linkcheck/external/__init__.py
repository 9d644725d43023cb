"""Ask other sites whether what we link to is there, politely, and never call a good link broken.

What needs no network is decided in pure modules; fetch, plain, tls and resolver are the shell around them.

    address.py   URL → what is requested            guard.py resolver.py  which machines may be asked
    link.py      one address during a run           pace.py      how fast one host is asked
    plan.py      tries so far → the next one        retry.py     pauses, and how many failures are enough
    chain.py     one try, hop by hop                redirects.py what a chain of hops means
    fetch.py     one request                        plain.py     … to a server that speaks bad HTTP
    tls.py       whose certificates count           faults.py    exception → what it says
    grade.py     a try → how much it says           verdict.py words.py  all tries → what is told
    body.py fragments.py  page → is the place there?
    probes.py robots.py   https, soft 404, archived copy, and who may be asked for more
    cache.py entry.py     what lasts to the next run
    check.py     all of it, for all links           settings.py report.py  what goes in and comes out
"""

from plugins.linkcheck.external.check import check_urls
from plugins.linkcheck.external.report import HostTime, Verdict, WebReport
from plugins.linkcheck.external.settings import WebSettings
from plugins.linkcheck.progress import Progress

__all__ = ["HostTime", "Progress", "Verdict", "WebReport", "WebSettings", "check_urls"]
