"""Texts that are kept between builds: their fields at once, their words only when somebody asks for them.

Most of a rebuild needs the words of one text and the fields of all. What a text holds is therefore kept in two parts;
the second stays on the disk until it is read. While somebody watches, each reading is noted, so that it is known what
a language's pages were made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from plugins.bundles.model import Bundle, Text
from plugins.incremental.canon import canonical
from plugins.incremental.stamps import digest

BULKY = ("raw", "body", "html", "traits")
"""The parts of a text that are read late. Any other field of Text is kept with the rest."""

Reading = tuple[str, str]
"""Of which text, and which part of it was read: the path and "html", or the language and "fields.title".

Long parts are noted text by text. Of short ones, which lists read of all pages, only the language is: an edit that
changes one changes lists in that language most of the time. Judgements are noted as ("", "is_outdated.es").
"""


class _Watch:
    """Who notes readings at the moment, and of which language's texts it need not be told."""

    def __init__(self) -> None:
        self.readings: set[Reading] | None = None
        self.own = ""


_watch = _Watch()


@contextmanager
def watched(language: str) -> Iterator[set[Reading]]:
    """Note what is read of texts in other languages than *language* meanwhile."""
    before = _watch.readings, _watch.own
    found: set[Reading] = set()
    _watch.readings, _watch.own = found, language
    try:
        yield found
    finally:
        _watch.readings, _watch.own = before


@contextmanager
def unwatched() -> Iterator[None]:
    """Note nothing meanwhile: what is read then stands for something that is noted as a whole."""
    before, _watch.readings = _watch.readings, None
    try:
        yield
    finally:
        _watch.readings = before


class _Fields(dict[str, Any]):
    """A text's fields, while somebody watches."""

    __slots__ = ("language",)
    language: str

    def get(self, key: str, default: Any = None) -> Any:
        _note(self.language, f"fields.{key}")
        return dict.get(self, key, default)

    def __getitem__(self, key: str) -> Any:
        _note(self.language, f"fields.{key}")
        return dict.__getitem__(self, key)

    def __contains__(self, key: object) -> bool:
        _note(self.language, f"fields.{key}")
        return dict.__contains__(self, key)

    def _whole(self) -> _Fields:
        _note(self.language, "fields")
        return self

    def __iter__(self) -> Iterator[str]:
        return dict.__iter__(self._whole())

    def __len__(self) -> int:
        return dict.__len__(self._whole())

    def items(self) -> Any:
        return dict.items(self._whole())

    def keys(self) -> Any:
        return dict.keys(self._whole())

    def values(self) -> Any:
        return dict.values(self._whole())

    def __eq__(self, other: object) -> bool:
        return dict.__eq__(self._whole(), other)

    __hash__ = None


def _note(of: str, part: str) -> None:
    if _watch.readings is not None:
        _watch.readings.add((of, part))


class KeptText(Text):
    """A text whose parts may still be on the disk, and whose readings may be noted.

    checked is what Markdown's check found in it and what it was checked against, or None; is_converted whether the
    HTML is there; is_changed whether something is to be kept anew.
    """

    __slots__ = ("_held", "_load", "checked", "is_changed", "is_converted")
    _held: dict[str, Any]
    _load: Callable[[], dict[str, dict[str, Any]]] | None
    checked: tuple[bytes, tuple[Any, ...]] | None
    is_changed: bool
    is_converted: bool

    @classmethod
    def of(cls, text: Text) -> KeptText:
        """Return *text* as one of ours."""
        made = cls.__new__(cls)
        made._held, made._load, made.checked = {}, None, None
        made.is_changed, made.is_converted = True, False
        for name in PARTS:
            setattr(made, name, getattr(text, name))
        return made

    @classmethod
    def from_disk(cls, front: dict[str, Any], load: Callable[[], dict[str, dict[str, Any]]]) -> KeptText:
        """Return the text of which *front* are the parts that were kept apart; *load* returns the rest by path."""
        made = cls.__new__(cls)
        made._held, made._load = dict(front), load
        made.checked, made.is_converted = made._held.pop("checked"), made._held.pop("is_converted")
        made.is_changed = False
        return made

    @property
    def front(self) -> dict[str, Any]:
        """Return what is kept at hand."""
        held = {name: self._held[name] for name in PARTS if name not in BULKY}
        more = {"checked": self.checked, "is_converted": self.is_converted, "is_blank": self.is_blank}
        return held | {"_digest": self.digest} | more

    @property
    def bulk(self) -> dict[str, Any]:
        """Return what is kept apart."""
        return {name: self._part(name) for name in BULKY}

    @property
    def is_blank(self) -> bool:
        if _watch.readings is not None and self._held["language"] != _watch.own:
            _note(self._held["language"], "is_blank")
        if "is_blank" in self._held:
            return bool(self._held["is_blank"])
        with unwatched():
            return super().is_blank

    @property
    def digest(self) -> str:
        if _watch.readings is None:
            return super().digest
        if self._held["language"] != _watch.own:
            _note(self._held["path"], "digest")
        with unwatched():
            return super().digest

    def _part(self, name: str) -> Any:
        if name not in self._held and self._load is not None:
            self._held |= self._load()[self._held["path"]]
        return self._held[name]


