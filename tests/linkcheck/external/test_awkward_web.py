"""One verdict for each way in which a server can answer, over real connections."""

from __future__ import annotations

import asyncio

import pytest

from plugins.linkcheck.external import check_urls
from tests.linkcheck.external.mock import (
    Asked,
    Handler,
    MockWeb,
    by_method,
    drop,
    first_then,
    hang,
    hang_up,
    raw,
    redirect,
    reply,
)  # fmt: skip

GOOD, DEAD, UNSURE = "", "broken-external", "unverified"


async def _drip(asked: Asked) -> None:
    for octet in b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n":
        asked.send(bytes([octet]))
        await asyncio.sleep(0.008)


async def _drip_for_ever(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\n")
    while not asked.writer.is_closing():
        asked.send(b"X-Slow: 1\r\n")
        await asyncio.sleep(0.05)


async def _early_hints(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")
    await asyncio.sleep(0.02)
    asked.send(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


def _endless(asked: Asked) -> None:
    redirect(f"{asked.target}+", 302)(asked)


def _chain(hops: int, status: int = 302) -> Handler:
    def answer(asked: Asked) -> None:
        number = int(asked.target.rpartition("/")[2])
        (redirect(f"/{number + 1}", status) if number < hops else reply())(asked)

    return answer


CASES: list[tuple[str, Handler | None, str]] = [
    # Good, whatever the server does
    ("plain", reply(), GOOD),
    ("no-content", reply(204, b""), GOOD),
    ("partial", reply(206), GOOD),
    ("not-modified", reply(304, b""), GOOD),
    ("choices", reply(300), GOOD),
    ("head-405", by_method(head=reply(405), get=reply()), GOOD),
    ("head-501", by_method(head=reply(501), get=reply()), GOOD),
    ("head-404", by_method(head=reply(404), get=reply()), GOOD),
    ("head-403", by_method(head=reply(403), get=reply()), GOOD),
    ("head-400", by_method(head=reply(400), get=reply()), GOOD),
    ("head-500", by_method(head=reply(500), get=reply()), GOOD),
    ("head-503", by_method(head=reply(503), get=reply()), GOOD),
    ("head-hangs", by_method(head=hang, get=reply()), GOOD),
    ("head-resets", by_method(head=drop, get=reply()), GOOD),
    ("head-empty", by_method(head=hang_up, get=reply()), GOOD),
    ("head-garbage", by_method(head=raw(b"\x00\x01\x02\r\n\r\n"), get=reply()), GOOD),
    ("head-with-body", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 404 No\r\n\r\n"), GOOD),
    ("http-1.0", raw(b"HTTP/1.0 200 OK\r\n\r\nhi"), GOOD),
    ("lf-only", raw(b"HTTP/1.1 200 OK\nContent-Type: text/html\n\nhi"), GOOD),
    ("no-reason", raw(b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"), GOOD),
    ("icy", raw(b"ICY 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n"), GOOD),
    ("bad-header-name", raw(b"HTTP/1.1 200 OK\r\nBad Header Name: x\r\n: y\r\n\r\n"), GOOD),
    ("header-without-colon", raw(b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"), GOOD),
    ("two-lengths", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nhi"), GOOD),
    ("bad-length", raw(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhi"), GOOD),
    ("huge-header", raw(b"HTTP/1.1 200 OK\r\nX-Huge: " + b"a" * 100_000 + b"\r\n\r\n"), GOOD),
    ("many-headers", raw(b"HTTP/1.1 200 OK\r\n" + b"X-Many: a\r\n" * 900 + b"\r\n"), GOOD),
    ("two-line-folded", raw(b"HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n"), GOOD),
    ("truncated", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\nhi"), GOOD),
    ("bad-chunks", raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi"), GOOD),
    ("both-lengths", raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"), GOOD),
    ("bad-encoding", reply(200, b"no gzip", content_encoding="gzip"), GOOD),
    ("early-hints", _early_hints, GOOD),
    ("drip", _drip, GOOD),
    ("once-500", first_then(1, reply(500), reply()), GOOD),
    ("twice-reset", first_then(2, drop, reply()), GOOD),
    ("once-hang", first_then(1, hang, reply()), GOOD),
    ("once-404", first_then(1, reply(404), reply()), GOOD),
    ("once-429", first_then(1, reply(429, retry_after="0"), reply()), GOOD),
    ("once-503", first_then(1, reply(503), reply()), GOOD),
    ("temporary", redirect("http://plain.test/", 302), GOOD),
    ("see-other", redirect("//plain.test/", 303), GOOD),
    ("query-only", by_method(head=reply(), get=reply()), GOOD),
    ("language", redirect("/en/page", 301), GOOD),
    # Dead
    ("404", reply(404), DEAD),
    ("410", reply(410), DEAD),
    ("400", reply(400), DEAD),
    ("500", reply(500), DEAD),
    ("502", reply(502), DEAD),
    ("504", reply(504), DEAD),
    ("resets", drop, DEAD),
    ("empty", hang_up, DEAD),
    ("hangs", hang, DEAD),
    ("drips-for-ever", _drip_for_ever, DEAD),
    ("garbage", raw(b"\x15\x03\x01 nothing\r\n\r\n"), DEAD),
    ("smtp", raw(b"220 mail.example ESMTP\r\n"), DEAD),
    ("loop", redirect("/page", 302), DEAD),
    ("endless", _endless, DEAD),
    ("to-404", redirect("http://404.test/page", 302), DEAD),
    ("to-nothing", redirect("http://", 302), DEAD),
    ("to-script", redirect("javascript:alert(1)", 302), DEAD),
    ("to-gone", redirect("http://gone.test/", 301), DEAD),
    ("gone", None, DEAD),
    ("closed", None, DEAD),
    # Not to be judged from here
    ("401", reply(401, www_authenticate="Basic"), UNSURE),
    ("403", reply(403), UNSURE),
    ("405", reply(405), UNSURE),
    ("407", reply(407), UNSURE),
    ("429", reply(429), UNSURE),
    ("429-long", reply(429, retry_after="3600"), UNSURE),
    ("451", reply(451), UNSURE),
    ("503", reply(503), UNSURE),
    ("999", reply(999), UNSURE),
    ("511", reply(511), UNSURE),
    ("cloudflare", reply(404, cf_mitigated="challenge"), UNSURE),
    ("aws-waf", reply(202, x_amzn_waf_action="challenge"), UNSURE),
    ("cookie-loop", redirect("/page", 302, set_cookie="a=1"), UNSURE),
    ("no-location", reply(302), UNSURE),
    ("to-mail", redirect("mailto:a@b.example", 302), UNSURE),
    ("members", redirect("/login?next=/page", 302), UNSURE),
    ("captcha", redirect("/captcha", 302), UNSURE),
    ("switching", raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"), UNSURE),
    # Told, but fine
    ("moved", redirect("http://plain.test/", 301), "redirected"),
    ("moved-308", redirect("http://plain.test/", 308), "redirected"),
    ("moved-relative", redirect("../new", 301), "redirected"),
    ("moved-then-temporary", redirect("http://temporary.test/page", 301), "redirected"),
    ("moved-not-utf8", redirect("/\udce9t\udce9", 301), "redirected"),
    ("to-localhost", redirect("http://localhost:1/", 302), "blocked-host"),
    ("to-metadata", redirect("http://169.254.169.254/latest/", 302), "blocked-host"),
    ("to-odd-loopback", redirect("http://0x7f.1/", 302), "blocked-host"),
]  # fmt: skip


@pytest.fixture
def awkward(web: MockWeb) -> MockWeb:
    for name, handler, _ in CASES:
        if handler is not None:
            web.routes[f"{name}.test/page"] = handler
    web.routes["plain.test/"] = reply()
    web.routes["endless.test/*"] = _endless
    web.routes["language.test/en/page"] = reply()
    web.routes["members.test/login"] = reply()
    web.routes["captcha.test/captcha"] = reply()
    web.routes["moved-relative.test/new"] = reply()
    web.routes["moved-not-utf8.test/%E9t%E9"] = reply()
    return web


def test_every_awkward_answer_gets_its_verdict(awkward: MockWeb) -> None:
    wanted = {f"http://{name}.test/page": () for name, _, _ in CASES}

    report = check_urls(wanted, awkward.settings(insecure_probe=False))

    found = {url.split("/")[2].removesuffix(".test"): verdict for url, verdict in report.verdicts.items()}
    expected = {name: code for name, _, code in CASES}
    assert {name: verdict.code for name, verdict in found.items()} == expected
    errors = {name for name, verdict in found.items() if verdict.severity == "error"}
    assert errors == {name for name, code in expected.items() if code == DEAD}
