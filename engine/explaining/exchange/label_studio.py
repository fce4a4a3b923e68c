"""Label Studio's JSON: a list of tasks, each a text with annotated regions and relations between them.

The format: https://labelstud.io/guide/tasks and https://labelstud.io/guide/export. What a span has beside
label and place stands as JSON in the `meta.text` of its region.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.errors import LabelsRefused
from engine.explaining.exchange.annotated import AnnotatedText, Link, Span
from engine.explaining.exchange.records import (
    Malformed,
    bytes_of,
    checked,
    dump,
    events_of,
    finding,
    want,
    write_bytes,
)

# The last character whose offset is the same in Python and in a browser, which counts UTF-16 units.
_LAST_OF_ONE_UNIT = "\uffff"


def write(texts: Sequence[AnnotatedText], path: Path) -> list[str]:
    """Write a file of tasks, annotated; gives what the format cannot hold. Raises UsageError."""
    tasks = ",\n".join(dump(_task(text)) for text in texts)
    write_bytes(path, f"[\n{tasks}\n]\n".encode())
    moved = sum(any(sign > _LAST_OF_ONE_UNIT for sign in text.text) for text in texts)
    return [f"the places after a rare sign in {moved} texts: a browser counts it twice"] if moved else []


def _task(text: AnnotatedText) -> dict[str, Any]:
    regions = [_region(number, span, text.text) for number, span in enumerate(text.spans)]
    relations = [
        {
            "type": "relation",
            "from_id": f"s{link.head}",
            "to_id": f"s{link.child}",
            "direction": "right",
            "labels": [link.field],
        }
        for link in text.links
    ]
    data = {"text": text.text, "file": text.file, "sha256": text.sha256, "unplaced": list(text.unplaced)}
    return {"data": data, "annotations": [{"result": regions + relations}]}


def _region(number: int, span: Span, text: str) -> dict[str, Any]:
    value = {
        "start": span.start,
        "end": span.end,
        "text": text[span.start : span.end],
        "labels": [span.label],
    }
    region = {"id": f"s{number}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    return {**region, "meta": {"text": [dump(dict(span.note))]}} if span.note else region


def read(path: Path) -> tuple[list[AnnotatedText], list[str]]:
    """The texts of an export, and what of it has no place in labels: of several annotations the first counts.

    Raises UsageError if it cannot be read, LabelsRefused with every task that is none; a task's place is
    its number in the list.
    """
    try:
        tasks = want({"tasks": json.loads(bytes_of(path))}, "tasks", list)
    except (ValueError, Malformed) as error:
        raise LabelsRefused([finding(path, 1, "label-studio", error)]) from error
    texts, findings, others = [], [], 0
    for number, task in enumerate(tasks, start=1):
        try:
            text, more = _read_task(task)
            texts.append(checked(text))
            others += more
        except Malformed as error:
            findings.append(finding(path, number, "label-studio", error))
    if findings:
        raise LabelsRefused(findings)
    return texts, [f"{others} further annotations, and regions of other kinds"] if others else []


def _read_task(task: Any) -> tuple[AnnotatedText, int]:
    data = want(task, "data", dict)
    annotations = want(task, "annotations", list)
    results = want(annotations[0], "result", list) if annotations else []
    spans: dict[str, Span] = {}
    relations, others = [], max(len(annotations) - 1, 0)
    for result in results:
        kind = want(result, "type", str)
        if kind == "labels":
            spans[want(result, "id", str)] = _span(result)
        elif kind == "relation":
            relations.append(result)
        else:
            others += 1
    numbers = {id_: number for number, id_ in enumerate(spans)}
    links = tuple(_link(relation, numbers) for relation in relations)
    unplaced = events_of(data, "unplaced")
    digest = str(data.get("sha256", ""))
    text = AnnotatedText(
        want(data, "file", str), want(data, "text", str), tuple(spans.values()), links, unplaced, digest
    )
    return text, others


def _span(result: Mapping[str, Any]) -> Span:
    value = want(result, "value", dict)
    labels = want(value, "labels", list)
    if len(labels) != 1 or not isinstance(labels[0], str):
        raise Malformed("a region has not just one label")
    return Span(want(value, "start", int), want(value, "end", int), labels[0], _note(result))


def _note(result: Mapping[str, Any]) -> Mapping[str, Any]:
    meta = result.get("meta", {})
    words = meta.get("text", []) if isinstance(meta, dict) else []
    words = [words] if isinstance(words, str) else words
    if not isinstance(words, list) or not words or not str(words[0]).startswith("{"):
        return {}
    try:
        note: dict[str, Any] = json.loads(words[0])
    except (ValueError, TypeError) as error:
        raise Malformed(f"the note of a region is no JSON ({error})") from error
    return note


def _link(relation: Mapping[str, Any], numbers: Mapping[str, int]) -> Link:
    ends = want(relation, "from_id", str), want(relation, "to_id", str)
    labels = want(relation, "labels", list)
    if len(labels) != 1 or not isinstance(labels[0], str):
        raise Malformed("a relation has not just one label")
    if not all(end in numbers for end in ends):
        raise Malformed(f"a relation `{labels[0]}` leads nowhere")
    return Link(numbers[ends[0]], labels[0], numbers[ends[1]])
