"""Tables: rows of a person and cells, read by the headings before them.

Text loses the grid of most tables; what stays is the order of words, in which a row is a person
followed by cells. So rows are found in the order of words, whether or not the filing had a grid; a
grid, where it is known, says which headings stand above which column.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from engine.resolving.clauses import captured_of, in_front, make_clause
from engine.resolving.folding import CARRIER
from engine.resolving.state import Captures, Instance, Sentence
from engine.rulebook.compiled import CompiledTable
from engine.rulebook.models import ColumnRule
from engine.rulebook.reference import Derivation
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node
from engine.tagging.values import NORMALISERS

# A cell that a table explains belongs to no wording in running text.
PRIORITY = 100
# Rows of one table stand this close: footnotes and the rest of an office may come between.
FARTHEST = 12
# Tokens between two headings, or the last heading and the first row: units in parentheses, footnotes.
WIDEST = 16
# A table of one column is often named by the sentence that introduces it.
SENTENCE = 20
# Nodes before a table among which the sentence stands that introduces it with its dates.
BEFORE = 120


@dataclass(frozen=True, slots=True)
class GridTable:
    """A table whose grid is known: rows of cells as token ranges of the document."""

    section: str
    rows: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: node indices in its section of the person, the cells and the whole row; what was said before the table."""

    start: int
    end: int
    person: int
    cells: tuple[int, ...]
    said: Captures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Heading:
    """One heading: which column it names, the nodes that say so, and what they captured."""

    column: int
    words: tuple[Node, ...]
    slots: Mapping[str, tuple[Node, ...]]


@dataclass(frozen=True, slots=True)
class TableReading:
    """What the tables of a filing gave: instances, and the tokens of the cells that tell no event.

    A cell that tells one goes to the table anyway: its instances come before those of running text.
    """

    instances: tuple[Instance, ...]
    cells: frozenset[tuple[int, int]]

    def explains(self, instance: Instance) -> bool:
        """Whether a wording in running text took a cell for its own."""
        leaves = (leaf for many in instance.slots.values() for node in many for leaf in node.leaves())
        return any((leaf.start, leaf.end) in self.cells for leaf in leaves)


def read_tables(sentences: Sequence[Sentence], grids: Sequence[GridTable], ruleset: Ruleset) -> TableReading:
    """What the table rules make of all tables of a filing."""
    found: list[Instance] = []
    cells: set[tuple[int, int]] = set()
    for _, group in groupby(sentences, key=lambda s: s.section):
        section = _Section(list(group), grids, ruleset)
        found += [instance for table in ruleset.tables for instance in section.instances(table)]
        cells |= section.cells
    return TableReading(tuple(found), frozenset(cells))


