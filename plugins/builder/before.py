"""The content as it was at a revision of git, and the addresses that were lost since."""

from __future__ import annotations

import io
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.bundles.library import Library, read_library
from plugins.linkcheck import changed
from plugins.multilingual.addresses import Addresses
from plugins.multilingual.lost import lost_addresses
from plugins.problems import Problem


def lost_since(root: Path, settings: Mapping[str, Any], revision: str, today: Any) -> list[Problem]:
    """Return a warning for each address that pages had at *revision* and that answers no more.

    Compared is with the last common ancestor, so that the others' new pages are not taken for lost. Raises
    changed.UsageError outside of a repository, or if there is no such revision.
    """
    content = Path(settings["PATH"]).resolve()
    if not content.is_relative_to(root.resolve()):
        return []  # another repository's, perhaps
    folder = content.relative_to(root.resolve()).as_posix()
    languages, source = settings["LANGUAGES"], settings["DEFAULT_LANG"]

    def read(where: Path) -> Library:
        return read_library(where, where / folder, languages, source, today)

    archive = changed.archive(root, revision, folder)
    if not archive:
        return []
    with tempfile.TemporaryDirectory(prefix="site-before-") as scratch:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(scratch, filter="data")
        before = read(Path(scratch))
        addresses = Addresses(settings["SITEURL"].rstrip("/"), source)
        return list(lost_addresses(before, read(root.resolve()), addresses))
