"""Isolate what reads from left to right in right-to-left text (Unicode Standard Annex 9; W3C "Inline markup and bidi").

A telephone number, a form's number, an address or a Latin name would else take the marks and numbers beside it along:
"(212) 725-6422" becomes "725-6422 (212)", "I-200 (ICE)" changes sides.
"""

from __future__ import annotations

import re
from html import escape, unescape

from markupsafe import Markup

_TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.S)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
# What already says its direction or its language, or shows what was typed.
_TOLD = re.compile(r"^<(?:bdi|bdo|code|pre|kbd|samp)\b|\s(?:dir|lang)=", re.I)
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source"})

_PHONE = re.compile(
    r"(?<![\w-])(?:\+?1[ \u00a0.-]?)?\(?\d{3}\)?[ \u00a0.\u2010\u2011-]{1,2}\d{3}[ \u00a0.\u2010\u2011-]\d{4}(?!\d)"
    r"|\b\d{3}\([A-Za-z]\)"
)
# Latin letters, digits, and what stands between and beside them, with the entities that HTML writes for some.
_RUN = re.compile(
    r"(?P<run>(?:[A-Za-z\u00c0-\u024f0-9 \u00a0!-%'-;=?@\[-`{-~\u2010-\u2015\u2018\u2019]|&(?:amp|#39|#x27);(?=[ \u00a0]?[A-Za-z0-9]))+)|&[#\w]+;"
)
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ANY = re.compile(r"[A-Za-z\u00c0-\u024f]|\d{3}")
# A number opens a run only in a citation ("8 U.S.C. 1227"): else it belongs to the sentence around.
_BEGIN = re.compile(r"(?:\d+[ \u00a0](?=[A-Z]\.))?(?<![A-Za-z&#])[A-Za-z\u00c0-\u024f]")
_TO_LAST = re.compile(r".*[A-Za-z\u00c0-\u024f0-9/)]", re.S)
_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.")
_THREE_DIGITS = re.compile(r"\d{3}")


def isolate(html: str) -> str:
    """Return the HTML of a right-to-left text with each left-to-right run in <bdi>.

    Elements that carry a dir or lang of their own are left as they are. White space and tags stay; a second pass
    changes nothing.
    """
    out: list[str] = []
    told: list[str] = []  # the open elements since one that says its own direction
    for token in _TOKEN.findall(html):
        if token[0] == "<":
            _follow(token, told)
            out.append(token)
        elif told or not _ANY.search(token):
            out.append(token)
        else:
            out.append(_RUN.sub(lambda found: _in_run(found[0]) if found["run"] else found[0], token))
    return "".join(out)


def _follow(tag: str, told: list[str]) -> None:
    """Keep count of the elements inside one that says its own direction."""
    match = _NAME.match(tag)
    if match is None or match[1].lower() in _VOID or tag.endswith("/>"):
        return
    name = match[1].lower()
    if tag.startswith("</"):
        if told and told[-1] == name:
            told.pop()
    elif told or _TOLD.search(tag):
        told.append(name)


def _in_run(run: str) -> str:
    """Return a run of Latin letters, digits and marks with its telephone numbers and its words isolated."""
    if not _THREE_DIGITS.search(run):
        return _words(run)
    out: list[str] = []
    at = 0
    for phone in _PHONE.finditer(run):
        out += [
            _words(run[at : phone.start()]),
            f'<bdi dir="ltr">{phone[0]}</bdi>',
        ]  # a number has no direction
        at = phone.end()
    return "".join((*out, _words(run[at:])))


def _words(run: str) -> str:
    out: list[str] = []
    while (begin := _BEGIN.search(run)) is not None:
        start = begin.start()
        whole = _whole(run, start)
        last = _TO_LAST.match(run, start, whole)
        if last is None:
            break
        end = last.end()
        if end - 3 >= start and _INITIALS.match(run, end - 3, whole):
            end += 1  # the stop of "U.S." belongs to it
        out.append(f"{run[:start]}<bdi>{run[start:end]}</bdi>")
        run = run[end:]
    return "".join((*out, run))


def _whole(run: str, start: int) -> int:
    """Return where the words that begin at *start* must end at the latest, so that no bracket loses its partner."""
    if "(" not in run and ")" not in run:
        return len(run)
    opened: list[int] = []
    for place in range(start, len(run)):
        if run[place] == "(":
            opened.append(place)
        elif run[place] == ")" and not opened:
            return place
        elif run[place] == ")":
            opened.pop()
    return opened[0] if opened else len(run)


def isolated(text: str, item: object) -> str | Markup:
    """Return a plain text as templates print it: escaped, its left-to-right runs isolated if item.dir is "rtl"."""
    if getattr(item, "dir", "ltr") != "rtl" or not _ANY.search(text):
        return text
    return Markup(isolate(escape(unescape(str(text)) if isinstance(text, Markup) else text, quote=False)))
