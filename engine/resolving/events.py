"""Makes drafts of events from instances of frames: one for each pivot and anchor."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.resolving.discourse import Discourse
from engine.resolving.ladders import nodes
from engine.resolving.state import Draft, Instance, Reason, Value, proof
from engine.resolving.triggers import trigger_proofs
from engine.rulebook.compiled import EventType
from engine.rulebook.skeletons import Node


def draft_events(found: Sequence[Instance], discourse: Discourse) -> tuple[list[Draft], list[Draft]]:
    """Drafts of all event types with their pivots, in the order of the text; and those left without a pivot."""
    made: list[Draft] = []
    without: list[Draft] = []
    for event in discourse.ruleset.events:
        for instance in found:
            if instance.frame in event.rule.from_ and holds(event, instance):
                drafts = list(_drafts(event, instance, discourse))
                made.extend(d for d in drafts if event.rule.pivot in d.values)
                without.extend(d for d in drafts if event.rule.pivot not in d.values)
    lonely = _lonely(made, {event.name: event for event in discourse.ruleset.events})
    made = [d for d in made if not any(d is other for other in lonely)]
    return sorted(_claimed(made), key=lambda d: d.order), [*without, *lonely]


def _lonely(drafts: Sequence[Draft], types: Mapping[str, EventType]) -> list[Draft]:
    """The drafts whose wording asks for another event of the same pivot (`beside`) that is not there."""
    there = {(d.subject, name) for d in drafts if not d.instance.beside for name in _names(d, types[d.type])}
    lonely = [
        d for d in drafts if d.instance.beside and not there & {(d.subject, n) for n in d.instance.beside}
    ]
    for draft in lonely:
        draft.reasons.append(Reason(draft.pivot, f"no {' or '.join(draft.instance.beside)} of the same"))
    return lonely


def _names(draft: Draft, event: EventType) -> set[str]:
    """What `beside` may call a draft: its type, its family, and the value of its anchor."""
    return {draft.type, event.rule.family or draft.type, str(draft.anchor.value if draft.anchor else "")}


def holds(event: EventType, instance: Instance) -> bool:
    """Whether the instance is what the event asks for: slots that it has or lacks, values that its wording sets."""
    return all(_condition(key, wanted, instance) for key, wanted in event.rule.when.items())


def _condition(key: str, wanted: Any, instance: Instance) -> bool:
    names = wanted if isinstance(wanted, (list, tuple)) else [wanted]
    if key == "has":
        return any(instance.slots.get(name) for name in names)
    if key == "labels":
        return all(_labelled(instance, slot, labels) for slot, labels in wanted.items())
    if key == "lacks":
        return not any(instance.slots.get(name) for name in names)
    return instance.set.get(key) in names


def _labelled(instance: Instance, slot: str, labels: Any) -> bool:
    """Whether some node that the slot holds, members of groups included, has one of the labels."""
    asked = {labels} if isinstance(labels, str) else set(labels)
    return any(
        not leaf.labels.isdisjoint(asked) for node in instance.slots.get(slot, ()) for leaf in node.leaves()
    )


def _drafts(event: EventType, instance: Instance, discourse: Discourse) -> Iterator[Draft]:
    anchors: tuple[Node | None, ...] = (None,)
    if event.rule.anchor:
        anchors = tuple(leaf for node in instance.slots.get(event.rule.anchor, ()) for leaf in node.leaves())
    for position, anchor in enumerate(anchors):
        blank = _blank(event, instance, anchor, discourse)
        pivots = _pivots(event, blank, discourse)
        if len(pivots) > 1 and len(pivots) == len(anchors) > 1:
            pivots = [pivots[position]]
        yield from (_with_pivot(event, blank, node) for node in pivots)
        if not pivots:
            yield blank


def _blank(event: EventType, instance: Instance, anchor: Node | None, discourse: Discourse) -> Draft:
    trigger = trigger_proofs(instance, event, discourse.ruleset.small_words)
    place = anchor.start if anchor else instance.place
    return Draft(event.name, event.rule.pivot, instance, place, trigger=trigger, anchor=anchor)


def _pivots(event: EventType, draft: Draft, discourse: Discourse) -> list[Node]:
    """The nodes of the first rung that finds any; of one that finds different ones, the members of a group only."""
    for rung in event.ladders[event.rule.pivot]:
        found = [node for node in nodes(rung, draft, discourse) if isinstance(node, Node) and node.value]
        distinct = list({str(node.value): node for node in found}.values())
        if distinct:
            return distinct
    draft.reasons.append(Reason(event.rule.pivot, "no rung of the ladder finds a candidate"))
    return []


def _with_pivot(event: EventType, blank: Draft, node: Node) -> Draft:
    draft = Draft(
        blank.type, blank.pivot, blank.instance, blank.order, trigger=blank.trigger, anchor=blank.anchor
    )
    draft.member = node
    draft.values[event.rule.pivot] = Value(node.value, (proof(node, rule=node.rule or blank.instance.rule),))
    return draft


def _claimed(drafts: Sequence[Draft]) -> list[Draft]:
    """Of drafts of several types or wordings with one anchor, those of the instance whose trigger is nearest.

    An anchor in the stem of a list is one for each item.
    """
    owners: dict[tuple[int, int, int], Instance] = {}
    for draft, anchor in ((d, d.anchor) for d in drafts if d.anchor is not None):
        owner = owners.setdefault(_place(draft, anchor), draft.instance)
        if _closeness(draft.instance, anchor) < _closeness(owner, anchor):
            owners[_place(draft, anchor)] = draft.instance
    return [d for d in drafts if d.anchor is None or owners[_place(d, d.anchor)] is d.instance]


def _place(draft: Draft, anchor: Node) -> tuple[int, int, int]:
    """What tells anchors apart: the tokens, and in a list item those of its clause if the anchor stands in the stem."""
    own = next((node.start for node in draft.instance.clause.nodes if not node.inherited), -1)
    return anchor.start, anchor.end, own if anchor.inherited else -1


def _closeness(instance: Instance, anchor: Node) -> tuple[int, int, int, int, str]:
    """What puts the owner of an anchor first: priority, then a near trigger, then slots, then fewer words."""
    clause = instance.clause
    at = next((i for i, n in enumerate(clause.nodes) if anchor in n.leaves()), 0)
    near = instance.trigger or tuple(
        n for many in instance.slots.values() for n in many if anchor not in n.leaves()
    )
    words = [i for i, n in enumerate(clause.nodes) if n in near]
    distance = min((abs(at - i) for i in words), default=99)
    return (-instance.priority, distance, -len(instance.slots), instance.end - instance.start, instance.rule)
