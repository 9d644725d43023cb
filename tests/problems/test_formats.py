"""Each format survives any text, and says what its readers need."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from plugins.problems import Problem, Severity
from plugins.problems.junit import as_junit
from plugins.problems.markdown import LONGEST, as_markdown
from plugins.problems.order import page_and_language
from plugins.problems.plain import encodable, one_line
from plugins.problems.report import (
    FORMATS,
    Summary,
    as_github,
    as_json,
    as_sarif,
    as_text,
    show,
    wants_colour,
)

LINK = Problem("missing-page", "No page of this site is at '/get-hlep/'.", "Did you mean '/get-help/'?",
               "content/pages/about/en.md", 14, 7, url="/get-hlep/", page="/about/", pages=1)  # fmt: skip
DEAD = Problem("broken-external", "https://dead.example/ answers 404.", "", "content/news/a/en.md", 3, 5,
               url="https://dead.example/", page="/news/a/", pages=1)  # fmt: skip
LATE = Problem("check-overdue", "Late.", file="content/pages/a/en.md", severity=Severity.WARNING)
COUNTED = Summary(
    pages=240, links=3021, external_hosts=43, requests=61, seconds=12.34, slowest=[("slow.example", 4.2)]
)

few = settings(max_examples=60, deadline=None)

# Everything Python's strings can hold: controls, halves of surrogate pairs, markup, right-to-left.
texts = st.text() | st.text("|`<>&\\\n\r\x1b\ud800\udcff\u202e[]()*_@#{}0%,:'\" ", max_size=30)
problems = st.builds(
    Problem, st.sampled_from(["missing-page", "new-code"]), texts, texts, texts, st.integers(1, 10**6),
    st.integers(1, 10**6), st.sampled_from(Severity), texts, texts, st.integers(0, 10**6),
)  # fmt: skip
reports = st.lists(problems, max_size=6)
totals = st.none() | st.builds(
    Summary, st.none() | st.integers(0, 10**6), seconds=st.none() | st.floats(0, 1e6),
    slowest=st.lists(st.tuples(texts, st.floats(0, 1e3)), max_size=3),
)  # fmt: skip


def same_link(file: str, line: int = 1) -> Problem:
    return replace(DEAD, file=file, line=line)


# ── All formats ──────────────────────────────────────────────────────────────


@few
@given(reports, totals)
def test_every_format_can_be_written_to_a_file_whatever_the_text_and_order(found, counted):
    for form in FORMATS.values():
        report = form(found, counted)
        report.encode("utf-8")
        assert report == form(found[::-1], counted)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_something_to_say_about_no_problems(name):
    said = FORMATS[name]([], COUNTED)

    assert said or name == "github"


def test_a_report_that_goes_to_a_file_is_utf_8_whatever_the_machine_prefers():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252", newline="\n")
    show("Ayuda → مساعدة", stream)
    stream.flush()

    assert raw.getvalue().decode("utf-8").startswith("Ayuda → مساعدة")


# ── Text ─────────────────────────────────────────────────────────────────────


@few
@given(reports)
def test_text_has_a_line_per_problem_and_nothing_that_a_terminal_obeys(found):
    lines = [line for line in re.split("[\r\n\u2028\u2029\x0b\x0c\x1c-\x1e\x85]", as_text(found)) if line]

    assert len([line for line in lines if not line.startswith("    ")]) <= len(found)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "".join(lines))


def test_languages_of_a_page_stand_together_and_pages_apart():
    found = [replace(LINK, file=f"content/pages/{name}.md") for name in ("b/es", "about/es", "about/en")]

    assert as_text(found).replace(f":14:7: {LINK.message} {LINK.hint} [missing-page]", "").split("\n") == [
        "content/pages/about/en.md", "    also at content/pages/about/es.md:14:7",
        "    also at content/pages/b/es.md:14:7",
    ]  # fmt: skip
    assert as_text([replace(problem, url="") for problem in found]).count("\n\n") == 1


def test_the_same_link_in_many_places_is_told_once_with_the_places():
    found = [same_link(f"content/news/{letter}/en.md", 3) for letter in "abcdefghijklmn"]

    lines = as_text(found).split("\n")

    assert lines[:2] == [
        "content/news/a/en.md:3:5: https://dead.example/ answers 404. [broken-external]",
        "    also at content/news/b/en.md:3:5",
    ]
    assert lines[-1] == "    and in 3 more places"


def test_a_problem_on_many_pages_says_on_how_many_unless_its_message_does():
    assert "answers 404. (On 12 pages.) [broken-external]" in as_text([replace(DEAD, pages=12)])
    assert "(On" not in as_text([replace(DEAD, message="Seen on /a/ and 11 more pages.", pages=12)])


def test_equal_problems_of_two_pages_are_one_problem_on_two_pages():
    twice = [DEAD, replace(DEAD, page="/es/news/a/"), DEAD]

    assert [(row["page"], row["pages"]) for row in json.loads(as_json(twice))["problems"]] == [
        ("/es/news/a/", 2)
    ]


def test_closing_lines_tell_totals_and_slow_hosts():
    assert as_text([DEAD, LATE], COUNTED).split("\n")[-3:] == [
        "1 error and 1 warning in 2 files.",
        "Checked 240 pages, 3,021 links, 43 other sites, 61 requests in 12.3 s.",
        "Slowest: slow.example 4.2 s.",
    ]


def test_colour_only_on_a_terminal_whose_reader_wants_it(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    assert wants_colour(Terminal(), {"TERM": "xterm"})
    assert not wants_colour(Terminal(), {"NO_COLOR": "1"})
    assert not wants_colour(Terminal(), {"TERM": "dumb"})
    assert not wants_colour(io.StringIO(), {})
    coloured = as_text([LINK, LATE], colour=True)
    assert re.sub(r"\x1b\[\d+m", "", coloured) == as_text([LINK, LATE]) != coloured


# ── JSON ─────────────────────────────────────────────────────────────────────


@few
@given(reports, totals)
def test_json_gives_back_every_word(found, counted):
    report = json.loads(as_json(found, counted))

    told = {(row["message"], row["hint"], row["file"], row["line"]) for row in report["problems"]}
    assert told == {(encodable(p.message), encodable(p.hint), encodable(p.file), p.line) for p in found}
    assert report["summary"]["errors"] + report["summary"]["warnings"] == len(report["problems"])


def test_json_has_the_documented_names():
    report = json.loads(as_json([LINK], COUNTED))

    assert report["problems"] == [{
        "code": "missing-page", "severity": "error", "url": "/get-hlep/", "page": "/about/", "pages": 1,
        "file": "content/pages/about/en.md", "line": 14, "column": 7,
        "message": "No page of this site is at '/get-hlep/'.", "hint": "Did you mean '/get-help/'?",
    }]  # fmt: skip
    assert report["summary"] == {
        "pages": 240, "links": 3021, "external_hosts": 43, "requests": 61, "seconds": 12.34, "errors": 1,
        "warnings": 0, "ignored": None, "slowest_hosts": [{"host": "slow.example", "seconds": 4.2}],
    }  # fmt: skip


# ── GitHub ───────────────────────────────────────────────────────────────────


@few
@given(reports)
def test_no_text_can_give_github_another_command(found):
    lines = as_github(found).splitlines() if not found else re.split("[\r\n]", as_github(found))

    assert all(re.match(r"::(error|warning) [^:\n]*::", line) for line in lines)
    assert len(lines) == len(json.loads(as_json(found))["problems"])


def test_more_problems_than_github_marks_are_announced():
    many = [same_link("content/news/a/en.md", line) for line in range(1, 12)]

    assert "notice" not in as_github(many[:10])
    assert as_github(many).split("\n")[-1] == (
        "::notice title=More problems than marks::GitHub marks at most 10 errors and 10 warnings of a step. "
        "All 11 are in the log of this step."
    )


def test_a_problem_of_the_whole_site_has_no_line_to_mark():
    assert as_github([Problem("url-clash", "Two.")]) == "::error title=url-clash::Two."


# ── SARIF ────────────────────────────────────────────────────────────────────


@few
@given(reports, totals)
def test_sarif_has_what_its_schema_requires(found, counted):
    log = json.loads(as_sarif(found, counted))

    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert len({rule["id"] for rule in rules}) == len(rules)
    fingerprints = []
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note", "none"}
        assert isinstance(result["message"]["text"], str)
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"(file://)?([A-Za-z0-9._~/:-]|%[0-9A-F]{2})+", place["artifactLocation"]["uri"])
        if "region" in place:
            assert place["region"]["startLine"] >= 1
            assert place["region"]["startColumn"] >= 1
        fingerprints += result["partialFingerprints"].values()
    assert len(set(fingerprints)) == len(fingerprints)


@pytest.mark.parametrize(
    ("file", "artifact"),
    [
        ("content/a b/ñ.md", {"uri": "content/a%20b/%C3%B1.md", "uriBaseId": "%SRCROOT%"}),
        ("c:d.md", {"uri": "c%3Ad.md", "uriBaseId": "%SRCROOT%"}),
        ("/srv/theme/base.html", {"uri": "file:///srv/theme/base.html"}),
        ("C:/theme/base.html", {"uri": "file:///C:/theme/base.html"}),
        ("", {"uri": ".", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_sarif_files_are_relative_references_or_file_uris(file, artifact):
    (result,) = json.loads(as_sarif([replace(LINK, file=file)]))["runs"][0]["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == artifact


def test_sarif_knows_a_problem_again_when_its_line_moved_and_another_page_has_it():
    def fingerprints(*found):
        return [r["partialFingerprints"] for r in json.loads(as_sarif(found))["runs"][0]["results"]]

    moved = replace(LINK, line=99, pages=7, message=f"{LINK.message} (Seen on 7 pages.)")
    assert fingerprints(LINK) == fingerprints(moved)
    assert fingerprints(LINK) != fingerprints(replace(LINK, url="/x/"))
    assert len({str(told) for told in fingerprints(LINK, replace(LINK, line=15))}) == 2


def test_sarif_messages_keep_their_braces_unless_they_are_placeholders():
    def message(text):
        return json.loads(as_sarif([Problem("a", text)]))["runs"][0]["results"][0]["message"]["text"]

    assert message("Write '{filename}x.md' or {#id}.") == "Write '{filename}x.md' or {#id}."
    assert message("Not {0}.") == "Not {{0}}."


# ── JUnit ────────────────────────────────────────────────────────────────────


@few
@given(reports, totals)
def test_junit_is_well_formed_and_counts_right(found, counted):
    root = ElementTree.fromstring(as_junit(found, counted).encode())

    cases = list(root.iter("testcase"))
    assert root.get("failures") == str(len(list(root.iter("failure"))))
    assert root.get("skipped") == str(len(list(root.iter("skipped"))))
    assert root.get("tests") == str(len(cases)) != "0"
    assert all(suite.get("tests") == str(len(suite)) for suite in root)


def test_junit_has_a_suite_per_file_and_a_warning_does_not_fail():
    root = ElementTree.fromstring(as_junit([LINK, LATE, DEAD], COUNTED))

    assert [(suite.get("name"), suite.get("failures"), suite.get("skipped")) for suite in root] == [
        ("content/news/a/en.md", "1", "0"),
        ("content/pages/a/en.md", "0", "1"),
        ("content/pages/about/en.md", "1", "0"),
    ]
    assert root.find(".//failure").get("message") == "https://dead.example/ answers 404."
    assert root.find(".//testcase").get("line") == "3"


# ── Markdown ─────────────────────────────────────────────────────────────────

gfm = MarkdownIt("commonmark").enable("table")


def shown(markdown: str) -> list[list[str]]:
    """Return the words of each table cell as GitHub would show them, comments left out."""
    rows: list[list[str]] = []
    for token in gfm.parse(markdown):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows and len(rows[-1]) < 3:
            rows[-1].append("".join(child.content for child in token.children if child.type != "html_inline"))
    return [row for row in rows if row != ["Line", "What is wrong", "Code"]]


@few
@given(reports)
def test_markdown_tables_show_the_words_of_the_content_and_make_nothing_of_them(found):
    distinct = [replace(problem, url="", page="", pages=0) for problem in found]
    rows = shown(as_markdown(distinct))

    wanted = {
        " ".join(one_line(" ".join(part for part in (p.message, p.hint) if part)).split()) for p in distinct
    }
    assert {" ".join(cell.removeprefix("Warning:").split()) for _, cell, _ in rows} == wanted


@pytest.mark.parametrize(
    "words",
    ["@staff", "#12", "https://dead.example/", "www.dead.example", "`code`", "a|b", "<b>", "&lt;", "$x$"],
)
def test_markdown_mentions_nobody_and_links_nothing(words):
    table = as_markdown([Problem("a", words)])

    assert words not in table
    assert shown(table)[0][1] == words


def test_markdown_has_a_table_per_file_and_says_what_is_a_warning():
    assert (
        as_markdown([LINK, LATE], COUNTED)
        == """\
