"""What ladders may look at: the clauses around an event, what was said before, and the other events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.resolving.state import Clause, Draft, Value
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node

# A rung gives nodes, or values that are known already.
Candidate = Node | Value


@dataclass(slots=True)
class Discourse:
    """What the rungs may look at: all clauses of the filing, registers before each clause, parts of persons, events, and the filing's day."""

    ruleset: Ruleset
    clauses: Sequence[Clause]
    registers: Mapping[tuple[int, int], Mapping[str, Node]]
    known: Mapping[str, Mapping[str, tuple[Node, ...]]]
    drafts: list[Draft] = field(default_factory=list)
    reported: str | None = None

    def around(self, clause: Clause, window: str) -> Iterator[Clause]:
        """The clause itself, or those of the same sentence, paragraph, section or filing, in the order of the text."""
        if window == "clause":
            yield clause
            return
        for other in self.clauses:
            if window == "filing" or (other.section == clause.section and _within(other, clause, window)):
                yield other


def _within(one: Clause, other: Clause, window: str) -> bool:
    if window == "section":
        return True
    if one.sentence.paragraph != other.sentence.paragraph:
        return False
    if window == "paragraph":
        return True
    return one.sentence.number == other.sentence.number
