"""An annotated text as a line of `labels.jsonl`, and a run's result as a draft of one."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.errors import Finding, LabelsRefused
from engine.explaining.exchange.annotated import EVENT, AnnotatedText, Span
from engine.records import Filing
from engine.scoring.labelfields import event_faults
from engine.specs import EventSpec, FieldSpec
from engine.tagging.values import NORMALISERS

# The longest stretch of text, in characters, that is quoted whole; of a longer one only the proving words.
_LONGEST_QUOTE = 160
# How the words of an argument become the value of a field of that kind: the first that gives one.
_READERS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "partial_date"),
    "integer": ("integer", "number"),
    "decimal": ("money", "percent", "number"),
}


def draft_line(filing: Filing, events: list[dict[str, Any]], sha256: str) -> dict[str, Any]:
    """The line of a filing with the engine's events, for correction by hand: quotes in place of evidence."""
    texts = {section.id: section.text for section in filing.sections}
    return {"file": filing.file, "sha256": sha256, "events": [_drafted(event, texts) for event in events]}


def _drafted(event: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    bare = {key: value for key, value in event.items() if key not in {"section", "evidence"}}
    return {**bare, **({"quote": quote} if (quote := _quote(event, texts)) else {})}


def _quote(event: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """The words from the first to the last proof in the trigger's section, or, far apart, only the proofs."""
    text = texts[event["section"]]
    proofs = [proof for proof in event["evidence"] if proof["section"] == event["section"]]
    places = sorted({(proof["start"], proof["end"]) for proof in proofs})
    if not places:
        return ""
    start, end = places[0][0], max(end for _, end in places)
    if end - start <= _LONGEST_QUOTE:
        return " ".join(text[start:end].split())
    parts, done = [], 0
    for start, end in places:
        if start >= done:
            parts.append(" ".join(text[start:end].split()))
            done = end
    return " ... ".join(parts)


def label_lines(texts: list[AnnotatedText], specs: Mapping[str, EventSpec]) -> list[dict[str, Any]]:
    """The lines of `labels.jsonl` for annotated texts, in the order of their files.

    An event keeps the values of its note; arguments that are new are read from their words. Raises
    LabelsRefused with every event that does not fit the spec of its type, and every file that comes twice.
    """
    lines: dict[str, dict[str, Any]] = {}
    findings = []
    for text in sorted(texts, key=lambda one: one.file):
        if text.file in lines:
            findings.append(
                Finding(text.file, 1, 1, "file", f"{text.file} stands here twice", "keep one of them")
            )
        events = list(_events(text, specs))
        findings += [
            Finding(text.file, 1, 1, *fault) for event in events for fault in event_faults(event, specs)
        ]
        digest = {"sha256": text.sha256} if text.sha256 else {}
        lines[text.file] = {"file": text.file, **digest, "events": events}
        findings += _unspellable(lines[text.file])
    if findings:
        raise LabelsRefused(findings)
    return list(lines.values())


def _unspellable(line: Mapping[str, Any]) -> Iterator[Finding]:
    """What other tools' JSON can hold and UTF-8 cannot: half a pair of surrogates; and what is no number."""
    try:
        json.dumps(line, ensure_ascii=False, allow_nan=False).encode()
    except ValueError as error:
        yield Finding(line["file"], 1, 1, "json", str(error), "take it out of the annotations")


def is_trigger(text: AnnotatedText, number: int, specs: Mapping[str, EventSpec]) -> bool:
    """Whether a span stands for an event: it brings one, or values, or is labelled as one."""
    span = text.spans[number]
    return EVENT in span.note or span.label in specs or any(link.head == number for link in text.links)


def _events(text: AnnotatedText, specs: Mapping[str, EventSpec]) -> Iterator[dict[str, Any]]:
    for number, span in enumerate(text.spans):
        if is_trigger(text, number, specs):
            event = {**span.note.get(EVENT, {}), "type": span.label}
            spec = specs.get(span.label)
            words = {
                link.field: [
                    text.spans[one.child]
                    for one in text.links
                    if (one.head, one.field) == (number, link.field)
                ]
                for link in text.links
                if link.head == number and link.field not in event
            }
            event |= {field: _value(_spec(field, spec), spans, text.text) for field, spans in words.items()}
            yield {"quote": _words(span, text.text), **event} if EVENT not in span.note else event
    yield from (dict(event) for event in text.unplaced)


def _spec(field: str, spec: EventSpec | None) -> FieldSpec:
    return (
        next((one for one in spec.fields if one.name == field), FieldSpec(field, "string"))
        if spec
        else FieldSpec(field, "string")
    )


def _value(field: FieldSpec, spans: list[Span], text: str) -> Any:
    """The value that the words of new arguments give; the words themselves where they give none, to be refused."""
    words = [_words(span, text) for span in spans]
    if field.kind == "strings":
        return words
    readers: list[Callable[[str], Any]] = [NORMALISERS[name] for name in _READERS.get(field.kind, ())]
    values = (
        next(iter(value.values())) if isinstance(value := read(words[0]), Mapping) else value
        for read in readers
    )
    return next((value for value in values if value is not None), words[0])


def _words(span: Span, text: str) -> str:
    return " ".join(text[span.start : span.end].split())
