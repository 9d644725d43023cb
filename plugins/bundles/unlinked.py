"""What was meant to be a link, a note or an address and did not become one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from html import unescape

from plugins.bundles.typed import HIDDEN, Finding, Typed
from plugins.problems.problem import Severity

_CODE = re.compile(r"<(code|pre)\b.*?</\1>|<!--.*?-->", re.I | re.S)
# What is an address beyond doubt; a word in brackets is not.
_ADDRESS = r"""(?:https?:|www\.|mailto:|tel:|/(?!\s)|\.{1,2}/|\#|\{\w+\}|[\w.+-]+@[\w-]+\.\w
    |(?:[\w-]+\.)+(?:org|gov|com|net|edu|info|us|pdf|md)\b)[^\s()\[\]{}（）［］【】]*"""
_SLUG = r"/?(?P<slug>[a-z0-9]+(?:[-/][a-z0-9]+)*)/?"


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form.replace("WORDS", r"(?P<words>[^\[\]\n()［］【】（）]+)").replace(
        "ADDRESS", f"(?P<address>{_ADDRESS})"), re.X)  # fmt: skip


# Each begins with the bracket, and looks back behind it: so they are fast where there is none.
_LINK_LIKE = (
    (_pattern(r"\[ WORDS \( ADDRESS \) (?![^\[\]]*(?:\n(?!\s*\n)[^\[\]]*)*\])"), "The bracket ']' after the words is missing"),
    (_pattern(r"\((?<!\]\() WORDS \) \s? \[ ADDRESS \] (?!\()"), "The two kinds of brackets stand the wrong way round"),
    (_pattern(r"\[(?<!!\[) WORDS \] \s? \{ ADDRESS \}"), "The address stands between the wrong brackets"),
    (_pattern(r"\[(?<!!\[) WORDS \] (?P<attach>\{(?:attach|bundle|static|filename)\}[^\s()\[\]{}]+)"),
     "The address stands between no brackets"),
    (_pattern(r"(?: [［【] WORDS [］】] \s? [(（] ADDRESS [)）] | \[ (?P<words2>[^\[\]\n]+) \] \s?"
              rf"(?: （ (?P<address2>{_ADDRESS}) [)）] | [(（] (?P<address3>{_ADDRESS}) ） ) )"),
     "These brackets are the wide ones of Chinese and Japanese keyboards"),
    (_pattern(r"\[(?<!!\[) WORDS \] [ \t]* \n [ \t]* \( ADDRESS \)"), "The two pairs of brackets stand on two lines"),
    (_pattern(r"\[(?<!!\[) WORDS \] [ ]+ \( ADDRESS (?:\s+\"[^\"\n]*\")? \)"), "There is a space between the two pairs of brackets"),
    (_pattern(r"\[(?<!!\[) WORDS \] [ ]+ \( ADDRESS"), "There is a space between the two pairs of brackets and the last one is missing"),
)  # fmt: skip
_PROPER = re.compile(r"\[[^\[\]()\n]*\]\([^\s()\[\]\\]+\)(?![\[(])")
_SPACED_SLUG = re.compile(rf"\[(?<!!\[)(?P<words>[^\[\]\n]+)\]\s\({_SLUG}\)")
_BACKSLASHED = re.compile(r"\[(?P<words>[^\[\]\n]+)\]\((?P<address>\\[^()\s]*)\)?")
_BEGUN = re.compile(r"\[(?P<words>(?:[^\[\]\n]|\n(?!\s*\n))*)\]\((?P<address>[^\s()]*)")


def check_links(typed: Typed, pages: Collection[str] = ()) -> Iterator[Finding]:
    """Yield what was meant as a link; *pages* are the names a page can have in one."""
    prose = typed.prose
    proper = len(_PROPER.findall(prose))
    if any(sign in prose for sign in "［【（）") or not proper == prose.count("[") == prose.count("]"):
        yield from _badly_typed(typed, pages)
    yield from _left_over(typed)


def _badly_typed(typed: Typed, pages: Collection[str]) -> Iterator[Finding]:
    """Yield brackets that belong to no link. There are none where each is that of a proper one."""
    prose = typed.prose
    backslashed = _BACKSLASHED.finditer(typed.with_escapes) if "\\" in typed.with_escapes else ()
    for match in backslashed:
        if match["address"].endswith("\\"):
            address = match["address"].replace("\\", "/")
            yield _link(match, "Addresses have no '\\'", match["words"], address)
    for pattern, why in _LINK_LIKE:
        for match in pattern.finditer(prose):
            groups = match.groupdict()
            words = groups.get("words") or groups.get("words2") or ""
            address = next(
                (groups[n] for n in ("address", "address2", "address3", "attach") if groups.get(n)), ""
            )
            yield _link(match, why, words, address)
    for match in _SPACED_SLUG.finditer(prose):
        slug = match["slug"]
        if slug in pages and re.search("[-/]", slug):
            yield _link(
                match, "There is a space between the two pairs of brackets", match["words"], f"/{slug}/"
            )
    yield from _never_closed(typed)


def _link(match: re.Match[str], why: str, words: str, address: str) -> Finding:
    shown = _one_line(match[0])
    right = f"[{words.strip().replace(HIDDEN, '…')}]({_whole(address)})"
    what = f"'{shown}' was meant to be a link and is not one: {why[0].lower()}{why[1:]}."
    hint = f"Write '{right}', with no space between the two pairs of brackets."
    return Finding(match.start(), match.end(), "link-unfinished", what, hint)


def _whole(address: str) -> str:
    """Return an address with what people leave out when they speak."""
    address = address.rstrip(".,;")
    if re.match(r"[\w.+-]+@", address):
        return f"mailto:{address}"
    is_host = re.match(r"(?:[\w-]+\.)+(?:org|gov|com|net|edu|info|us)\b", address)
    return f"https://{address}" if address.startswith("www.") or is_host else address


def _never_closed(typed: Typed) -> Iterator[Finding]:
    """Yield links whose last bracket is missing: Markdown looks for it to the end of the paragraph."""
    for match in _BEGUN.finditer(typed.prose):
        if "(" not in match["address"] and typed.prose.startswith(")", match.end()):
            continue
        depth = 1
        rest = re.split(r"\n\s*\n", typed.prose[match.start("address") :], maxsplit=1)[0]
        for sign in rest:
            depth += (sign == "(") - (sign == ")")
            if not depth:
                break
        if depth:
            start = match.start() - typed.prose[: match.start()].endswith("!")
            shown = _one_line(typed.prose[start : match.end()])
            what = f"'{shown}' was meant to be a link and is not one."
            hint = "Write [text](address): close both pairs of brackets."
            yield Finding(start, match.end(), "link-unfinished", what, hint)


_NOT_A_LINK = re.compile(r"\] ?\((?=https?:|/|#|\{|tel:|mailto:)[^\s<]{0,40}")
_NO_DEFINITION = re.compile(r"\[[^\[\]<>\n]+\]\[(?P<name>[^\[\]<>\n]*)\]|\[\^(?P<note>[^\[\]<>\s]+)\]")


def _left_over(typed: Typed) -> Iterator[Finding]:
    """Yield what the page shows of links, whatever the reason."""
    if "]" not in typed.text.html:
        return
    shown = _CODE.sub("", typed.text.html)
    for match in _NOT_A_LINK.finditer(shown):
        words = unescape(match[0])
        for found in re.finditer(re.escape(words) + r"(?!\S*\))", typed.prose):
            what = f"'{words}' was meant to be a link and is not one."
            hint = "Write [text](address): no space between the two pairs of brackets, and close both."
            yield Finding(*found.span(), "link-unfinished", what, hint)
    count: Counter[str] = Counter()
    for match in _NO_DEFINITION.finditer(shown):
        words = unescape(match[0])
        start, end = typed.first(re.compile(re.escape(words)), nth=count[words])
        count[words] += 1
        what = f"'{words}' names an address or a note that stands nowhere in this file."
        hint = (
            "Write [text](address), or add the line '[name]: https://…' (for a note '[^1]: its words') below."
        )
        yield Finding(start, end, "link-unfinished", what, hint)


# ── Angle brackets, HTML, bare addresses ─────────────────────────────────────

_ANGLED = re.compile(
    r"<(?P<address>(?:https?:/?(?!/)|www\.)[^\s<>]*|(?:[\w-]+\.)+(?:org|gov|com|net|edu|us)(?:/[^\s<>]*)?)>", re.I
)  # fmt: skip
_MARKDOWN_IN_HTML = re.compile(
    r"""(?:href|src)\s*=\s*["']?\[[^\]\n]*\]\((?P<address>[^()\n]*)\)["']?(?:[^<>]*>[^<>]*</a>)?""", re.I
)
_LINKED = re.compile(
    r"<a\b[\s\S]*?</a\s*>|<[a-z/][^<>]*>|!?\[[^\[\]]*\]\s?[(\[][^()\[\]]*[)\]]|^\s{0,3}\*?\[[^\]\n]*\]:.*$",
    re.I | re.M,
)
_BARE = re.compile(
    r"https?://[^\s<>()\[\]\x00\"'，。；、）」”]+[^\s<>()\[\]\x00\"'，。；、）」”.,;:!?*_]", re.I
)


