"""Cuts folded sentences into clauses and gives each what it inherits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.resolving.folding import CARRIER
from engine.resolving.state import Captures, Clause, Sentence
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node

# Nodes of a line between a colon and the lines that it introduces: the names of columns.
LONGEST_HEADING = 12


@dataclass(frozen=True, slots=True)
class _Piece:
    """Own nodes of a clause-to-be, whether it is a list item, and what cutting says that it inherits."""

    nodes: tuple[Node, ...]
    item: bool
    inherit: tuple[str, ...]


class ClauseCutter:
    """Cuts sentences in the order of the text; a list item after a colon finds its stem in an earlier sentence."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.stem: tuple[Node, ...] = ()
        self.stem_section = ""

    def cut(self, sentence: Sentence) -> list[Clause]:
        """The clauses of a sentence, each with inherited nodes in front."""
        pieces = list(self._pieces(sentence.nodes))
        stem = self._open_stem(sentence, pieces)
        clauses: list[Clause] = []
        for number, piece in enumerate(pieces):
            clauses.append(self._clause(sentence, number, piece, stem, clauses))
            if "lead" in piece.inherit and number:
                # objects of one verb share what is said behind the last of them
                shared = {**captured_of(piece.nodes), **clauses[number - 1].captured}
                clauses[number - 1] = replace(clauses[number - 1], captured=shared)
        self._remember(sentence, pieces)
        return clauses

    # -- cutting ---------------------------------------------------------------------------------------

    def _pieces(self, nodes: tuple[Node, ...]) -> Iterator[_Piece]:
        borders = self._borders(nodes)
        inherit: tuple[str, ...] = ()
        begin, item = 0, self._line(nodes)
        for resume in sorted(borders):
            stop, inherited = borders[resume]
            if stop > begin:
                yield _Piece(nodes[begin:stop], item, inherit)
            # a marker that a border covers stays: it opens the item
            if stop > begin or not any(map(self._marks, nodes[begin:resume])):
                begin = resume
            inherit = inherited
            item = item or any(map(self._marks, nodes[resume : resume + 1]))
        if begin < len(nodes):
            yield _Piece(nodes[begin:], item, inherit)

    def _borders(self, nodes: tuple[Node, ...]) -> dict[int, tuple[int, tuple[str, ...]]]:
        """By the node at which a piece begins: the node at which the one before it ends, and what is inherited."""
        text = self.ruleset.alphabet.encode(nodes)
        borders: dict[int, tuple[int, tuple[str, ...]]] = {}
        for cut in self.ruleset.cuts:
            for found in cut.places(text):
                borders.setdefault(found.end, (found.start, cut.inherit))
        for index in (i for i, node in enumerate(nodes) if self._marks(node)):
            borders.setdefault(index, (index, ()))
        return borders

    def _marks(self, node: Node) -> bool:
        return not node.labels.isdisjoint(self.ruleset.clauses.markers)

    def _line(self, nodes: tuple[Node, ...]) -> bool:
        """Whether a sentence behind a colon is a list item without a mark: a line that begins like one, without a verb."""
        if not self.stem:
            return False
        text = self.ruleset.alphabet.encode(tuple(node for node in nodes if CARRIER not in node.labels))
        return any(pattern.begins(text, 0) for pattern in self.ruleset.lines) and not self._told(nodes)

    def _told(self, nodes: tuple[Node, ...]) -> bool:
        """Whether nodes hold what no list item without a mark has: a verb."""
        text = self.ruleset.alphabet.encode(nodes)
        return any(True for pattern in self.ruleset.no_lines for _ in pattern.search(text, nodes))

    # -- inheriting ------------------------------------------------------------------------------------

    def _open_stem(self, sentence: Sentence, pieces: Sequence[_Piece]) -> tuple[Node, ...]:
        """What stands before the first marker: in this sentence, or in the one that a colon ended."""
        if not pieces or not any(piece.item for piece in pieces):
            return ()
        if pieces[0].item:
            return self.stem if self.stem_section == sentence.section else ()
        own = [node for piece in pieces[: _first_item(pieces)] for node in piece.nodes]
        return tuple(own[-self.ruleset.clauses.longest_stem :])

    def _remember(self, sentence: Sentence, pieces: Sequence[_Piece]) -> None:
        last = [node for node in sentence.nodes if CARRIER not in node.labels][-1:]
        if last and last[0].norm == ":":
            self.stem = sentence.nodes[-self.ruleset.clauses.longest_stem :]
            self.stem_section = sentence.section
        elif not (pieces and pieces[0].item) and not self._heads(sentence.nodes):
            self.stem = ()

    def _heads(self, nodes: tuple[Node, ...]) -> bool:
        """Whether a line behind a colon names the columns of what follows: short, without stop, subject or verb."""
        short = 0 < len(nodes) <= LONGEST_HEADING and nodes[-1].norm not in self.ruleset.clauses.ends
        return short and not self._persons_in(nodes) and not self._told(nodes)

    def _clause(
        self,
        sentence: Sentence,
        number: int,
        piece: _Piece,
        stem: tuple[Node, ...],
        earlier: Sequence[Clause],
    ) -> Clause:
        given: tuple[Node, ...] = ()
        if piece.item:
            given = stem
        elif earlier and "lead" in piece.inherit:
            given = self._lead(earlier[-1])
        elif earlier and "parallel" in piece.inherit:
            given = self._parallel(earlier[-1])
        elif earlier and "last" in piece.inherit:
            given = self._persons(earlier[-1])[-1:]
        elif earlier and "subject" in piece.inherit:
            given = self._persons(earlier[-1])[:1]
        own_captured = captured_of(piece.nodes)
        inherited = captured_of(stem) if piece.item else (in_front(earlier[-1].captured) if earlier else {})
        if "last" in piece.inherit and own_captured and not piece.item:
            inherited = {}  # a relative clause with a day of its own
        nodes = (*(replace(node, inherited=True) for node in given), *piece.nodes)
        nodes = tuple(node for node in nodes if CARRIER not in node.labels)
        return make_clause(self.ruleset, sentence, number, nodes, {**inherited, **own_captured})

    def _lead(self, clause: Clause) -> tuple[Node, ...]:
        """What stands in a clause before its last person, if it has one: the verb that a conjoined object shares."""
        persons = [i for i, node in enumerate(clause.nodes) if self._may_be_subject(node)]
        last = max(persons, default=len(clause.nodes))
        return clause.nodes[:last]

    def _parallel(self, clause: Clause) -> tuple[Node, ...]:
        """What stands in a clause before its last joint: the verb and the person whom another object follows."""
        joints = self.ruleset.clauses.joints
        last = max((i for i, node in enumerate(clause.nodes) if node.norm in joints), default=0)
        return clause.nodes[:last] or self._persons(clause)[:1]

    def _persons(self, clause: Clause) -> tuple[Node, ...]:
        return self._persons_in(clause.nodes)

    def _persons_in(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        return tuple(node for node in nodes if self._may_be_subject(node))

    def _may_be_subject(self, node: Node) -> bool:
        return not node.labels.isdisjoint(self.ruleset.clauses.subjects)


def make_clause(
    ruleset: Ruleset, sentence: Sentence, number: int, nodes: tuple[Node, ...], captured: Captures
) -> Clause:
    """A clause over nodes, encoded."""
    features = frozenset().union(*(node.features() for node in nodes)) if nodes else frozenset()
    return Clause(sentence, number, nodes, captured, ruleset.alphabet.encode(nodes), features)


def _first_item(pieces: Sequence[_Piece]) -> int:
    return next(i for i, piece in enumerate(pieces) if piece.item)


def captured_of(nodes: Sequence[Node]) -> dict[str, tuple[Node, ...]]:
    """What folds moved from the nodes to their clause, by name."""
    captured: dict[str, tuple[Node, ...]] = {}
    for node in nodes:
        if CARRIER in node.labels:
            for name, many in node.parts.items():
                captured[name] = (*captured.get(name, ()), *many)
    return captured


def in_front(captured: Captures) -> Captures:
    """What later clauses inherit of what a clause says: all that stood in front, not what followed a verb."""
    return {name: many for name, many in captured.items() if name.startswith("front")}
