"""Instances that take a slot from elsewhere: who succeeds somebody takes up the office that this one leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from engine.resolving.state import Instance
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node

Parts = Mapping[str, Mapping[str, tuple[Node, ...]]]


def borrowed(found: Sequence[Instance], ruleset: Ruleset, known: Parts) -> list[Instance]:
    """The instances, those of wordings with `borrow` with the slot that they lack, where another one has it.

    `known` holds the parts of persons by name: where no instance tells the slot, what stands beside a name and has
    the slot's labels (the office behind it) is taken.
    """
    rules = {w.id: w.rule.borrow for f in ruleset.frames.values() for w in f.wordings if w.rule.borrow}
    return [
        _lent(each, rules[one.rule], found, known, ruleset) if one.rule in rules else one
        for one in found
        for each in _each(one, rules.get(one.rule, {}))
    ]


def _each(one: Instance, borrow: Mapping[str, str]) -> Iterator[Instance]:
    """The instance, once for each member of a list of persons of whom it borrows: each has an office of his own."""
    listed = next((h for h in borrow.values() for node in one.slots.get(h, ()) if node.members), None)
    if listed is None:
        yield one
        return
    for node in one.slots[listed]:
        for leaf in node.leaves():
            yield replace(one, slots={**one.slots, listed: (leaf,)})


def _lent(
    one: Instance, borrow: Mapping[str, str], found: Sequence[Instance], known: Parts, ruleset: Ruleset
) -> Instance:
    slots = dict(one.slots)
    for slot, holder in borrow.items():
        labels = ruleset.frames[one.frame].slots[slot]
        for name in _names(one.slots.get(holder, ())):
            beside = (many for many in known.get(name, {}).values() if _fit(many, labels))
            nodes = next(_held(slot, holder, name, one, found), next(beside, ()))
            slots.setdefault(slot, tuple(replace(node, inherited=True) for node in nodes))
    return replace(one, slots={name: nodes for name, nodes in slots.items() if nodes})


def _fit(nodes: Sequence[Node], labels: Sequence[str]) -> bool:
    return all(not node.labels.isdisjoint(labels) for node in nodes)


def _held(
    slot: str, holder: str, name: str, one: Instance, found: Sequence[Instance]
) -> Iterator[tuple[Node, ...]]:
    """The slot in other instances of the section that tell it of the same person.

    In the frame of the instance itself it is told of who is succeeded, in other frames of anybody.
    """
    for other in found:
        if other is not one and other.clause.section == one.clause.section and other.slots.get(slot):
            slots = [holder] if other.frame == one.frame else [key for key in other.slots if key != slot]
            if any(name in _names(other.slots.get(key, ())) for key in slots):
                yield other.slots[slot]


def _names(nodes: Sequence[Node]) -> list[str]:
    return [str(leaf.value) for node in nodes for leaf in node.leaves() if leaf.value is not None]