def _watched_part(name: str) -> property:
    def read(text: KeptText) -> Any:
        value = text._held[name] if name in text._held else text._part(name)
        if _watch.readings is None or text._held["language"] == _watch.own:
            return value
        if name == "fields":
            fields = _Fields(value)
            fields.language = text._held["language"]
            return fields
        _watch.readings.add((text._held["path" if name in BULKY else "language"], name))
        return value

    def write(text: KeptText, value: Any) -> None:
        text._held[name] = value

    return property(read, write)


def _plain_part(name: str) -> property:
    def read(text: KeptText) -> Any:
        return text._held[name]

    def write(text: KeptText, value: Any) -> None:
        text._held[name] = value

    return property(read, write)


PARTS = tuple(Text.__dataclass_fields__)
# Where a text stands is known to whoever asks for it; the digest is noted as a whole, above.
_PLAIN = frozenset({"language", "path", "_digest"})
for _name in PARTS:
    setattr(KeptText, _name, _plain_part(_name) if _name in _PLAIN else _watched_part(_name))


class KeptBundle(Bundle):
    """A bundle whose judgements about its texts are kept, and noted as such: each reads the words of two texts."""

    __slots__ = ("_judged",)
    _judged: dict[tuple[str, str], Any]

    @classmethod
    def of(cls, bundle: Bundle, judged: dict[tuple[str, str], Any] | None = None) -> KeptBundle:
        """Return *bundle* as one of ours; judged are judgements that hold still."""
        made = cls(*(getattr(bundle, name) for name in Bundle.__dataclass_fields__))
        made._judged = judged or {}
        return made

    def judged(self) -> dict[tuple[str, str], Any]:
        """Return all judgements, by name and language."""
        return {(name, code): getattr(self, name)(code) for name in JUDGEMENTS for code in self.texts}


JUDGEMENTS = ("drift", "is_outdated", "is_untouched")


def _judgement(name: str) -> Callable[[KeptBundle, str], Any]:
    judge = getattr(Bundle, name)

    def judged(bundle: KeptBundle, language: str) -> Any:
        _note("", f"{name}.{language}")
        key = name, language
        if key not in bundle._judged:
            with unwatched():
                bundle._judged[key] = judge(bundle, language)
        return bundle._judged[key]

    return judged


for _name in JUDGEMENTS:
    setattr(KeptBundle, _name, _judgement(_name))


Marks = dict[tuple[str, str], bytes]
"""A short mark of each part of each text, by path, and of each judgement, by "": equal marks, equal values."""


def marks(bundle: KeptBundle) -> Marks:
    """Return the marks of a bundle."""
    found: Marks = {}
    for text in bundle.texts.values():
        path = text.path
        for name in PARTS:
            if name not in _PLAIN and name != "traits":
                found[path, name] = _mark(getattr(text, name))
        found[path, "traits"] = found[path, "body"] + found[path, "html"]  # made of these
        found[path, "digest"] = text.digest.encode()
        found[path, "is_blank"] = b"1" if text.is_blank else b""
        found |= {(path, f"fields.{key}"): _mark(value) for key, value in text.fields.items()}
    return found | {("", f"{name}.{code}"): _mark(value) for (name, code), value in bundle.judged().items()}


def as_readings(differing: Iterable[tuple[str, str]], languages: Mapping[str, str]) -> set[Reading]:
    """Return by which readings somebody may have read what differs; languages are by the path of a text."""
    return {
        (of if not of or part in BULKY or part == "digest" else languages.get(of, ""), part)
        for of, part in differing
    }


def _mark(value: Any) -> bytes:
    return digest(canonical(value))[:8]
