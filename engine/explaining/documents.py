"""Labelled filings as the engine sees them, stage by stage."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from engine.errors import FilingUnreadable
from engine.pipeline import Engine
from engine.records import Filing
from engine.resolving.component import EVENTS, Resolver, regions
from engine.resolving.output import plain_events
from engine.resolving.resolve import Resolution
from engine.rulebook.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Read:
    """A filing that was read: its sections, its tagged document, what resolving made of it, its events."""

    filing: Filing
    doc: Doc
    resolution: Resolution
    events: list[dict[str, Any]]


def read_filing(engine: Engine, folder: Path, file: str) -> Read:
    """The filing `folder / file` with everything found in it; raises FilingUnreadable."""
    filing = engine.read((folder / file).read_bytes(), file)
    doc = engine.document(filing)
    resolution, _ = resolved(doc, engine.ruleset)
    return Read(filing, doc, resolution, doc.user_data[EVENTS])


def readable(engine: Engine, folder: Path, files: Iterable[str]) -> Iterator[Read]:
    """The filings that can be read, in turn; the others have no events, and `evaluate` tells of them."""
    for file in files:
        try:
            yield read_filing(engine, folder, file)
        except FilingUnreadable:
            continue


def resolved(doc: Doc, ruleset: Ruleset) -> tuple[Resolution, list[dict[str, Any]]]:
    """What resolving makes of a tagged document by a rule set (its tag rules aside), and the events.

    The plain events stand in the order of the resolution's.
    """
    resolver = Resolver("resolver", None)
    resolver.ruleset = ruleset
    resolution = resolver.resolve(doc)
    types = {event.name: event for event in ruleset.events}
    return resolution, plain_events(doc, resolution.events, regions(doc), types)
