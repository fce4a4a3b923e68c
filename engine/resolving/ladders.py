"""Ladders: finds the value of an event's slot; the first rung with exactly one distinct value wins."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.resolving.state import Clause, Draft, Instance, Proof, Reason, Value, proof
from engine.rulebook.compiled import EventType, LadderRung
from engine.rulebook.lexicons import Lexicon
from engine.rulebook.models import SlotRule
from engine.rulebook.reference import Derivation
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.rungs import Way, read_way
from engine.rulebook.skeletons import Node
from engine.tagging.values import NORMALISERS


@dataclass(slots=True)
class Discourse:
    """What the rungs may look at: all clauses of the filing, registers before each clause, parts of persons, events."""

    ruleset: Ruleset
    clauses: Sequence[Clause]
    registers: Mapping[tuple[int, int], Mapping[str, Node]]
    known: Mapping[str, Mapping[str, tuple[Node, ...]]]
    drafts: list[Draft] = field(default_factory=list)
    _places: dict[tuple[str, int, int], int] = field(default_factory=dict)

    def around(self, clause: Clause, window: str) -> Iterator[Clause]:
        """The clauses of the same sentence, paragraph, section or filing, in the order of the text."""
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
    return one.sentence.number == other.sentence.number and (window == "sentence" or one.number == other.number)


Candidates = list[Value]


def climb(draft: Draft, slot: str, event: EventType, discourse: Discourse) -> Value | None:
    """The value of a slot by its ladder, or None with the reason kept in the draft."""
    rule = event.rule.slots[slot]
    if slot in draft.instance.set:
        return Value(draft.instance.set[slot], draft.trigger)
    for position, rung in enumerate(event.ladders[slot]):
        found = _distinct(_convert(node, rule, rung, draft, discourse) for node in nodes(rung, draft, discourse))
        if rule.many and found:
            return _collected(found)
        if len(found) == 1:
            return replace(found[0], stand_in=position >= len(rule.find))
        if not found and _halts(rung, draft):
            draft.reasons.append(Reason(slot, f"'{rung.text}' stops the ladder"))
            return None
        if len(found) > 1:
            shown = ", ".join(json.dumps(value.value) for value in found[:4])
            draft.reasons.append(Reason(slot, f"'{rung.text}' finds {len(found)} values: {shown}"))
            return None
    if rule.default is not None:
        return Value(rule.default, draft.trigger)
    draft.reasons.append(Reason(slot, "no rung of the ladder finds a value"))
    return None


def _collected(found: Sequence[Value]) -> Value:
    return Value([value.value for value in found], tuple(p for value in found for p in value.proofs))


def _distinct(values: Iterable[Value | None]) -> Candidates:
    found: dict[str, Value] = {}
    for value in values:
        if value is not None:
            found.setdefault(json.dumps(value.value, sort_keys=True), value)
    return list(found.values())


# A rung gives nodes, or values that are known already.
Candidate = Node | Value


def nodes(rung: LadderRung, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    """What a rung finds for a draft."""
    if rung.rule is not None:
        yield from _searched(rung, draft, discourse)
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
    if draft.anchor is not None and draft.instance.slots.get(name, ())[:1] and draft.member is not None:
        if any(draft.anchor in node.leaves() for node in draft.instance.slots[name]):
            yield draft.anchor
            return
    for node in draft.instance.slots.get(name, ()):
        yield from node.leaves()
    if name in draft.instance.set:
        yield Value(draft.instance.set[name], draft.trigger)


def _in_order(draft: Draft, name: str, discourse: Discourse) -> Node | None:
    """The member of a slot's list that belongs to the draft's own, where the clause says that lists go in order."""
    words = discourse.ruleset.clauses.in_order
    pivots = [leaf for node in draft.instance.slots.get(draft.pivot, ()) for leaf in node.leaves()]
    listed = [leaf for node in draft.instance.slots.get(name, ()) for leaf in node.leaves()]
    if len(pivots) != len(listed) or len(pivots) == 1 or draft.member not in pivots:
        return None
    if not any(node.norm in words for node in draft.instance.clause.nodes):
        return None
    return listed[pivots.index(draft.member)]


def _captured(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    side = way.arguments["side"]
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
    return way is not None and way.kind == "halt" and bool(draft.instance.clause.captured.get(way.arguments["name"]))


def _last(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    """The capture that stands last before the draft's place; the window's first where none does."""
    clauses = discourse.around(draft.instance.clause, way.arguments["window"])
    captured = [node for clause in clauses for node in clause.captured.get(way.arguments["name"], ())]
    before = [node for node in captured if node.start <= draft.order]
    yield from before[-1:] or captured[:1]


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
    yield from discourse.known.get(str(draft.subject), {}).get(way.arguments["name"], ())


def _event(way: Way, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    """A field of another event with the same pivot: the nearest before it in its section, else all."""
    wanted, name = way.arguments["type"], way.arguments["name"]
    types = {e.name for e in discourse.ruleset.events if wanted in (e.name, e.rule.family, e.rule.group)}
    same = [d for d in discourse.drafts if d.type in types and d.subject == draft.subject and d is not draft]
    having = [d for d in same if name in d.values]
    before = [d for d in having if d.order <= draft.order and d.instance.clause.section == draft.instance.clause.section]
    for other in before[-1:] or having:
        value = other.values[name]
        yield Value(value.value, tuple(Proof(p.start, p.end, p.rule, other.type) for p in value.proofs))


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
    "register": _register,
    "nearest": _nearest,
    "subject": _subject,
}


# -- rungs with a pattern or words ---------------------------------------------------------------------


def _searched(rung: LadderRung, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    assert rung.rule is not None
    lexicon = discourse.ruleset.vocabulary.lexicons.get((rung.rule.words or "").removeprefix("%"))
    if rung.rule.within == "clause" and lexicon is None:
        clauses: Iterable[Clause] = (draft.instance.clause,)
    else:
        window = "clause" if rung.rule.within in ("match", "anchors") else rung.rule.within
        clauses = discourse.around(draft.instance.clause, window) if window != "clause" else (draft.instance.clause,)
    found = [hit for clause in clauses for hit in _hits(rung, clause, draft, discourse.ruleset, lexicon)]
    if lexicon is not None and found:
        best = min(found, key=lambda hit: hit[0])
        yield best[1]
    elif rung.rule.nearest and found:
        least = min(distance for distance, _ in found)
        yield from (candidate for distance, candidate in found if distance == least)
    else:
        yield from (candidate for _, candidate in found)


def _hits(
    rung: LadderRung, clause: Clause, draft: Draft, ruleset: Ruleset, lexicon: Lexicon | None
) -> Iterator[tuple[int, Candidate]]:
    assert rung.rule is not None
    for found in _found(rung, clause, draft):
        covered = clause.nodes[found.start : found.end]
        words = Proof(covered[0].start, covered[-1].end, draft.instance.rule)
        distance = _distance(draft, covered)
        if rung.rule.value is not None:
            yield distance, Value(rung.rule.value, (words,))
        elif lexicon is not None:
            value = _carried(lexicon, ruleset, covered)
            if value is not None:
                yield distance, Value(value, (words,))
        else:
            captured = found.slots()
            name = rung.rule.slot or next(iter(captured), None)
            for index in captured.get(name or "", ()):
                for leaf in clause.nodes[index].leaves():
                    yield distance, leaf


def _found(rung: LadderRung, clause: Clause, draft: Draft) -> Iterator[Derivation]:
    """The matches of a rung's patterns that lie in its window and overlap none that it passes over."""
    low, high = _window(rung, clause, draft)
    shunned = [never for pattern in rung.never for never in pattern.search(clause.text, clause.nodes)]
    for pattern in (pattern for pattern in rung.patterns if pattern.fits(clause.features)):
        for found in pattern.search(clause.text, clause.nodes):
            inside = low <= found.start and found.end <= high
            if inside and not any(never.start < found.end and found.start < never.end for never in shunned):
                yield found


