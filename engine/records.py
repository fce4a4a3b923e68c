"""The frozen records that pass between the stages.

Offsets: `start` and `end` of sections' parts count characters of that section's `text`; token
offsets are named so. Every record turns into plain JSON with `plain()`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a filing that a reader should know: `code` for programs, `message` for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Registrant:
    """One registrant as the submission header or the cover page names it; absent facts are None."""

    name: str | None = None
    cik: str | None = None
    state: str | None = None
    commission_file_number: str | None = None
    irs_number: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What header and cover say. Dates are ISO (`2005-09-13`); items are `5.02` or, before August 2004, `5`."""

    accession_number: str | None = None
    form: str | None = None
    filed: str | None = None
    report_date: str | None = None
    items: tuple[str, ...] = ()
    amendment: bool | None = None
    registrants: tuple[Registrant, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: `start` and `end` are offsets in the section's text, which spells `text` there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table whose grid is known: rows of non-empty cells, inside `[start, end)` of the section's text."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class SubItem:
    """One lettered part of an item, (b) of Item 5.02: `[start, end)` of the section's text."""

    letter: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a filing.

    `id` is unique in the filing (`5.02`, `5.02#2`, `EX-99.1`, `body`); `item` the item's number
    without the suffix, None where the section is no item; `bounds` says how it was found.
    """

    id: str
    item: str | None
    heading: str
    text: str
    bounds: str
    tables: tuple[Table, ...] = ()
    subitems: tuple[SubItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing that was read: facts, sections in the order of the text, and notices."""

    file: str
    document: DocumentFacts = field(default_factory=DocumentFacts)
    sections: tuple[Section, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that prove a value: `[start, end)` of the text of section `section`."""

    field: str
    section: str
    start: int
    end: int
    text: str
    rule: str
    inherited_from: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a filing gave no result: the `stage` that stopped, a `code` for programs, a `message` for people."""

    code: str
    message: str
    stage: str


def plain(record: object) -> Any:
    """The record as plain JSON values: absent (None) fields left out, tuples as lists."""
    if is_dataclass(record) and not isinstance(record, type):
        pairs = ((f.name, getattr(record, f.name)) for f in fields(record))
        return {name: plain(value) for name, value in pairs if value is not None}
    if isinstance(record, Mapping):
        return {key: plain(value) for key, value in record.items()}
    if isinstance(record, (tuple, list)):
        return [plain(item) for item in record]
    return record
