"""Folds: replaces nodes that a pattern covers by one node that keeps what was captured as its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.resolving.state import Sentence
from engine.rulebook.compiled import CompiledFold
from engine.rulebook.reference import Derivation
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node

# The label of a node that only carries captures to its clause and stands in no clause itself.
CARRIER = "_CLAUSE"


def fold(sentence: Sentence, ruleset: Ruleset) -> Sentence:
    """The sentence after all phases of folds; in a phase, rules apply in order of their ids until none fits."""
    nodes = sentence.nodes
    for phase in ruleset.folds:
        for rule in phase:
            nodes = apply(rule, nodes, ruleset)
    return replace(sentence, nodes=nodes)


def apply(rule: CompiledFold, nodes: tuple[Node, ...], ruleset: Ruleset) -> tuple[Node, ...]:
    """Applies one rule from left to right, without overlap."""
    features = _features(nodes)
    for pattern in rule.patterns:
        if not pattern.fits(features):
            continue
        done = 0
        result: list[Node] = []
        text = ruleset.alphabet.encode(nodes)
        for found in pattern.search(text, nodes):
            if found.start < done or found.end == found.start or not _followed(rule, text, found.end):
                continue
            result.extend(nodes[done : found.start])
            result.extend(_folded(rule, nodes[found.start : found.end], found, nodes))
            done = found.end
        if done:
            nodes = (*result, *nodes[done:])
            features = _features(nodes)
    return nodes


def _followed(rule: CompiledFold, text: str, end: int) -> bool:
    return not rule.ahead or any(pattern.begins(text, end) for pattern in rule.ahead)


def _features(nodes: Sequence[Node]) -> frozenset[str]:
    return frozenset().union(*(node.features() for node in nodes)) if nodes else frozenset()


def _folded(
    rule: CompiledFold, covered: Sequence[Node], found: Derivation, nodes: Sequence[Node]
) -> tuple[Node, ...]:
    captured = {name: tuple(nodes[i] for i in indices) for name, indices in found.slots().items()}
    start, end = covered[0].start, covered[-1].end
    match rule.rule.keep:
        case "nothing":
            return ()
        case "clause":
            return (Node(start, end, "", "", frozenset({CARRIER}), parts=captured, rule=rule.id),)
        case "group":
            return (_group(rule, captured, covered),)
    head = captured.pop("head")[0]
    parts = _merged(head.parts, captured)
    labels = frozenset({rule.rule.label}) if rule.rule.label else head.labels
    return (replace(head, parts=parts, labels=labels),)


def _merged(first: Mapping[str, tuple[Node, ...]], second: Mapping[str, tuple[Node, ...]]) -> dict[str, tuple[Node, ...]]:
    return {name: (*first.get(name, ()), *second.get(name, ())) for name in [*first, *(n for n in second if n not in first)]}


def _group(rule: CompiledFold, captured: Mapping[str, tuple[Node, ...]], covered: Sequence[Node]) -> Node:
    """One node of the captured members; its labels are the rule's, or those that all members share."""
    members = tuple(leaf for member in captured["member"] for leaf in member.leaves())
    shared = frozenset.intersection(*(member.labels for member in members))
    labels = frozenset({rule.rule.label}) if rule.rule.label else shared
    text = " ".join(node.text for node in covered)
    return Node(covered[0].start, covered[-1].end, text, "", labels, rule=rule.id, members=members)
