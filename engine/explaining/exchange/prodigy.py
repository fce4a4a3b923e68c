"""Prodigy's JSON Lines: a text a line, with tokens, spans and relations.

The format: https://prodi.gy/docs/api-interfaces (spans, relations). Spans carry `id` and `note` of ours,
which Prodigy passes on with the task.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from engine.errors import LabelsRefused
from engine.explaining.exchange.annotated import AnnotatedText, Link
from engine.explaining.exchange.records import (
    Malformed,
    bytes_of,
    checked,
    dump,
    events_of,
    finding,
    plain_span,
    span_of,
    want,
    write_bytes,
)

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def write(texts: Sequence[AnnotatedText], path: Path) -> list[str]:
    """Write a file of tasks; gives what the format cannot hold, which is nothing. Raises UsageError."""
    write_bytes(path, "".join(f"{dump(_task(text))}\n" for text in texts).encode())
    return []


def _task(text: AnnotatedText) -> dict[str, Any]:
    bounds = _bounds(text)
    starts = {start: number for number, (start, _) in enumerate(bounds)}
    ends = {end: number for number, (_, end) in enumerate(bounds)}
    spans = [
        {"id": n, **plain_span(span), "token_start": starts[span.start], "token_end": ends[span.end]}
        for n, span in enumerate(text.spans)
    ]
    ends_of = [{key: value for key, value in span.items() if key != "note"} for span in spans]
    relations = [
        {
            "head": spans[link.head]["token_end"],
            "child": spans[link.child]["token_end"],
            "label": link.field,
            "head_span": ends_of[link.head],
            "child_span": ends_of[link.child],
        }
        for link in text.links
    ]
    meta = {"file": text.file, "sha256": text.sha256}
    tokens = list(_tokens(text.text, bounds))
    filled = {"tokens": tokens, "spans": spans, "relations": relations, "unplaced": list(text.unplaced)}
    return {"text": text.text, "meta": meta, **filled}


def _bounds(text: AnnotatedText) -> list[tuple[int, int]]:
    """Tokens whose borders no span crosses."""
    borders = {end for found in _TOKEN.finditer(text.text) for end in found.span()}
    borders |= {end for span in text.spans for end in (span.start, span.end)}
    return list(pairwise(sorted(borders)))


def _tokens(text: str, bounds: Sequence[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    for number, (start, end) in enumerate(bounds):
        yield {"text": text[start:end], "start": start, "end": end, "id": number, "ws": False}


def read(path: Path) -> tuple[list[AnnotatedText], list[str]]:
    """The texts of a file that are accepted, and what of it has no place in labels.

    Raises UsageError if it cannot be read, LabelsRefused with every line that is none.
    """
    texts, findings, rejected = [], [], 0
    for number, line in enumerate(bytes_of(path).split(b"\n"), start=1):
        try:
            task = json.loads(line) if line.strip() else None
            if isinstance(task, dict) and task.get("answer", "accept") != "accept":
                rejected += 1
            elif task is not None:
                texts.append(checked(_read_task(task)))
        except (ValueError, Malformed) as error:
            findings.append(finding(path, number, "prodigy", error))
    if findings:
        raise LabelsRefused(findings)
    return texts, [f"{rejected} tasks that were rejected or ignored"] if rejected else []


def _read_task(task: Any) -> AnnotatedText:
    meta = want(task, "meta", dict)
    records = task.get("spans", [])
    relations = task.get("relations", [])
    if not isinstance(records, list) or not isinstance(relations, list):
        raise Malformed("`spans` or `relations` is no list")
    spans = tuple(span_of(record) for record in records)
    links = tuple(
        Link(
            _number(want(relation, "head_span", dict), records),
            want(relation, "label", str),
            _number(want(relation, "child_span", dict), records),
        )
        for relation in relations
    )
    digest = str(meta.get("sha256", ""))
    return AnnotatedText(
        want(meta, "file", str), want(task, "text", str), spans, links, events_of(task, "unplaced"), digest
    )


def _number(end: Mapping[str, Any], spans: Sequence[Mapping[str, Any]]) -> int:
    """Which span a relation ends at: the one of its id, else the first of its place and label."""
    keys = ("id",) if "id" in end else ("start", "end", "label")
    for number, span in enumerate(spans):
        if all(span.get(key) == end.get(key) for key in keys):
            return number
    raise Malformed("a relation ends at what is no span")
