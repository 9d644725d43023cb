"""Whole checks over real connections: what is asked, how often, and what is told."""

from __future__ import annotations

import asyncio
import gzip
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from plugins.linkcheck.external import Progress, WebReport, WebSettings, check_urls
from tests.linkcheck.external.mock import (
    BAD_CERTIFICATES,
    PAGE,
    Asked,
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

ROOT = Path(__file__).absolute().parents[3]  # not resolved: the folder that is tested
NOW = 1_790_000_000.0
DAY = 86400.0


def codes(report: WebReport) -> dict[str, str]:
    """Return what there is to tell, by URL."""
    return {url: verdict.code for url, verdict in report.verdicts.items() if verdict.code}


def pages(host: str, number: int) -> dict[str, list[str]]:
    return {f"http://{host}.test/{index}": [] for index in range(number)}


# What is asked


def test_each_address_is_asked_for_once(web: MockWeb) -> None:
    web.routes["a.test/page"] = reply()
    wanted = {
        "http://a.test/page": ["deep", "old"],
        "HTTP://A.test:80/page": ["top-1"],
        "http://a.test/x/../page": ["missing"],
        "http://a.test/page?x=1": [],
    }

    report = check_urls(wanted, web.settings())

    assert sorted(web.asked()) == ["GET a.test/page", "HEAD a.test/page?x=1"]
    assert codes(report) == {"http://a.test/x/../page#missing": "missing-external-fragment"}
    assert report.verdicts.keys() >= wanted.keys()
    assert (report.requests, report.hosts) == (2, 1)


def test_the_request_says_who_asks_and_carries_nothing_of_anybody(web: MockWeb) -> None:
    web.routes["a.test/one"] = redirect("/two", 302, set_cookie="id=1; Path=/")
    web.routes["a.test/two"] = reply(200, set_cookie="id=2")

    report = check_urls(
        {"http://user:secret@a.test/one": []}, web.settings(contact="mailto:web@site.example")
    )

    first, second = (asked.headers for asked in web.log)
    assert "web@site.example" in first["user-agent"]
    for headers in (first, second):
        assert not headers.keys() & {"authorization", "cookie", "referer", "range"}
    assert "secret" not in str(report.verdicts["http://user:secret@a.test/one"].message)
    assert codes(report) == {"http://user:secret@a.test/one": "unverified"}


def test_hosts_and_paths_arrive_as_browsers_send_them(web: MockWeb) -> None:
    web.routes["xn--bcher-kva.test/*"] = reply()

    assert (
        codes(check_urls({"http://bücher.test/straße/%7E?ä=ö&b=%20": []}, web.settings(insecure_probe=False)))
        == {}
    )
    assert web.asked() == ["HEAD xn--bcher-kva.test/stra%C3%9Fe/%7E?%C3%A4=%C3%B6&b=%20"]


def test_a_host_that_refuses_head_is_remembered(web: MockWeb, tmp_path: Path) -> None:
    web.routes["a.test/*"] = by_method(head=reply(405), get=reply())
    settings = web.settings(per_host=1)

    assert codes(check_urls(pages("a", 5), settings, cache=tmp_path / "cache.db")) == {}
    assert Counter(line.split()[0] for line in web.asked()) == {"HEAD": 1, "GET": 5}
    web.log.clear()
    check_urls({"http://a.test/new": []}, settings, cache=tmp_path / "cache.db")
    assert web.asked() == ["GET a.test/new"]


# How much at once


def test_a_host_that_limits_is_never_asked_too_fast(web: MockWeb) -> None:
    answers = [reply(429, retry_after="1"), reply(503), drop]

    def limited(asked: Asked) -> None:
        recent = sum(asked.at - 0.1 < one.at <= asked.at for one in web.log)
        (reply() if recent <= 5 else answers[len(web.log) % 3])(asked)

    web.routes["a.test/*"] = limited

    report = check_urls(pages("a", 60), web.settings(rate=40.0))

    assert codes(report) == {}
    assert len(web.log) == 60


def test_two_requests_at_once_and_hosts_side_by_side(web: MockWeb) -> None:
    async def slow(asked: Asked) -> None:
        await asyncio.sleep(0.05)
        reply()(asked)

    for host in "abcdefgh":
        web.routes[f"{host}.test/*"] = slow
    wanted = {url: fragments for host in "abcdefgh" for url, fragments in pages(host, 10).items()}

    begun = time.monotonic()
    assert codes(check_urls(wanted, web.settings())) == {}

    assert time.monotonic() - begun < 2  # one after the other: 4 seconds
    assert set(web.at_once.values()) <= {1, 2}


def test_one_host_is_not_asked_more_often_than_its_rate(web: MockWeb) -> None:
    web.routes["a.test/*"] = reply()

    check_urls(pages("a", 12), web.settings(rate=8.0))

    assert web.most_in_a_second("a.test") <= 9


def test_retry_after_is_obeyed(web: MockWeb) -> None:
    web.routes["a.test/page"] = first_then(1, reply(429, retry_after="1"), reply())

    assert codes(check_urls({"http://a.test/page": []}, web.settings())) == {}
    first, second = (asked.at for asked in web.log)
    assert second - first >= 1


def test_a_host_that_asks_for_an_hour_is_left_alone_after_a_few(web: MockWeb) -> None:
    web.routes["a.test/*"] = reply(429, retry_after="3600")

    report = check_urls(pages("a", 60), web.settings())

    assert set(codes(report).values()) == {"unverified"}
    assert len(web.log) <= 10


def test_a_dead_host_costs_no_more_time_with_many_links(web: MockWeb) -> None:
    begun = time.monotonic()
    report = check_urls(pages("closed", 200) | pages("gone", 200), web.settings(), now=NOW)

    assert time.monotonic() - begun < 3
    assert report.requests == 0
    assert len(report.verdicts) == 400


# Chance


@pytest.mark.parametrize("seed", range(2))
def test_failures_by_chance_are_never_red(web: MockWeb, seed: int) -> None:
    by_chance = random.Random(seed)
    failing = [reply(500), reply(502), reply(503), reply(404), reply(429), drop, hang_up, raw(b"\0\r\n\r\n")]

    def sometimes(asked: Asked) -> None:
        (by_chance.choice(failing) if by_chance.random() < 0.05 else reply())(asked)

    for host in range(50):
        web.routes[f"h{host}.test/*"] = sometimes
    web.routes["dead.test/*"] = reply(404)
    wanted = {f"http://h{number % 50}.test/{number}": [] for number in range(500)} | pages("dead", 3)

    report = check_urls(wanted, web.settings(retry_gap=0.02, insecure_probe=False))

    errors = {url for url, verdict in report.verdicts.items() if verdict.severity == "error"}
    assert errors == set(pages("dead", 3))
    assert report.requests < 600


def test_the_order_of_links_makes_no_difference(web: MockWeb) -> None:
    web.routes |= {"a.test/*": reply(), "b.test/*": reply(404), "c.test/*": redirect("http://a.test/", 301)}
    wanted = pages("a", 4) | pages("b", 4) | pages("c", 4)
    backwards = dict(reversed(wanted.items()))

    one = check_urls(wanted, web.settings(insecure_probe=False))
    other = check_urls(backwards, web.settings(insecure_probe=False))

    assert list(one.verdicts) == list(other.verdicts)
    assert codes(one) == codes(other)
    assert [v.message for v in one.verdicts.values()] == [v.message for v in other.verdicts.values()]


def test_without_any_answer_it_is_the_network_that_is_doubted() -> None:
    settings = WebSettings(connect_to=(":80:127.0.0.1:1",), retry_gap=0.02, rate=500)

    report = check_urls({f"http://{name}.example/": [] for name in "abcdef"}, settings)

    assert set(codes(report).values()) == {"unverified"}
    assert "no host at all answers" in report.verdicts["http://a.example/"].message


def test_dead_hosts_stay_dead_when_all_else_comes_from_the_cache(web: MockWeb, tmp_path: Path) -> None:
    web.routes["a.test/*"] = reply()
    dead = {f"http://{name}.invalid/": [] for name in "abcdef"}
    rules = tuple(f"{name}.invalid::127.0.0.1:1" for name in "abcdef")
    settings = web.settings(insecure_probe=False, connect_to=(*rules, *web.settings().connect_to))

    runs = [
        check_urls(dead | pages("a", 1), settings, cache=tmp_path / "cache.db", now=NOW) for _ in range(2)
    ]

    assert [codes(run) for run in runs] == [dict.fromkeys(dead, "broken-external")] * 2
    assert runs[1].requests == 0


def test_the_time_of_the_run_is_kept(web: MockWeb) -> None:
    web.routes |= {"a.test/*": hang, "b.test/*": reply(404)}

    begun = time.monotonic()
    settings = web.settings(budget=1.0, read_timeout=5.0, total_timeout=5.0, rate=20.0)
    report = check_urls(pages("a", 10) | pages("b", 1), settings)

    assert time.monotonic() - begun < 2.5
    assert report.verdicts["http://b.test/0"].severity == "error"
    assert {verdict.severity for url, verdict in report.verdicts.items() if "a.test" in url} == {"warning"}
    assert "not checked today" in report.verdicts["http://a.test/9"].message


# Secure connections


def test_certificates_are_told_apart_and_cost_no_request(web: MockWeb) -> None:
    web.routes["secure.test/*"] = reply()

    report = check_urls(
        {f"https://{host}/": [] for host in (*BAD_CERTIFICATES, "secure.test")}, web.settings()
    )

    told = {url.split("/")[2]: verdict for url, verdict in report.verdicts.items()}
    assert {host: (verdict.code, verdict.severity) for host, verdict in told.items()} == {
        "expired.test": ("certificate", "error"),
        "self-signed.test": ("certificate", "error"),
        "wrong-name.test": ("certificate", "error"),
        "unknown-issuer.test": ("certificate", "error"),
        "no-intermediate.test": ("certificate", "warning"),
        "secure.test": ("", None),
    }
    assert "has expired" in told["expired.test"].message
    assert "signed by itself" in told["self-signed.test"].message
    assert "another name" in told["wrong-name.test"].message
    assert "unknown issuer" in told["unknown-issuer.test"].message
    assert len(web.log) == 1


def test_ssl_cert_file_names_who_is_trusted(web: MockWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    web.routes["secure.test/*"] = reply()
    monkeypatch.setenv("SSL_CERT_FILE", web.ca_file)

    assert codes(check_urls({"https://secure.test/": []}, web.settings(ca_file=""))) == {}


def test_plain_http_on_the_secure_port_is_broken(web: MockWeb) -> None:
    settings = web.settings(connect_to=(f":443:127.0.0.1:{web.plain_port}",))

    assert codes(check_urls({"https://secure.test/": []}, settings)) == {
        "https://secure.test/": "broken-external"
    }


def test_http_links_are_told_where_https_answers_by_one_probe(web: MockWeb) -> None:
    web.routes |= {"secure.test/*": reply(), "other.test/*": reply()}

    report = check_urls(pages("secure", 5) | pages("other", 5), web.settings())

    assert codes(report) == dict.fromkeys(pages("secure", 5), "insecure-link")
    assert report.verdicts["http://secure.test/3"].hint == "Write 'https://secure.test/3'."
    assert len(web.log) == 11  # and robots.txt over https


def test_https_is_looked_for_at_a_few_hosts_only(web: MockWeb) -> None:
    for host in ("secure", "secure2", "plain"):
        web.routes[f"{host}.test/*"] = reply()

    report = check_urls(
        pages("secure", 1) | pages("secure2", 1) | pages("plain", 1), web.settings(https_probes=2)
    )

    assert codes(report) == {"http://plain.test/0": "insecure-link", "http://secure.test/0": "insecure-link"}


def test_a_host_that_leads_back_from_https_is_not_secure(web: MockWeb) -> None:
    web.routes |= {"secure.test/0": reply(), "secure.test/robots.txt": redirect("http://secure.test/0", 302)}

    assert codes(check_urls(pages("secure", 1), web.settings())) == {}


def test_robots_txt_keeps_us_from_asking_more(web: MockWeb) -> None:
    rules = b"User-agent: *\nDisallow: /"
    web.routes |= {"a.test/*": reply(), "a.test/robots.txt": reply(200, rules, content_type="text/plain")}

    assert codes(check_urls(pages("a", 2), web.settings(soft_404=True))) == {}
    assert sorted(web.asked()) == ["GET a.test/0", "GET a.test/1", "GET a.test/robots.txt"]


# Pages


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("", bytes)]
)
def test_fragments_are_looked_up_on_packed_pages(web: MockWeb, encoding, pack) -> None:
    more = {"content_encoding": encoding} if encoding else {}
    web.routes["a.test/page"] = reply(200, pack(PAGE), **more)

    report = check_urls({"http://a.test/page": ["deep", "none"]}, web.settings(insecure_probe=False))

    assert codes(report) == {"http://a.test/page#none": "missing-external-fragment"}
    assert [verdict.code for verdict in report.about("http://a.test/page", "none")] == [
        "missing-external-fragment"
    ]
    assert report.about("http://a.test/page", "deep") == ()