def check_addresses(typed: Typed) -> Iterator[Finding]:
    """Yield addresses in angle brackets that are no address, and in HTML as Markdown."""
    angled = _ANGLED.finditer(typed.prose) if "<" in typed.prose else ()
    for match in angled:
        rest = re.sub(r"^https?:/*", "", match["address"], flags=re.I)
        what = f"'{match[0]}' was meant to be a link and is not one: readers do not see it."
        yield Finding(*match.span(), "link-unfinished", what, f"Write '<https://{rest}>'.")
    mixed = _MARKDOWN_IN_HTML.finditer(typed.prose) if "=" in typed.prose else ()
    for match in mixed:
        shown = match[0].partition(">")[0]
        what = f"'{shown}' mixes HTML with Markdown, so the link leads nowhere."
        hint = f"Write 'href=\"{match['address']}\"', or the whole link in Markdown: '[text]({match['address']})'."
        yield Finding(*match.span(), "link-unfinished", what, hint)


def check_bare(typed: Typed) -> Iterator[Finding]:
    """Yield web addresses in prose that are no link."""
    html = typed.text.html
    linked = html.count('<a href="https://') + html.count('<a href="http://')
    if html.count("://") == linked and "]:" not in typed.prose:
        return  # each that readers see is a link
    unlinked = _LINKED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), typed.prose)
    for match in _BARE.finditer(unlinked):
        what = f"'{match[0]}' is an address that readers cannot follow: it is no link."
        hint = f"Write '<{match[0]}>' or '[words]({match[0]})'."
        yield Finding(*match.span(), "link-unfinished", what, hint, Severity.WARNING)


