"""Ladders: finds the value of an event's slot; the first rung with exactly one distinct value wins."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from engine.resolving.conversion import converted
from engine.resolving.discourse import Candidate, Discourse
from engine.resolving.freshness import too_old
from engine.resolving.searching import searched
from engine.resolving.state import Draft, Proof, Reason, Value
from engine.rulebook.compiled import EventType, LadderRung
from engine.rulebook.rungs import Way, read_way
from engine.rulebook.skeletons import Node


def climb(draft: Draft, slot: str, event: EventType, discourse: Discourse) -> Value | None:
    """The value of a slot by its ladder, or None with the reason kept in the draft."""
    rule = event.rule.slots[slot]
    if slot in draft.instance.set:
        return Value(draft.instance.set[slot], draft.trigger)
    for position, rung in enumerate(event.ladders[slot]):
        found = _distinct(
            converted(one, rule, draft, discourse.ruleset) for one in nodes(rung, draft, discourse)
        )
        if rule.fresh is not None:
            found = [
                v
                for v in found
                if not too_old(str(v.value), rule.fresh, discourse.clauses, discourse.reported)
            ]
        if rule.many and found:
            return _collected(found)
        if len(found) == 1:
            return replace(found[0], stand_in=position >= len(rule.find))
        if message := _stops(rung, draft, found):
            draft.waiting |= set() if found else {slot}
            draft.reasons.append(Reason(slot, message))
            return None
    if rule.default is not None:
        return Value([rule.default] if rule.many else rule.default, draft.trigger)
    draft.reasons.append(Reason(slot, "no rung of the ladder finds a value"))
    return None


def _stops(rung: LadderRung, draft: Draft, found: Sequence[Value]) -> str:
    """Why the rungs below are not tried; empty where they are."""
    if found:
        shown = ", ".join(json.dumps(value.value) for value in found[:4])
        return f"'{rung.text}' finds {len(found)} values: {shown}"
    return f"'{rung.text}' stops the ladder" if _halts(rung, draft) else ""


def _collected(found: Sequence[Value]) -> Value:
    return Value([value.value for value in found], tuple(p for value in found for p in value.proofs))


def _distinct(values: Iterable[Value | None]) -> list[Value]:
    found: dict[str, Value] = {}
    for value in values:
        if value is not None:
            found.setdefault(json.dumps(value.value, sort_keys=True), value)
    return list(found.values())


def nodes(rung: LadderRung, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    """What a rung finds for a draft."""
    if rung.rule is not None:
        yield from searched(rung, rung.rule, draft, discourse)
        return
    way = read_way(rung.text)
    if way is None:
        raise AssertionError(f"the rung '{rung.text}' passed the checks of the rule set")
    yield from _WAYS[way.kind](way, draft, discourse)


def _slot(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    name = way.arguments["name"]
    own = _in_order(draft, name, discourse)
    if own is not None:
        yield own
        return
    listed = _leaves(draft, name)
    if draft.anchor in listed and draft.member:
        yield draft.anchor
        return
    yield from listed
    if name in draft.instance.set:
        yield Value(draft.instance.set[name], draft.trigger)


def _leaves(draft: Draft, slot: str) -> list[Node]:
    return [leaf for node in draft.instance.slots.get(slot, ()) for leaf in node.leaves()]


def _in_order(draft: Draft, name: str, discourse: Discourse) -> Node | None:
    """The member of a slot's list that belongs to the draft's own, where the clause says that lists go in order."""
    words = discourse.ruleset.clauses.in_order
    pivots, listed = _leaves(draft, draft.pivot), _leaves(draft, name)
    if len(pivots) != len(listed) or len(pivots) == 1 or draft.member not in pivots:
        return None
    if not any(node.norm in words for node in draft.instance.clause.nodes):
        return None
    return listed[pivots.index(draft.member)]


def _captured(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    side = way.arguments.get("side")
    place = max((p.start for p in draft.trigger), default=draft.instance.place)
    for clause in discourse.around(draft.instance.clause, way.arguments["window"]):
        for node in clause.captured.get(way.arguments["name"], ()):
            if side is None or (node.start > place) == (side == "after"):
                yield node


def _first(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    for clause in discourse.around(draft.instance.clause, way.arguments["window"]):
        if clause.captured.get(way.arguments["name"]):
            yield clause.captured[way.arguments["name"]][0]
            return


def _halt(_way: Way, _draft: Draft, _discourse: Discourse) -> Iterator[Candidate]:
    """A rung that finds nothing: where its capture stands, the rungs below it are not tried."""
    yield from ()


def _halts(rung: LadderRung, draft: Draft) -> bool:
    way = read_way(rung.text) if rung.rule is None else None
    return (
        way is not None
        and way.kind == "halt"
        and bool(draft.instance.clause.captured.get(way.arguments["name"]))
    )


def _last(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    """The capture that stands last before the draft's place; the window's first where none does and none must."""
    clauses = discourse.around(draft.instance.clause, way.arguments["window"])
    captured = [node for clause in clauses for node in clause.captured.get(way.arguments["name"], ())]
    before = [node for node in captured if node.start <= draft.order]
    yield from before[-1:] or ([] if way.arguments["side"] else captured[:1])


def _part(way: Way, draft: Draft, _: Discourse) -> Iterator[Candidate]:
    slot, name = way.arguments["slot"], way.arguments["name"]
    if slot == "pivot":
        holders: tuple[Node, ...] = (draft.member,) if draft.member else ()
    elif slot == "anchor":
        holders = (draft.anchor,) if draft.anchor else ()
    else:
        holders = draft.instance.slots.get(slot, ())
    for holder in holders:
        for one in {id(node): node for node in (holder, *holder.leaves())}.values():
            for node in one.parts.get(name, ()):
                yield from node.leaves()


def _known(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    for node in discourse.known.get(str(draft.subject), {}).get(way.arguments["name"], ()):
        yield from node.leaves()


def _event(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    """A field of another event with the same pivot: the nearest before it in its section, else all.

    Events that found the field themselves count before those that only have a stand-in for it.
    """
    wanted, name = way.arguments["type"], way.arguments["name"]
    types = {e.name for e in discourse.ruleset.events if wanted in (e.name, e.rule.family, e.rule.group)}
    same = [d for d in discourse.drafts if d.type in types and d.subject == draft.subject and d is not draft]
    having = [d for d in same if name in d.values]
    found = [d for d in having if not d.values[name].stand_in]
    having = found or having
    before = [
        d
        for d in having
        if d.order <= draft.order and d.instance.clause.section == draft.instance.clause.section
    ]
    # of stand-ins merging keeps the first
    for other in (before[-1:] if found else before[:1]) or having:
        value = other.values[name]
        yield Value(value.value, tuple(Proof(p.start, p.end, p.rule, other.type) for p in value.proofs))


def _other(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    """A field of the events that name the pivot in another field; of a list each member."""
    wanted, name = way.arguments["type"], way.arguments["name"]
    types = {e.name for e in discourse.ruleset.events if wanted in (e.name, e.rule.family, e.rule.group)}
    for other in discourse.drafts:
        naming = other.values.get(way.arguments["field"])
        value = other.values.get(name)
        if other.type in types and value and naming and naming.value == draft.subject:
            members = value.value if isinstance(value.value, list) else [value.value]
            proofs = tuple(Proof(p.start, p.end, p.rule, other.type) for p in value.proofs)
            yield from (Value(member, proofs) for member in members)


def _register(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    clause = draft.instance.clause
    held = discourse.registers.get((id(clause.sentence), clause.number), {}).get(way.arguments["name"])
    if held is not None:
        yield from held.leaves()


def _nearest(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    """The nearest node with a label on one side of the anchor, or of the trigger where there is none."""
    label, side = way.arguments["label"], way.arguments["side"]
    place = draft.anchor.start if draft.anchor else draft.instance.place
    around = [n for c in discourse.around(draft.instance.clause, way.arguments["window"]) for n in c.nodes]
    if side == "left":
        having = [n for n in around if label in n.labels and n.end <= place]
        best = max(having, key=lambda n: n.start, default=None)
    else:
        having = [n for n in around if label in n.labels and n.start > place]
        best = min(having, key=lambda n: n.start, default=None)
    if best is not None:
        yield from best.leaves()


def _subject(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    clauses = discourse.around(draft.instance.clause, way.arguments["window"])
    subjects = set(discourse.ruleset.clauses.subjects)
    for clause in clauses:
        node = next((n for n in clause.nodes if not n.labels.isdisjoint(subjects)), None)
        if node is not None:
            yield from node.leaves()
            return


_WAYS: Mapping[str, Callable[[Way, Draft, Discourse], Iterator[Candidate]]] = {
    "slot": _slot,
    "captured": _captured,
    "halt": _halt,
    "first": _first,
    "last": _last,
    "part": _part,
    "known": _known,
    "event": _event,
    "other": _other,
    "register": _register,
    "nearest": _nearest,
    "subject": _subject,
}
