"""Which pages are what they were: by what each shows of itself, and by what its template read of other pages.

A page's own view is compared whole. Of other views, which lists and menus show, only what was read while the page was
rendered: a card shows a title, not the text. So a page is noted with its key and with each reading and its mark; it
is rendered again when one of them differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from plugins.incremental.canon import canonical
from plugins.incremental.stamps import digest

_SIZE = 8


class Page(NamedTuple):
    """What is known of a page as it was rendered.

    readings are (view, attribute, mark) of other views; missing are the strings without translation that it shows.
    """

    key: bytes
    readings: tuple[tuple[str, str, bytes], ...]
    missing: tuple[str, ...]


class Views:
    """All views of one language, by names that are the same in every build."""

    def __init__(self, views: Mapping[str, Any], around: object) -> None:
        """views are by name; around is whatever else all their templates can see."""
        self._by_name = dict(views)
        self._names = {id(view): name for name, view in views.items()}
        self._classes = {type(view) for view in views.values()}
        self._marks: dict[tuple[str, str], bytes] = {}
        self._around = self._mark(around)

    def key(self, view: Any, shown: object) -> bytes | None:
        """Return the key of a page, shown being what its template is given; None if it cannot be had."""
        if self._around is None:
            return None
        own = {name: getattr(view, name) for name in type(view).__dataclass_fields__}
        mark = self._mark((own, shown))
        return None if mark is None else digest(self._around + mark)

    def is_current(self, page: Page, key: bytes | None) -> bool:
        """Return whether a page would be rendered as it was."""
        return page.key == key and all(
            mark == self._mark_of(name, attribute) for name, attribute, mark in page.readings
        )

    @contextmanager
    def rendering(self, view: Any) -> Iterator[set[tuple[str, str]]]:
        """Note what is read of other views than *view* meanwhile, as (view, attribute)."""
        found: set[tuple[str, str]] = set()
        own = self._names.get(id(view))
        _reading.append((self._names, own, found))
        try:
            yield found
        finally:
            _reading.pop()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Let all views tell what is read of them meanwhile."""
        watching = {each: _watching(each) for each in self._classes}
        for view in self._by_name.values():
            view.__class__ = watching[type(view)]
        self._classes |= set(watching.values())
        try:
            yield
        finally:
            plain = {watching: each for each, watching in watching.items()}
            for view in self._by_name.values():
                view.__class__ = plain[type(view)]

    def noted(self, key: bytes, readings: Iterable[tuple[str, str]], missing: Iterable[str]) -> Page | None:
        """Return what is to be kept of a page that was rendered, or None if it has to be rendered each time."""
        marks = [(name, attribute, self._mark_of(name, attribute)) for name, attribute in sorted(readings)]
        certain = tuple((name, attribute, mark) for name, attribute, mark in marks if mark is not None)
        return Page(key, certain, tuple(sorted(missing))) if len(certain) == len(marks) else None

    def _mark_of(self, name: str, attribute: str) -> bytes | None:
        found = self._marks.get((name, attribute))
        if found is None and name in self._by_name:
            value = getattr(self._by_name[name], attribute, None)
            found = self._mark(value)
            if found is not None:
                self._marks[name, attribute] = found
        return found

    def _mark(self, value: object) -> bytes | None:
        try:
            return digest(canonical(value, self._name_of))[:_SIZE]
        except Exception:  # something that cannot be told apart: then it is taken to have changed
            return None

    def _name_of(self, value: Any) -> str | None:
        return self._names.get(id(value)) if type(value) in self._classes else None


_reading: list[tuple[dict[int, str], str | None, set[tuple[str, str]]]] = []


def _watching(kind: type) -> type:
    """Return a class like *kind* whose instances tell what is read of them."""
    read: Any = kind.__getattribute__

    def __getattribute__(view: Any, attribute: str) -> Any:  # noqa: N807
        if _reading and not attribute.startswith("__"):
            names, own, found = _reading[-1]
            name = names.get(id(view))
            if name is not None and name != own:
                found.add((name, attribute))
        return read(view, attribute)

    look_up: Any = getattr(kind, "__getattr__", None)

    def __getattr__(view: Any, attribute: str) -> Any:  # noqa: N807
        held, _reading[:] = _reading[:], []  # that it looks into the view's data is no reading of all of them
        try:
            return look_up(view, attribute)
        finally:
            _reading[:] = held

    members: dict[str, Any] = {"__slots__": (), "__getattribute__": __getattribute__}
    if look_up:
        members["__getattr__"] = __getattr__
    return type(kind.__name__, (kind,), members)
