"""Folds: replaces nodes that a pattern covers by one node that keeps what was captured as its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.resolving.state import Sentence, Trace, firing
from engine.rulebook.compiled import CompiledFold
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node, features_of

# The label of a node that only carries captures to its clause and stands in no clause itself.
CARRIER = "_CLAUSE"


def fold(
    sentence: Sentence, ruleset: Ruleset, trace: Trace, spared: frozenset[str] = frozenset()
) -> Sentence:
    """The sentence after all phases of folds, each rule once, in the order of their ids; firings go to `trace`.

    Nodes with one of the labels `spared` stay: no rule folds what holds one.
    """
    line = _line(sentence.nodes, ruleset)
    for index in ruleset.fold_indices:
        done = -1
        waiting = index.candidates(line.features)
        while following := next(waiting, None):
            place, rule = following
            if place <= done:
                continue
            before, line, done = line, _applied(rule, line, ruleset, trace, spared), place
            if line is not before:  # what folds make, further folds may need
                waiting = index.candidates(line.features)
    return replace(sentence, nodes=line.nodes)


@dataclass(frozen=True, slots=True)
class _Line:
    """Nodes of a sentence, encoded, with what any of them has: read by every rule, made anew when one folds."""

    nodes: tuple[Node, ...]
    text: str
    features: frozenset[str]


def _line(nodes: tuple[Node, ...], ruleset: Ruleset) -> _Line:
    return _Line(nodes, ruleset.alphabet.encode(nodes), features_of(nodes))


def _applied(
    rule: CompiledFold, line: _Line, ruleset: Ruleset, trace: Trace, spared: frozenset[str]
) -> _Line:
    """The line after one rule, applied from left to right, without overlap."""
    for pattern in rule.patterns:
        if not pattern.fits(line.features):
            continue
        done = 0
        result: list[Node] = []
        for found in pattern.search(line.text, line.nodes):
            if found.start < done or found.end == found.start or not _followed(rule, line.text, found.end):
                continue
            if any(one.end == found.start for never in rule.not_behind for one in never.places(line.text)):
                continue
            covered = line.nodes[found.start : found.end]
            if any(not node.labels.isdisjoint(spared) for node in covered):
                continue
            result.extend(line.nodes[done : found.start])
            captured = {
                name: tuple(line.nodes[i] for i in indices) for name, indices in found.slots().items()
            }
            trace.append(firing(rule.id, covered, captured))
            if rule.rule.keep != "nothing":
                result.extend(_folded(rule, covered, captured))
            done = found.end
        if done:
            line = _line((*result, *line.nodes[done:]), ruleset)
    return line


def _followed(rule: CompiledFold, text: str, end: int) -> bool:
    if any(pattern.begins(text, end) for pattern in rule.not_ahead):
        return False
    return not rule.ahead or any(pattern.begins(text, end) for pattern in rule.ahead)


def _folded(rule: CompiledFold, covered: Sequence[Node], captured: dict[str, tuple[Node, ...]]) -> list[Node]:
    """The nodes that stand for the covered ones: one, or what goes to the clause and the head that stays in it."""
    start, end = covered[0].start, covered[-1].end
    parts = {name: many for name, many in captured.items() if name != "head"}
    if rule.rule.keep == "clause":
        carrier = Node(start, end, "", "", frozenset({CARRIER}), parts=parts, rule=rule.id)
        return [carrier, *(_head(rule, covered, captured, {}) for _ in captured.get("head", ())[:1])]
    if rule.rule.keep == "group":
        return [_group(rule, captured, covered)]
    return [_head(rule, covered, captured, parts)]


def _head(
    rule: CompiledFold,
    covered: Sequence[Node],
    captured: Mapping[str, tuple[Node, ...]],
    parts: Mapping[str, tuple[Node, ...]],
) -> Node:
    """The node captured as head, with what is captured beside it as its parts."""
    head = captured["head"][0]
    labels = frozenset({rule.rule.label}) if rule.rule.label else head.labels
    if rule.rule.mark:
        labels |= {rule.rule.mark}
    if rule.rule.adds and rule.rule.adds in captured:
        head = _added(head, covered[covered.index(head) + 1], captured[rule.rule.adds][-1])
    return replace(head, parts=_merged(head.parts, parts), labels=labels)


def _added(head: Node, joint: Node, addition: Node) -> Node:
    """The head with the addition's words in the value of each of its members, joined by the joint's word."""
    if head.members:
        return replace(head, members=tuple(_added(member, joint, addition) for member in head.members))
    words = " ".join(addition.text.split())
    mark = f" {joint.text}" if joint.text.isalpha() else ","
    own = head.text if head.value is None else head.value
    return replace(head, value=f"{own}{mark} {words}")


def _merged(
    first: Mapping[str, tuple[Node, ...]], second: Mapping[str, tuple[Node, ...]]
) -> dict[str, tuple[Node, ...]]:
    return {
        name: (*first.get(name, ()), *second.get(name, ()))
        for name in [*first, *(n for n in second if n not in first)]
    }


def _group(rule: CompiledFold, captured: Mapping[str, tuple[Node, ...]], covered: Sequence[Node]) -> Node:
    """One node of the captured members; its labels are the rule's, or those that all members share."""
    members = tuple(leaf for member in captured["member"] for leaf in member.leaves())
    shared = frozenset.intersection(*(member.labels for member in members))
    labels = frozenset({rule.rule.label}) if rule.rule.label else shared
    if rule.rule.mark:
        labels |= {rule.rule.mark}
    text = " ".join(node.text for node in covered)
    return Node(covered[0].start, covered[-1].end, text, "", labels, rule=rule.id, members=members)
