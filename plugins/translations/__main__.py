"""`./run translations`: how far each page is translated; what changed in the source; translators' files.

Exit status: 0 done, 1 problems in a file that was to be imported, 2 wrong usage or the tool failed.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from plugins.builder.run import ToolError, settings_of
from plugins.bundles.convert import convert
from plugins.bundles.library import Library, read_library, source_text
from plugins.bundles.model import Bundle
from plugins.bundles.scaffold import UsageError, accept, find
from plugins.bundles.schema import TRANSLATION_STATES
from plugins.glossary.hints import hints
from plugins.problems import did_you_mean
from plugins.problems.report import as_text, ordered, show, summary, wants_colour
from plugins.translations import exchange
from plugins.translations.diff import changes
from plugins.translations.history import text_as_of
from plugins.translations.importing import File
from plugins.translations.survey import MARKS, narrowed, survey
from plugins.translations.table import FORMATS
from plugins.translations.updating import Review

FINE, PROBLEMS, FAILED = 0, 1, 2
ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = """\
examples:
  ./run translations                                     the whole table
  ./run translations --language es --mark outdated       what has to be brought up to date in Spanish
  ./run translations --diff content/pages/about/es.md    what changed in the English page since
  ./run translations --accept content/pages/about/es.md  it says again what the English page says
  ./run translations export es                           a file for a translator: exchange/es.po
  ./run translations import exchange/es.po               take the translator's work back
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked for and return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    commands: dict[str, Callable[[Sequence[str]], int]] = {"export": _export, "import": _import}
    try:
        if given and given[0] in commands:
            return commands[given[0]](given[1:])
        options = _parser().parse_args(given)
        if options.diff or options.accept:
            for path in options.diff:
                _show_changes(path)
            for path in options.accept:
                _accept(path)
            return FINE
        return _show_table(options)
    except (UsageError, ToolError) as error:
        print(f"./run translations: {error}", file=sys.stderr)
        return FAILED
    except OSError as error:
        print(
            f"./run translations: {error.filename or 'a file'}: {(error.strerror or str(error)).lower()}.",
            file=sys.stderr,
        )
        return FAILED


def _show_table(options: argparse.Namespace) -> int:
    library = _library(converted=True)
    codes = _known(
        _split(options.language), [c for c in library.languages if c != library.source_language], "language"
    )
    marks = _known(_split(options.mark), MARKS, "mark")
    pages = [_page(library, name) for name in options.pages]
    found = narrowed(survey(library), pages, codes, marks, high_risk=options.high_risk)
    show(FORMATS[options.format](found).rstrip("\n"), sys.stdout)
    return FINE


def _page(library: Library, name: str) -> str:
    """Return the reference, or the beginning of references, that a person means by a path."""
    cleaned = name.strip("/").removeprefix("content/").strip("/")
    if cleaned in {bundle.kind.name for bundle in library.bundles.values()}:
        return cleaned
    return find(library, cleaned).ref


def _known(typed: Sequence[str], known: Sequence[str], what: str) -> list[str]:
    for word in typed:
        if word not in known:
            hint = did_you_mean(word, known) or f"Write one of: {', '.join(known)}."
            raise UsageError(f"There is no {what} '{word}'. {hint}")
    return list(typed)


def _split(values: Sequence[str]) -> list[str]:
    return [word for value in values for word in value.replace(",", " ").split()]


def _show_changes(path: str) -> None:
    library = _library()
    bundle, code = _translation(library, path)
    digest = bundle.texts[code].fields.get("source_digest")
    source = bundle.source
    if not digest:
        raise UsageError(
            f"{bundle.texts[code].path} has no Source-Digest, so it is not known what it was made from."
        )
    if digest == source.digest:
        print(f"{source.path} says what it said when {bundle.texts[code].path} was made.")
        return
    before = text_as_of(library.root, source.path, digest, lambda raw: _digest_of(raw, bundle))
    if before is None:
        raise UsageError(
            f"The history of {source.path} has no text with the digest {digest}. A clone with its whole history has "
            "it (git fetch --unshallow); a digest typed by hand has none."
        )
    print(f"What changed in {source.path} since {bundle.texts[code].path} was made:\n")
    show(changes(before, source.raw, colour=wants_colour(sys.stdout, os.environ)).rstrip("\n"), sys.stdout)


def _digest_of(raw: str, bundle: Bundle) -> str:
    return source_text(raw, bundle).digest


def _accept(path: str) -> None:
    library = _library()
    bundle, code = _translation(library, path)
    file = accept(library, bundle.ref, code, _today())
    file.path.write_text(file.text, encoding="utf-8", newline="")
    print(
        f"Wrote {file.path.relative_to(library.root).as_posix()}: it says what {bundle.source.path} says today."
    )


