"""Which prediction answers which label: the best one-to-one alignment of one filing's events.

Only events of the same type (or family) whose pivots agree may be aligned, so the filing falls into
small blocks by family and surname, and each block is an assignment problem of its own.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from engine.scoring.compare import comparable, free_of_charge, persons_agree, surname
from engine.specs import EventSpec

Event = Mapping[str, Any]

# The agreement of a pair, from the contract of the scores.
SAME_TYPE, SAME_FAMILY, EQUAL_SLOT, NOT_OPTIONAL = 20, 10, 3, 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one field of an aligned or lonely event came out, in numbers of values.

    `wrong` values stand on both sides and differ; `missing` ones only the label has, `spurious` ones
    only the prediction. What the label leaves free is in none of them. `equal`: both sides have the
    field and agree on all of it, whether free or not. `scored`: the field counts in the figures.
    """

    slot: str
    scored: bool
    correct: int = 0
    wrong: int = 0
    missing: int = 0
    spurious: int = 0
    equal: bool = False

    @property
    def errors(self) -> int:
        """How many values are not right: a wrong one is one."""
        return self.wrong + self.missing + self.spurious


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the prediction that answers it, with verdicts on `type`, the pivot, then every field."""

    label: Event
    prediction: Event
    verdicts: tuple[Verdict, ...]
    agreement: int
    type_right: bool

    @property
    def optional(self) -> bool:
        """Whether the pair is in no figure, because the label is optional."""
        return is_optional(self.label)

    @property
    def pivot(self) -> str:
        """The value of the label's pivot, in its own words."""
        return str(self.label.get(self.verdicts[1].slot, ""))

    @property
    def errors(self) -> int:
        """How many scored values are not right."""
        return sum(verdict.errors for verdict in self.verdicts if verdict.scored)

    @property
    def exact(self) -> bool:
        """Whether the type and every scored slot is right."""
        return self.type_right and not self.errors


@dataclass(frozen=True, slots=True)
class Lonely:
    """An event without a partner, and its values: `missing` those of a label, `spurious` of a prediction."""

    event: Event
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """One filing's events: `missed` labels without the optional ones, `spurious` predictions.

    All three stand in the order of the events' canonical JSON, whatever the order of the input.
    """

    pairs: tuple[Pair, ...]
    missed: tuple[Lonely, ...]
    spurious: tuple[Lonely, ...]


def align(labels: Sequence[Event], predictions: Sequence[Event], specs: Mapping[str, EventSpec]) -> Alignment:
    """Align one filing's events so that their agreement is the best possible.

    Every event's type must be a key of `specs` (KeyError otherwise). Among equal totals the alignment
    with the fewest wrong values is taken, then the one that pairs events early in the order of their
    canonical JSON.
    """
    labels, predictions = sorted(labels, key=canonical), sorted(predictions, key=canonical)
    ours, theirs = _blocks(labels, specs), _blocks(predictions, specs)
    pairs = {
        (ours[block][i], theirs[block][j]): pair
        for block in ours.keys() & theirs.keys()
        for (i, j), pair in _assign(
            [labels[at] for at in ours[block]], [predictions[at] for at in theirs[block]], specs
        ).items()
    }
    answered, answering = {i for i, _ in pairs}, {j for _, j in pairs}
    return Alignment(
        tuple(pairs[places] for places in sorted(pairs)),
        tuple(
            Lonely(label, _verdicts(label, {}, specs[label["type"]]))
            for at, label in enumerate(labels)
            if at not in answered and not is_optional(label)
        ),
        tuple(
            Lonely(prediction, _verdicts({}, prediction, specs[prediction["type"]]))
            for at, prediction in enumerate(predictions)
            if at not in answering
        ),
    )


def canonical(event: Event) -> str:
    """The event as JSON with sorted keys: the order that breaks ties."""
    return json.dumps(event, sort_keys=True, ensure_ascii=False)


def is_optional(label: Event) -> bool:
    """Whether a label may be left out without being wrong."""
    return label.get("optional") is True


def _blocks(events: Sequence[Event], specs: Mapping[str, EventSpec]) -> dict[tuple[str, ...], list[int]]:
    """Positions of the events by what two aligned events must share."""
    blocks: dict[tuple[str, ...], list[int]] = {}
    for at, event in enumerate(events):
        spec = specs[event["type"]]
        pivot = _pivot(event, spec)
        key = surname(pivot) if spec.pivot == "person" else pivot.lower()
        kind = ("type", spec.type) if spec.family is None else ("family", spec.family)
        blocks.setdefault((*kind, spec.pivot, key), []).append(at)
    return blocks


