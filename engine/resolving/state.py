"""What resolving works on: sentences and clauses of nodes, instances of frames, drafts of events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.rulebook.skeletons import Node

Captures = Mapping[str, tuple[Node, ...]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a section: `paragraph` counts in the document, `nodes` are in the order of the text."""

    section: str
    paragraph: int
    number: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence, with nodes it inherits (marked so) in front.

    `captured` holds what folds moved from the words to the clause (`effective`, `front`); `text` is the
    nodes encoded, `features` what any of them has; `scopes` are those that cover it.
    """

    sentence: Sentence
    number: int
    nodes: tuple[Node, ...]
    captured: Captures
    text: str
    features: frozenset[str]
    scopes: frozenset[str] = frozenset()
    cut: Mapping[str, int] = field(default_factory=dict)

    @property
    def section(self) -> str:
        """The id of the section that the clause stands in."""
        return self.sentence.section


@dataclass(frozen=True, slots=True)
class Instance:
    """A frame found in a clause: captured nodes by slot, the literal nodes as trigger, values set by the wording."""

    frame: str
    rule: str
    clause: Clause
    start: int
    end: int
    slots: Captures
    trigger: tuple[Node, ...]
    set: Mapping[str, Any]
    priority: int = 0
    weak: bool = False
    beside: tuple[str, ...] = ()

    @property
    def place(self) -> int:
        """The first token of the instance's own words, for the order of the text."""
        own = [
            n.start
            for n in (*self.trigger, *(n for many in self.slots.values() for n in many))
            if not n.inherited
        ]
        return min(own) if own else self.clause.nodes[self.start].start


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that covered tokens `[start, end)`, with what its slots captured: what examples and explanations read."""

    rule: str
    start: int
    end: int
    slots: Captures


Trace = list[Firing]


def firing(rule: str, covered: Sequence[Node], slots: Captures) -> Firing:
    """The firing of a rule over nodes, at least one."""
    return Firing(rule, min(node.start for node in covered), max(node.end for node in covered), slots)


@dataclass(frozen=True, slots=True)
class Proof:
    """Tokens `[start, end)` that prove a value, by which rule, and from which event's type if inherited."""

    start: int
    end: int
    rule: str
    inherited_from: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field with the words that prove it; a stand-in gives way to a value that was found itself."""

    value: Any
    proofs: tuple[Proof, ...]
    stand_in: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field stayed empty or a candidate was passed over."""

    field: str
    message: str


@dataclass(slots=True)
class Draft:
    """An event in the making: its fields fill up as ladders, fills and merging find values."""

    type: str
    pivot: str
    instance: Instance
    order: int
    values: dict[str, Value] = field(default_factory=dict)
    trigger: tuple[Proof, ...] = ()
    anchor: Node | None = None
    member: Node | None = None
    reasons: list[Reason] = field(default_factory=list)
    # slots that wait for something without a day ("effective upon the closing")
    waiting: set[str] = field(default_factory=set)

    @property
    def subject(self) -> Any:
        """The pivot's value: who or what the event is about."""
        found = self.values.get(self.pivot)
        return found.value if found else None


def proof(node: Node, rule: str = "", inherited_from: str | None = None) -> Proof:
    """The words of a node as proof; the node's own rule counts unless another is given."""
    return Proof(node.start, node.end, rule or node.rule, inherited_from)
