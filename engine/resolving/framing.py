"""Finds frames in clauses: every wording that matches, outside its scopes, the fuller one of two that overlap."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from engine.resolving.state import Clause, Instance, Trace, firing
from engine.rulebook.compiled import Compiled, CompiledWording, Frame
from engine.rulebook.reference import Derivation
from engine.rulebook.ruleset import Ruleset


def scoped(clauses: Sequence[Clause], ruleset: Ruleset, trace: Trace) -> list[Clause]:
    """The clauses of one sentence with the scopes that cover them."""
    cues = [list(_cues(clause, ruleset, trace)) for clause in clauses]
    whole = {name for many in cues for name, extent, _ in many if extent == "sentence"}
    covered: list[Clause] = []
    after: set[str] = set()
    for clause, found in zip(clauses, cues, strict=True):
        if _opens_item(clause, ruleset):
            after = (
                set()
            )  # what an item says of itself does not reach the next; a stem's cue is found in each
        names = {name for name, extent, _ in found if extent == "clause"} | whole | after
        cut: dict[str, int] = {}
        for name, extent, place in found:
            if extent == "after" and name not in after:
                cut[name] = min(place, cut.get(name, place))
        after |= set(cut)
        covered.append(replace(clause, scopes=frozenset(names), cut=cut))
    return covered


def _opens_item(clause: Clause, ruleset: Ruleset) -> bool:
    own = next((node for node in clause.nodes if not node.inherited), None)
    return own is not None and not own.labels.isdisjoint(ruleset.clauses.markers)


def _cues(clause: Clause, ruleset: Ruleset, trace: Trace) -> Iterator[tuple[str, str, int]]:
    for scope in ruleset.scope_index.candidates(clause.features):
        for found in scope.search(clause.text, clause.nodes, clause.features):
            if _beside(clause, scope, found):
                continue
            trace.append(firing(scope.id, clause.nodes[found.start : found.end], {}))
            yield scope.rule.scope, scope.rule.extent, found.start


def instances(clause: Clause, ruleset: Ruleset) -> list[Instance]:
    """The frames found in a clause, in the order of its nodes."""
    found = [
        instance
        for frame, wording in ruleset.wordings_of(clause.section).candidates(clause.features)
        for instance in _matches(clause, frame, wording)
    ]
    return sorted(_fuller(found), key=lambda i: (i.start, i.end, i.rule))


def _matches(clause: Clause, frame: Frame, wording: CompiledWording) -> Iterator[Instance]:
    silent = {*frame.unless, *wording.rule.unless}
    if not clause.scopes.isdisjoint(silent):
        return
    for found in wording.search(clause.text, clause.nodes, clause.features):
        if _hidden(clause, found, silent) or _beside(clause, wording, found) or _elsewhere(clause, found):
            continue
        slots = {name: tuple(clause.nodes[i] for i in many) for name, many in found.slots().items()}
        trigger = tuple(clause.nodes[i] for i in found.literals)
        yield Instance(
            frame.name,
            wording.id,
            clause,
            found.start,
            found.end,
            slots,
            trigger,
            wording.rule.set,
            wording.rule.priority,
            wording.rule.weak or _covered(clause, found, frame.weak_in),
            wording.rule.beside,
        )


def _hidden(clause: Clause, found: Derivation, silent: Iterable[str]) -> bool:
    """Whether the match, or the first word of its own ("may retire" behind a name), lies behind a cue."""
    told = min(found.literals, default=found.start)
    return any(name in clause.cut and clause.cut[name] <= told for name in silent)


def _covered(clause: Clause, found: Derivation, names: Sequence[str]) -> bool:
    return not clause.scopes.isdisjoint(names) or _hidden(clause, found, names)


def _beside(clause: Clause, rule: Compiled[Any], found: Derivation) -> bool:
    """Whether a pattern beside which the rule is silent overlaps or touches the match."""
    return any(
        never.start <= found.end and never.end >= found.start
        for pattern in rule.never
        if pattern.fits(clause.features)
        for never in pattern.search(clause.text, clause.nodes)
    )


def _elsewhere(clause: Clause, found: Derivation) -> bool:
    """Whether all that matters of the match stands in another clause, where it is found anyway."""
    indices = [*found.literals, *(i for _, i in found.captures)]
    return all(clause.nodes[i].inherited for i in indices)


def _fuller(found: Sequence[Instance]) -> list[Instance]:
    """Of instances of one frame that share trigger words and a captured node, the fuller."""
    kept: list[Instance] = []
    for instance in sorted(
        found, key=lambda i: (-i.priority, i.weak, -len(i.slots), i.start - i.end, i.rule, i.start)
    ):
        if not any(_same_news(instance, other) for other in kept):
            kept.append(instance)
    return kept


def _same_news(one: Instance, other: Instance) -> bool:
    if one.frame != other.frame or bool(one.beside) != bool(other.beside):
        return False  # what asks for another event may come to nothing
    words = {node.start for node in one.trigger} & {node.start for node in other.trigger}
    taken = {(name, n.start) for name, many in one.slots.items() for n in many} & {
        (name, n.start) for name, many in other.slots.items() for n in many
    }
    return bool(taken) and (bool(words) or (one.start < other.end and other.start < one.end))
