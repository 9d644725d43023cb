"""The days that the content itself knows of a page: never the clock's, never the file's."""

from __future__ import annotations

import datetime

from plugins.bundles.model import Bundle, Text


def translated(text: Text) -> datetime.date | None:
    """Return the day on which a translation was last worked on, or None if it does not say."""
    return max(filter(None, (text.fields.get("reviewed"), text.fields.get("source_date"))), default=None)


def modified(bundle: Bundle, text: Text) -> datetime.date | None:
    """Return the last day on which the page with this text is known to have changed, or None.

    Setting `Checked` changes the page too: readers see the day.
    """
    known = (bundle.shared("date"), bundle.shared("checked"), translated(text))
    return max(filter(None, known), default=None)
