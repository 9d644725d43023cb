"""Rules that hide problems with links, each with a reason and an end date, and what becomes of the rules.

    [[ignore]]
    link = "https://www.example.org/gone/"     # exactly this address, or:
    pattern = 'https://www\\.example\\.org/.*'   # a regular expression that fits the whole of it
    code = "broken-external"                   # optional: only this kind of problem
    file = "content/news/*"                    # optional: only in these files; * is any text, also with /
    reason = "The archive moves to a new address in May."
    until = 2026-06-30                         # the last day on which the rule holds

A pattern must fit the whole address, as one that need not hides more than its writer meant, and silently. Only
problems with links can be hidden, and no link that would run code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import NamedTuple

from plugins.problems import CODES, Problem, Severity, did_you_mean

FILE_NAME = "linkcheck-ignore.toml"
LONGEST = timedelta(days=366)
EXTERNAL_CODES = frozenset({
    "broken-external", "redirected", "insecure-link", "unverified", "blocked-host", "certificate",
    "missing-external-fragment",
})  # fmt: skip
# The table of codes ends with those of links.
_NAMES = list(CODES)
_OF_LINKS = {name for name in _NAMES[_NAMES.index("missing-page") :] if not name.startswith("ignore-")}
LINK_CODES = frozenset(_OF_LINKS - {"unsafe-link"}) | EXTERNAL_CODES


@dataclass(frozen=True, slots=True)
class Rule:
    """Which problems to hide, why, and until when; line is where the rule begins in its file.

    Either link or pattern is given. code "" means every code of links, file "" every file.
    """

    reason: str
    until: date
    link: str = ""
    pattern: re.Pattern[str] | None = None
    code: str = ""
    file: str = ""
    line: int = 1

    def hides(self, problem: Problem) -> bool:
        """Return whether the rule is about *problem*, whatever the day."""
        return (
            problem.code in LINK_CODES
            and self.fits(problem.url)
            and self.code in ("", problem.code)
            and (not self.file or fnmatchcase(problem.file, self.file))
        )

    def fits(self, url: str) -> bool:
        """Return whether the rule is about the address *url*; about none if there is no address."""
        if not url:
            return False
        return self.pattern.fullmatch(url) is not None if self.pattern else url == self.link

    @property
    def may_be_external(self) -> bool:
        """Return whether links to other sites may be meant."""
        if self.code:
            return self.code in EXTERNAL_CODES
        typed = self.pattern.pattern.removeprefix("^") if self.pattern else self.link
        return not typed.startswith(("/", "#", "{", "mailto:", "tel:")) or typed.startswith("//")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a file, and what is wrong with the file; a rule that is wrong is not among the rules."""

    rules: tuple[Rule, ...] = ()
    problems: tuple[Problem, ...] = ()
    file: str = FILE_NAME


class Applied(NamedTuple):
    """The problems to tell, those about the rules themselves included, and the ones that rules hide."""

    problems: list[Problem]
    hidden: list[Problem]


def apply(
    rules: Rules, problems: Iterable[Problem], today: date, *, whole_site: bool = True, external: bool = True
) -> Applied:
    """Return what is left of *problems* on the day *today*, and what is to be said about the rules.

    Whether a rule is still needed is only known of the parts that were checked: whole_site is whether all
    pages were, external whether links to other sites were.
    """
    problems = list(problems)
    kept: list[Problem] = []
    hidden: list[Problem] = []
    used: set[int] = set()
    for problem in problems:
        fitting = [number for number, rule in enumerate(rules.rules) if rule.hides(problem)]
        used.update(fitting)
        holds = any(today <= rules.rules[number].until for number in fitting)
        (hidden if holds else kept).append(problem)
    for number, rule in enumerate(rules.rules):
        known = whole_site and (external or not rule.may_be_external)
        kept += _about(rule, rules.file, problems, today, needed=number in used or not known)
    return Applied([*kept, *rules.problems], hidden)


def _about(
    rule: Rule, file: str, problems: Sequence[Problem], today: date, needed: bool
) -> Iterator[Problem]:
    """Yield what is to be said about a rule that is right in itself."""

    def warning(code: str, message: str, hint: str) -> Problem:
        return Problem(code, message, hint, file, rule.line, 1, Severity.WARNING)

    if today > rule.until:
        if needed:
            message = f"This rule ended on {rule.until}, and hides nothing since then."
            yield warning("ignore-expired", message, "Mend the link, or say why not and until which day.")
        else:
            message = f"This rule ended on {rule.until}, and nothing is left that it would hide."
            yield warning("ignore-expired", message, "Remove it.")
    elif not needed:
        hint = _why_unused(rule, problems) or "Remove it."
        yield warning("ignore-unused", "This rule hides nothing: no problem with a link fits it.", hint)
    elif rule.until - today > LONGEST:
        last = today + LONGEST
        message = f"This rule ends on {rule.until}, more than a year from now."
        yield warning("ignore-malformed", message, f"Write a day up to {last}, so that somebody looks again.")


def _why_unused(rule: Rule, problems: Sequence[Problem]) -> str:
    """Return what was probably meant, or ""."""
    of_links = [problem for problem in problems if problem.code in LINK_CODES and problem.url]
    fitting = [problem for problem in of_links if rule.fits(problem.url)]
    if other := next((problem for problem in fitting if rule.code not in ("", problem.code)), None):
        return f"The code of the problem is '{other.code}'."
    if other := next(iter(fitting), None):
        return f"The link is in the file '{other.file}'."
    if rule.pattern is None:
        return did_you_mean(rule.link, {problem.url for problem in of_links})
    partly = next((problem.url for problem in of_links if rule.pattern.search(problem.url)), "")
    return f"A pattern must fit the whole address: '{partly}'. Write .* for any text." if partly else ""
