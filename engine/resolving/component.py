"""The spaCy component that resolves tags to events: `doc._.events`, plain dicts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from engine.records import plain
from engine.resolving.output import plain_events
from engine.resolving.resolve import Resolution, resolve
from engine.resolving.skeleton import Region
from engine.resolving.tables import GridTable
from engine.rulebook.ruleset import UNMARKED
from engine.rulebook.shipping import RuleCarrier
from engine.tagging.tagger import stored

SECTIONS = "sections"
EVENTS = "events"
# Grids of the filing's tables as plain lists: section id, rows of cells as character offsets in the document.
TABLES = "tables"


class Resolver(RuleCarrier):
    """Links a document's tags into events; needs `doc.spans["tags"]` and reads `doc.spans["sections"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """The document with its events under `doc._.events`."""
        types = {event.name: event for event in self.ruleset.events}
        resolution = self.resolve(doc)
        doc.user_data[EVENTS] = plain_events(doc, resolution.events, regions(doc), types)
        return doc

    def resolve(self, doc: Doc) -> Resolution:
        """Everything that resolving finds in a tagged document, for explaining."""
        priorities = {tag.id: tag.rule.priority for tag in self.ruleset.tags}
        tags = [replace(tag, priority=priorities.get(tag.rule, 0)) for tag in stored(doc)]
        return resolve(doc, tags, regions(doc), self.ruleset, _grids(doc))


def regions(doc: Doc) -> list[Region]:
    """The sections of a document as token ranges; the whole document where none are marked."""
    if SECTIONS not in doc.spans:
        return [Region(UNMARKED, 0, len(doc))] if len(doc) else []
    return [
        Region(span.label_, span.start, span.end) for span in doc.spans[SECTIONS] if span.end > span.start
    ]


def _grids(doc: Doc) -> Sequence[GridTable]:
    return [
        GridTable(section, tuple(tuple(_tokens(doc, *cell) for cell in row) for row in rows))
        for section, rows in doc.user_data.get(TABLES, ())
    ]


def _tokens(doc: Doc, start: int, end: int) -> tuple[int, int]:
    span: Any = doc.char_span(start, end, alignment_mode="expand")  # None only outside of the document
    return span.start, span.end


def events_of(doc: Doc) -> list[dict[str, Any]]:
    """The getter of `doc._.events`: a copy, since a `DocBin` makes tuples of the lists that it is given."""
    found: list[dict[str, Any]] = plain(doc.user_data.get(EVENTS, []))
    return found


if not Doc.has_extension("events"):
    Doc.set_extension("events", getter=events_of)


@Language.factory(
    "filing_resolver", default_config={"rules": None}, requires=["doc.spans"], assigns=["doc._.events"]
)
def make_resolver(nlp: Language, name: str, rules: str | None) -> Resolver:  # noqa: ARG001  # spaCy's signature
    """The factory of `filing_resolver`: `rules` is a folder of rules, None for the packaged ones."""
    return Resolver(name, rules)
