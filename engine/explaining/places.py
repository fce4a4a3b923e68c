"""Where in a document the words stand that a label speaks of, and what the engine has there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.explaining.documents import Read
from engine.explaining.traits import place_of
from engine.records import Section
from engine.resolving.component import SECTIONS
from engine.resolving.state import Draft, Instance
from engine.scoring.compare import comparable, persons_agree, surname
from engine.tagging.tagger import stored

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a label's quote stands: the section, and the tokens `[start, end)` if some frame reads the section."""

    section: Section
    start: int | None = None
    end: int | None = None

    def covers(self, tokens: Iterable[int]) -> bool:
        """Whether any of the tokens is among the quote's."""
        if self.start is None or self.end is None:
            return False
        low, high = self.start, self.end
        return any(low <= token < high for token in tokens)


def stand_of(label: Mapping[str, Any], read: Read) -> Stand | None:
    """Where the label's quote stands, or None where no section has it or the label has no quote."""
    found = place_of(str(label.get("quote", "")), read.filing.sections)
    if found is None:
        return None
    section, start, end = found
    region = next((span for span in read.doc.spans[SECTIONS] if span.label_ == section.id), None)
    if region is None:
        return Stand(section)
    base = region.start_char
    words = read.doc.char_span(base + start, base + end, alignment_mode="expand")
    return Stand(section) if words is None else Stand(section, words.start, words.end)


def proof_places(event: Mapping[str, Any], field: str | None = None) -> Iterator[Place]:
    """Where the evidence of an event stands (of one field, if given): section and offsets in its text."""
    for proof in event.get("evidence", ()):
        if field in (None, proof["field"]):
            yield proof["section"], proof["start"], proof["end"]


def quoted(label: Mapping[str, Any], event: Mapping[str, Any], read: Read) -> bool:
    """Whether the trigger of an event stands among the words that a label quotes."""
    found = place_of(str(label.get("quote", "")), read.filing.sections)
    if found is None:
        return False
    section, start, end = found
    return any(
        section.id == other and low < end and start < high
        for other, low, high in proof_places(event, "trigger")
    )


def person_known(name: str, read: Read) -> bool:
    """Whether a person of that name is tagged; tags without a name of their own spell it."""
    known = (
        tag.value if isinstance(tag.value, str) else read.doc[tag.start : tag.end].text
        for tag in _people(read)
    )
    return any(persons_agree(name, other) for other in known)


def _people(read: Read) -> Iterator[Any]:
    return (tag for tag in stored(read.doc) if tag.label == "PERSON")


def person_named(name: str, texts: Iterable[str]) -> bool:
    """Whether the surname stands in any of the texts."""
    last = surname(name)
    return bool(last) and any(last in text.lower().translate(_SIGNS) for text in texts)


_SIGNS = str.maketrans("", "", ".,'’")


def value_known(slot: str, value: Any, read: Read) -> bool:
    """Whether some tag has the value, as one of its parts or as its words."""
    wanted = comparable(slot, value)
    for tag in stored(read.doc):
        parts = tag.value.values() if isinstance(tag.value, dict) else [tag.value]
        words = [read.doc[tag.start : tag.end].text] if isinstance(value, (str, list)) else []
        if any(wanted & comparable(slot, part) for part in (*parts, *words) if part is not None):
            return True
    return False


def instance_tokens(instance: Instance) -> set[int]:
    """The tokens of an instance's own words and of what it captured."""
    nodes = (*instance.trigger, *(node for many in instance.slots.values() for node in many))
    return {token for node in nodes for token in range(node.start, node.end)}


def draft_tokens(draft: Draft) -> set[int]:
    """The tokens of a draft's trigger and values."""
    proofs = (*draft.trigger, *(proof for value in draft.values.values() for proof in value.proofs))
    return {token for proof in proofs for token in range(proof.start, proof.end)}
