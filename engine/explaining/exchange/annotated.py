"""A text with marked spans and the links between them: what every exchange format holds more or less of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# The label of words that stand for a value of an event and are no tag.
WORDS = "Words"
# The key of a trigger's note under which its event stands.
EVENT = "event"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `[start, end)` of a text. A tag's label is its name, its note holds `value` and `rule`; a
    trigger's label is its event's type, its note holds the `event`; other words are labelled `Words`.
    """

    start: int
    end: int
    label: str
    note: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """Span `child` gives a value for `field` of the event whose trigger is span `head`: both count from 0."""

    head: int
    field: str
    child: int


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A filing's sections as one text, with its spans and links; `unplaced` are events without words in it."""

    file: str
    text: str
    spans: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    unplaced: tuple[Mapping[str, Any], ...] = ()
    sha256: str = ""
