"""Plain Markdown → the HTML that Python-Markdown makes of it, many times as fast.

Most pages hold headings, paragraphs, lists, tables, links and emphasis, written in the usual way. What Python-Markdown
makes of these in its many passes is known, and a few regular expressions give the same. Whatever is not surely plain
is left to Python-Markdown: raw HTML, code, quotes, footnotes, nested lists, references, escapes, all attributes but a
heading's id. A property test compares the two.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, unique

# What the extensions of this site, and those of Pelican's own settings, make Python-Markdown consist of.
_MODULES = frozenset((
    "plugins.bundles.inline", "blockprocessors", "inlinepatterns", "postprocessors", "preprocessors", "treeprocessors",
    "abbr", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "sane_lists", "tables", "toc",
))  # fmt: skip
_PARTS = frozenset((
    "normalize_whitespace", "fenced_code_block", "html_block",
    "markdown_block", "empty", "indent", "defindent", "code", "table", "hashheader", "setextheader", "hr", "olist", "ulist",
    "quote", "deflist", "footnote", "abbr", "reference", "paragraph",
    "inline", "footnote-duplicate", "prettify", "attr_list", "toc", "unescape",
    "backtick", "escape", "link", "image_link", "image_reference", "short_reference", "short_image_ref", "autolink",
    "automail", "linebreak", "html", "entity", "em_strong", "raw_html", "amp_substitute",
))  # fmt: skip
# Python-Markdown makes something of these, wherever they stand: HTML, code, escapes, references. "_" may be emphasis
# or a part of a word. It marks places with control characters, and takes them from the text.
_NEVER = ("<", "`", "\\", "_", "[", "]", "\t", "\r", "\x02", "\x03", "~", " \n")
# A line that begins so is something else than text, or may be: a quote, a definition, a rule, an underlined heading.
_SPECIAL = frozenset("#>&=:|~+-")
# They begin with the sign itself, which Python finds fast, and look behind it afterwards.
_LINK = re.compile(r"""\[(?<!!\[)(?!\^)([^\[\]|\n]*)\]\(([^\s()\[\]<>|*&"'`\\]*)\)""")
_EMPHASIS = re.compile(
    r"\*(?<!\*\*)(\*?)(?![\s*])([^*<>|\n]*(?:<a [^>]*>[^*<>|\n]*</a>[^*<>|\n]*)*)(?<!\s)\*\1(?!\*)"
)
_BULLET_STAR = re.compile(r"^ *\* ", re.M)
_HEADING = re.compile(
    r"(?P<level>#{1,6}) +(?P<title>(?:[^#<{\n]|<[^>]*>)+?)(?: +\{#(?P<id>[\w:-]+)\})?(?:\n|$)"
)
_HEADING_ID = re.compile(r"^#{1,6} .* \{#([\w:-]+)\}$", re.M)
_TAG = re.compile(r"<[^>]*>")
# Its items begin with words.
_USUAL_LIST = re.compile(r"- (?:[^\W\d_]|<)[^\n|]*(?:\n- (?:[^\W\d_]|<)[^\n|]*)*")
_ITEMS = {"ul": re.compile(r"[*+-] +"), "ol": re.compile(r"\d+\. +")}


class _NotPlainError(Exception):
    """There is something here of which only Python-Markdown knows what it means."""


def plain_converter(markdown: Markdown) -> Callable[[str], str | None] | None:
    """Return a function from a text to its HTML, or to None if it is not plain.

    None in its place if *markdown* has a part that is not Python-Markdown's own, or is told what is not done here.
    """
    toc = _part(markdown.treeprocessors, "toc")
    if not isinstance(toc, TocTreeprocessor) or not _is_usual(markdown, toc):
        return None

    def convert(text: str) -> str | None:
        try:
            return _convert(text, toc)
        except _NotPlainError:
            return None

    return convert


def _part(registry: Any, name: str) -> Any:
    return registry[name] if name in registry else None  # noqa: SIM401 - it has no get


def _is_usual(markdown: Markdown, toc: TocTreeprocessor) -> bool:
    registries = (
        markdown.preprocessors,
        markdown.parser.blockprocessors,
        markdown.treeprocessors,
        markdown.inlinePatterns,
        markdown.postprocessors,
    )
    tables, attributes = _part(registries[1], "table"), _part(registries[2], "attr_list")
    return (
        all(_is_known(registry) for registry in registries)
        and (markdown.output_format, markdown.tab_length, markdown.stripTopLevelTags) == ("html", 4, True)
        and (toc.base_level, toc.marker, toc.use_anchors) == (0, "[TOC]", False)
        and not toc.use_permalinks
        and bool(attributes and tables and not tables.config["use_align_attribute"])
    )


def _is_known(registry: Any) -> bool:
    # Python-Markdown keeps the names to itself; where they are no more, nothing is known.
    names = [each.name for each in getattr(registry, "_priority", ())]
    modules = (type(registry[name]).__module__.removeprefix("markdown.") for name in names)
    return (
        bool(names)
        and _PARTS.issuperset(names)
        and _MODULES.issuperset(module.removeprefix("extensions.") for module in modules)
    )


def _convert(text: str, toc: TocTreeprocessor) -> str:
    if not text.strip():
        return ""
    return "\n".join(_blocks(_with_inlines(text.strip("\n")), toc)).strip()


# ── Links and emphasis, in the whole text at once ────────────────────────────


def _with_inlines(text: str) -> str:
    """Return a text with its links and emphasis as HTML. No line begins or ends elsewhere for it."""
    pieces = _LINK.split(text)  # text, text of a link, href, text, …
    hrefs = pieces[2::3]
    del pieces[2::3]
    bare = "".join(pieces) if hrefs else text
    if any(sign in bare for sign in _NEVER) or bare[-1:] == " ":
        raise _NotPlainError
    if "{" in bare and bare.count("{") != len(_HEADING_ID.findall(bare)):
        raise _NotPlainError
    if "&" in bare and bare.count("&") != bare.count("& "):  # it may begin an entity
        raise _NotPlainError
    if "&" in bare or ">" in bare:
        pieces = [piece.replace("&", "&amp;").replace(">", "&gt;") for piece in pieces]
    for number, href in enumerate(hrefs):
        pieces[2 * number + 1] = f'<a href="{href}">{pieces[2 * number + 1]}</a>'
    text = "".join(pieces)
    if "*" in text:
        text = _EMPHASIS.sub(_emphasized, text)
        if "*" in text and text.count("*") != len(_BULLET_STAR.findall(text)):
            raise _NotPlainError
    return text


def _emphasized(match: re.Match[str]) -> str:
    tag = "strong" if match[1] else "em"
    return f"<{tag}>{match[2]}</{tag}>"


# ── Blocks ───────────────────────────────────────────────────────────────────


def _blocks(text: str, toc: TocTreeprocessor) -> list[str]:
    taken = set(_HEADING_ID.findall(text)) if "{" in text else set()
    made: list[str] = []
    items: list[str] = []
    kind: str | None = None
    for block in text.split("\n\n"):
        block, before = block.lstrip("\n"), kind
        while block.startswith("#"):
            heading, block = _heading(block, toc, taken)
            made.append(heading)
            before = None
        if not block:
            kind = before
        elif block[0] == "|":
            made.append(_table(block))
            kind = None
        elif (kind := _list_kind(block)) is None:
            made.append(f"<p>{_lines(block)}</p>")
        elif kind == before:  # one list, whose items on both sides of the empty line are paragraphs
            first, *rest = _list_items(block, kind)
            items = [*items[:-1], _paragraph(items[-1]), _paragraph(first), *rest]
            made[-1] = _list(kind, items)
        elif before or (kind == "ol" and not block.startswith("1.")):  # of which extensions think differently
            raise _NotPlainError
        else:
            items = _list_items(block, kind)
            made.append(_list(kind, items))
    return made


def _lines(block: str) -> str:
    """Return the text of a block that is neither heading, list nor table."""
    if "|" in block or block[0] in _SPECIAL or block[0] == " ":
        raise _NotPlainError
    if "\n" in block:
        first, *others = block.split("\n")
        if not first.strip() or any(_is_special(line.lstrip(" ")) for line in others):
            raise _NotPlainError
    text = block.lstrip()
    if not text:
        raise _NotPlainError
    return text


def _is_special(line: str) -> bool:
    return line[0] in _SPECIAL or _list_kind(line) is not None


def _list_kind(block: str) -> str | None:
    if block[0] in "*+-":
        return "ul" if block[1:2] == " " else None
    return "ol" if block[0].isdigit() and _ITEMS["ol"].match(block) else None


def _list_items(block: str, kind: str) -> list[str]:
    if _USUAL_LIST.fullmatch(block):
        return block[2:].split("\n- ")
    begins, items = _ITEMS[kind], []
    for line in block.split("\n"):
        match = begins.match(line)
        if match:
            items.append(line[match.end() :])
        else:
            items[-1] += "\n" + line
    if any(not item or _list_kind(item) for item in items):
        raise _NotPlainError
    return [_lines(item) for item in items]


def _paragraph(item: str) -> str:
    return item if item.startswith("\n<p>") else f"\n<p>{item}</p>\n"


def _list(kind: str, items: list[str]) -> str:
    return f"<{kind}>\n<li>" + "</li>\n<li>".join(items) + f"</li>\n</{kind}>"


def _heading(block: str, toc: TocTreeprocessor, taken: set[str]) -> tuple[str, str]:
    match = _HEADING.match(block)
    if match is None or "|" in match["title"] or not (title := match["title"].strip()):
        raise _NotPlainError
    own = match["id"]
    if own is None:
        name = html.unescape(" ".join(_TAG.sub("", title).split()))
        own = unique(toc.slugify(name, toc.sep), taken)
        if any(sign in own for sign in '&<>"'):
            raise _NotPlainError
    tag = f"h{len(match['level'])}"
    return f'<{tag} id="{own}">{title}</{tag}>', block[match.end() :]


def _table(block: str) -> str:
    lines = block.split("\n")
    if len(lines) < 2 or any(line[0] != "|" or line[-1] != "|" for line in lines):
        raise _NotPlainError
    head, rule, *rows = (line[1:-1].split("|") for line in lines)
    if len(rule) != len(head) or not set("".join(rule)) <= set("|:- "):
        raise _NotPlainError
    styles = [_style(cell.strip(" ")) for cell in rule]
    body = rows or [[""] * len(head)]
    return (
        f"<table>\n<thead>\n{_row('th', head, styles)}\n</thead>\n<tbody>\n"
        + "\n".join(_row("td", row, styles if rows else [""] * len(head)) for row in body)
        + "\n</tbody>\n</table>"
    )


def _style(rule: str) -> str:
    left, right = rule.startswith(":"), rule.endswith(":")
    if not (left or right):
        return ""
    return f' style="text-align: {"center" if left and right else "left" if left else "right"};"'


def _row(tag: str, cells: list[str], styles: list[str]) -> str:
    if len(cells) != len(styles):
        cells = [*cells, *[""] * len(styles)][: len(styles)]
    if not any(styles):
        between = f"</{tag}>\n<{tag}>"
        return f"<tr>\n<{tag}>{between.join([cell.strip(' ') for cell in cells])}</{tag}>\n</tr>"
    made = [f"<{tag}{style}>{cell.strip(' ')}</{tag}>" for cell, style in zip(cells, styles, strict=True)]
    return "<tr>\n" + "\n".join(made) + "\n</tr>"
