"""Put a finished folder in the place of the old one at once, and clear away what killed builds left.

A reader of output/, or a build that is killed, sees the old site or the new one, never a mixture. Where the
system can exchange two names in one step (Linux renameat2, macOS renamex_np) that is used; elsewhere the old
folder steps aside for a moment and `recover` brings it back if the build dies in that moment.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h and sys/stdio.h (RENAME_SWAP) agree on the number
_STALE_AFTER = 3600  # seconds; far longer than any build


def place(output: Path) -> Path:
    """Return where *output* really is: a link (to a web server's folder, say) stays, what it leads to is replaced."""
    return output.resolve()


def staging_for(output: Path) -> Path:
    """Return a new empty folder beside *output*, on the same disk so that it can be swapped in."""
    output.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{output.name}-{os.getpid()}-", dir=output.parent))
    folder.chmod(0o755)  # mkdtemp makes it private; a web server must be able to read the site
    return folder


def swap_in(staging: Path, output: Path, spare: Path | None = None) -> None:
    """Make *staging* the new *output*. Raises OSError and leaves *output* if it cannot.

    The old one becomes *spare* if that can be done by giving it another name; otherwise it is deleted.
    """
    if not output.exists():
        staging.rename(output)
        return
    if _exchange(staging, output):
        _put_away(staging, spare)
        return
    aside = _aside(output)
    output.rename(aside)
    staging.rename(output)
    _put_away(aside, spare)


def _put_away(folder: Path, spare: Path | None) -> None:
    if spare is not None:
        try:
            folder.rename(spare)
        except OSError:  # another disk
            pass
        else:
            return
    shutil.rmtree(folder, ignore_errors=True)


def recover(output: Path) -> None:
    """Bring back a site that a killed build had put aside, and delete the folders of builds that are no more."""
    if not output.exists() and _aside(output).is_dir():
        _aside(output).rename(output)
    for folder in output.parent.glob(f".{output.name}-*-*"):
        if folder.is_dir() and not _is_in_use(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _aside(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; return False where the system cannot."""
    if not sys.platform.startswith(("linux", "darwin")):
        return False
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        first, second = os.fsencode(one), os.fsencode(other)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(first, second, _RENAME_EXCHANGE) == 0)
        return bool(libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE) == 0)
    except (OSError, AttributeError):  # no libc, or one older than the call
        return False


def _is_in_use(folder: Path) -> bool:
    """Return whether the build that made a staging folder may still be running."""
    owner = folder.name.rsplit("-", 2)[1]
    if os.name == "posix" and owner.isdigit():
        try:
            os.kill(int(owner), 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return int(owner) != os.getpid() or time.time() - folder.stat().st_mtime < _STALE_AFTER
    return time.time() - folder.stat().st_mtime < _STALE_AFTER
