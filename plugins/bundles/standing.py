"""Where a translation stands: how far people can rely on it, and why readers may not see it."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.bundles.model import Bundle

STATES = ("missing", "machine", "draft", "reviewed")


@dataclass(frozen=True, slots=True)
class Standing:
    """How one page stands in one language.

    state is one of STATES, "source" for the source language; a file that is still the source text is "missing".
    outdated: the source has changed since; drifted: its structure is not the source's, whatever its digest says;
    unknown: it does not say what it was made from, so nobody can tell whether it is outdated;
    withheld: the public site shows the source text in its place, with a notice.
    """

    state: str
    outdated: bool = False
    drifted: bool = False
    unknown: bool = False
    withheld: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        """Return all that is to be said of it, the state first: ("machine", "outdated", "withheld")."""
        more = {
            "outdated": self.outdated,
            "drifted": self.drifted,
            "unknown": self.unknown,
            "withheld": self.withheld,
        }
        return (self.state, *(name for name, holds in more.items() if holds))


def standing(bundle: Bundle, language: str) -> Standing:
    """Return how a page stands in a language, as the public site's policy sees it."""
    if language == bundle.source_language:
        return Standing("source")
    text = bundle.texts.get(language)
    if text is None or text.is_blank or bundle.is_untouched(language):
        return Standing("missing")
    state = text.fields.get("translation", "machine")
    outdated, drifted = bundle.is_outdated(language), bool(bundle.drift(language))
    unknown = "source_digest" not in text.fields
    return Standing(state, outdated, drifted, unknown, not may_be_public(bundle, language))


def may_be_public(bundle: Bundle, language: str) -> bool:
    """Return whether the public site may show a translation: one of high risk must be reviewed and current."""
    if bundle.shared("risk") != "high":
        return True
    current = not bundle.is_outdated(language) and not bundle.drift(language)
    return current and bundle.texts[language].fields.get("translation") == "reviewed"
