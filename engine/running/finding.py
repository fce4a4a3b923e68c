"""Finds the filings below the paths that somebody named."""

import itertools
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from engine.errors import UsageError
from engine.running import choosing
from engine.running.sources import Skipped, Source, printable_path

# What stands for standard input among the paths.
STANDARD_INPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Corpus:
    """What stands below the paths given: files in the order of their names, and what was passed over.

    A file is a filing, or an archive or table that holds filings: `opening.opened` tells.
    """

    files: tuple[Source, ...]
    skipped: tuple[Skipped, ...]


def find(paths: Sequence[Path], *, tables: bool = False) -> Corpus:
    """The files that `paths` name, each a file, a folder that is searched with all below it, or standard input.

    A file is taken whatever its suffix, and its name is the last part of its path; in a folder, filings and
    archives are taken, tables only where `tables` says so (beside filings they hold labels and lists), hidden
    files are not, and names are relative to that folder. Raises `UsageError` for a path that does not exist,
    a folder without filings, one that cannot be listed, and two files that would bear the same name.
    """
    found: list[Source] = []
    skipped: list[Skipped] = []
    for path in paths:
        inside, passed = _under(path, tables=tables)
        found += inside
        skipped += passed
    found.sort(key=lambda source: source.file)
    _refuse_same_names(found)
    return Corpus(tuple(found), tuple(skipped))


def _under(path: Path, *, tables: bool) -> tuple[list[Source], list[Skipped]]:
    if path == STANDARD_INPUT:
        return [Source("stdin", path)], []
    try:
        if path.is_dir():
            return _in_folder(path, tables=tables)
        path.stat()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    return [Source(printable_path(Path(path.name)), path)], []


def _in_folder(folder: Path, *, tables: bool) -> tuple[list[Source], list[Skipped]]:
    found: list[Source] = []
    skipped: list[Skipped] = []
    twins: dict[str, str] = {}
    for path in _files(folder):
        reason = _reason_to_skip(path, twins, tables=tables)
        if reason:
            skipped.append(Skipped(path, reason))
        else:
            found.append(Source(printable_path(path.relative_to(folder)), path))
    if not found:
        wanted = ", ".join(sorted(choosing.SUFFIXES | choosing.ARCHIVES))
        raise UsageError(f"{folder}: no filing in this folder; looked for files ending in {wanted}")
    return found, skipped


def _files(folder: Path) -> Iterator[Path]:
    """Every visible file below, in a fixed order. Links to folders are not followed: they may lead in a ring."""

    def refuse(error: OSError) -> None:
        raise UsageError(f"{error.filename}: cannot list this folder: {error.strerror}") from error

    def submission_first(name: str) -> tuple[bool, str]:
        return Path(name).stem != choosing.SUBMISSION, name

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        visible = (name for name in files if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(visible, key=submission_first))


def _reason_to_skip(path: Path, twins: dict[str, str], *, tables: bool) -> str | None:
    suffix, _ = choosing.packing(path.name)
    taken = suffix in choosing.ARCHIVES or (tables and suffix in choosing.TABLES)
    reason = None if taken else choosing.reason_to_skip(PurePosixPath(path), twins)
    if reason is None and not path.is_file():
        return "not a regular file"  # opening a pipe that nobody writes to would wait for ever
    if reason and suffix in choosing.TABLES:
        return f"{suffix}: a table is read where it is named itself, or with --text-field"
    return reason


def _refuse_same_names(sources: Sequence[Source]) -> None:
    """`sources` stand in the order of their names, so that equal names are neighbours."""
    for before, after in itertools.pairwise(sources):
        if before.file == after.file:
            raise UsageError(
                f"two filings would both be called `{after.file}` in the result: {before.path} and {after.path}; "
                "name the folder above both, or run them one after the other"
            )
