"""Rules hide what they say until the day they say, and are told when they are wrong, over, or not needed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.linkcheck import ignore_file
from plugins.linkcheck.ignore import FILE_NAME, LINK_CODES, Rule, Rules, apply
from plugins.linkcheck.toml_places import header_places
from plugins.problems import Problem, Severity

TODAY = date(2026, 3, 14)
few = settings(max_examples=80, deadline=None)


def dead(url: str = "https://dead.example/a", file: str = "content/news/a/en.md", code="broken-external"):
    return Problem(code, f"{url} answers 404.", "", file, 3, 5, url=url)


def rules(*lines: str) -> Rules:
    """Return the rules of a file with one rule that has a reason and an end, and these lines."""
    head = ["[[ignore]]", 'reason = "It moves in May."', "until = 2026-06-30"]
    return ignore_file.parse("\n".join([*head, *lines, ""]))


def told(applied):
    return [f"{problem.line}:{problem.column} {problem.code}" for problem in applied.problems]


# ── What a rule hides ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "hidden"),
    [
        (['link = "https://dead.example/a"'], True),
        (['link = "https://dead.example/"'], False),
        (['link = "https://dead.example/a#b"'], False),
        ([r"pattern = 'https://dead\.example/.*'"], True),
        ([r"pattern = 'https://dead\.example/'"], False),  # must fit the whole
        ([r"pattern = 'dead'"], False),
        (['link = "https://dead.example/a"', 'code = "broken-external"'], True),
        (['link = "https://dead.example/a"', 'code = "missing-page"'], False),
        (['link = "https://dead.example/a"', 'file = "content/news/a/en.md"'], True),
        (['link = "https://dead.example/a"', 'file = "content/news/*"'], True),
        (['link = "https://dead.example/a"', 'file = "*/es.md"'], False),
        (['link = "https://dead.example/a"', 'file = "content/NEWS/*"'], False),
    ],
)
def test_a_rule_hides_what_it_says_and_nothing_else(lines, hidden):
    applied = apply(rules(*lines), [dead()], TODAY)

    assert (applied.hidden == [dead()]) is hidden
    assert ("broken-external" in {problem.code for problem in applied.problems}) is not hidden


def test_a_rule_holds_on_its_last_day_and_not_on_the_next():
    one = rules('link = "https://dead.example/a"')

    assert apply(one, [dead()], date(2026, 6, 30)).problems == []
    late = apply(one, [dead()], date(2026, 7, 1))
    assert told(late) == ["3:5 broken-external", "1:1 ignore-expired"]
    assert str(late.problems[1]) == (
        "linkcheck-ignore.toml:1:1: This rule ended on 2026-06-30, and hides nothing since then. "
        "Mend the link, or say why not and until which day. [ignore-expired]"
    )
    assert late.problems[1].severity is Severity.WARNING


def test_what_is_wrong_with_the_content_cannot_be_hidden_nor_a_link_that_would_run_code():
    everything = Rules((Rule("r", date.max, pattern=re.compile(".*")),))
    content = Problem("alt-missing", "No description.", url="picture.svg")
    unsafe = dead("javascript:alert(1)", code="unsafe-link")
    without_address = replace(dead(), url="")

    assert apply(everything, [content, unsafe, without_address], TODAY).hidden == []
    assert "ignore-unused" not in LINK_CODES


codes = st.sampled_from(sorted(LINK_CODES))
urls = st.sampled_from(["https://dead.example/a", "https://dead.example/b", "/get-hlep/", "", "mailto:x"])
files = st.sampled_from(["content/a/en.md", "content/b/es.md", ""])
found = st.lists(st.builds(dead, urls, files, codes | st.just("alt-missing")), max_size=8)
some_rules = st.lists(
    st.builds(
        Rule, st.just("reason"), st.dates(date(2025, 1, 1), date(2027, 12, 31)),
        link=urls, code=codes | st.just(""), file=st.sampled_from(["", "*", "content/a/*"]),
    ),
    max_size=5,
)  # fmt: skip


@few
@given(some_rules, found)
def test_no_rule_with_an_end_in_the_past_ever_hides_anything(some, problems):
    past = Rules(tuple(replace(rule, until=min(rule.until, TODAY - timedelta(1))) for rule in some))

    applied = apply(past, problems, TODAY)

    assert applied.hidden == []
    assert applied.problems[: len(problems)] == problems
    assert [problem.code for problem in applied.problems[len(problems) :]] == ["ignore-expired"] * len(some)


@few
@given(some_rules, found, st.booleans(), st.booleans())
def test_each_problem_is_either_told_or_hidden_by_a_rule_that_holds(some, problems, whole_site, external):
    applied = apply(Rules(tuple(some)), problems, TODAY, whole_site=whole_site, external=external)

    kept = [problem for problem in applied.problems if not problem.code.startswith("ignore-")]
    assert sorted(map(str, kept + applied.hidden)) == sorted(map(str, problems))
    for problem in applied.hidden:
        assert any(rule.hides(problem) and rule.until >= TODAY for rule in some)


@few
@given(some_rules, found)
def test_a_rule_is_unused_exactly_if_no_problem_fits_it(some, problems):
    applied = apply(Rules(tuple(replace(rule, until=TODAY) for rule in some)), problems, TODAY)

    unused = sum(not any(rule.hides(problem) for problem in problems) for rule in some)
    assert [problem.code for problem in applied.problems].count("ignore-unused") == unused


# ── What is said about rules ─────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        (['link = "https://dead.example/"'], "Did you mean 'https://dead.example/a'?"),
        (["pattern = 'dead'"], "A pattern must fit the whole address: 'https://dead.example/a'. Write .* for any text."),
        (['link = "https://dead.example/a"', 'code = "redirected"'], "The code of the problem is 'broken-external'."),
        (['link = "https://dead.example/a"', 'file = "x"'], "The link is in the file 'content/news/a/en.md'."),
        (['link = "/zzz/"'], "Remove it."),
    ],
)  # fmt: skip
def test_an_unused_rule_says_what_was_probably_meant(lines, hint):
    (warning,) = [p for p in apply(rules(*lines), [dead()], TODAY).problems if p.code == "ignore-unused"]

    assert warning.hint == hint
    assert (warning.file, warning.line, warning.severity) == (FILE_NAME, 1, Severity.WARNING)


@pytest.mark.parametrize(
    ("line", "whole_site", "external", "is_told"),
    [
        ('link = "https://gone.example/"', True, True, True),
        ('link = "https://gone.example/"', True, False, False),
        ('link = "https://gone.example/"', False, True, False),
        ("pattern = '.*gone.*'", True, False, False),  # who knows
        ('link = "/gone/"', True, False, True),
        ('link = "//gone.example/"', True, False, False),
        ("pattern = '^/gone/.*'", True, False, True),
        ("pattern = '.*'\ncode = 'missing-page'", True, False, True),
        ("pattern = '.*'\ncode = 'unverified'", True, False, False),
        ('link = "/gone/"', False, True, False),
    ],
)
def test_a_rule_is_not_called_unused_if_its_links_were_not_checked(line, whole_site, external, is_told):
    applied = apply(rules(line), [], TODAY, whole_site=whole_site, external=external)

    assert (told(applied) == ["1:1 ignore-unused"]) is is_told


def test_an_expired_rule_that_is_not_needed_is_to_be_removed():
    applied = apply(rules('link = "/gone/"'), [], date(2026, 7, 1))

    assert [problem.hint for problem in applied.problems] == ["Remove it."]


def test_a_rule_may_hold_a_year():
    year = Rules((Rule("r", TODAY + timedelta(366), link=dead().url),))

    assert apply(year, [dead()], TODAY).problems == []


def test_a_rule_for_years_is_a_warning_and_holds():
    far = ignore_file.parse('[[ignore]]\nlink = "https://dead.example/a"\nreason = "r"\nuntil = 2031-01-01\n')

    applied = apply(far, [dead()], TODAY)

    assert applied.hidden == [dead()]
    assert [str(problem) for problem in applied.problems] == [
        "linkcheck-ignore.toml:1:1: This rule ends on 2031-01-01, more than a year from now. "
        "Write a day up to 2027-03-15, so that somebody looks again. [ignore-malformed]"
    ]
    assert applied.problems[0].severity is Severity.WARNING


# ── What is wrong with the file ──────────────────────────────────────────────

GOOD = 'link = "/a/"\nreason = "r"\nuntil = 2026-06-30\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[ignore]]\n" + GOOD, []),
        ("", []),
        ("# nothing\n", []),
        ("ignore = []\n", []),
        ('ignore = [{link = "/a/", reason = "r", until = 2026-06-30}]\n', []),
        ("[[ignore]]\n" + GOOD + 'resaon = "x"\n', ["5:1 A rule has no 'resaon'. Did you mean 'reason'?"]),
        ("[[ignore]]\n" + GOOD + "zzz = 1\n",
         ["5:1 A rule has no 'zzz'. Write one of: link, pattern, code, file, reason, until."]),
        ("[[ignored]]\n" + GOOD, ["1:3 'ignored' is not known here. Did you mean 'ignore'?"]),
        ("[ignore]\n" + GOOD, ["1:2 The rules are not a list. Begin each rule with [[ignore]]."]),
        ("[[ignore]]\n" + GOOD.replace('"r"', '" "'),
         ["3:1 'reason' is empty. Say in a sentence why the link may stay."]),
        ('\n\n[[ignore]]\nlink = "/a/"\nuntil = 2026-06-30\n',
         ['3:1 The rule has no reason. Say why the link may stay: reason = "…".']),
        ('[[ignore]]\nlink = "/a/"\nreason = "r"\n',
         ["1:1 The rule has no end. Write the last day on which it holds: until = 2026-12-31."]),
        ('[[ignore]]\nlink = "/a/"\nreason = "r"\n  until = "2026-06-30"\n',
         ["4:3 'until' is not a day. Write it without quotes and time: until = 2026-12-31."]),
        ('[[ignore]]\nlink = "/a/"\nreason = "r"\nuntil = 2026-06-30T10:00:00\n',
         ["4:1 'until' is not a day. Write it without quotes and time: until = 2026-12-31."]),
        ('[[ignore]]\nreason = "r"\nuntil = 2026-06-30\n',
         ["1:1 The rule has neither a link nor a pattern. Write link for one address, or pattern for several."]),
        ("[[ignore]]\n" + GOOD + "pattern = '/b/'\n",
         ["1:1 The rule has both a link and a pattern. Write link for one address, or pattern for several."]),
        ("[[ignore]]\n" + GOOD.replace('"/a/"', "7"), ['2:1 \'link\' is not text. Write it in quotes: link = "…".']),
        ("[[ignore]]\n" + GOOD + 'code = "brokn-external"\n',
         ["5:1 'brokn-external' is not the code of a problem with links that can be ignored. "
          "Did you mean 'broken-external'?"]),
        ("[[ignore]]\n" + GOOD + 'code = "alt-missing"\n',
         ["5:1 'alt-missing' is not the code of a problem with links that can be ignored. "
          "Mend what it is about instead."]),
        ("[[ignore]]\n" + GOOD.replace('link = "/a/"', "pattern = '('"),
         ["2:1 The pattern is not a regular expression: missing ), unterminated subpattern. "
          "Put a \\ before characters meant as such."]),
        ("[[ignore]]\n" + GOOD.replace('link = "/a/"', "pattern = '.*'"),
         ["2:1 The pattern fits every link. Write the beginning of the addresses that are meant."]),
        ("[[ignore]]\nlink /a/\n",
         ["2:6 The file is not TOML: expected '=' after a key in a key/value pair. "
          "Write words in quotes and days without: until = 2026-12-31."]),
        ("[[ignore]]\nuntil = 2026-02-30\n",
         ["2:9 The file is not TOML: invalid date or datetime. "
          "Write words in quotes and days without: until = 2026-12-31."]),
        ('[[ignore]]\nreason = "',
         ["2:11 The file is not TOML: unterminated string. "
          "Write words in quotes and days without: until = 2026-12-31."]),
        ('[[ignore]]\npattern = "https://a\\.example/.*"\n',
         ["2:23 The file is not TOML: unescaped '\\' in a string. "
          "Write patterns between single quotes: pattern = 'https://example\\.org/.*'."]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_file_is_said_at_its_place(text, said):
    read = ignore_file.parse(text)

    assert [f"{p.line}:{p.column} {p.message} {p.hint}" for p in read.problems] == said
    assert all(p.severity is Severity.ERROR and p.file == FILE_NAME for p in read.problems)


def test_a_rule_that_is_wrong_hides_nothing_and_the_others_hold():
    text = "[[ignore]]\n" + GOOD + "zzz = 1\n[[ignore]]\n" + GOOD.replace("/a/", "/b/")

    applied = apply(ignore_file.parse(text), [dead("/a/"), dead("/b/")], TODAY)

    assert [problem.url for problem in applied.hidden] == ["/b/"]
    assert told(applied) == ["3:5 broken-external", "5:1 ignore-malformed"]


def test_the_file_may_be_missing_unreadable_or_from_windows(tmp_path):
    assert ignore_file.read(tmp_path) == Rules()
    file = tmp_path / FILE_NAME
    file.write_bytes(b"\xef\xbb\xbf" + f"[[ignore]]\n{GOOD}".replace("\n", "\r\n").encode())
    assert [rule.link for rule in ignore_file.read(tmp_path).rules] == ["/a/"]
    file.write_bytes(b"# \n# \xff\n")
    assert [(p.line, p.message) for p in ignore_file.read(tmp_path).problems] == [
        (2, "The file is not saved as UTF-8 text.")
    ]
    file.unlink()
    file.mkdir()
    assert [p.message for p in ignore_file.read(tmp_path).problems] == ["The rules cannot be read."]


def test_places_are_found_past_strings_and_arrays_that_look_like_rules():
    text = '''\
# [[ignore]]
[other]
x = [
  "[[ignore]]", # [[ignore]]
  [1],
]
y = """
[[ignore]]
link = 1
""\\""""
  [[ "ignore" ]] # here
'link' = \'\'\'
[[ignore]]\'\'\'
  "until"=2026-01-01
a.b = {c = "]"}
[[ignore]]
'''

    assert header_places(text, "ignore") == [
        {"": (11, 3), "link": (12, 1), "until": (14, 3), "a": (15, 1)}, {"": (16, 1)},
    ]  # fmt: skip


toml_pieces = st.sampled_from(
    ["[[ignore]]\n", "[ignore]\n", 'link = "/a/"\n', "pattern = '.*'\n", "reason = 'r'\n", "until = 2026-06-30\n",
     "until = 1\n", 'code = ""\n', "file = '*'\n", '"""', "'", "\\", "= ", "[", "]", "{", "x.y = 1\n", "\r\n", "\x00",
     "é", "ignore = [1]\n"]
)  # fmt: skip


@few
@given(st.lists(toml_pieces | st.text(max_size=5), max_size=14).map("".join))
def test_any_file_gives_rules_with_reason_and_end_or_says_in_a_sentence_why_not(text):
    read = ignore_file.parse(text)

    for rule in read.rules:
        assert rule.reason
        assert rule.until
        assert bool(rule.link) != bool(rule.pattern)
    for problem in read.problems:
        assert problem.code == "ignore-malformed"
        assert "\n" not in problem.message
        assert 1 <= problem.line <= text.count("\n") + 2
        assert problem.column >= 1
