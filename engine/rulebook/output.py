"""What the output of a rule set looks like: its JSON schema and its event types' specifications."""

from collections.abc import Mapping
from typing import Any

from engine.rulebook.compiled import EventType
from engine.rulebook.ruleset import Ruleset
from engine.specs import EventSpec, FieldSpec

_DATE = {"$ref": "#/$defs/date"}
_NAMES = {"$ref": "#/$defs/names"}
_TEXT = {"type": "string"}
# What an event file's `output` may call a field's kind; a list of words is an enumeration.
KINDS: Mapping[str, dict[str, Any]] = {
    "string": _TEXT,
    "strings": _NAMES,
    "date": _DATE,
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
}


def kind_of(declared: Any) -> str:
    """The kind of a field from its declaration: a kind's name, `[string]` for a list, else an enumeration."""
    if isinstance(declared, (list, tuple)):
        return "strings" if list(declared) == ["string"] else "enum"
    return str(declared)


def event_specs(ruleset: Ruleset) -> dict[str, EventSpec]:
    """How each event type is scored and which fields it has, by type."""
    return {event.name: _spec(event) for event in ruleset.events}


def _spec(event: EventType) -> EventSpec:
    rule = event.rule
    fields = tuple(_field(name, declared) for name, declared in rule.output.items() if name != rule.pivot)
    return EventSpec(rule.event, rule.pivot, rule.scored, rule.group, rule.family, fields)


def _field(name: str, declared: Any) -> FieldSpec:
    kind = kind_of(declared)
    values = tuple(str(value) for value in declared) if kind == "enum" else ()
    return FieldSpec(name, kind, values)  # type: ignore[arg-type]  # checked when the rule set was loaded


def output_schema(ruleset: Ruleset) -> dict[str, Any]:
    """The JSON schema of one filing's result, as the rule set's event types make it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"One filing's result by the rules '{ruleset.name}' {ruleset.version}: a line of JSONL output",
        "type": "object",
        "required": ["file", "events"],
        "properties": {
            "file": {
                "type": "string",
                "description": "path relative to the folder given to run, / between parts",
            },
            "document": _document(),
            "warnings": {
                "type": "array",
                "items": _object({"code": _TEXT, "message": _TEXT}, ["code", "message"]),
            },
            "events": {"type": "array", "items": {"$ref": "#/$defs/event"}},
            "failure": _object(
                {"code": _TEXT, "message": _TEXT, "stage": _TEXT}, ["code", "message", "stage"]
            ),
        },
        "$defs": {
            "date": {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
            "names": {"type": "array", "items": _TEXT},
            "evidence": _evidence(),
            "event": {"oneOf": [_event(event) for event in ruleset.events]},
        },
    }


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def _document() -> dict[str, Any]:
    registrant = dict.fromkeys(("name", "cik", "state", "commission_file_number", "irs_number"), _TEXT)
    registrant["cik"] = {"type": "string", "pattern": r"^\d{1,10}$"}
    return _object(
        {
            "accession_number": {"type": "string", "pattern": r"^\d{10}-\d{2}-\d{6}$"},
            "form": _TEXT,
            "filed": _DATE,
            "report_date": _DATE,
            "items": _NAMES,
            "amendment": {"type": "boolean"},
            "registrants": {"type": "array", "items": _object(registrant, [])},
        },
        [],
    )


def _evidence() -> dict[str, Any]:
    offset = {"type": "integer", "minimum": 0}
    words = dict.fromkeys(("field", "section", "text", "rule", "inherited_from"), _TEXT)
    required = ["field", "section", "start", "end", "text", "rule"]
    return _object({**words, "start": offset, "end": offset}, required)


def _event(event: EventType) -> dict[str, Any]:
    fields = {name: _schema(declared) for name, declared in event.rule.output.items()}
    fixed = {"type": {"const": event.name}, event.rule.pivot: _TEXT, "section": _TEXT}
    evidence = {"evidence": {"type": "array", "items": {"$ref": "#/$defs/evidence"}}}
    return _object({**fixed, **fields, **evidence}, ["type", event.rule.pivot])


def _schema(declared: Any) -> dict[str, Any]:
    kind = kind_of(declared)
    return {"enum": list(declared)} if kind == "enum" else KINDS[kind]
