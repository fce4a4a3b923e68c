"""Events and tags of a filing as an annotated text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.explaining.exchange.annotated import EVENT, WORDS, AnnotatedText, Link, Span
from engine.explaining.placing import Place, nearest, quote_places, value_places
from engine.pipeline import TagView
from engine.records import Filing

# Between the texts of two sections.
_BETWEEN = "\n\n"
# What is said about an event or by the engine, and is no value to be found in the text.
_ABOUT = frozenset({"type", "section", "evidence", "quote", "optional", "optional_fields"})


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in the joined text of a filing."""

    start: int
    end: int
    label: str
    value: Any
    rule: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The texts of a filing's sections as one, the offset of each, and the tags in it."""

    text: str
    offsets: Mapping[str, int]
    tags: tuple[Tag, ...]


def joined(filing: Filing, tags: Iterable[TagView]) -> Joined:
    """The sections of a filing as one text; offsets of the tags, given in sections, become those in it."""
    offsets, offset = {}, 0
    for section in filing.sections:
        offsets[section.id] = offset
        offset += len(section.text) + len(_BETWEEN)
    moved = (
        Tag(tag.start + offsets[tag.section], tag.end + offsets[tag.section], tag.label, tag.value, tag.rule)
        for tag in tags
    )
    return Joined(_BETWEEN.join(section.text for section in filing.sections), offsets, tuple(moved))


def annotated_text(
    file: str, whole: Joined, events: Sequence[Mapping[str, Any]], sha256: str = ""
) -> AnnotatedText:
    """The events marked where their evidence or quote stands, the values of a quoted one at the nearest words."""
    spans = [
        Span(tag.start, tag.end, tag.label, {"value": tag.value, "rule": tag.rule}) for tag in whole.tags
    ]
    at = {(span.start, span.end): number for number, span in enumerate(spans)}
    links, unplaced = [], []
    for event in events:
        trigger, arguments = _marks(event, whole)
        if trigger is None:
            unplaced.append(_bare(event))
            continue
        head = len(spans)
        spans.append(Span(*trigger, event["type"], {EVENT: _bare(event)}))
        for field, place in dict.fromkeys(arguments):
            if place not in at:
                at[place] = len(spans)
                spans.append(Span(*place, WORDS))
            links.append(Link(head, field, at[place]))
    return AnnotatedText(file, whole.text, tuple(spans), tuple(links), tuple(unplaced), sha256)


def _bare(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event without what the spans say in its stead."""
    return {key: value for key, value in event.items() if key not in {"section", "evidence"}}


def _marks(event: Mapping[str, Any], whole: Joined) -> tuple[Place | None, list[tuple[str, Place]]]:
    """Trigger and arguments, each a field and its place."""
    return _proved(event, whole) if event.get("evidence") else _quoted(event, whole)


def _proved(event: Mapping[str, Any], whole: Joined) -> tuple[Place | None, list[tuple[str, Place]]]:
    marks = []
    for proof in event["evidence"]:
        base = whole.offsets.get(proof["section"])
        if base is not None:
            marks.append((proof["field"], (base + proof["start"], base + proof["end"])))
    trigger = next((place for field, place in marks if field == "trigger"), None)
    return trigger, [(field, place) for field, place in marks if field != "trigger"]


def _quoted(event: Mapping[str, Any], whole: Joined) -> tuple[Place | None, list[tuple[str, Place]]]:
    """The last part of a quote is the trigger: "Roe ... 720,000" is about the figure."""
    parts = quote_places(event.get("quote", ""), whole.text)
    if not parts:
        return None, []
    trigger = parts[-1]
    arguments = []
    for field, value in event.items():
        for entry in value if isinstance(value, list) else [value]:
            place = nearest(value_places(entry, whole.text, whole.tags), trigger)
            if field not in _ABOUT and place is not None:
                arguments.append((field, place))
    return trigger, arguments