class _Section:
    """One section's nodes in the order of words, with the sentence of each."""

    def __init__(self, sentences: list[Sentence], grids: Sequence[GridTable], ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.cells: set[tuple[int, int]] = set()
        self.nodes = tuple(node for sentence in sentences for node in sentence.nodes)
        self.owners = [sentence for sentence in sentences for _ in sentence.nodes]
        self.grids = [grid for grid in grids if sentences and grid.section == sentences[0].section]
        self.text = ruleset.alphabet.encode(self.nodes)
        self.features = (
            frozenset().union(*(node.features() for node in self.nodes)) if self.nodes else frozenset()
        )

    def instances(self, table: CompiledTable) -> Iterator[Instance]:
        """The instances of one table rule: for each table, for each row, for each column that gives an event."""
        for rows in self._tables(table):
            headings = self._headings(table, rows)
            if headings is not None:
                said = self._introduced(rows[0].start)
                for row in rows:
                    yield from self._row_instances(table, replace(row, said=said), headings)

    # -- rows ------------------------------------------------------------------------------------------

    def _tables(self, table: CompiledTable) -> Iterator[list[_Row]]:
        """Runs of rows that stand close, have as many cells, and no headings between them."""
        run: list[_Row] = []
        for row in self._rows(table):
            if run and self._apart(table, run[-1], row):
                if len(run) >= table.rule.least_rows:
                    yield run
                run = []
            run.append(row)
        if len(run) >= table.rule.least_rows:
            yield run

    def _apart(self, table: CompiledTable, row: _Row, following: _Row) -> bool:
        """Whether two rows that follow one another belong to two tables."""
        if following.start - row.end > FARTHEST or len(following.cells) != len(row.cells):
            return True
        return self._headed(table, row.end, following) is not None

    def _rows(self, table: CompiledTable) -> Iterator[_Row]:
        done = 0
        found = sorted(
            table.search(self.text, self.nodes, self.features),
            key=lambda d: (d.start, -d.end, -len(d.slots().get("cell", ()))),
        )
        shunned = [
            never
            for pattern in table.never
            if pattern.fits(self.features)
            for never in pattern.search(self.text, self.nodes)
        ]
        for match in found:
            slots = match.slots()
            beside = any(never.start < match.end and match.start < never.end for never in shunned)
            if match.start >= done and slots.get("cell") and not beside:
                yield _Row(match.start, match.end, slots["person"][0], slots["cell"])
                done = match.end

    def _introduced(self, first: int) -> Captures:
        """What folds moved to the last sentence before a table that has any.

        All of it holds for the rows where it has the last colon before them, else what stands in its front.
        """
        before = range(max(first - BEFORE, 0), first)
        telling = [self.owners[i] for i in before if CARRIER in self.nodes[i].labels]
        own = [self.nodes[i] for i in before if self.owners[i] is telling[-1]] if telling else []
        said = captured_of(own)
        colons = [self.owners[i] for i in before if self.nodes[i].norm == ":"]
        return said if telling and colons and colons[-1] is telling[-1] else in_front(said)

    # -- headings --------------------------------------------------------------------------------------

    def _headings(self, table: CompiledTable, rows: list[_Row]) -> list[_Heading] | None:
        """A heading for each cell of a row, or None where their numbers differ."""
        wanted = len(rows[0].cells)
        by_grid = self._from_grid(table, rows, wanted)
        if by_grid is not None:
            return by_grid
        return self._headed(table, max(rows[0].start - table.rule.reach, 0), rows[0])

    def _headed(self, table: CompiledTable, low: int, row: _Row) -> list[_Heading] | None:
        """A heading for each cell of a row, right before it and behind node `low`; None where their numbers differ."""
        wanted = len(row.cells)
        found = self._named(table, low, row.start)[-wanted:]
        return found if len(found) == wanted and self._close(found, row.start) else None

    def _close(self, headings: Sequence[_Heading], first: int) -> bool:
        """Whether the headings stand together, right before the first row."""
        places = [*(h.words[0].start for h in headings[1:]), self.nodes[first].start]
        between = [place - h.words[-1].end for h, place in zip(headings, places, strict=True)]
        return all(distance <= WIDEST for distance in between) or (
            len(between) == 1 and between[0] <= SENTENCE
        )

    def _named(self, table: CompiledTable, low: int, high: int) -> list[_Heading]:
        """The headings named between two nodes, in order; the longest where several begin or overlap."""
        headings: list[_Heading] = []
        done = 0
        for match, column in sorted(
            _named(table, self.text[low:high], self.nodes[low:high]), key=_longest_first
        ):
            if match.start >= done:
                headings.append(_heading(match, column, self.nodes[low:high]))
                done = match.end
        return headings

    def _from_grid(self, table: CompiledTable, rows: list[_Row], wanted: int) -> list[_Heading] | None:
        """Headings column by column, where a grid holds the rows and its first rows have as many cells."""
        person = self.nodes[rows[0].person]
        grid = next((g for g in self.grids if any(s <= person.start < e for r in g.rows for s, e in r)), None)
        if grid is None:
            return None
        above = [row for row in grid.rows if row and row[0][0] < person.start and not _inside(person, row)]
        columns: list[list[tuple[int, int]]] = [[] for _ in range(wanted)]
        for row in above:
            if len(row) >= wanted:
                for column, cell in zip(columns, row[-wanted:], strict=True):
                    column.append(cell)
        named = [self._column(table, cells) for cells in columns]
        return [heading for heading in named if heading] if all(named) else None

    def _column(self, table: CompiledTable, cells: Sequence[tuple[int, int]]) -> _Heading | None:
        nodes = tuple(n for start, end in cells for n in self.nodes if start <= n.start < end)
        text = self.ruleset.alphabet.encode(nodes)
        found = sorted(_named(table, text, nodes), key=lambda f: (f[0].start - f[0].end, f[1]))
        return _heading(*found[0], nodes) if found else None

    # -- instances -------------------------------------------------------------------------------------

    def _row_instances(self, table: CompiledTable, row: _Row, headings: list[_Heading]) -> Iterator[Instance]:
        columns = [heading.column for heading in headings]
        told: list[tuple[ColumnRule, _Heading, Node]] = []
        for position, (index, heading) in enumerate(zip(row.cells, headings, strict=True)):
            rule = table.rule.columns[heading.column]
            cell = _cell(self.nodes[index], rule)
            superseded = rule.last_only and heading.column in columns[position + 1 :]
            if cell is not None and rule.event and not superseded:
                told.append((rule, heading, cell))
            else:
                self.cells.add((self.nodes[index].start, self.nodes[index].end))
        for rule, heading, cell in told:
            if not any(_joined(rule, other) for other, _, _ in told):
                joining = {str(r.joins): (c,) for r, _, c in told if _joined(r, rule)}
                yield self._instance(table, row, heading, rule, {str(rule.slot): (cell,), **joining})

    def _instance(
        self, table: CompiledTable, row: _Row, heading: _Heading, rule: ColumnRule, cells: Captures
    ) -> Instance:
        event = next(e for e in self.ruleset.events if e.name == rule.event)
        person = self.nodes[row.person]
        nodes = (person, *(cell for many in cells.values() for cell in many))
        clause = make_clause(self.ruleset, self.owners[row.person], 0, nodes, row.said)
        slots = {**heading.slots, "person": (person,), **cells}
        frame = event.rule.from_[0]
        return Instance(frame, table.id, clause, 0, len(nodes), slots, heading.words, rule.set, PRIORITY)


def _joined(rule: ColumnRule, other: ColumnRule) -> bool:
    """Whether a column's cell belongs to the event that another column of the row makes."""
    return (
        rule.joins is not None and other.joins is None and (rule.event, rule.set) == (other.event, other.set)
    )


def _named(table: CompiledTable, text: str, nodes: Sequence[Node]) -> Iterator[tuple[Derivation, int]]:
    """Where the columns' headings match among nodes, with the column's number."""
    for column, patterns in enumerate(table.headings):
        for pattern in patterns:
            for match in pattern.search(text, nodes):
                yield match, column


def _longest_first(found: tuple[Derivation, int]) -> tuple[int, int, int]:
    match, column = found
    return match.start, -match.end, column


def _heading(match: Derivation, column: int, nodes: Sequence[Node]) -> _Heading:
    slots = {name: tuple(nodes[i] for i in many) for name, many in match.slots().items()}
    return _Heading(column, tuple(nodes[match.start : match.end]), slots)


def _inside(person: Node, row: Sequence[tuple[int, int]]) -> bool:
    return any(start <= person.start < end for start, end in row)


def _cell(node: Node, rule: ColumnRule) -> Node | None:
    """The cell as the tag that its column asks for; None for an empty one or one that is none and has no such value."""
    if rule.skip or rule.tag is None:
        return None
    if rule.tag in node.labels or not node.labels.isdisjoint(rule.also):
        return node
    value = NORMALISERS[rule.value](node.text) if rule.value else None
    return replace(node, labels=frozenset({rule.tag}), value=value) if value is not None else None
