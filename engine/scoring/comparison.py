"""What lies between two runs over the same filings: events gained, lost and changed.

With labels, each difference is judged, so that whoever edits a rule sees what the edit won and lost.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from engine.scoring.alignment import Event, Lonely, Pair, align, canonical
from engine.scoring.scores import Events, Scores
from engine.specs import EventSpec

Kind = Literal["gained", "lost", "changed"]
# What the labels say of an event or a value; `free` is what counts in no figure.
Judgement = Literal["right", "wrong", "free"]
Effect = Literal["better", "worse", "even"]

KINDS: tuple[Kind, ...] = ("gained", "lost", "changed")
NO_RULE = "no rule given"

# Where an event was found, and what only labels carry: none of it makes two events differ.
_ASIDE = frozenset({"section", "evidence", "quote", "optional", "optional_fields"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: its values, None where absent, and what the labels say of each."""

    field: str
    before: Any
    after: Any
    judged: tuple[Judgement, Judgement] | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """An event that one run has and the other lacks, or that both have with other values.

    `before` is None where the event was gained, `after` where it was lost. `judgement` is about a gained
    or lost event itself; `effect` is what the difference does to the figures. Both are None without labels.
    """

    file: str
    kind: Kind
    before: Event | None
    after: Event | None
    changes: tuple[Change, ...] = ()
    judgement: Judgement | None = None
    effect: Effect | None = None

    @property
    def event(self) -> Event:
        """The event as the later run has it, as the earlier one had it where it was lost."""
        found = self.before if self.after is None else self.after
        return found if found is not None else {}

    @property
    def rule(self) -> str:
        """The rule that found the event: that of its trigger."""
        return rule_of(self.event, "trigger")


def rule_of(event: Event, field: str) -> str:
    """The rules that a field's evidence names, joined by ` + `; `NO_RULE` where it names none.

    The trigger proves the type.
    """
    proving = "trigger" if field == "type" else field
    rules = dict.fromkeys(proof["rule"] for proof in event.get("evidence", ()) if proof["field"] == proving)
    return " + ".join(rules) or NO_RULE


def differences(before: Events, after: Events, specs: Mapping[str, EventSpec]) -> tuple[Difference, ...]:
    """What differs between two runs' events by file: the files in the order of their names.

    Events with the same values answer each other; the others are aligned as labels and predictions are,
    and two that are aligned are one event that changed. Where words stand and which rule found them is
    no difference. Every event's type must be a key of `specs` (KeyError otherwise).
    """
    return tuple(
        difference
        for file in sorted(before.keys() | after.keys())
        for difference in _in_filing(file, before.get(file, ()), after.get(file, ()), specs)
    )


def _in_filing(
    file: str, before: Sequence[Event], after: Sequence[Event], specs: Mapping[str, EventSpec]
) -> Iterator[Difference]:
    old, new = _without_twins(before, after)
    whole = {id(bare): event for bare, event in (*old, *new)}
    alignment = align([bare for bare, _ in old], [bare for bare, _ in new], specs)
    for lonely in alignment.spurious:
        yield Difference(file, "gained", None, whole[id(lonely.event)])
    for lonely in alignment.missed:
        yield Difference(file, "lost", whole[id(lonely.event)], None)
    for pair in alignment.pairs:
        if changes := tuple(_changes(pair.label, pair.prediction)):  # none where 1 became 1.0
            yield Difference(file, "changed", whole[id(pair.label)], whole[id(pair.prediction)], changes)


def _without_twins(
    before: Sequence[Event], after: Sequence[Event]
) -> tuple[list[tuple[Event, Event]], list[tuple[Event, Event]]]:
    """The events of both sides that no event of the other side equals, each as its values and whole."""
    ours, theirs = (
        [(facts(event), event) for event in sorted(side, key=canonical)] for side in (before, after)
    )
    shared = Counter(canonical(bare) for bare, _ in ours) & Counter(canonical(bare) for bare, _ in theirs)
    return _beyond(ours, shared), _beyond(theirs, shared)


def _beyond(side: Sequence[tuple[Event, Event]], shared: Counter[str]) -> list[tuple[Event, Event]]:
    """The entries of a side but for as many of each value as both sides have."""
    left, beyond = Counter(shared), []
    for bare, event in side:
        if left[canonical(bare)]:
            left[canonical(bare)] -= 1
        else:
            beyond.append((bare, event))
    return beyond


def facts(event: Event) -> dict[str, Any]:
    """What an event says: its type, pivot and fields, without the proof and what only labels carry."""
    return {name: value for name, value in event.items() if name not in _ASIDE}


def _changes(before: Event, after: Event) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield Change(name, before.get(name), after.get(name))


def judged(found: Iterable[Difference], before: Scores, after: Scores) -> tuple[Difference, ...]:
    """The differences with what the labels say of them; those of a filing without labels stay as they are.

    `before` and `after` score the very events that `found` holds: they are looked up by identity.
    """
    old, new = _outcomes(before), _outcomes(after)
    return tuple(
        _judged(difference, old.get(id(difference.before)), new.get(id(difference.after)))
        for difference in found
    )


def _outcomes(scores: Scores) -> dict[int, Pair | Lonely]:
    """How each predicted event came out, by its identity."""
    aligned = {id(pair.prediction): pair for file in scores.files for pair in file.alignment.pairs}
    return aligned | {id(one.event): one for file in scores.files for one in file.alignment.spurious}


def _judged(difference: Difference, old: Pair | Lonely | None, new: Pair | Lonely | None) -> Difference:
    if old and new:
        changes = tuple(
            replace(change, judged=(_value_judgement(old, change.field), _value_judgement(new, change.field)))
            for change in difference.changes
        )
        gain = _worth(new) - _worth(old)
        effect: Effect = "better" if gain > 0 else "worse" if gain < 0 else "even"
        return replace(difference, changes=changes, effect=effect)
    if outcome := old or new:
        judgement = _event_judgement(outcome)
        return replace(difference, judgement=judgement, effect=_effect(difference.kind, judgement))
    return difference


def _event_judgement(outcome: Pair | Lonely) -> Judgement:
    if isinstance(outcome, Lonely):
        return "wrong"
    if outcome.optional:
        return "free"
    return "right" if outcome.type_right else "wrong"


def _effect(kind: Kind, judgement: Judgement) -> Effect:
    """A right event gained and a wrong one lost are for the better."""
    if judgement == "free":
        return "even"
    return "better" if (kind == "gained") == (judgement == "right") else "worse"


def _value_judgement(outcome: Pair | Lonely, field: str) -> Judgement:
    """Of an event that answers no label every value is wrong, an absent one free."""
    verdict = next((verdict for verdict in outcome.verdicts if verdict.slot == field), None)
    if verdict is None or not verdict.scored:
        return "free"
    if isinstance(outcome, Lonely):
        return "wrong" if verdict.errors else "free"
    if outcome.optional or field in outcome.label.get("optional_fields", ()):
        return "free"
    return "wrong" if verdict.errors else "right"


def _worth(outcome: Pair | Lonely) -> int:
    """Right values less those that are not: what the event does to the figures of values."""
    if isinstance(outcome, Pair) and outcome.optional:
        return 0
    return sum(verdict.correct - verdict.errors for verdict in outcome.verdicts if verdict.scored)


def by_rule(found: Iterable[Difference]) -> dict[str, list[Difference]]:
    """The differences by the rule of their trigger, rules in the order of their names."""
    groups: dict[str, list[Difference]] = {}
    for difference in found:
        groups.setdefault(difference.rule, []).append(difference)
    return {rule: groups[rule] for rule in sorted(groups)}
