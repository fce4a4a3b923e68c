"""Labelled filings and stored predictions, read strictly.

A slip in a label would be a wrong figure that nobody can see, so a label file with any fault is
refused whole, with every fault in it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from engine.errors import Finding, LabelsRefused, UsageError
from engine.scoring.jsonlines import Line, read_lines
from engine.scoring.labelfields import Fault, event_faults
from engine.specs import EventSpec

# What a line may hold: its own two keys, and those of the engine's output that it may have come from.
_LINE_KEYS = frozenset({"file", "events", "document", "warnings", "sha256"})


@dataclass(frozen=True, slots=True)
class Corpus:
    """The labels of a corpus by file; `folder / file` is the filing."""

    folder: Path
    labels: Mapping[str, list[dict[str, Any]]]


def read_corpus(corpus: Path, specs: Mapping[str, EventSpec], filings: Path | None = None) -> Corpus:
    """Read `labels.jsonl` of a corpus folder; the filings stand in `filings`, else in its `filings/` or in itself.

    Labels of filings that stand elsewhere carry the `sha256` of the filing's bytes. Raises UsageError if
    there is no such folder or label file, LabelsRefused with every finding if a line is no JSON, names a
    file that is missing, stands twice or is another than was labelled, or holds an event that does not
    fit the spec of its type.
    """
    path = corpus / "labels.jsonl"
    if not path.is_file():
        raise UsageError(f"{corpus}: no labels.jsonl there; give the folder that holds it")
    beside = corpus / "filings" if (corpus / "filings").is_dir() else corpus
    folder = filings or beside
    return Corpus(folder, _events(path, lambda line: _line_faults(line, folder, specs)))


def _events(path: Path, faults: Callable[[Line], Iterator[Fault]]) -> dict[str, list[dict[str, Any]]]:
    """The events of a JSON Lines file by file. Raises LabelsRefused if a line is none or has faults."""
    lines, findings = read_lines(path)
    for line in lines:
        findings += [Finding(str(path), line.number, 1, *fault) for fault in faults(line)]
    if findings:
        raise LabelsRefused(findings)
    return {line.file: line.events for line in lines}


def _line_faults(line: Line, folder: Path, specs: Mapping[str, EventSpec]) -> Iterator[Fault]:
    for key in sorted(line.keys - _LINE_KEYS):
        yield "key", f"unknown key `{key}`", "a line has `file` and `events`"
    name = PurePosixPath(line.file)
    if name.is_absolute() or ".." in name.parts:
        yield "file", f"{line.file} leaves the corpus", f"write a path relative to {folder}"
    elif not (folder / name).is_file():
        yield "file", f"there is no filing {line.file}", f"put it into {folder}, or mend the name"
    elif line.sha256 and sha256((folder / name).read_bytes()).hexdigest() != line.sha256:
        yield (
            "sha256",
            f"{line.file} is not the filing that was labelled",
            "label it anew, or bring that filing back",
        )
    for event in line.events:
        yield from event_faults(event, specs)


def read_predictions(path: Path, specs: Mapping[str, EventSpec]) -> dict[str, list[dict[str, Any]]]:
    """Read the engine's JSON Lines output: events by file.

    Raises UsageError if the file cannot be read, LabelsRefused with every finding if a line is no
    result or an event has no type that `specs` holds.
    """
    return _events(path, lambda line: _type_faults(line, specs))


def _type_faults(line: Line, specs: Mapping[str, EventSpec]) -> Iterator[Fault]:
    for event in line.events:
        type_ = event.get("type") if isinstance(event, dict) else None
        if not isinstance(type_, str) or type_ not in specs:
            yield "type", f"an event of unknown type {type_!r}", f"known are {', '.join(specs)}"