# ── Notes and addresses given below ──────────────────────────────────────────

_NOTE = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\n]+)\]:", re.M)
_REFERENCE = re.compile(r"^ {0,3}\[(?P<name>[^\]^\n][^\]\n]*)\]:[ \t]*\S", re.M)


def check_definitions(typed: Typed) -> Iterator[Finding]:
    """Yield notes and addresses that are given twice, or for nothing."""
    if "]:" not in typed.prose:
        return
    seen: dict[str, int] = {}
    for match in _NOTE.finditer(typed.prose):
        name = match["name"]
        if name in seen:
            what = f"The note [^{name}] is given twice; the first is in line {_line(typed, seen[name])}."
            yield Finding(
                *match.span(),
                "link-unfinished",
                what,
                "Give one of them another number, here and where it is named.",
            )
        elif not re.search(rf"\[\^{re.escape(name)}\](?!:)", typed.prose):
            what = f"The note [^{name}] is nowhere used."
            yield Finding(
                *match.span(),
                "link-unfinished",
                what,
                f"Write '[^{name}]' behind the words it belongs to, or remove the note.",
            )
        seen.setdefault(name, match.start())
    seen = {}
    for match in _REFERENCE.finditer(typed.prose):
        name = " ".join(match["name"].lower().split())
        pattern = r"\[" + r"\s+".join(map(re.escape, name.split())) + r"\](?!:)"
        if name in seen:
            what = f"The address '[{match['name']}]:' is given twice; the first is in line {_line(typed, seen[name])}."
            yield Finding(*match.span(), "link-unfinished", what, "Keep one of them.", Severity.WARNING)
        elif not re.search(pattern, typed.prose, re.I):
            what = f"Nothing uses the address '[{match['name']}]:', and readers do not see this line."
            hint = f"Write '[text][{match['name']}]' where it is to be linked, or remove the line."
            yield Finding(*match.span(), "link-unfinished", what, hint, Severity.WARNING)
        seen.setdefault(name, match.start())


def _line(typed: Typed, at: int) -> int:
    return typed.text.body_line + typed.text.body[:at].count("\n")


def _one_line(words: str, most: int = 60) -> str:
    words = " ".join(words.replace(HIDDEN, "…").split())
    return words if len(words) <= most else words[: most - 1] + "…"