def _pivot(event: Event, spec: EventSpec) -> str:
    return str(event.get(spec.pivot, ""))


def _assign(
    labels: Sequence[Event], predictions: Sequence[Event], specs: Mapping[str, EventSpec]
) -> dict[tuple[int, int], Pair]:
    """The best pairs of one block, by their positions in both lists."""
    pairs = {
        (i, j): pair_of(label, prediction, specs[label["type"]])
        for i, label in enumerate(labels)
        for j, prediction in enumerate(predictions)
        if _may_align(label, prediction, specs[label["type"]])
    }
    if len(labels) == len(predictions) == 1:  # most blocks
        return pairs
    weights = _weights(pairs, len(labels), len(predictions))
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return {
        places: pairs[places]
        for places in zip(rows.tolist(), columns.tolist(), strict=True)
        if places in pairs
    }


def _may_align(label: Event, prediction: Event, spec: EventSpec) -> bool:
    """Whether the pivots of two events of one block agree (their types do, or are of one family)."""
    return spec.pivot != "person" or persons_agree(_pivot(label, spec), _pivot(prediction, spec))


def _weights(pairs: Mapping[tuple[int, int], Pair], height: int, width: int) -> "np.ndarray[Any, Any]":
    """One number a pair that ranks by agreement, then by wrong values, then by early places.

    Each lower rank's sum over a whole assignment stays below one step of the rank above it. The
    numbers are whole, and a float holds them exactly for blocks of up to some 300 events a side.
    """
    size = min(height, width)
    wrong_step = 1 + size * height * width
    agreement_step = wrong_step * (1 + size * max((pair.errors for pair in pairs.values()), default=0))
    weights = np.zeros((height, width))
    for (i, j), pair in pairs.items():
        early = (height - i) * (width - j)
        weights[i, j] = pair.agreement * agreement_step - pair.errors * wrong_step + early
    return weights


def pair_of(label: Event, prediction: Event, spec: EventSpec) -> Pair:
    """The pair of a label and a prediction that may be aligned; `spec` is that of the label's type."""
    verdicts = _verdicts(label, prediction, spec)
    same_type = label["type"] == prediction["type"]
    equal_slots = sum(verdict.equal for verdict in verdicts if verdict.slot in spec.slots)
    agreement = (
        (SAME_TYPE if same_type else SAME_FAMILY)
        + EQUAL_SLOT * equal_slots
        + (0 if is_optional(label) else NOT_OPTIONAL)
    )
    return Pair(label, prediction, verdicts, agreement, same_type or "type" in _free_fields(label))


def _free_fields(label: Event) -> frozenset[str]:
    return frozenset(label.get("optional_fields", ()))


def _verdicts(label: Event, prediction: Event, spec: EventSpec) -> tuple[Verdict, ...]:
    """Verdicts on type, pivot, slots and other fields; an empty event stands for a missing partner.

    Two pivots that are both there agree, otherwise the events would not be aligned.
    """
    free = _free_fields(label)
    others = (field.name for field in spec.fields if field.name not in spec.slots)
    return (
        _type_verdict(label, prediction, free),
        _pivot_verdict(label, prediction, spec.pivot),
        *(_verdict(slot, label, prediction, free=slot in free, scored=True) for slot in spec.slots),
        *(_verdict(field, label, prediction, free=field in free, scored=False) for field in others),
    )


def _type_verdict(label: Event, prediction: Event, free: frozenset[str]) -> Verdict:
    if not label or not prediction:
        return Verdict("type", scored=True, missing=bool(label), spurious=bool(prediction))
    right = label["type"] == prediction["type"] or "type" in free
    return Verdict("type", scored=True, correct=right, wrong=not right, equal=right)


def _pivot_verdict(label: Event, prediction: Event, pivot: str) -> Verdict:
    ours, theirs = pivot in label, pivot in prediction
    both = ours and theirs
    return Verdict(
        pivot, scored=True, correct=both, missing=ours and not both, spurious=theirs and not both, equal=both
    )


def _verdict(slot: str, label: Event, prediction: Event, *, free: bool, scored: bool) -> Verdict:
    ours, theirs = comparable(slot, label.get(slot)), comparable(slot, prediction.get(slot))
    missing = len(ours - theirs - free_of_charge(slot, ours, theirs))
    spurious = len(theirs - ours - free_of_charge(slot, theirs, ours))
    correct = len(ours & theirs)
    equal = bool(correct) and not missing and not spurious
    if free:
        return Verdict(slot, scored, correct, equal=equal)
    wrong = min(missing, spurious)
    return Verdict(slot, scored, correct, wrong, missing - wrong, spurious - wrong, equal)
