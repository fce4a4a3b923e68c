"""Registers: what was said last of each kind, before each clause of a section."""

from collections.abc import Iterable, Mapping, Sequence

from engine.resolving.state import Clause, Instance
from engine.rulebook.models import RegisterRule
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node

Snapshots = Mapping[tuple[int, int], Mapping[str, Node]]


def snapshots(clauses: Sequence[Clause], found: Iterable[Instance], ruleset: Ruleset) -> Snapshots:
    """The registers as they stand before each clause, by the sentence's identity and the clause's number."""
    by_clause: dict[tuple[int, int], list[Instance]] = {}
    for instance in found:
        by_clause.setdefault((id(instance.clause.sentence), instance.clause.number), []).append(instance)
    held: dict[str, Node] = {}
    before: dict[tuple[int, int], Mapping[str, Node]] = {}
    section, paragraph = "", -1
    for clause in clauses:
        held = _reset(held, clause, section, paragraph, ruleset.registers)
        section, paragraph = clause.section, clause.sentence.paragraph
        key = (id(clause.sentence), clause.number)
        before[key] = dict(held)
        for name, rule in ruleset.registers.items():
            node = _setting(rule, clause, by_clause.get(key, ()))
            if node is not None:
                held[name] = node
    return before


def _reset(
    held: dict[str, Node], clause: Clause, section: str, paragraph: int, rules: Mapping[str, RegisterRule]
) -> dict[str, Node]:
    def kept(name: str) -> bool:
        same = clause.section == section
        return same if rules[name].reset_at == "section" else same and clause.sentence.paragraph == paragraph

    return {name: node for name, node in held.items() if kept(name)}


def _setting(rule: RegisterRule, clause: Clause, found: Sequence[Instance]) -> Node | None:
    """The node that sets a register in a clause: `frame.slot` of an instance, or the clause's first node of a label."""
    for source in rule.set_by:
        frame, _, slot = source.partition(".")
        if slot:
            for instance in found:
                if frame in ("any", instance.frame) and instance.slots.get(slot):
                    return instance.slots[slot][0]
        else:
            node = next((n for n in clause.nodes if source in n.labels and not n.inherited), None)
            if node is not None:
                return node
    return None