def test_fragments_of_what_is_no_page_or_no_html_are_not_judged(web: MockWeb) -> None:
    web.routes["a.test/file"] = reply(200, b"%PDF", content_type="application/pdf")
    web.routes["a.test/bad"] = reply(200, b"no gzip", content_encoding="gzip")
    web.routes["a.test/cut"] = raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n<p id=a>"
    )
    wanted = {f"http://a.test/{name}": ["nowhere"] for name in ("file", "bad", "cut")}

    assert codes(check_urls(wanted, web.settings(insecure_probe=False))) == {}


def test_a_redirect_to_a_place_of_its_own_is_not_judged_by_another(web: MockWeb) -> None:
    web.routes |= {
        "a.test/old": redirect("/new#deep", 302),
        "a.test/older": redirect("/new", 302),
        "a.test/new": reply(),
    }
    wanted = {"http://a.test/old": ["part"], "http://a.test/older": ["part"]}

    found = check_urls(wanted, web.settings(insecure_probe=False))

    assert codes(found) == {"http://a.test/older#part": "missing-external-fragment"}
    assert found.verdicts["http://a.test/older#part"].final_url == "http://a.test/new"


def test_no_more_than_the_beginning_of_a_page_is_read(web: MockWeb) -> None:
    sent = 0

    async def endless(asked: Asked) -> None:
        nonlocal sent
        asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p id=first>")
        while not asked.writer.is_closing() and sent < 50_000_000:
            asked.send(b"a" * 65536)
            sent += 65536
            await asked.writer.drain()

    web.routes["a.test/page"] = endless

    report = check_urls(
        {"http://a.test/page": ["first", "later"]}, web.settings(insecure_probe=False, total_timeout=5.0)
    )

    assert codes(report) == {}
    assert sent < 12_000_000  # what the buffers of two sockets hold, and 1 MiB


