"""What is wrong with a labelled corpus, and which of its values the filings do not say."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import FilingUnreadable, Finding, LabelsRefused
from engine.explaining.corpora import Card, read_card, split_findings
from engine.explaining.marking import Joined, joined
from engine.explaining.placing import quote_places, stands
from engine.pipeline import Engine
from engine.scoring.jsonlines import Line, read_lines
from engine.scoring.labels import Corpus, read_corpus
from engine.specs import EventSpec

# The rule of a finding that is no mistake for certain: a reader may know what the words do not say.
UNSAID = "text"


@dataclass(frozen=True, slots=True)
class Checked:
    """The mistakes of a corpus, and the values that do not stand in its filings, each with its line."""

    mistakes: tuple[Finding, ...]
    unsaid: tuple[Finding, ...] = ()


def check_labels(corpus: Path, engine: Engine, filings: Path | None = None) -> Checked:
    """Everything wrong in `labels.jsonl` and `corpus.yaml`.

    Texts are compared only where the labels hold. Raises UsageError if there is no `labels.jsonl`.
    """
    findings: list[Finding] = []
    card, labelled = _card(corpus, findings), _labels(corpus, engine.specs, filings, findings)
    if labelled is not None and card is not None:
        findings += split_findings(corpus, card, labelled.labels)
    if labelled is None:
        return Checked(tuple(sorted(findings)))
    unsaid: list[Finding] = []
    path = corpus / "labels.jsonl"
    for line in read_lines(path)[0]:
        findings += _repeated(line, path)
        try:
            annotated = engine.annotate((labelled.folder / line.file).read_bytes(), line.file)
        except FilingUnreadable as reason:
            message = f"{line.file} cannot be read: {reason}"
            findings.append(Finding(str(path), line.number, 1, "file", message, "label what can be read"))
        else:
            findings += _misplaced(line, path, {s.id: s.text for s in annotated.filing.sections})
            whole = joined(annotated.filing, annotated.tags)
            messages = [found for event in line.events for found in _unsaid(event, engine.specs, whole)]
            advice = "mend the label, unless the filing says it in other words"
            unsaid += [Finding(str(path), line.number, 1, UNSAID, found, advice) for found in messages]
    return Checked(tuple(sorted(findings)), tuple(sorted(unsaid)))


def _card(corpus: Path, findings: list[Finding]) -> Card | None:
    try:
        return read_card(corpus)
    except LabelsRefused as refused:
        findings += refused.findings
        return None


def _labels(
    corpus: Path, specs: Mapping[str, EventSpec], filings: Path | None, findings: list[Finding]
) -> Corpus | None:
    try:
        return read_corpus(corpus, specs, filings)
    except LabelsRefused as refused:
        findings += refused.findings
        return None


def _repeated(line: Line, path: Path) -> Iterator[Finding]:
    """Events that agree in every value are one event by the contract."""
    seen: set[str] = set()
    for event in line.events:
        values = {key: value for key, value in event.items() if key not in {"quote", "optional"}}
        spelt = json.dumps(values, sort_keys=True)
        if spelt in seen:
            message = f"{event['type']} {_pivot(event)} stands twice with the same values"
            yield Finding(str(path), line.number, 1, "twice", message, "keep one of them")
        seen.add(spelt)


def _misplaced(line: Line, path: Path, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Evidence in labels (those drafted by a run have some) that is not what stands at its offsets."""
    for event in line.events:
        for given in event.get("evidence", ()):
            proof = given if isinstance(given, Mapping) else {}
            section, start, end = (proof.get(key) for key in ("section", "start", "end"))
            text = texts.get(str(section))
            about = f"{event['type']} {_pivot(event)}: evidence of `{proof.get('field')}`"
            if text is None:
                message = f"{about} stands in section {section!r}, which the filing lacks"
            elif not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
                message = f"{about} has offsets {start}-{end}, outside the section's {len(text)} characters"
            elif text[start:end] != proof.get("text"):
                message = f"{about} is not what stands at {start}-{end}: “{text[start:end][:60]}”"
            else:
                continue
            yield Finding(
                str(path), line.number, 1, "evidence", message, "draft the labels anew, or leave it out"
            )


def _pivot(event: Mapping[str, Any]) -> str:
    """Whom or what an event is about, for people."""
    return str(event.get("person", next((value for key, value in event.items() if key != "type"), "")))


def _unsaid(event: Mapping[str, Any], specs: Mapping[str, EventSpec], whole: Joined) -> Iterator[str]:
    spec = specs[event["type"]]
    kinds = {spec.pivot: "string", **{field.name: field.kind for field in spec.fields}}
    about = f"{spec.type} {event[spec.pivot]}"
    for name, value in event.items():
        if name in kinds and not stands(value, kinds[name], whole.text, whole.tags):
            yield f"{about}: `{name}` {json.dumps(value, ensure_ascii=False)} does not stand in the text"
    if "quote" in event and not quote_places(event["quote"], whole.text):
        yield f"{about}: the quote {event['quote']!r} does not stand in the text"
