"""JSON Lines with their line numbers, and every line that is none as a finding."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from engine.errors import Finding, UsageError


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds a filing's events: an object with a `file` and a list of `events`.

    `sha256` is the hexadecimal digest of the filing's bytes, where the line gives one.
    """

    number: int
    file: str
    events: list[Any]
    keys: frozenset[str]
    sha256: str = ""


def read_lines(path: Path) -> tuple[list[Line], list[Finding]]:
    """The lines of a JSON Lines file in UTF-8, and what is wrong with the others; blank ones are passed over.

    A file stands on one line only. Raises UsageError if `path` cannot be read.
    """
    lines: dict[str, Line] = {}
    findings = []
    for number, line in enumerate(_raw_lines(path), start=1):
        parsed = _parse(path, number, line) if line.strip() else None
        if isinstance(parsed, Line) and parsed.file in lines:
            first = lines[parsed.file].number
            message = f"{parsed.file} stands on line {first} already"
            findings.append(Finding(str(path), number, 1, "file", message, "put its events on one line"))
        elif isinstance(parsed, Line):
            lines[parsed.file] = parsed
        elif parsed is not None:
            findings.append(parsed)
    return list(lines.values()), findings


def _raw_lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def _parse(path: Path, number: int, line: bytes) -> Line | Finding:
    try:
        row = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        return Finding(str(path), number, error.colno, "json", error.msg, "write one JSON object a line")
    except (UnicodeDecodeError, ValueError) as error:
        return Finding(str(path), number, 1, "json", str(error), "write one JSON object a line, in UTF-8")
    if not isinstance(row, dict) or not isinstance(row.get("file"), str) or not row["file"]:
        return Finding(
            str(path), number, 1, "file", "the line names no file", 'write {"file": …, "events": […]}'
        )
    if not isinstance(row.get("events"), list):
        message, advice = "the line has no list of events", 'write "events": [] where there are none'
        return Finding(str(path), number, 1, "events", message, advice)
    return Line(number, row["file"], row["events"], frozenset(row), str(row.get("sha256", "")))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of the pairs; a key given twice would silently lose a value."""
    row = dict(pairs)
    if len(row) < len(pairs):
        twice = next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))
        raise ValueError(f'the key "{twice}" stands twice in one object')
    return row
