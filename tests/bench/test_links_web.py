"""The awkward web does what its table says, counts what it is asked, and each checker's report is read."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.links import hosts, reports, table
from bench.links.contestants import OURS, Site, installed
from bench.links.hosts import HOSTS, Link
from bench.links.score import Entry
from bench.links.ways import WAYS, Request
from bench.links.web import Tally, Web, serving
from bench.links.webscore import web_score


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with serving() as found:
        if not found.awkward:
            pytest.skip("127.0.1.1 is no address of this machine")
        yield found


def ask(web: Web, name: str, path: str = "/1", method: str = "GET") -> http.client.HTTPResponse:
    number = [host.name for host in HOSTS].index(name)
    connection = http.client.HTTPConnection(hosts.address(number), web.port, timeout=5)
    connection.request(method, path)
    return connection.getresponse()


def test_there_are_forty_hosts_and_each_has_a_way() -> None:
    assert len(HOSTS) == len({host.name for host in HOSTS}) == 40
    assert {host.way for host in HOSTS} - {""} == set(WAYS)


@pytest.mark.parametrize(
    ("name", "method", "status"),
    [
        ("plain-0", "GET", 200),
        ("chunked", "GET", 200),
        ("without-length", "GET", 200),
        ("head-refused", "HEAD", 405),
        ("head-refused", "GET", 200),
        ("permanent", "GET", 301),
        ("temporary", "GET", 302),
        ("gone-410", "GET", 410),
        ("robots-999", "GET", 999),
        ("too-many", "GET", 429),
    ],
)
def test_a_host_answers_in_its_way(web: Web, name: str, method: str, status: int) -> None:
    web.reset()
    assert ask(web, name, method=method).status == status
    assert web.tallies[name].requests == 1


@pytest.mark.parametrize("name", ["resets", "empty-reply", "refused"])
def test_a_host_that_does_not_answer_ends_the_connection(web: Web, name: str) -> None:
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        ask(web, name)


def test_a_host_that_is_busy_once_is_fine_the_second_time(web: Web) -> None:
    web.reset()
    assert [ask(web, "busy-once").status for _ in range(2)] == [503, 200]


def test_a_chain_has_three_steps_and_an_end(web: Web) -> None:
    path, seen = "/1", []
    for _ in range(4):
        answer = ask(web, "chain", path)
        seen.append(answer.status)
        path = answer.headers["Location"] or ""
    assert seen == [301, 301, 301, 200]


@pytest.mark.parametrize(("recent", "status"), [(0, 200), (4, 200), (5, 429)])
def test_the_limited_host_bears_five_a_second(recent: int, status: int) -> None:
    assert WAYS["limited"](Request("GET", "/1", 0, recent)).status == status


def test_a_folder_is_served_beside_the_hosts(web: Web, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home", "utf-8")
    web.folder = tmp_path
    for path, status in {"/": 200, "/index.html": 200, "/gone": 404, "/../../etc/passwd": 404}.items():
        connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)
        connection.request("GET", path)
        assert connection.getresponse().status == status


def test_the_peak_rate_is_that_of_the_busiest_second() -> None:
    assert Tally(times=[0.0, 0.5, 0.9, 1.2, 5.0]).peak_rate == 3


def test_each_link_stands_on_its_line(tmp_path: Path) -> None:
    links = hosts.write(tmp_path, 8000)
    assert len(links) == sum(host.links for host in HOSTS)
    for link in links:
        assert link.host.name in (tmp_path / link.file).read_text("utf-8").split("\n")[link.line - 1]


def test_a_warning_is_not_broken_and_a_missed_dead_link_is_wrong() -> None:
    fine, dead = HOSTS[0], next(host for host in HOSTS if host.verdict == "dead")
    links = [Link("http://a/", fine, "index.html", 3), Link("http://b/", dead, "index.html", 4)]
    told = [Entry("index.html", 3, 1, "http://a/", severity="warning")]
    found = web_score(links, told, {"a": Tally(times=[1.0], at_once=1)})
    assert (found.fine_broken, found.dead_found, found.wrong, found.requests) == (0, 0, (links[1],), 1)


SITE = Path("/tmp/site")


@pytest.mark.parametrize(
    ("read", "text", "entry"),
    [
        (
            reports.ours,
            json.dumps({"problems": [{"code": "missing-page", "severity": "error", "url": "/x/", "page": "/a/",
                        "file": "/tmp/site/a/index.html", "line": 3, "column": 4, "message": "No.", "hint": "Yes."}]}),
            Entry("a/index.html", 3, 4, "/x/", "missing-page", "error", "No. Yes."),
        ),
        (
            reports.lychee,
            json.dumps({"error_map": {"/tmp/site/a/index.html": [{"url": "file:///tmp/site/x", "span": {"line": 3, "column": 4}}]}}),
            Entry("a/index.html", 3, 4, "/x"),
        ),
        (
            reports.linkchecker,
            "# made by\nurlname;parentname;warningstring;valid;line;column\n/x/;http://h:1/a/;;Error: 404;3;4\n",
            Entry("a/index.html", 3, 4, "/x/", severity="error"),
        ),
        (
            reports.linkinator,
            json.dumps({"links": [{"url": "http://h/x/", "state": "BROKEN", "parent": "http://h/%C3%A9/"},
                                  {"url": "http://h/", "state": "OK", "parent": "http://h/"}]}),
            Entry("é/index.html", 0, 0, "http://h/x/"),
        ),
        (
            reports.muffet,
            json.dumps([{"url": "http://h/a/", "links": [{"url": "http://h/x/", "error": "404"}]}]),
            Entry("a/index.html", 0, 0, "http://h/x/"),
        ),
        (reports.htmltest, "a/index.html\n  target does not exist --- a/index.html --> /x/\n", Entry("a/index.html", url="/x/")),
        (
            reports.html_proofer,
            "* At /tmp/site/a/index.html:3:\n\n  internally linking to /x/, which does not exist\n",
            Entry("a/index.html", 3, 0, "/x/"),
        ),
    ],
)  # fmt: skip
def test_each_report_is_read_into_one_form(read: reports.Reader, text: str, entry: Entry) -> None:
    assert read(text, SITE) == [entry]


def test_ours_comes_first_and_every_command_names_the_site(tmp_path: Path) -> None:
    entries = installed()
    assert entries[0].name == OURS
    site = Site(tmp_path / "site", "http://127.0.0.1:1")
    for entry in entries:
        assert any(str(site.folder) in part or site.base_url in part for part in entry.command(site))


def test_figures_go_between_the_marks_of_the_document(tmp_path: Path) -> None:
    document = tmp_path / "bench.md"
    document.write_text("before\n<!-- figures -->\nold\n<!-- /figures -->\nafter\n", "utf-8")
    table.write(document, "new")
    assert document.read_text("utf-8") == "before\n<!-- figures -->\nnew\n<!-- /figures -->\nafter\n"
