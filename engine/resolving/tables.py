"""Tables: rows of a person and cells of amounts, from a grid or from the order of words, by headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from engine.resolving.state import Instance, Sentence
from engine.rulebook.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class GridTable:
    """A table whose grid is known: rows of cells as token ranges of the document."""

    section: str
    rows: tuple[tuple[tuple[int, int], ...], ...]


def table_instances(
    doc: Doc, sentences: Sequence[Sentence], tables: Sequence[GridTable], ruleset: Ruleset
) -> list[Instance]:
    """The instances that the table rules make of the filing's tables."""
    return []
