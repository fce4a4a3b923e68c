"""Blocks to sections: an item's text runs from its heading to the next, and ends at the signatures."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from engine.filings.blocks import Block
from engine.filings.marks import Mark, find_bare_marks, find_marks
from engine.filings.subitems import subitems
from engine.records import Cell, Section, Table
from engine.rulebook.headings import Headings

BODY = "body"
Span = tuple[Mark, list[Block]]
# A table of contents has next to nothing between its headings: a page number, dots.
_LONGEST_ENTRY = 60
# Before the first heading, a paragraph is text and no piece of a cover when it is a sentence of this length.
_SENTENCE = 150
# The words of a title like "Section 5 - Corporate Governance and Management" at a paragraph's end.
_LONGEST_TITLE = 120
# How far before its cue the words that end the last section may begin.
_BEFORE_CUE = 100
_PAGE_NUMBER = re.compile(r"(?<=[.”)])\s\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Cut:
    """The sections of a document, and the numbers of all items that have a heading."""

    sections: tuple[Section, ...]
    items: frozenset[str]


def cut(blocks: Sequence[Block], headings: Headings, date: str | None) -> Cut:
    """The sections of a Form 8-K whose report date is `date` (ISO); without headings, one section `body`."""
    marks = _marks(blocks, headings, date)
    spans = list(_together(_without_contents(_spans(blocks, marks), headings), headings))
    first = (marks[0].block, marks[0].start) if marks else (len(blocks), 0)
    before = _slice(blocks, (0, 0), first)
    border = _cover_end(before, headings)
    pieces: list[Section] = []
    if not marks or _has_text(before[border:], covered=border > 0):
        bounds = "before first heading" if marks else "no heading"
        pieces.append(_section(None, "", bounds, _finished(before[border:], headings)))
    pieces.extend(_section(mark.numbers[0], mark.heading, mark.bounds, inside) for mark, inside in spans)
    items = frozenset(number for mark, _ in spans for number in mark.numbers)
    lettered = (_lettered(section, headings.letters_of(section.item)) for section in pieces)
    return Cut(tuple(numbered(lettered)), items)


def whole(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """All of a document that is no Form 8-K, as one section."""
    return (_section(None, "", "whole document", blocks),)


def exhibit(kind: str, description: str, blocks: Sequence[Block]) -> Section:
    """All of an exhibit as one section, whose id is its type (`EX-99.1`)."""
    return replace(_section(None, description, "exhibit", blocks), id=kind)


def _marks(blocks: Sequence[Block], headings: Headings, date: str | None) -> list[Mark]:
    numberings = headings.numberings_for(date)
    tries = (
        find(blocks, headings, numbering)
        for find in (find_marks, find_bare_marks)
        for numbering in numberings
    )
    return next((marks for marks in tries if marks), [])


def _spans(blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Span]:
    """Each heading with what stands between it and the next."""
    ends = [*((mark.block, mark.start) for mark in marks[1:]), (len(blocks), 0)]
    return [
        (mark, _slice(blocks, (mark.last, mark.end), end)) for mark, end in zip(marks, ends, strict=False)
    ]


def _without_contents(spans: Sequence[Span], headings: Headings) -> Iterator[Span]:
    """The finished text of each heading, without a table of contents: nearly empty, and the item comes again."""
    later = Counter(mark.numbers[0] for mark, _ in spans)
    for mark, inside in spans:
        later[mark.numbers[0]] -= 1
        finished = _finished(inside, headings)
        if sum(len(block.text) for block in finished) > _LONGEST_ENTRY or not later[mark.numbers[0]]:
            yield mark, finished


def _together(spans: Iterable[Span], headings: Headings) -> Iterator[Span]:
    """Headings that stand right under one another as one: they share the text below.

    The section is that of the first item that a frame cares about, so that no frame misses it.
    """
    waiting: list[Mark] = []
    for mark, inside in spans:
        waiting.append(mark)
        if inside or "bracket" in mark.bounds:
            yield _joined(waiting, headings), inside
            waiting = []
    if waiting:
        yield _joined(waiting, headings), []


def _joined(marks: Sequence[Mark], headings: Headings) -> Mark:
    numbers = [number for mark in marks for number in mark.numbers]
    numbers.sort(key=lambda number: headings.frames(number) == "none")
    return replace(marks[0], numbers=tuple(numbers), heading="\n".join(mark.heading for mark in marks))


def _slice(blocks: Sequence[Block], start: tuple[int, int], end: tuple[int, int]) -> list[Block]:
    """The blocks from `start` to `end`, both (block, offset); those cut at a bound keep their rest."""
    if start[0] >= len(blocks):
        return []
    if start[0] == end[0]:
        return _pieces([(blocks[start[0]], start[1], end[1])])
    parts: list[tuple[Block, int, int | None]] = [
        (blocks[start[0]], start[1], None),
        *((block, 0, None) for block in blocks[start[0] + 1 : end[0]]),
    ]
    if end[0] < len(blocks):
        parts.append((blocks[end[0]], 0, end[1]))
    return _pieces(parts)


def _pieces(parts: Iterable[tuple[Block, int, int | None]]) -> list[Block]:
    cut_out = (
        block if not start and end is None else Block(block.text[start:end].strip())
        for block, start, end in parts
    )
    return [block for block in cut_out if block.text]


def _cover_end(blocks: Sequence[Block], headings: Headings) -> int:
    """How many of `blocks` are the cover page."""
    counts = range(len(blocks), 0, -1)
    return next((count for count in counts if headings.cover_closing.search(blocks[count - 1].text)), 0)


def _has_text(blocks: Sequence[Block], *, covered: bool) -> bool:
    if covered:
        paragraphs = (block.text for block in blocks if not block.rows)
        return any(len(text) >= _SENTENCE and text.rstrip('”")').endswith(".") for text in paragraphs)
    return sum(len(block.text) for block in blocks) > _LONGEST_ENTRY


def _finished(blocks: Sequence[Block], headings: Headings) -> list[Block]:
    """`blocks` up to the signatures or the exhibit index, without the titles that group items."""
    kept: list[Block] = []
    for block in blocks:
        ends = None if block.rows else _end(block.text, headings)
        short = len(block.text) <= _LONGEST_TITLE
        if (short and headings.end_paragraph.match(block.text)) or (ends and not ends.start()):
            break
        text = block.text[: ends.start()].rstrip() if ends else block.text
        text = text if block.rows else _without_tail(text, headings)
        if text:
            kept.append(block if text == block.text else Block(text))
        if ends:
            break
    while (
        kept
        and not kept[-1].rows
        and len(kept[-1].text) <= _LONGEST_TITLE
        and headings.page_mark.match(kept[-1].text)
    ):
        kept.pop()
    return kept


def _end(text: str, headings: Headings) -> re.Match[str] | None:
    """The words in `text` that end the last section."""
    small = text.lower()
    cues = [at for cue in headings.end_cues if (at := small.find(cue)) >= 0]
    return headings.end_sentence.search(text, max(0, min(cues) - _BEFORE_CUE)) if cues else None


def _without_tail(text: str, headings: Headings) -> str:
    """`text` without a page number or a title like `Section 9 - Financial Statements and Exhibits` at its end."""
    if text[-1:].isdigit():
        text = _PAGE_NUMBER.sub("", text)
    for number in headings.group_number.finditer(text, max(0, len(text) - _LONGEST_TITLE)):
        end = headings.group_titles.end(text, number.end())
        if end > number.end() and not text[end:].strip(" .:-–—"):
            return text[: number.start()].rstrip()
    return text


def _section(item: str | None, heading: str, bounds: str, blocks: Sequence[Block]) -> Section:
    """A section with the text of `blocks`: paragraphs and tables separated by an empty line."""
    tables: list[Table] = []
    start = 0
    for block in blocks:
        if block.rows:
            rows = tuple(tuple(_moved(cell, start) for cell in row) for row in block.rows)
            tables.append(Table(start, start + len(block.text), rows))
        start += len(block.text) + len("\n\n")
    text = "\n\n".join(block.text for block in blocks)
    return Section(item or BODY, item, heading, text, bounds, tuple(tables))


def _lettered(section: Section, letters: str) -> Section:
    return replace(section, subitems=subitems(section, letters)) if letters and section.text else section


def _moved(cell: Cell, by: int) -> Cell:
    return Cell(cell.start + by, cell.end + by, cell.text)


def numbered(sections: Iterable[Section]) -> Iterator[Section]:
    """`sections` with ids of their own: the second `5.02` is `5.02#2`."""
    seen: Counter[str] = Counter()
    for section in sections:
        seen[section.id] += 1
        count = seen[section.id]
        yield section if count == 1 else replace(section, id=f"{section.id}#{count}")
