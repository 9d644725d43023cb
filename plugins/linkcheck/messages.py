"""Findings in the words of the person who can mend them: one sentence, and what to write instead.

The hints speak of Markdown for the texts of our own site and of HTML for any other.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from plugins.linkcheck.check import Finding
from plugins.linkcheck.resolve import indicator
from plugins.problems import Problem, Severity

_DIALLED_ANYWAY = re.compile(r"tel:[+0-9(][0-9 ().-]*[0-9](?:;.*)?", re.I)  # not RFC 3966 for its spaces
_ON_A_COMPUTER = re.compile(r"file:|[a-z]:", re.I)
_PLACEHOLDER = re.compile(r"\{\{.*\}\}|\{%.*%\}|\$\{.*\}|<%.*%>", re.S)


def problem(
    finding: Finding, file: str = "", line: int = 1, column: int = 1, typed: str = "", *, own: bool = True
) -> Problem:
    """Return the problem to report for *finding* at the place where its link was typed.

    typed is the href as a person typed it, if the build made another of it: "{bundle}pages/rights#cal". own is
    whether the page is made from our Markdown.
    """
    message, hint = _words(finding, typed or (finding.link.href if finding.link else ""), own)
    return Problem(finding.code, message, hint, file, line, column, severity(finding, own=own))


def severity(finding: Finding, *, own: bool = True) -> Severity:
    """Return how grave a finding is: a page in another language, or a number that phones understand, is usable."""
    usable = finding.code in ("wrong-language", "blocked-host") or (
        finding.code == "malformed-tel" and _DIALLED_ANYWAY.fullmatch(unquote(finding.target).strip())
    )
    return Severity.WARNING if usable else Severity.ERROR


def _words(finding: Finding, typed: str, own: bool) -> tuple[str, str]:
    """Return the sentence and the hint."""
    target, near = finding.target, finding.suggestion
    if placeholder := _placeholder(finding):
        return (
            f"The placeholder '{_short(placeholder)}' was not filled in.",
            "Write the address in its place.",
        )
    match finding.code:
        case "missing-page" | "missing-file" if own and (reference := indicator(target)):
            if reference.what in {"attach", "static"}:
                return f"There is no file '{reference.path}' beside this page.", _did_you_mean(near)
            return f"There is no page '{reference.path}'.", _did_you_mean(near)
        case "missing-page" if finding.detail == "moved":
            return f"The page that was at '{target}' has another address now.", f"Write '{near}'."
        case "missing-page":
            return f"No page of this site is at '{target}'.", _did_you_mean(near)
        case "missing-file":
            return f"No file of this site is at '{target}'.", _did_you_mean(near)
        case "wrong-case":
            return f"'{target}' differs only in capital letters from '{near}'.", f"Write '{near}'."
        case "missing-fragment":
            return _fragment(finding, typed, own)
        case "empty-link":
            return _empty(finding, own)
        case "duplicate-id":
            message = f"The id '{target}' stands twice on this page; a link to it reaches only the first."
            return message, f"Give one of them another id: '{{#{target}-2}}'." if own else (
                f'Give one of them another id: id="{target}-2".'
            )
        case "wrong-language":
            there, here = finding.detail.split()
            return (
                f"This link leaves the page's language ({here}) for '{target}' ({there}).",
                f"Write '{near}'.",
            )
        case "hreflang-not-returned":
            message = (
                f"This page names '{target}' as its translation ({finding.detail}), which does not name it."
            )
            page = finding.page_path
            return message, f"On '{target}', add a link rel=\"alternate\" to '{page}', or remove this one."
        case "unsafe-link":
            return f"The link '{_short(target)}' would run code.", "Write the address of a page instead."
        case "malformed-tel":
            hint = f"Write '{near}'." if near else "Write it with + and its country: 'tel:+12127256422'."
            return f"'{target}' is not a telephone number that can be dialled.", hint
        case "malformed-mailto":
            hint = f"Write '{near}'." if near else "Write it like 'mailto:name@example.org'."
            return f"'{target}' is not a link to an e-mail address.", hint
        case "blocked-host":
            hint = "Write the address at which everybody can open the page."
            return (
                f"'{_short(target)}' is on this machine or in a private network; no visitor can open it.",
                hint,
            )
        case _ if _ON_A_COMPUTER.match(target):
            hint = "Put the file on the site, and link to it there."
            return f"'{_short(target)}' is a file on one computer; no visitor can open it.", hint
        case _:
            hint = f"Write '{near}'." if near else "Write the whole address: 'https://example.org/page'."
            return f"'{_short(target)}' is not a web address.", hint


def _placeholder(finding: Finding) -> str:
    """Return what a template left in an address instead of a value, or ""."""
    if finding.link is None or finding.code not in ("missing-page", "missing-file", "malformed-url"):
        return ""
    match = _PLACEHOLDER.search(unquote(finding.link.href))
    return match[0] if match else ""


def _did_you_mean(suggestion: str) -> str:
    return f"Did you mean '{suggestion}'?" if suggestion else ""


def _fragment(finding: Finding, typed: str, own: bool) -> tuple[str, str]:
    name = finding.fragment
    if finding.link and finding.link.attribute == "usemap":
        return (
            f"This page has no <map> with the name '{name}'.",
            f'Give the map its name: <map name="{name}">.',
        )
    what = "heading or element" if own else "element"
    kind = "drawing" if finding.target.endswith(".svg") else "page"
    message = f"The {kind} '{finding.target}' has no {what} with the id '{name}'."
    cure = (
        f"ive a heading this id: '## Title {{#{name}}}'." if own else f'ive an element this id: id="{name}".'
    )
    if not finding.suggestion:
        return message, "G" + cure
    return message, f"{_did_you_mean(typed.partition('#')[0] + '#' + finding.suggestion)} Or g{cure}"


def _empty(finding: Finding, own: bool) -> tuple[str, str]:
    tag = finding.link.tag if finding.link else "a"
    if tag in {"img", "source", "image"}:
        message = "This picture's address is empty."
        return (
            message,
            "Write the file's name: '{attach}picture.svg'." if own else "Write the file's address.",
        )
    if tag not in {"a", "area"}:
        return f"The address of this <{tag}> is empty.", "Write the address, or remove the element."
    message = "This link leads nowhere: its address is empty."
    where = " between the round brackets" if own else ""
    return message, f"Write the address{where}, or remove the link."


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