def _translation(library: Library, path: str) -> tuple[Bundle, str]:
    """Return the page and the language of a translation's path: content/pages/about/es.md."""
    whole = Path(os.environ.get("RUN_FROM") or ".", path).resolve()
    name = (
        whole.relative_to(library.root).as_posix()
        if whole.is_relative_to(library.root) and whole.exists()
        else path
    )
    ref, _, file = name.rpartition("/")
    bundle, code = find(library, ref or name), file.removesuffix(".md")
    if code == bundle.source_language:
        raise UsageError(f"{name} is the source. Name a translation of it, for example {bundle.ref}/es.md.")
    if code not in bundle.texts:
        hint = did_you_mean(code, bundle.texts) or f"It has: {', '.join(sorted(bundle.texts))}."
        raise UsageError(f"{bundle.ref} has no translation '{code}'. {hint}")
    return bundle, code


# ── Translators' files ───────────────────────────────────────────────────────


def _export(arguments: Sequence[str]) -> int:
    parser = _command("export", "Write a file that translators open in Poedit, Weblate or OmegaT.")
    parser.add_argument("language", metavar="LANGUAGE", help="its code: es")
    parser.add_argument(
        "pages", nargs="*", metavar="PAGE", help="only these, as kind/name (default: all pages)"
    )
    parser.add_argument(
        "--output", metavar="FILE", help=f"where to write it (default: {exchange.FOLDER}/LANGUAGE.po)"
    )
    options = parser.parse_args(arguments)
    library = _library()
    path, content = exchange.export_file(ROOT, library, options.language, options.pages, hints=hints(library))
    if options.output:
        path = Path(os.environ.get("RUN_FROM") or ".", options.output).resolve()
    exchange.write([File(path, content)])
    if note := exchange.without_history(library, options.language):
        print(note, file=sys.stderr)
    for note in exchange.left_to_staff(library, options.language):
        print(note, file=sys.stderr)
    print(f"Wrote {_shown(path)}. docs/translators.md tells a translator what to do with it.")
    return FINE


def _import(arguments: Sequence[str]) -> int:
    parser = _command("import", "Take a translator's file back into the pages: all of it, or nothing.")
    parser.add_argument("file", metavar="FILE", help="the PO file that came back")
    parser.add_argument(
        "--state", choices=TRANSLATION_STATES, help="what to say of the pages that are all translated"
    )
    parser.add_argument("--translator", default="", metavar="NAME", help="who translated or reviewed them")
    parser.add_argument(
        "--reviewed", type=datetime.date.fromisoformat, metavar="DAY", help="the day of the review"
    )
    parser.add_argument(
        "--partial", action="store_true", help="also write pages of which only a part is translated"
    )
    options = parser.parse_args(arguments)
    if (options.translator or options.reviewed) and not options.state:
        parser.error("--translator and --reviewed need --state")
    today = _today()
    review = Review(options.state, options.translator, options.reviewed or today) if options.state else None
    path = Path(os.environ.get("RUN_FROM") or ".", options.file).resolve()
    result = exchange.import_file(
        ROOT, _library(), path, _settings()["MARKDOWN"], today, review=review, partial=options.partial
    )
    if result.problems:
        show(as_text(ordered(result.problems), colour=wants_colour(sys.stdout, os.environ)), sys.stdout)
        print(f"{summary(result.problems)} Nothing was taken from {_shown(path)}.", file=sys.stderr)
        return PROBLEMS
    exchange.write(result.files)
    for file in result.files:
        print(f"Wrote {_shown(file.path)}")
    for note in result.notes:
        print(note, file=sys.stderr)
    counts = result.counts
    said = [f"{counts[name]} {name}" for name in ("changed", "confirmed", "waiting", "open") if counts[name]]
    print(f"{len(result.files)} files written. Pieces: {', '.join(said) or 'nothing changed'}.")
    return FINE


def _command(name: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"./run translations {name}", description=description)


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


# ── What the commands share ──────────────────────────────────────────────────


def _library(*, converted: bool = False) -> Library:
    settings = _settings()
    languages, source = settings["LANGUAGES"], settings["DEFAULT_LANG"]
    library = read_library(ROOT, ROOT / "content", languages, source, datetime.date.min)
    if converted:  # drift is found in what Markdown becomes
        convert(list(library.texts()), settings["MARKDOWN"], lambda _: ())
    return library


def _settings() -> dict[str, Any]:
    return settings_of(ROOT / "pelicanconf.py")


def _today() -> datetime.date:
    return datetime.datetime.now(ZoneInfo(_settings()["TIMEZONE"])).date()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run translations",
        description="Show how far each page is translated.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "pages", nargs="*", metavar="PAGE", help="only these: kind/name, or a kind such as initiatives"
    )
    parser.add_argument(
        "--language", action="append", default=[], metavar="CODE", help="only these languages: es,ar"
    )
    parser.add_argument(
        "--mark", action="append", default=[], metavar="MARK", help=f"only pages that are {', '.join(MARKS)}"
    )
    parser.add_argument("--high-risk", action="store_true", help="only pages with Risk: high")
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument(
        "--diff",
        nargs="+",
        default=[],
        metavar="FILE",
        help="what changed in the source since this translation",
    )
    parser.add_argument(
        "--accept", nargs="+", default=[], metavar="FILE", help="mark these translations as current"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