def test_pages_are_not_read_without_a_fragment(web: MockWeb) -> None:
    web.routes["a.test/page"] = by_method(head=reply(405), get=reply(200, b"a" * 50_000_000))

    begun = time.monotonic()
    assert codes(check_urls({"http://a.test/page": []}, web.settings(insecure_probe=False))) == {}
    assert time.monotonic() - begun < 2


def test_a_page_that_stands_for_any_address_is_doubted_on_request(web: MockWeb) -> None:
    nothing = reply(200, b"<title>Sorry</title><p>We could not find this page. Try the search.")
    web.routes |= {
        "a.test/*": nothing,
        "a.test/real": reply(),
        "a.test/robots.txt": reply(404),
        "b.test/real": reply(),
    }
    wanted = {"http://a.test/lost": [], "http://a.test/real": [], "http://b.test/real": []}

    report = check_urls(wanted, web.settings(soft_404=True, insecure_probe=False))

    assert codes(report) == {"http://a.test/lost": "broken-external"}
    assert report.verdicts["http://a.test/lost"].severity == "warning"
    assert codes(check_urls(wanted, web.settings(insecure_probe=False))) == {}


def test_a_dead_page_is_told_with_its_archived_copy(web: MockWeb) -> None:
    copy = b'{"archived_snapshots": {"closest": {"available": true, "status": "200", "url": "http://web.example/2019/x"}}}'
    web.routes |= {
        "archive.test/wayback": reply(200, copy, content_type="application/json"),
        "a.test/500": reply(500),
    }
    wanted = {"http://a.test/gone?a=b": [], "http://a.test/500": []}

    report = check_urls(wanted, web.settings(archive_api="http://archive.test/wayback"))

    assert (
        "An archived copy is at 'https://web.example/2019/x'."
        in report.verdicts["http://a.test/gone?a=b"].hint
    )
    assert web.asked("archive.test") == ["GET archive.test/wayback?url=http%3A%2F%2Fa.test%2Fgone%3Fa%3Db"]


