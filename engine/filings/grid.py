"""Tables of 80-column text: lines whose cells stand apart by runs of blanks."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from engine.filings.blocks import LIST_MARKER, collapse, is_grid

# Inside <TABLE> two blanks separate cells; elsewhere two may stand after a full stop or justify a line.
_MARKED_GAP = re.compile(r"\S+(?:\s\S+)*")
_PLAIN_GAP = re.compile(r"\S+(?:\s{1,2}\S+)*")
_LEADER = re.compile(r"(?:\s?\.){4,}\s*")
_NEAR = 2
_WIDEST = 200
# No table's line is so long: what is, is one cell.
_LONGEST = 2000


@dataclass(slots=True)
class _Row:
    """One row: the column where each cell starts, and its text."""

    starts: list[int]
    cells: list[str]


def cells_of(line: str, *, marked: bool) -> list[tuple[int, str]]:
    """The cells of one line (without tabs) as (column, text); `marked` inside `<TABLE>`."""
    if len(line) > _LONGEST:
        return [(0, collapse(line))]
    gap = _MARKED_GAP if marked else _PLAIN_GAP
    if ".." in line or ". ." in line:
        line = _LEADER.sub(_blanks, line)
    return [(match.start(), collapse(match.group())) for match in gap.finditer(line)]


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def rows_of(lines: Sequence[str], *, marked: bool) -> list[list[str]] | None:
    """The rows of a table, or None where `lines` are none; a line that only goes on under a cell joins it."""
    rows: list[_Row] = []
    for line in lines:
        cells = cells_of(line, marked=marked)
        if not cells or (rows and _joins(rows[-1], cells)):
            continue
        rows.append(_Row([start for start, _ in cells], [text for _, text in cells]))
    texts = [row.cells for row in rows]
    return texts if is_grid(texts) else None


def _joins(row: _Row, cells: list[tuple[int, str]]) -> bool:
    """Puts a continuation line's cells under those of `row`, if each of them stands below one of its."""
    if (
        not row.starts[1:]
        or cells[0][0] < row.starts[1] - _NEAR
        or any(text[0].isdigit() for _, text in cells)
    ):
        return False
    below = [
        next((i for i, at in enumerate(row.starts) if abs(at - start) <= _NEAR), None) for start, _ in cells
    ]
    if any(index is None for index in below):
        return False
    for index, (_, text) in zip(below, cells, strict=True):
        if index is not None:
            row.cells[index] += f" {text}"
    return True


def row_of(line: str) -> list[tuple[int, str]]:
    """The cells of a line outside of `<TABLE>` that looks like a row: two far apart, the first no list marker."""
    if "   " not in line or len(line) > _WIDEST or "   " not in line.strip():
        return []
    cells = cells_of(line, marked=False)
    return cells if len(cells) > 1 and not LIST_MARKER.match(cells[0][1]) else []


def runs(lines: Sequence[str], stops: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Where rows stand under one another in `lines`: [start, end) of each run that is a table.

    Blank lines may stand between rows, and lines that go on under a cell; `stops` ends a run.
    """
    start: int | None = None
    last, columns = 0, []
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        cells = row_of(line)
        if cells and not stops(line):
            start = index if start is None else start
            last, columns = index, [column for column, _ in cells]
        elif start is not None and _goes_on(line, columns):
            last = index
        elif start is not None:
            yield start, last + 1
            start = None
    if start is not None:
        yield start, last + 1


def _goes_on(line: str, columns: list[int]) -> bool:
    indent = len(line) - len(line.lstrip())
    return any(abs(indent - column) <= 1 for column in columns[1:])
