"""What a labelled event may hold: its type's fields, each with a value of the right kind."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from math import isfinite
from typing import Any

from engine.specs import EventSpec, FieldKind, FieldSpec

# A rule, what is wrong, and what to write instead.
Fault = tuple[str, str, str]

# Fields that every type may have, by the contract of the events, and those that only labels have.
# `section` and `evidence` are the engine's: labels made from its output may keep them.
_COMMON = (
    FieldSpec("date", "date"),
    FieldSpec("announced", "date"),
    FieldSpec("section", "string"),
    FieldSpec("optional", "boolean"),
    FieldSpec("optional_fields", "strings"),
    FieldSpec("quote", "string"),
)
_UNCHECKED = frozenset({"type", "evidence"})
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def event_faults(event: Any, specs: Mapping[str, EventSpec]) -> Iterator[Fault]:
    """Everything that is wrong with one labelled event, by the spec of its type."""
    if not isinstance(event, dict):
        yield "event", f"an event is {_shown(event)}", "write an object with `type` and its fields"
    elif "type" not in event:
        yield "type", "an event has no `type`", f"write one of {', '.join(specs)}"
    elif not isinstance(event["type"], str) or event["type"] not in specs:
        yield "type", f"unknown type {_shown(event['type'])}", f"write one of {', '.join(specs)}"
    else:
        yield from _field_faults(event, specs[event["type"]])


def _field_faults(event: Mapping[str, Any], spec: EventSpec) -> Iterator[Fault]:
    known = {field.name: field for field in (*_COMMON, FieldSpec(spec.pivot, "string"), *spec.fields)}
    if spec.pivot not in event:
        yield spec.pivot, f"{spec.type} without `{spec.pivot}`", "name whom or what the event is about"
    for name, value in event.items():
        if name in known:
            yield from _value_faults(known[name], value, spec.type)
        elif name not in _UNCHECKED:
            yield "field", f"{spec.type} has no field `{name}`", f"it may have {', '.join(sorted(known))}"
    for name in _strings(event.get("optional_fields")):
        if name == spec.pivot or name not in {
            "type",
            *(field.name for field in (*_COMMON[:2], *spec.fields)),
        }:
            yield "optional_fields", f"{spec.type} cannot leave `{name}` open", "name a field of its type"


def _strings(value: Any) -> list[str]:
    """The strings of a list; none where the value is another thing, which has its own fault."""
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def _value_faults(field: FieldSpec, value: Any, type_: str) -> Iterator[Fault]:
    holds, expected = _KINDS[field.kind]
    if not holds(field, value):
        wanted = expected or f"one of {', '.join(field.values)}"
        yield field.name, f"`{field.name}` of {type_} is {_shown(value)}", f"write {wanted}"


def _shown(value: Any) -> str:
    return repr(value) if not isinstance(value, (dict, list)) else f"a {type(value).__name__}"


def _is_text(_: FieldSpec, value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(field: FieldSpec, value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(field, entry) for entry in value)


def _is_date(_: FieldSpec, value: Any) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:  # 2005-02-30
        return False
    return True


def _is_decimal(_: FieldSpec, value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def _is_integer(field: FieldSpec, value: Any) -> bool:
    return _is_decimal(field, value) and float(value).is_integer()


_KINDS: dict[FieldKind, tuple[Callable[[FieldSpec, Any], bool], str]] = {
    "string": (_is_text, "a text that is not empty"),
    "strings": (_is_texts, "a list of texts that are not empty"),
    "date": (_is_date, "a day of the calendar as 2009-05-04, a month as 2009-05 or a year as 2009"),
    "integer": (_is_integer, "a whole number without quotes"),
    "decimal": (_is_decimal, "a number without quotes"),
    "boolean": (lambda _, value: isinstance(value, bool), "true or false"),
    "enum": (lambda field, value: isinstance(value, str) and value in field.values, ""),
}
