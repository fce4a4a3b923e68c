"""The filings in a table: JSON, JSON Lines or CSV, one filing a row, its text in one of the fields."""

import codecs
import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from engine.errors import FilingUnreadable
from engine.running import sources
from engine.running.sources import Source

# The fields in which tables of filings hold the text, and the name of the filing; the first that is there.
TEXTS = ("text", "content", "body")
NAMES = ("id", "file", "accession", "accession_number")

BAD_ROW = "bad-row"


def in_jsonl(file: str, path: Path, stream: BinaryIO, text_field: str | None) -> Iterator[Source]:
    """A filing a line, `file!12` for the one in line 12, or `file!NAME` where the line names it."""
    seen: set[str] = set()
    for number, line in enumerate(_lines(stream), start=1):
        name = f"{file}!{number}"
        if len(line) > sources.MOST:
            yield sources.refused(sources.unused(name, seen), path, *sources.too_large()[:2])
        elif line.strip():
            yield _parsed(name, path, line, text_field, seen)


def in_json(file: str, path: Path, stream: BinaryIO, text_field: str | None) -> Iterator[Source]:
    """The filing in a JSON object, by the name `file`, or those in a list of objects, as in JSON Lines.

    Raises `FilingUnreadable` where the file is too large.
    """
    try:
        content = json.loads(sources.bounded(stream.read))
    except (ValueError, RecursionError) as error:
        message = f"no JSON: {error}; a file with one object a line is called .jsonl"
        yield sources.refused(file, path, BAD_ROW, message)
        return
    if not isinstance(content, list):
        yield _filing(file, path, content, text_field)
        return
    seen: set[str] = set()
    for number, row in enumerate(content, start=1):
        yield _filing(_named(f"{file}!{number}", row, seen), path, row, text_field)


def in_csv(file: str, path: Path, stream: BinaryIO, text_field: str | None) -> Iterator[Source]:
    """A filing a row, named as in JSON Lines, where a row counts without the heading.

    Raises `FilingUnreadable` at a line that is too large.
    """
    csv.field_size_limit(sources.MOST)
    seen: set[str] = set()
    number = 0
    try:
        for number, row in enumerate(csv.DictReader(_decoded(stream), strict=True), start=1):
            yield _filing(_named(f"{file}!{number}", row, seen), path, row, text_field)
    except csv.Error as error:
        yield sources.refused(file, path, BAD_ROW, f"cannot be read further, after row {number}: {error}")


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines; one that is too long is cut off behind that length."""
    while line := stream.readline(sources.MOST + 1):
        yield line
        while len(line) > sources.MOST and not line.endswith(b"\n"):
            line = stream.readline(sources.MOST + 1)  # the rest, or a part of it


def _decoded(stream: BinaryIO) -> Iterator[str]:
    for number, line in enumerate(_lines(stream)):
        if len(line) > sources.MOST:
            raise FilingUnreadable(*sources.too_large())
        yield line.removeprefix(b"" if number else codecs.BOM_UTF8).decode("utf-8", "surrogateescape")


def _parsed(name: str, path: Path, line: bytes, text_field: str | None, seen: set[str]) -> Source:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return sources.refused(sources.unused(name, seen), path, BAD_ROW, f"no JSON: {error}")
    return _filing(_named(name, row, seen), path, row, text_field)


def _named(numbered: str, row: object, seen: set[str]) -> str:
    """The name that the row gives itself, behind the file's; else the one with its number."""
    stem = numbered.rpartition("!")[0]
    given = next((str(row[key]) for key in NAMES if row.get(key)), "") if isinstance(row, Mapping) else ""
    spelt = _bytes(given).decode("utf-8", "surrogateescape")
    return sources.unused(f"{stem}!{sources.printable(spelt)}" if given else numbered, seen)


def _filing(file: str, path: Path, row: Any, text_field: str | None) -> Source:
    if not isinstance(row, Mapping):
        return sources.refused(file, path, BAD_ROW, "not an object with fields")
    wanted = (text_field,) if text_field else TEXTS
    text = next((row[key] for key in wanted if key in row), None)
    if not isinstance(text, str):
        message = f"no text in the field {' or '.join(wanted)}: name the field with --text-field"
        return sources.refused(file, path, "no-text-field", message)
    return Source(file, path, _bytes(text))


def _bytes(text: str) -> bytes:
    """The bytes of a text: of a CSV field as they stand in the file, be they UTF-8 or not."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can spell
        return text.encode("utf-8", "replace")
