"""Finds the filings below the paths that somebody named."""

import itertools
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import UsageError

# The ways in which EDGAR and its extracts deliver a filing: full submissions and extracted text, HTML,
# and the header-and-document files of the daily feed. XML is left out: on EDGAR it holds XBRL and the
# ownership forms, never an 8-K's text.
SUFFIXES = frozenset({".txt", ".htm", ".html", ".nc"})

# Text files that stand beside filings and describe them.
DESCRIPTIONS = frozenset({"readme", "manifest", "license", "notes"})


@dataclass(frozen=True, slots=True)
class Source:
    """One filing to be read: `file` is its name in the result, with / between parts; `path` where it lies."""

    file: str
    path: Path


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was passed over, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """What stands below the paths given: filings in the order of their names, and what was passed over."""

    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]


def find(paths: Sequence[Path]) -> Corpus:
    """The filings that `paths` name, each a file or a folder that is searched with all below it.

    A file is taken whatever its suffix, and its name is the last part of its path; in a folder, files
    with one of `SUFFIXES` are taken, hidden ones are not, and names are relative to that folder.
    Raises `UsageError` for a path that does not exist, a folder without filings, one that cannot be
    listed, and two filings that would bear the same name.
    """
    found: list[Source] = []
    skipped: list[Skipped] = []
    for path in paths:
        inside, passed = _under(path)
        found += inside
        skipped += passed
    found.sort(key=lambda source: source.file)
    _refuse_same_names(found)
    return Corpus(tuple(found), tuple(skipped))


def _under(path: Path) -> tuple[list[Source], list[Skipped]]:
    try:
        if path.is_dir():
            return _in_folder(path)
        path.stat()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    return [Source(_printable(Path(path.name)), path)], []


def _in_folder(folder: Path) -> tuple[list[Source], list[Skipped]]:
    found: list[Source] = []
    skipped: list[Skipped] = []
    for path in _files(folder):
        reason = _reason_to_skip(path)
        if reason:
            skipped.append(Skipped(path, reason))
        else:
            found.append(Source(_printable(path.relative_to(folder)), path))
    if not found:
        wanted = ", ".join(sorted(SUFFIXES))
        raise UsageError(f"{folder}: no filing in this folder; looked for files ending in {wanted}")
    return found, skipped


def _files(folder: Path) -> Iterator[Path]:
    """Every visible file below, in a fixed order. Links to folders are not followed: they may lead in a ring."""

    def refuse(error: OSError) -> None:
        raise UsageError(f"{error.filename}: cannot list this folder: {error.strerror}") from error

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(files) if not name.startswith("."))


def _reason_to_skip(path: Path) -> str | None:
    if path.suffix.lower() not in SUFFIXES:
        return f"{path.suffix or 'no suffix'}: not a filing's suffix"
    if path.stem.lower() in DESCRIPTIONS:
        return "describes its folder"
    # Opening a pipe that nobody writes to would wait for ever.
    return None if path.is_file() else "not a regular file"


def _printable(path: Path) -> str:
    """The path with / between parts; bytes of a name that are not UTF-8 are spelt out, since JSON cannot hold them."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _refuse_same_names(sources: Sequence[Source]) -> None:
    """`sources` stand in the order of their names, so that equal names are neighbours."""
    for before, after in itertools.pairwise(sources):
        if before.file == after.file:
            raise UsageError(
                f"two filings would both be called `{after.file}` in the result: {before.path} and {after.path}; "
                "name the folder above both, or run them one after the other"
            )