# The cache


def test_a_second_run_asks_only_for_what_was_not_good(web: MockWeb, tmp_path: Path) -> None:
    web.routes |= {
        "a.test/*": reply(), "b.test/*": reply(404), "c.test/*": reply(403), "d.test/*": redirect("http://a.test/", 301),
        "e.test/*": reply(),
    }  # fmt: skip
    wanted = {"http://a.test/": ["deep", "none"], "http://e.test/": []}
    wanted |= {f"http://{host}.test/": [] for host in "bcd"}
    cache = tmp_path / "cache.db"
    first = check_urls(wanted, web.settings(), cache=cache, now=NOW)
    web.log.clear()

    second = check_urls(wanted, web.settings(), cache=cache, now=NOW + 60)

    assert {line.split()[1] for line in web.asked()} == {"b.test/", "c.test/"}
    assert web.asked("b.test") == ["GET b.test/"]  # the run before was the first try
    assert codes(first) == codes(second)
    assert second.verdicts["http://d.test/"].cached
    assert not second.verdicts["http://b.test/"].cached


def test_good_answers_last_for_days_and_not_all_equally_long(web: MockWeb, tmp_path: Path) -> None:
    web.routes["a.test/*"] = reply()
    settings = web.settings(insecure_probe=False)
    check_urls(pages("a", 40), settings, cache=tmp_path / "cache.db", now=NOW)

    def asked_after(days: float) -> int:
        web.log.clear()
        copy = tmp_path / f"{days}.db"
        copy.write_bytes((tmp_path / "cache.db").read_bytes())
        check_urls(pages("a", 40), settings, cache=copy, now=NOW + days * DAY)
        return len(web.log)

    assert asked_after(4) == 0
    assert 5 < asked_after(7) < 35
    assert asked_after(10) == 40


