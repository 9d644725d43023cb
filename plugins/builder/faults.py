"""What goes wrong outside the content, in one sentence; the details go into a file."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from plugins.assets.stylesheet import StylesheetError


class ToolError(Exception):
    """The tool failed, not the content: one sentence, and what to do."""


@contextmanager
def told_plainly(root: Path) -> Iterator[None]:
    """Turn whatever goes wrong into one sentence; the traceback goes into .cache/last-error.txt."""
    try:
        yield
    except ToolError:
        raise
    except StylesheetError as error:
        raise ToolError(f"A stylesheet is broken: {error}") from error
    except TemplateNotFound as error:
        place = _template_place(error, root)
        raise ToolError(f"A template is missing: {place}there is no template '{error.name}'.") from error
    except TemplateError as error:
        raise ToolError(f"A template is broken: {_template_place(error, root)}{sentence(error)}") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ToolError(
                "The disk is full. Make room and build again; the last good site is untouched."
            ) from error
        _keep(root)
        raise ToolError(f"{error.filename or 'A file'}: {(error.strerror or str(error)).lower()}.") from error
    except Exception as error:
        where = _keep(root)
        raise ToolError(
            f"The build stopped: {type(error).__name__}: {sentence(error)} The details are in {where}."
        ) from error


def sentence(error: Exception) -> str:
    return f"{str(error).rstrip('.')}."


def _template_place(error: TemplateError, root: Path) -> str:
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return f"{relative(Path(error.filename), root)}:{error.lineno}: "
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith((".html", ".xml")):
            return f"{relative(Path(frame.filename), root)}:{frame.lineno}: "
    return ""


def relative(path: Path, root: Path) -> str:
    path = path.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _keep(root: Path) -> str:
    details = root / ".cache" / "last-error.txt"
    try:
        details.parent.mkdir(exist_ok=True)
        details.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return "no file: it could not be written"
    return details.relative_to(root).as_posix()
