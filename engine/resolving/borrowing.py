"""Instances that take a slot from elsewhere: who succeeds somebody takes up the office that this one leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from engine.resolving.state import Instance
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node


def borrowed(
    found: Sequence[Instance], ruleset: Ruleset, known: Mapping[str, Mapping[str, tuple[Node, ...]]]
) -> list[Instance]:
    """The instances, those of wordings with `borrow` with the slot that they lack, where another one has it.

    `known` holds the parts of persons, of which the office behind a name (`was`) is taken where no instance tells one.
    """
    rules = {w.id: w.rule.borrow for f in ruleset.frames.values() for w in f.wordings if w.rule.borrow}
    return [lent for one in found for lent in _lent_each(one, rules.get(one.rule, {}), found, known)]


def _lent_each(
    one: Instance,
    borrow: Mapping[str, str],
    found: Sequence[Instance],
    known: Mapping[str, Mapping[str, tuple[Node, ...]]],
) -> Iterator[Instance]:
    """The instance with what it borrows, once for each member of a list of persons: each has an office of his own."""
    listed = next((h for h in borrow.values() for node in one.slots.get(h, ()) if node.members), None)
    if listed is None:
        yield _lent(one, borrow, found, known) if borrow else one
        return
    for node in one.slots[listed]:
        for leaf in node.leaves():
            yield _lent(replace(one, slots={**one.slots, listed: (leaf,)}), borrow, found, known)


def _lent(
    one: Instance,
    borrow: Mapping[str, str],
    found: Sequence[Instance],
    known: Mapping[str, Mapping[str, tuple[Node, ...]]],
) -> Instance:
    slots = dict(one.slots)
    for slot, holder in borrow.items():
        for name in _names(one.slots.get(holder, ())):
            nodes = next(_held(slot, holder, name, one, found), known.get(name, {}).get("was", ()))
            slots.setdefault(slot, tuple(replace(node, inherited=True) for node in nodes))
    return replace(one, slots={name: nodes for name, nodes in slots.items() if nodes})


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
