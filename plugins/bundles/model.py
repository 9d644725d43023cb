"""What has been read: texts (one Markdown file each) and bundles (one page each)."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.bundles.drift import drift
from plugins.bundles.meaning import meaning
from plugins.bundles.schema import Kind
from plugins.bundles.traits import Traits

_OWN_WORDS = ("title", "summary", "short_title", "alt", "action")


@dataclass(slots=True)
class Text:
    """One Markdown file: a page in one language.

    path is POSIX and relative to the project's root. fields holds the values that could be read, by
    key (`part_of`); typed holds where and what was typed, by the same key. html and traits are filled in once by
    `convert`, with links still as they were typed.
    """

    language: str
    path: str
    raw: str
    fields: dict[str, Any]
    typed: dict[str, tuple[str, int, int]]
    body: str
    body_line: int
    html: str = ""
    traits: Traits = field(default_factory=Traits)
    _digest: str = field(default="", repr=False)

    @property
    def digest(self) -> str:
        """Return what this text says, as 12 hexadecimal digits; white space and addresses do not matter."""
        # Kept, because each page asks about all its translations: with 12 languages that was a third of a build.
        if not self._digest:
            self._digest = self._digested()
        return self._digest

    def keep_digest(self, digest: str) -> None:
        """Take the digest, which another process has found."""
        self._digest = digest

    @property
    def is_blank(self) -> bool:
        """Return whether nothing stands in the file."""
        return not self.raw.strip()

    def _digested(self) -> str:
        words = [str(self.fields.get(key, "")) for key in _OWN_WORDS]
        said = "\x00".join((*(" ".join(word.split()) for word in words), meaning(self.body)))
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def position(self, key: str) -> tuple[int, int]:
        """Return line and column of a field's value, or of the file's start if it was not typed."""
        _, line, column = self.typed.get(key, ("", 1, 1))
        return line, column


@dataclass(slots=True)
class Bundle:
    """One page: a folder with a Markdown file per language and its attachments."""

    kind: Kind
    slug: str
    folder: Path
    texts: dict[str, Text]
    source_language: str
    attachments: dict[str, Path] = field(default_factory=dict)
    _drift: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict, repr=False)

    @property
    def ref(self) -> str:
        """Return its name in links and messages: initiatives/364-campaign."""
        return f"{self.kind.name}/{self.slug}"

    @property
    def source(self) -> Text:
        return self.texts[self.source_language]

    def shared(self, key: str, default: Any = None) -> Any:
        """Return a field of the source file, which holds for every language."""
        return self.source.fields.get(key, default)

    def slug_in(self, language: str) -> str:
        """Return the last part of the address in *language*: the translation's own slug, or the folder's."""
        text = self.texts.get(language)
        slug: str = text.fields.get("slug", self.slug) if text else self.slug
        return slug

    def is_outdated(self, language: str) -> bool:
        """Return whether the source has changed since this translation was made."""
        made_from = self.texts[language].fields.get("source_digest")
        return language != self.source_language and made_from is not None and made_from != self.source.digest

    def drift(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return each sign that this translation's structure is not the source's (what, hint), once converted.

        Asked only of one that says what it was made from: without a Source-Digest it may be a text of its own.
        """
        if language not in self._drift:
            text = self.texts[language]
            asked = language != self.source_language and "source_digest" in text.fields
            self._drift[language] = tuple(drift(self.source.traits, text.traits)) if asked else ()
        return self._drift[language]

    def is_untouched(self, language: str) -> bool:
        """Return whether this translation is still the source text, as `./run translate` writes it.

        It may be that of an earlier day: then it says just what its Source-Digest was made from.
        """
        if language == self.source_language:
            return False
        text = self.texts[language]
        body, made_from = text.body.strip(), text.fields.get("source_digest")
        same_body = bool(body) and body == self.source.body.strip()
        return same_body or (made_from is not None and made_from == text.digest)

    @property
    def date(self) -> datetime.date:
        """Return the day of a news item (the first of all days if it has none)."""
        found: datetime.date = self.shared("date", datetime.date.min)
        return found
