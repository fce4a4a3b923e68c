"""Blocks: the paragraphs and tables that every reader of a format makes, before sections are cut."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.records import Cell

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# "(a)", "(iv)", "1.", a bullet: what stands before a list item. Letters in brackets or with a point only.
_MARKER = r"\(?[A-Za-z]\)|\(?[ivxIVX]{1,5}\)|\(?\d{1,2}\)|[A-Za-z\d]\.|[ivx]{1,5}\.|\d{1,2}\.|[•·●▪■◦o§*–—-]|\(?\d[a-z]?\)"
LIST_MARKER = re.compile(rf"(?:{_MARKER})$")
LIST_START = re.compile(rf"(?:{_MARKER})\s+\S")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table whose cells are known: offsets of `rows` count in `text`.

    A block without text is the border of a page.
    """

    text: str
    rows: tuple[tuple[Cell, ...], ...] = ()


PAGE = Block("")


def collapse(text: str) -> str:
    """`text` with every run of white space (also no-break) as one blank, and invisible characters gone."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


def table(rows: Iterable[Iterable[str]]) -> Block:
    """A table of collapsed, non-empty cells: a row on one line, cells separated by a tab."""
    lines: list[str] = []
    cells: list[tuple[Cell, ...]] = []
    start = 0
    for row in rows:
        placed: list[Cell] = []
        for text in row:
            placed.append(Cell(start, start + len(text), text))
            start += len(text) + 1
        if placed:
            cells.append(tuple(placed))
            lines.append("\t".join(cell.text for cell in placed))
    return Block("\n".join(lines), tuple(cells))


def is_grid(rows: Iterable[list[str]]) -> bool:
    """Whether these rows of non-empty cells are data: two rows with two cells that are no list items."""
    wide = [row for row in rows if len(row) > 1]
    return len(wide) > 1 and not all(LIST_MARKER.match(row[0]) and not row[2:] for row in wide)
