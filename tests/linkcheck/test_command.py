"""`./run linkcheck FOLDER` and `./run check --external` as people type them: what is printed, and how it ends."""

from __future__ import annotations

import datetime
import http.server
import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.builder.check import main as check
from plugins.linkcheck.__main__ import main as linkcheck

PAGE = '<!doctype html><html lang="en"><title>T</title><body>\n{}\n</body></html>\n'


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RUN_FROM", raising=False)
    monkeypatch.setattr("plugins.linkcheck.__main__.CACHE", tmp_path / ".cache")


@pytest.fixture
def web() -> Iterator[str]:
    """Return the address of a server on which /here is, /moved has gone to /here for good, and nothing else is."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status = {"/here": 200, "/moved": 301}.get(self.path, 404)
            self.send_response(status)
            if status == 301:
                self.send_header("Location", "/here")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def folder(**pages: str) -> Path:
    for name, body in pages.items():
        path = Path("site") / name.replace("__", "/") / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(body), "utf-8")
    return Path("site")


def test_a_folder_of_any_generator_is_checked(capsys):
    folder(about='<p>See <a href="/halp/">help</a>.</p>', help='<a href="/about/">us</a>')

    assert linkcheck(["site"]) == 1

    told = capsys.readouterr().out
    assert (
        "site/about/index.html:2:17: No page of this site is at '/halp/'. Did you mean '/help/'? [missing-page]"
        in told
    )
    assert "Checked 2 pages, 2 links" in told


def test_single_files_are_checked_against_the_whole_site(capsys):
    folder(about='<a href="/help/">h</a>', help='<a href="/gone/">x</a>')

    assert linkcheck(["site/about/index.html", "--root", "site"]) == 0
    assert linkcheck(["site/help/index.html", "--root", "site"]) == 1


def test_programs_get_one_object_with_problems_and_summary(capsys):
    folder(about='<a href="/gone/">x</a><a href="https://example.org/gone/">y</a>')

    assert linkcheck(["site", "--format", "json", "--base-url", "https://example.org"]) == 1

    report = json.loads(capsys.readouterr().out)
    assert report["problems"][0].keys() >= {
        "code",
        "severity",
        "url",
        "page",
        "file",
        "line",
        "column",
        "message",
        "hint",
    }
    assert report["summary"].keys() >= {"pages", "links", "external_hosts", "requests", "seconds"}
    assert {problem["url"] for problem in report["problems"]} == {"https://example.org/gone/"}


def test_what_is_excluded_is_not_told_and_a_report_may_go_into_a_file(capsys):
    folder(about='<a href="/gone/">x</a> <a href="/lost/">y</a>')

    assert linkcheck(["site", "--exclude", "/gone/", "--format", "sarif", "--output", "report.sarif"]) == 1

    results = json.loads(Path("report.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert ["/lost/" in result["message"]["text"] for result in results] == [True]
    assert "report.sarif" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "There is nothing at 'nowhere'."),
        (["site/about/index.html"], "--root FOLDER"),
        (["site", "--exclude", "("], "is no regular expression"),
        (["site", "--external", "--connect-to", "x:y:z"], "write HOST:PORT"),
        (["site", "--external", "--changed-since", "HEAD"], "git"),
        (["site", "--ignore", "none.toml"], "none.toml: no such file or directory."),
        (["site", "--output", "no/such/folder/report"], "no such file or directory."),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(capsys, arguments, words):
    folder(about="<p>x</p>")

    assert linkcheck(arguments) == 2

    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1


def test_a_rule_hides_a_problem_until_its_day(capsys):
    folder(about='<a href="/gone/">x</a>')
    rule = '[[ignore]]\nlink = "/gone/"\nreason = "Next week."\nuntil = {}\n'
    today = datetime.datetime.now(datetime.UTC).date()

    Path("rules.toml").write_text(rule.format(today + datetime.timedelta(days=7)), "utf-8")
    assert linkcheck(["site", "--ignore", "rules.toml"]) == 0

    Path("rules.toml").write_text(rule.format(today - datetime.timedelta(days=7)), "utf-8")
    assert linkcheck(["site", "--ignore", "rules.toml"]) == 1
    assert "[ignore-expired]" in capsys.readouterr().out


def test_other_sites_are_asked_and_the_verdicts_kept(capsys, web):
    folder(
        about=f'<a href="{web}/here">a</a> <a href="{web}/moved">b</a>', help=f'<a href="{web}/moved">b</a>'
    )

    assert linkcheck(["site", "--external", "--allow-private"]) == 0

    told = capsys.readouterr().out
    assert f"Write '{web}/here'. [redirected]" in told
    assert told.count("[redirected]") == 1
    assert Path(".cache/links.sqlite").is_file()
    assert linkcheck(["site", "--external", "--allow-private", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["requests"] <= 2


def test_this_machine_is_not_asked_unless_allowed(capsys, web):
    folder(about=f'<a href="{web}/gone">a</a>')

    assert linkcheck(["site", "--external"]) == 0
    assert "[blocked-host]" in capsys.readouterr().out


def test_a_dead_link_is_told_at_the_markdown_that_typed_it(capsys, make_site, web):
    site = make_site(
        f"-- content/pages/one/en.md --\nSee [this]({web}/here) and\n[that]({web}/gone), and [that]({web}/gone) again.\n",
        extra=f'EXIT_URL = "{web}/here"\n',  # the search page has the exit control, and tests ask this machine only
    )
    settings = ["--settings", str(site.root / "pelicanconf.py"), "--external", "--allow-private"]

    assert check([*settings, "--format", "json"]) == 1

    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [(row["code"], row["file"], row["line"], row["column"]) for row in problems] == [
        ("broken-external", "content/pages/one/en.md", 5, 8)
    ]
    assert problems[0]["pages"] == 4  # its own and three fallback pages


def test_only_links_in_touched_lines_are_asked_for(capsys, make_site, web):
    site = make_site(f"-- content/pages/one/en.md --\nSee [this]({web}/gone).\n")

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=site.root, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "All.")
    settings = [
        "--settings",
        str(site.root / "pelicanconf.py"),
        "--external",
        "--allow-private",
        "--changed-since",
        "HEAD",
    ]
    assert check([*settings, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["requests"] == 0

    path = site.root / "content/pages/one/en.md"
    path.write_text(path.read_text("utf-8") + f"\nNew: [that]({web}/lost).\n", "utf-8")

    assert check([*settings, "--format", "json"]) == 1
    assert [row["url"] for row in json.loads(capsys.readouterr().out)["problems"]] == [f"{web}/lost"]
