"""Nodes that stand for what was spoken of before: "that position" for the office named last."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.resolving.state import Sentence
from engine.rulebook.skeletons import Node


def recalled(sentences: Iterable[Sentence], stand_ins: Mapping[str, Sequence[str]]) -> list[Sentence]:
    """The sentences with every stand-in replaced by the node that it means, and by a word where it means none.

    `stand_ins` gives for a label those of the nodes that it may stand for.
    """
    spoken = list(sentences)
    if not any(_holds(node, stand_ins) for one in spoken for node in one.nodes):
        return spoken
    memories = {label: _Memory(frozenset(meant)) for label, meant in stand_ins.items()}
    return [replace(one, nodes=tuple(_settled(node, one, memories) for node in one.nodes)) for one in spoken]


def _holds(node: Node, labels: Collection[str]) -> bool:
    """Whether the node or one of its parts has one of the labels."""
    return any(one.labels and not one.labels.isdisjoint(labels) for one in (node, *_parts(node)))


@dataclass(slots=True)
class _Memory:
    """What a stand-in may mean, in one section: what a sentence speaks of, and what only describes somebody in it.

    What describes somebody in an earlier sentence comes before what describes somebody in the same one.
    """

    labels: frozenset[str]
    section: str = ""
    spoken: Node | None = None
    described: list[tuple[int, Node]] = field(default_factory=list)

    def enter(self, sentence: Sentence) -> None:
        if sentence.section != self.section:
            self.section, self.spoken, self.described = sentence.section, None, []

    def keep(self, node: Node, number: int) -> None:
        if not node.labels.isdisjoint(self.labels):
            self.spoken = node
        else:
            self.described += [(number, part) for part in _parts(node) if part.labels & self.labels]

    def meant(self, number: int) -> Node | None:
        earlier = [node for place, node in self.described if place < number]
        return next(
            iter([*filter(None, [self.spoken]), *earlier[-1:], *(n for _, n in self.described[-1:])]), None
        )


def _parts(node: Node) -> Iterator[Node]:
    for leaf in node.leaves():
        for many in leaf.parts.values():
            yield from many


def _settled(node: Node, sentence: Sentence, memories: Mapping[str, _Memory]) -> Node:
    if not node.labels:  # a word
        return node
    for memory in memories.values():
        memory.enter(sentence)
        memory.keep(node, sentence.number)
    own = next((memories[label] for label in memories if label in node.labels), None)
    if own is None:
        return _within(node, sentence, memories)
    meant = own.meant(sentence.number)
    if meant is None:
        return replace(node, labels=frozenset(), value=None, rule="", parts={})
    return replace(meant, start=node.start, end=node.end, text=node.text, norm="", parts={}, inherited=False)


def _within(node: Node, sentence: Sentence, memories: Mapping[str, _Memory]) -> Node:
    """The node with the stand-ins among its parts settled ("Ann Roe, who held that position,")."""
    if not _holds(node, memories):
        return node
    members = tuple(_within(member, sentence, memories) for member in node.members)
    parts = {
        name: tuple(_settled(part, sentence, memories) for part in many) for name, many in node.parts.items()
    }
    return replace(node, members=members, parts=parts)
