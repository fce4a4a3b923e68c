"""What an event type looks like from outside: its pivot, its fields, and how it is scored.

The rule set's event files declare it; the rulebook builds these records, the scorer and the label
reader only read them.
"""

from dataclasses import dataclass
from typing import Literal

FieldKind = Literal["string", "strings", "date", "integer", "decimal", "boolean", "enum"]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of an event: the kind of its JSON value, and the `values` that an enum may take."""

    name: str
    kind: FieldKind
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventSpec:
    """One event type.

    `pivot` is the field by which two events can be the same at all: `person` compares as a name,
    any other as a string. `slots` are the fields in the figures, without `type` and the pivot.
    `group` sums types in the figures. Types of one `family` may be aligned with each other (all ways
    of leaving are the family `departure`); None stands alone. `fields` are all fields that the type
    may have, without `type` and the pivot: labels are checked against them, and those that are no
    slots are reported beside the figures.
    """

    type: str
    pivot: str = "person"
    slots: tuple[str, ...] = ()
    group: str = "personnel"
    family: str | None = None
    fields: tuple[FieldSpec, ...] = ()
