"""Places in a file that people write, and what is wrong there."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a file: line and column count characters from 1."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong at a place: what it is, and what to write instead."""

    place: Place
    message: str
    advice: str


class Mark(Protocol):
    """What both of PyYAML's mark classes have: line and column from 0."""

    @property
    def line(self) -> int:
        """The line, from 0."""

    @property
    def column(self) -> int:
        """The column, from 0."""


def place_of(mark: Mark | None) -> Place:
    """The place of a YAML mark; the file's start where the reader knows none."""
    return Place(mark.line + 1, mark.column + 1) if mark else START


def place_at(text: str, offset: int) -> Place:
    """The place of the character at `offset` of `text`."""
    return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
