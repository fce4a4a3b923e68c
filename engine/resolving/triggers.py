"""The words of an instance that prove its event: its literals in runs, without those that prove nothing alone."""

from collections.abc import Iterable, Iterator

from engine.resolving.state import Instance, Proof
from engine.rulebook.compiled import EventType
from engine.rulebook.skeletons import Node


def trigger_proofs(instance: Instance, event: EventType, small: frozenset[str]) -> tuple[Proof, ...]:
    """The trigger as runs of neighbouring tokens; runs of `small` words only are left out where others stay.

    A wording without words of its own ("5,000 restricted stock units") is proved by what its other slots
    captured, an amount being no trigger.
    """
    runs = list(_runs(instance.trigger)) or list(_runs(_captured(instance, event)))
    telling = [run for run in runs if any(node.norm not in small for node in run)]
    return tuple(Proof(run[0].start, run[-1].end, instance.rule) for run in telling or runs)


def _captured(instance: Instance, event: EventType) -> list[Node]:
    own = [
        node
        for name, many in instance.slots.items()
        if name not in (event.rule.anchor, event.rule.pivot)
        for node in many
    ]
    return own or [node for many in instance.slots.values() for node in many]


def _runs(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    run: list[Node] = []
    for node in sorted(nodes, key=lambda n: n.start):
        if run and node.start > run[-1].end:
            yield run
            run = []
        run.append(node)
    if run:
        yield run