def test_other_settings_make_other_verdicts(web: MockWeb, tmp_path: Path) -> None:
    web.routes["a.test/*"] = reply()
    cache = tmp_path / "cache.db"
    check_urls(pages("a", 1), web.settings(), cache=cache)
    web.log.clear()

    check_urls(pages("a", 1), web.settings(concurrency=3, budget=30.0), cache=cache)
    assert web.asked() == []
    check_urls(pages("a", 1), web.settings(max_redirects=3), cache=cache)
    assert len(web.log) == 1


def test_a_new_fragment_is_looked_up_and_known_ones_only_if_the_page_changed(
    web: MockWeb, tmp_path: Path
) -> None:
    def page(asked: Asked) -> None:
        unchanged = asked.headers.get("if-none-match") == '"1"'
        (reply(304, b"") if unchanged else reply(200, etag='"1"'))(asked)

    web.routes["a.test/page"] = page
    cache, settings = tmp_path / "cache.db", web.settings(insecure_probe=False)
    check_urls({"http://a.test/page": ["deep"]}, settings, cache=cache, now=NOW)
    new = check_urls({"http://a.test/page": ["deep", "none"]}, settings, cache=cache, now=NOW)
    later = check_urls({"http://a.test/page": ["deep", "none"]}, settings, cache=cache, now=NOW + 20 * DAY)
    again = check_urls({"http://a.test/page": ["deep", "none"]}, settings, cache=cache, now=NOW + 21 * DAY)

    assert (
        codes(new) == codes(later) == codes(again) == {"http://a.test/page#none": "missing-external-fragment"}
    )
    assert [asked.headers.get("if-none-match") for asked in web.log] == [None, None, '"1"']
    assert again.requests == 0


def test_a_link_that_was_fine_lately_fails_as_a_warning_first(web: MockWeb, tmp_path: Path) -> None:
    web.routes |= {"a.test/*": reply(), "b.test/*": reply()}
    cache, settings = tmp_path / "cache.db", web.settings(insecure_probe=False, fresh_days=0.0)

    def run(days: float) -> str | None:
        return (
            check_urls(pages("a", 1) | pages("b", 1), settings, cache=cache, now=NOW + days * DAY)
            .verdicts["http://a.test/0"]
            .severity
        )

    assert run(0) is None
    web.routes["a.test/*"] = reply(500)
    assert [run(days) for days in (1, 1.5, 2.5)] == ["warning", "warning", "error"]
    web.routes["a.test/*"] = reply()
    assert run(3) is None


