"""Which piece of one text is which piece of another: of a translation and its source, or of two versions of a source.

Texts of one structure are taken piece by piece. Otherwise the pairs are those that keep the order and fit best
together, found as diff finds common lines (Needleman and Wunsch 1970), with what languages share as the measure:
sort, nesting, ids of headings, addresses, numbers and relative length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from plugins.bundles.meaning import meaning
from plugins.translations.links import links
from plugins.translations.segments import Segment

Pairs = list[int | None]
"""For each piece of the first text the number of its piece in the second."""

_NUMBERS = re.compile(r"[0-9]+")
_ALIKE = 0.45
"""From here on one English sentence counts as an edit of another (difflib's ratio)."""


def with_translation(source: Sequence[Segment], translation: Sequence[Segment]) -> Pairs:
    """Return the pieces of a translation that belong to the source's."""
    if [piece.shape for piece in source] == [piece.shape for piece in translation]:
        return list(range(len(source)))
    ids = {piece.identity for piece in source} & {piece.identity for piece in translation} - {""}
    usual = max(1, sum(len(p.text) for p in translation)) / max(1, sum(len(p.text) for p in source))
    ours, theirs = _traits(source), _traits(translation)

    def fit(a: int, b: int) -> float | None:
        one, other = source[a], translation[b]
        if _form(one) != _form(other):
            return None
        if one.identity != other.identity and {one.identity, other.identity} & (ids | {""}) != {""}:
            return None
        if one.section != other.section and {one.section, other.section} & ids:
            return None
        ratio = len(other.text) / max(1, len(one.text))
        length = min(ratio, usual) / max(ratio, usual, 0.001)
        same = 10.0 * (one.identity == other.identity != "") + (one.within == other.within)
        return 1 + same + 2 * _shared(ours[a], theirs[b]) + length / 2

    return _best(len(source), len(translation), fit)


def with_edited(before: Sequence[Segment], after: Sequence[Segment]) -> Pairs:
    """Return for each piece of *before* the piece of *after* that it has become, also in another place."""
    old, new = [said(piece) for piece in before], [said(piece) for piece in after]
    pairs: Pairs = [None] * len(before)
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for what, i, j, k, m in changes:
        if what == "equal":
            pairs[i:j] = range(k, m)
    _pair_moved(old, new, pairs)
    taken = set(pairs)
    for what, i, j, k, m in changes:
        if what == "replace":
            ours = [n for n in range(i, j) if pairs[n] is None]
            theirs = [n for n in range(k, m) if n not in taken]
            fit = _edits([before[n] for n in ours], [after[n] for n in theirs])
            for place, found in zip(ours, _best(len(ours), len(theirs), fit), strict=True):
                pairs[place] = None if found is None else theirs[found]
    return pairs


def said(piece: Segment) -> str:
    """Return what a piece says: white space and addresses do not matter, as in the digest of a text."""
    return meaning(piece.text) if not piece.is_field else " ".join(piece.text.split())


def is_edit(before: str, after: str) -> bool:
    """Return whether *after* is an edited *before* rather than another sentence."""
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= _ALIKE


def _edits(before: Sequence[Segment], after: Sequence[Segment]) -> Callable[[int, int], float | None]:
    old, new = [said(piece) for piece in before], [said(piece) for piece in after]

    def fit(a: int, b: int) -> float | None:
        one, other = before[a], after[b]
        if one.sort is not other.sort or (one.is_field and one.name != other.name):
            return None
        likeness = SequenceMatcher(None, old[a], new[b], autojunk=False).ratio()
        in_its_place = len(before) == len(after) and (one.shape, one.section) == (other.shape, other.section)
        return 0.01 + likeness if likeness >= _ALIKE or in_its_place else None

    return fit


def _pair_moved(old: Sequence[str], new: Sequence[str], pairs: Pairs) -> None:
    """Pair what stands elsewhere word for word, if there is only one of it left on both sides."""
    taken = set(pairs)
    left = [place for place in range(len(new)) if place not in taken]
    count = Counter(new[place] for place in left)
    gone = Counter(text for text, pair in zip(old, pairs, strict=True) if pair is None)
    for place in left:
        if count[new[place]] == 1 == gone[new[place]]:
            pairs[next(n for n, text in enumerate(old) if text == new[place] and pairs[n] is None)] = place


def _best(ours: int, theirs: int, fit: Callable[[int, int], float | None]) -> Pairs:
    """Return the pairs that keep the order and fit best in sum; of equally good ones those that come first."""
    fits = [[fit(a, b) for b in range(theirs)] for a in range(ours)]
    sums = [[0.0] * (theirs + 1) for _ in range(ours + 1)]
    for a in range(ours - 1, -1, -1):
        for b in range(theirs - 1, -1, -1):
            here = fits[a][b]
            together = sums[a + 1][b + 1] + here if here is not None else -1.0
            sums[a][b] = max(together, sums[a + 1][b], sums[a][b + 1])
    pairs: Pairs = [None] * ours
    a = b = 0
    while a < ours and b < theirs:
        here = fits[a][b]
        if here is not None and sums[a][b] == sums[a + 1][b + 1] + here:
            pairs[a] = b
            a, b = a + 1, b + 1
        elif sums[a][b] == sums[a][b + 1]:
            b += 1
        else:
            a += 1
    return pairs


def _form(piece: Segment) -> tuple[object, ...]:
    """Return what two pieces must share. One marked as being in another language is no translation."""
    return piece.sort, piece.column, piece.line > 0, piece.language


def _traits(pieces: Sequence[Segment]) -> list[Counter[str]]:
    """Return what a translation of each piece has too: addresses and numbers. A cell has those of its row."""
    rows: dict[str, Counter[str]] = {}
    own = []
    for piece in pieces:
        row = piece.name.rpartition("-cell-")[0] or piece.name
        rows.setdefault(row, Counter()).update(_traits_of(piece.text))
        own.append(rows[row])
    return own


def _traits_of(text: str) -> Iterator[str]:
    found = links(text)
    yield from (link.address for link in found)
    for link in reversed(found):
        text = text[: link.start] + text[link.end :]
    yield from _NUMBERS.findall(text)


def _shared(ours: Counter[str], theirs: Counter[str]) -> float:
    """Return from -0.5 to 1 how far two pieces share addresses and numbers; 0 if neither has any."""
    all_of_them = (ours | theirs).total()
    return (ours & theirs).total() / all_of_them * 1.5 - 0.5 if all_of_them else 0.0
