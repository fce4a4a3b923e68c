"""Reading of records that other tools wrote: what is missing or wrong becomes a finding with its place."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.errors import Finding, UsageError
from engine.explaining.exchange.annotated import EVENT, AnnotatedText, Link, Span


class Malformed(Exception):
    """A record that does not hold what its format asks for."""


def want(record: Any, key: str, kind: type) -> Any:
    """`record[key]` of that kind. Raises Malformed."""
    value = record.get(key) if isinstance(record, Mapping) else None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Malformed(f"`{key}` is missing or is no {kind.__name__}")
    return value


def checked(text: AnnotatedText) -> AnnotatedText:
    """The text, whose spans lie in it and whose links have ends. Raises Malformed."""
    for span in text.spans:
        if not 0 <= span.start < span.end <= len(text.text):
            raise Malformed(f"{span.label} [{span.start}, {span.end}) lies outside of the text")
        if not isinstance(span.note.get(EVENT, {}), dict):
            raise Malformed(f"the event of {span.label} is no object")
    for link in text.links:
        if not (0 <= link.head < len(text.spans) and 0 <= link.child < len(text.spans)):
            raise Malformed(f"a link `{link.field}` leads nowhere")
    return text


def finding(path: Path, line: int, format_: str, error: Exception) -> Finding:
    """What is wrong with a record, for people."""
    return Finding(str(path), line, 1, format_, str(error), "mend the record, or export it anew")


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises UsageError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file. Raises UsageError."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{path}: cannot write here: {error.strerror}") from error


def dump(value: Any) -> str:
    """The value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def plain_span(span: Span) -> dict[str, Any]:
    """A span as a record."""
    return {"start": span.start, "end": span.end, "label": span.label, "note": dict(span.note)}


def span_of(record: Any) -> Span:
    """The span of a record; a note may be missing. Raises Malformed."""
    note = record.get("note", {}) if isinstance(record, Mapping) else {}
    if not isinstance(note, dict):
        raise Malformed("`note` is no object")
    return Span(want(record, "start", int), want(record, "end", int), want(record, "label", str), note)


def link_of(record: Any) -> Link:
    """The link of a record. Raises Malformed."""
    return Link(want(record, "head", int), want(record, "field", str), want(record, "child", int))


def events_of(record: Mapping[str, Any], key: str) -> tuple[Mapping[str, Any], ...]:
    """The events without words, which may be missing. Raises Malformed."""
    value = record.get(key, [])
    if not isinstance(value, list) or not all(isinstance(event, dict) for event in value):
        raise Malformed(f"`{key}` is no list of events")
    return tuple(value)