def test_what_was_good_and_has_no_time_today_is_not_doubted(web: MockWeb, tmp_path: Path) -> None:
    web.routes["a.test/*"] = reply()
    cache = tmp_path / "cache.db"
    check_urls(pages("a", 1), web.settings(insecure_probe=False), cache=cache, now=NOW)
    web.routes["a.test/*"] = hang

    report = check_urls(
        pages("a", 1), web.settings(insecure_probe=False, budget=0.0), cache=cache, now=NOW + 30 * DAY
    )

    assert codes(report) == {}


RUN = """
import sys
from pathlib import Path
from plugins.linkcheck.external import WebSettings, check_urls

_, port, cache = sys.argv
settings = WebSettings(connect_to=(f"127.0.0.1:{port}",), rate=100.0, insecure_probe=False)
check_urls({f"http://a.test/{index}": [] for index in range(100)}, settings, cache=Path(cache))
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_after_a_kill_the_next_run_goes_on_where_it_stopped(web: MockWeb, tmp_path: Path) -> None:
    web.routes |= {"a.test/*": reply(), "a.test/99": reply(404)}
    cache = tmp_path / "cache.db"
    process = subprocess.Popen([sys.executable, "-c", RUN, str(web.plain_port), str(cache)], cwd=ROOT)
    while len(web.log) < 30:
        time.sleep(0.01)
    process.kill()
    process.wait()
    before = len(web.log)

    settings = WebSettings(
        connect_to=(f"127.0.0.1:{web.plain_port}",), rate=500.0, retry_gap=0.01, insecure_probe=False
    )
    report = check_urls(pages("a", 100), settings, cache=cache)

    assert codes(report) == {"http://a.test/99": "broken-external"}
    assert len(web.log) - before < 80
    assert sum(verdict.cached for verdict in report.verdicts.values()) >= 20


# What is told


def test_progress_counts_up_and_names_hosts(web: MockWeb) -> None:
    web.routes["a.test/*"] = reply()
    told: list[Progress] = []

    check_urls(pages("a", 5), web.settings(), progress=told.append)

    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert (told[0].done, told[-1].done, told[-1].total) == (0, 5, 5)
    assert "a.test:80" in {host for progress in told for host in progress.hosts_in_flight}


def test_the_report_names_the_slowest_hosts(web: MockWeb) -> None:
    async def slow(asked: Asked) -> None:
        await asyncio.sleep(0.1)
        reply()(asked)

    web.routes |= {"a.test/*": reply(), "b.test/*": slow}

    report = check_urls(pages("a", 2) | pages("b", 2), web.settings(insecure_probe=False))

    assert report.slowest[0].host == "b.test:80"
    assert report.slowest[0].requests == 2
    assert report.slowest[0].mean >= 0.1
    assert (report.hosts, report.requests) == (2, 4)


def test_nothing_wanted_is_nothing_asked() -> None:
    report = check_urls({})

    assert (report.verdicts, report.hosts, report.requests, report.slowest) == ({}, 0, 0, ())


def test_what_is_no_address_is_told(web: MockWeb) -> None:
    assert codes(check_urls({"http://": [], "http://[::1/": []}, web.settings())) == {
        "http://": "malformed-url",
        "http://[::1/": "malformed-url",
    }


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://2130706433:{port}/",
        "http://localhost:{port}/",
        "http://[::ffff:7f00:1]:{port}/",
    ],
)
def test_this_machine_is_not_asked_unless_allowed(web: MockWeb, url: str) -> None:
    url = url.format(port=web.plain_port)
    web.routes["127.0.0.1/"] = web.routes["localhost/"] = web.routes["[/"] = reply()

    assert codes(check_urls({url: []}, WebSettings(retry_gap=0.01))) == {url: "blocked-host"}
    assert web.log == []
    check_urls({url: []}, WebSettings(retry_gap=0.01, allow_private=True))
    assert len(web.log) >= 1