def _window(rung: LadderRung, clause: Clause, draft: Draft) -> tuple[int, int]:
    """Node indices of the clause between which a match must lie."""
    assert rung.rule is not None
    low, high = 0, len(clause.nodes)
    if clause is not draft.instance.clause:
        return (low, high) if _on_side(rung.rule.where, clause, draft.instance.clause) else (high, low)
    if rung.rule.within == "match":
        low, high = draft.instance.start, draft.instance.end
    at = _anchor_index(clause, draft)
    if rung.rule.within == "anchors" and at is not None and draft.anchor is not None:
        alike = [i for i, n in enumerate(clause.nodes) if n.labels & draft.anchor.labels or _holds(n, draft.anchor)]
        low = max((i + 1 for i in alike if i < at), default=0)
        high = min((i for i in alike if i > at), default=len(clause.nodes))
    if rung.rule.where == "before anchor" and at is not None:
        high = min(high, at)
    if rung.rule.where == "after anchor" and at is not None:
        low = max(low, at)
    return low, high


def _on_side(where: str, clause: Clause, own: Clause) -> bool:
    """Whether another clause lies where the rung looks: before or after the anchor's own."""
    before = (clause.sentence.number, clause.number) < (own.sentence.number, own.number)
    return where not in ("before anchor", "after anchor") or before == (where == "before anchor")


def _holds(node: Node, anchor: Node) -> bool:
    return any(leaf.labels & anchor.labels for leaf in node.leaves())


def _anchor_index(clause: Clause, draft: Draft) -> int | None:
    if draft.anchor is None:
        return draft.instance.start
    return next((i for i, node in enumerate(clause.nodes) if draft.anchor in node.leaves()), None)


def _distance(draft: Draft, covered: Sequence[Node]) -> int:
    place = draft.anchor.start if draft.anchor else draft.instance.place
    return min(abs(place - covered[0].start), abs(place - covered[-1].end))


def _carried(lexicon: Lexicon, ruleset: Ruleset, covered: Sequence[Node]) -> str | None:
    norms = " ".join(node.norm for node in covered)
    split = ruleset.vocabulary.tokenize
    return next((v for phrase, v in lexicon.phrases.items() if " ".join(split(phrase)) == norms), None)


# -- values --------------------------------------------------------------------------------------------


def _convert(candidate: Candidate, rule: SlotRule, rung: LadderRung, draft: Draft, discourse: Discourse) -> Value | None:
    if isinstance(candidate, Value):
        return candidate
    if rule.only and candidate.labels.isdisjoint(rule.only):
        return None
    value = candidate.value
    if rule.form:
        value = next((v for name in rule.form if (v := NORMALISERS[name](candidate.text)) is not None), None)
    elif value is None:
        value = " ".join(candidate.text.split())
    if rule.pick is not None:
        value = value.get(rule.pick) if isinstance(value, Mapping) else None
    if rule.via is not None:
        value = _via(discourse.ruleset, rule.via, str(value))
    if value in (None, ""):
        return None
    return Value(value, (proof(candidate, rule=candidate.rule or draft.instance.rule),))


def _via(ruleset: Ruleset, name: str, text: str) -> Any:
    split = ruleset.vocabulary.tokenize
    words = " ".join(split(text))
    phrases = ruleset.vocabulary.lexicons[name.removeprefix("%")].phrases
    return next((value for phrase, value in phrases.items() if " ".join(split(phrase)) == words), None)
