"""Markdown documents as staff may write them: a strategy."""

from __future__ import annotations

from hypothesis import strategies as st

_words = st.sampled_from(
    ["Call us", "now", "ICE", "Form I-205", "**your rights**", "*em*", "[help](tel:+12127256422)", "[a](https://x.org/a_(b))",
     "![map](map.svg)", "`a|b`", "a\\|b", "\\*", "<bdi>IDP</bdi>", "[^1]", "é", "请致电", "اتصلوا", "(212) 725-6422",
     "[see](/x/ 'the title')", "5 < 6 & 7", "snake_case", "<https://x.org/>", "[t][ref]"]
)  # fmt: skip
_phrases = st.lists(_words, min_size=1, max_size=4).map(" ".join).map(lambda words: f"So {words}")


def _lines(items, join="\n"):
    return st.lists(items, min_size=1, max_size=3).map(join.join)


_paragraphs = st.lists(st.tuples(_phrases, st.sampled_from(["\n", "  \n"])), min_size=1, max_size=3).map(
    lambda lines: "".join(f"{words}{end}" for words, end in lines).strip()
)
_headings = st.builds(
    lambda level, words, end: f"{'#' * level} {words.replace('[^1]', '')}{end}",
    st.integers(2, 4),
    _phrases,
    st.sampled_from(["", " {#an-id}", " ##"]),
)
_signs = st.sampled_from(["- ", "* ", "1. "])


def _indented(text, by="    "):
    return "\n".join(by + line if line else line for line in text.split("\n"))


@st.composite
def _lists(draw, depth=2):
    sign, gap = draw(_signs), draw(st.sampled_from(["\n", "\n\n"]))
    items = []
    for words in draw(st.lists(_phrases, min_size=1, max_size=3)):
        more = ""
        if depth and draw(st.booleans()):
            inner = draw(_lists(depth - 1) if draw(st.booleans()) else _paragraphs)
            more = f"{gap if inner[:2] in ('- ', '* ', '1.') else chr(10) * 2}{_indented(inner)}"
        items.append(f"{sign}{words}{more}")
    # Below a list in an item Markdown wants an empty line, or takes the next item for one of the inner list.
    return ("\n\n" if any("\n" in item for item in items) else gap).join(items)


_quotes = _lines(_paragraphs | _lists(0), "\n\n").map(
    lambda text: _indented(text, "> ").replace("\n\n", "\n>\n")
)
_cells = st.one_of(st.just(""), _phrases)


@st.composite
def _tables(draw):
    columns = draw(st.integers(2, 3))
    row = st.lists(_cells, min_size=columns, max_size=columns).map(lambda cells: f"| {' | '.join(cells)} |")
    head = f"| {' | '.join(draw(st.lists(_phrases, min_size=columns, max_size=columns)))} |"
    return "\n".join([head, "|" + " :-- |" * columns, *draw(st.lists(row, max_size=3))])


_others = st.sampled_from(
    ["```\n## no heading\n\n- no list\n```", "<div>\n<p>no piece</p>\n</div>", "<!-- no\n\npiece -->", "---",
     '<div markdown="1">\n\nA piece.\n\n</div>', "*[ICE]: An agency", "[ref]: https://x.org/", "A heading\n---------",
     "[^1]: A note\n    that goes on.", "ICE\n:   An agency.\n\n    More of it.", "Words.\n{: .large }"]
)  # fmt: skip
_blocks = st.one_of(_paragraphs, _headings, _lists(), _quotes, _tables(), _others)
documents = st.lists(_blocks, min_size=1, max_size=5).map("\n\n".join).map(lambda body: f"{body}\n")
