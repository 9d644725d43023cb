"""Findings in the words of the person who can mend them: one sentence, and what to write instead."""

from __future__ import annotations

from plugins.linkcheck.check import Finding
from plugins.linkcheck.resolve import indicator
from plugins.problems import Problem


def problem(finding: Finding, file: str = "", line: int = 1, column: int = 1, typed: str = "") -> Problem:
    """Return the problem to report for *finding* at the place where its link was typed.

    typed is the href as a person typed it, if the build made another of it: "{bundle}pages/rights#cal".
    """
    message, hint = _words(finding, typed or (finding.link.href if finding.link else ""))
    return Problem(finding.code, message, hint, file, line, column)


def _words(finding: Finding, typed: str) -> tuple[str, str]:
    """Return the sentence and the hint."""
    target, near = finding.target, finding.suggestion
    match finding.code:
        case "missing-page" | "missing-file" if reference := indicator(target):
            if reference.what in {"attach", "static"}:
                return f"There is no file '{reference.path}' beside this page.", _did_you_mean(near)
            return f"There is no page '{reference.path}'.", _did_you_mean(near)
        case "missing-page":
            return f"No page of this site is at '{target}'.", _did_you_mean(near)
        case "missing-file":
            return f"No file of this site is at '{target}'.", _did_you_mean(near)
        case "wrong-case":
            return f"'{target}' differs only in capital letters from '{near}'.", f"Write '{near}'."
        case "missing-fragment":
            message = f"The page '{target}' has no heading or element with the id '{finding.fragment}'."
            return message, _fragment_hint(finding, typed)
        case "empty-link":
            return _empty(finding)
        case "duplicate-id":
            message = f"The id '{target}' stands twice on this page; a link to it reaches only the first."
            return message, f"Give one of them another id: '{{#{target}-2}}'."
        case "unsafe-link":
            return f"The link '{_short(target)}' would run code.", "Write the address of a page instead."
        case "malformed-tel":
            hint = f"Write '{near}'." if near else "Write it with + and its country: 'tel:+12127256422'."
            return f"'{target}' is not a telephone number that can be dialled.", hint
        case "malformed-mailto":
            hint = f"Write '{near}'." if near else "Write it like 'mailto:name@example.org'."
            return f"'{target}' is not a link to an e-mail address.", hint
        case _:
            hint = f"Write '{near}'." if near else "Write the whole address: 'https://example.org/page'."
            return f"'{_short(target)}' is not a web address.", hint


def _did_you_mean(suggestion: str) -> str:
    return f"Did you mean '{suggestion}'?" if suggestion else ""


def _fragment_hint(finding: Finding, typed: str) -> str:
    heading = f"ive a heading this id: '## Title {{#{finding.fragment}}}'."
    if not finding.suggestion:
        return "G" + heading
    return f"{_did_you_mean(typed.partition('#')[0] + '#' + finding.suggestion)} Or g{heading}"


def _empty(finding: Finding) -> tuple[str, str]:
    tag = finding.link.tag if finding.link else "a"
    if tag in {"img", "source", "image"}:
        return "This picture's address is empty.", "Write the file's name: '{attach}picture.svg'."
    if tag not in {"a", "area"}:
        return f"The address of this <{tag}> is empty.", "Write the address, or remove the element."
    message = "This link leads nowhere: its address is empty."
    return message, "Write the address between the round brackets, or remove the link."


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
