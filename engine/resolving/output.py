"""Drafts as plain events: fields in the order of the type, evidence as offsets into the sections' texts."""

from collections.abc import Iterable, Mapping
from typing import Any

from spacy.tokens import Doc

from engine.resolving.skeleton import Region
from engine.resolving.state import Draft, Proof
from engine.rulebook.compiled import EventType


def plain_events(
    doc: Doc, drafts: Iterable[Draft], regions: Iterable[Region], types: Mapping[str, EventType]
) -> list[dict[str, Any]]:
    """The events as dicts that JSON can hold: type, pivot, fields, section, evidence."""
    listed = list(regions)
    return [_event(doc, draft, listed, types[draft.type]) for draft in drafts]


def _event(doc: Doc, draft: Draft, regions: list[Region], event: EventType) -> dict[str, Any]:
    plain: dict[str, Any] = {"type": draft.type}
    evidence = [_evidence(doc, "trigger", p, regions) for p in draft.trigger]
    for name in (draft.pivot, *(slot for slot in event.rule.output if slot != draft.pivot)):
        if name in draft.values:
            plain[name] = typed(draft.values[name].value, event.rule.output.get(name, "string"))
            evidence += [_evidence(doc, name, p, regions) for p in draft.values[name].proofs]
    plain["section"] = draft.instance.clause.section
    plain["evidence"] = evidence
    return plain


def typed(value: Any, kind: Any) -> Any:
    """The value in the JSON type that the event's output declares."""
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    if kind == "decimal" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _evidence(doc: Doc, field: str, found: Proof, regions: list[Region]) -> dict[str, Any]:
    region = next(r for r in regions if r.start <= found.start < r.end)
    base = doc[region.start].idx
    span = doc[found.start : found.end]
    plain: dict[str, Any] = {
        "field": field,
        "section": region.section,
        "start": span.start_char - base,
        "end": span.end_char - base,
        "text": span.text,
        "rule": found.rule,
    }
    return {**plain, "inherited_from": found.inherited_from} if found.inherited_from else plain