## 1 error and 1 warning in 2 files

Checked 240 pages, 3,021 links, 43 other sites, 61 requests in 12.3 s. Slowest: slow.example 4.2 s.

### `content/pages/a/en.md`

| Line | What is wrong | Code |
| ---: | --- | --- |
| 1:1 | **Warning:** Late. | check-overdue |

### `content/pages/about/en.md`

| Line | What is wrong | Code |
| ---: | --- | --- |
| 14:7 | No page of this site is at '/get-hlep/'. Did you mean '/get-help/'? | missing-page |\
"""
    )


def test_markdown_fits_into_an_issue_and_counts_what_it_leaves_out():
    many = [replace(LINK, file=f"content/pages/p{n}/en.md", url=f"/{n}/") for n in range(1000)]

    report = as_markdown(many)

    assert len(report) <= LONGEST
    left_out = int(re.search(r"And (\d+) more problems: ", report)[1])
    assert report.count("missing-page") + left_out == 1000


@few
@given(st.text("`* |a", min_size=1, max_size=8).map(lambda name: f"x/{name}.`"))
def test_markdown_headings_show_the_file_name(name):
    tokens = gfm.parse(as_markdown([Problem("a", "b", file=name)]))

    heading = next(token for token in tokens if token.type == "inline" and "x/" in token.content)
    assert [child.content for child in heading.children] == [name]


# ── Order ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("file", "page", "language"),
    [
        ("content/pages/about/es.md", "content/pages/about", "es"),
        ("content/pages/about/zh-hans.md", "content/pages/about", "zh-hans"),
        ("docs/about.pt-BR.md", "docs/about", "pt-br"),
        ("docs/about.md", "docs/about", ""),
        ("docs/get-help.md", "docs/get-help", ""),
        ("ht.md", "", "ht"),
        ("output/es/index.html", "output/es/index.html", ""),
        ("", "", ""),
    ],
)
def test_the_file_name_tells_page_and_language(file, page, language):
    assert page_and_language(file) == (page, language)
