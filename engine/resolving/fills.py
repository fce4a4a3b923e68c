"""Fills: wordings that add values to events that exist ("The exercise price is $2.77 per share")."""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from spacy.tokens import Doc

from engine.resolving.discourse import Discourse
from engine.resolving.state import Clause, Draft, Proof, Trace, Value, firing, proof
from engine.rulebook.compiled import Compiled
from engine.rulebook.models import FillRule
from engine.rulebook.output import kind_of
from engine.rulebook.reference import Derivation
from engine.rulebook.skeletons import Node
from engine.tagging.values import NORMALISERS


def apply_fills(discourse: Discourse, rules: Iterable[Compiled[FillRule]], doc: Doc, trace: Trace) -> None:
    """Adds what fills find to the drafts they speak of; a value that stands is kept unless the rule overrides."""
    lists = {
        (event.name, name)
        for event in discourse.ruleset.events
        for name, declared in event.rule.output.items()
        if kind_of(declared) == "strings"
    }
    for rule in rules:
        for clause in discourse.clauses:
            if clause.scopes.isdisjoint(rule.rule.unless):
                for found in rule.search(clause.text, clause.nodes, clause.features):
                    covered = clause.nodes[found.start : found.end]
                    if all(node.inherited for node in covered):
                        continue
                    captured = {n: tuple(clause.nodes[i] for i in many) for n, many in found.slots().items()}
                    captured |= {
                        n: clause.captured[c] for n, c in rule.rule.carried.items() if c in clause.captured
                    }
                    trace.append(firing(rule.id, covered, captured))
                    targets = _targets(rule, clause, captured, covered, discourse.drafts)
                    _fill(rule, captured, _told(rule, clause, found, doc), targets, lists)


def _told(rule: Compiled[FillRule], clause: Clause, found: Derivation, doc: Doc) -> dict[str, Value]:
    """What the wording sets, proved by its literal words, and the fields that take the filing's own words."""
    telling = found.literals or range(
        found.start, found.end
    )  # a pattern of tags alone has no words of its own
    literals = tuple(Proof(clause.nodes[i].start, clause.nodes[i].end, rule.id) for i in telling)
    told = {name: Value(value, literals) for name, value in rule.rule.set.items()}
    for name, extent in rule.rule.words.items():
        nodes = clause.nodes if extent == "clause" else clause.sentence.nodes
        start = clause.nodes[next(iter(found.slots().get(name, ())), found.start)].start
        end = nodes[-1].end
        while end > start + 1 and doc[end - 1].is_punct:
            end -= 1
        told[name] = Value(" ".join(doc[start:end].text.split()), (Proof(start, end, rule.id),))
    return told


def _fill(
    rule: Compiled[FillRule],
    captured: dict[str, tuple[Node, ...]],
    told: dict[str, Value],
    drafts: Iterable[Draft],
    lists: Container[tuple[str, str]],
) -> None:
    for draft in drafts:
        for name, many in captured.items():
            if name != draft.pivot and name not in told:
                leaves = [leaf for node in many for leaf in node.leaves()]
                _put(draft, rule, name, leaves, many=(draft.type, name) in lists)
        for name, value in told.items():
            if rule.rule.override or name not in draft.values:
                draft.values[name] = value


def _targets(
    rule: Compiled[FillRule],
    clause: Clause,
    captured: dict[str, tuple[Node, ...]],
    covered: Sequence[Node],
    drafts: Sequence[Draft],
) -> Iterator[Draft]:
    types = set(rule.rule.fills)
    same = [d for d in drafts if d.type in types and d.instance.clause.section == clause.section]
    match rule.rule.of:
        case "all in section":
            yield from same
        case "all in paragraph":
            yield from (d for d in same if d.instance.clause.sentence.paragraph == clause.sentence.paragraph)
        case "person":
            yield from (d for d in same if d.subject in _named(captured.get(d.pivot, ())))
        case "last of person":
            named = [d for d in same if d.subject in _named(captured.get(d.pivot, ()))]
            before = [d for d in named if d.order <= covered[-1].start]
            yield from before[-1:] or named[:1]
        case "last":
            # what is inherited stands further in front than what the wording speaks of
            place = next(node.start for node in covered if not node.inherited)
            before = [d for d in same if d.order <= place]
            if before:
                last = before[-1].instance
                yield from (d for d in before if d.instance is last or d.instance.clause is last.clause)


def _named(nodes: Iterable[Node]) -> set[str]:
    """Whom or what nodes name, members of groups one by one."""
    return {str(leaf.value) for node in nodes for leaf in node.leaves()}


def _put(draft: Draft, rule: Compiled[FillRule], name: str, nodes: Sequence[Node], *, many: bool) -> None:
    if name in draft.values and not rule.rule.override:
        return
    values = [_value(node, rule.rule.pick.get(name), rule.rule.form.get(name)) for node in nodes]
    if many:
        first = {str(value): (value, node) for value, node in reversed(list(zip(values, nodes, strict=True)))}
        kept = list(reversed(first.values()))
        proofs = tuple(proof(node, rule=rule.id) for _, node in kept)
        draft.values[name] = Value([value for value, _ in kept], proofs, rule.rule.gives_way)
        return
    if values[0] is not None and len({str(value) for value in values}) == 1:
        draft.values[name] = Value(values[0], (proof(nodes[0], rule=rule.id),), rule.rule.gives_way)


def _value(node: Node, pick: str | None, form: str | None) -> Any:
    """What a node says: in a form of its own where one is asked for, else its tag's value or its words."""
    if form:
        return NORMALISERS[form](node.text)
    value = node.value.get(pick) if pick and isinstance(node.value, dict) else node.value
    return value if value is not None else " ".join(node.text.split())
