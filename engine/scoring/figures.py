"""Tallies of right and wrong, and precision, recall and F1 from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Self, TypeVar

from engine.scoring.alignment import Alignment, Lonely, Pair, Verdict
from engine.specs import EventSpec

MEASURES = ("strict", "lenient", "slot", "exact")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were found and right, found and not right, and not found.

    Nothing to find and nothing found is 1.0 in every figure; any other figure without a base is 0.0.
    """

    correct: int = 0
    spurious: int = 0
    missed: int = 0

    def __add__(self, other: Self) -> "Tally":
        return Tally(self.correct + other.correct, self.spurious + other.spurious, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The part of what was found that is right."""
        return self._share(self.correct, self.correct + self.spurious)

    @property
    def recall(self) -> float:
        """The part of what was to find that was found."""
        return self._share(self.correct, self.correct + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return self._share(2 * self.correct, 2 * self.correct + self.spurious + self.missed)

    def _share(self, part: int, whole: int) -> float:
        if not (self.correct or self.spurious or self.missed):
            return 1.0
        return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """The four measures: events with equal types (`strict`), with departure types as one (`lenient`),
    values (`slot`), and events of which every scored slot is right (`exact`).
    """

    strict: Tally = Tally()
    lenient: Tally = Tally()
    slot: Tally = Tally()
    exact: Tally = Tally()

    def __add__(self, other: Self) -> "Figures":
        return Figures(
            self.strict + other.strict,
            self.lenient + other.lenient,
            self.slot + other.slot,
            self.exact + other.exact,
        )

    def tallies(self) -> dict[str, Tally]:
        """The tallies by the name of their measure, in the order of `MEASURES`."""
        return {measure: getattr(self, measure) for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class SlotTally:
    """One slot's values: `wrong` ones stand on both sides and differ, the others on one side only."""

    correct: int = 0
    wrong: int = 0
    missing: int = 0
    spurious: int = 0

    def __add__(self, other: Self) -> "SlotTally":
        return SlotTally(
            self.correct + other.correct,
            self.wrong + other.wrong,
            self.missing + other.missing,
            self.spurious + other.spurious,
        )

    @property
    def tally(self) -> Tally:
        """The same values for the figures: a wrong value is both spurious and missed."""
        return Tally(self.correct, self.wrong + self.spurious, self.wrong + self.missing)


Counted = TypeVar("Counted", Figures, SlotTally)


def figures_by_type(alignment: Alignment) -> dict[str, Figures]:
    """One filing's figures by event type.

    Optional labels and the predictions that answer them are in none. Where the types of a pair
    differ, its values and its lenient hit go to the label's type, the prediction's own type gets what
    is spurious in the strict and the exact figure.
    """
    return summed(_contributions(alignment))


def _contributions(alignment: Alignment) -> Iterable[tuple[str, Figures]]:
    for pair in alignment.pairs:
        if not pair.optional:
            yield from _pair_contributions(pair)
    missed, spurious = Tally(missed=1), Tally(spurious=1)
    for lonely in alignment.missed:
        yield lonely.event["type"], Figures(missed, missed, _slot_tally(lonely.verdicts), missed)
    for lonely in alignment.spurious:
        yield lonely.event["type"], Figures(spurious, spurious, _slot_tally(lonely.verdicts), spurious)


def _pair_contributions(pair: Pair) -> Iterable[tuple[str, Figures]]:
    hit, missed, spurious = Tally(correct=1), Tally(missed=1), Tally(spurious=1)
    values = _slot_tally(pair.verdicts)
    strict, exact = (hit if right else missed for right in (pair.type_right, pair.exact))
    yield pair.label["type"], Figures(strict, hit, values, exact)
    unanswered = Figures(
        strict=Tally() if pair.type_right else spurious, exact=Tally() if pair.exact else spurious
    )
    yield pair.prediction["type"], unanswered


def _slot_tally(verdicts: Iterable[Verdict]) -> Tally:
    return sum((_values(verdict).tally for verdict in verdicts if verdict.scored), Tally())


def _values(verdict: Verdict) -> SlotTally:
    return SlotTally(verdict.correct, verdict.wrong, verdict.missing, verdict.spurious)


def values_by_slot(alignment: Alignment, *, scored: bool) -> dict[str, SlotTally]:
    """One filing's values by slot: those in the figures, or those that are only reported."""
    counting: list[Pair | Lonely] = [pair for pair in alignment.pairs if not pair.optional]
    return summed(
        (verdict.slot, _values(verdict))
        for judged in (*counting, *alignment.missed, *alignment.spurious)
        for verdict in judged.verdicts
        if verdict.scored is scored
    )


def figures_by_group(by_type: Mapping[str, Figures], specs: Mapping[str, EventSpec]) -> dict[str, Figures]:
    """The figures of types summed by group: every group of `specs`, in their order."""
    empty = ((spec.group, Figures()) for spec in specs.values())
    return summed(chain(empty, ((specs[type_].group, figures) for type_, figures in by_type.items())))


def summed(entries: Iterable[tuple[str, Counted]]) -> dict[str, Counted]:
    """The entries added up by key, keys in the order in which they first come."""
    sums: dict[str, Counted] = {}
    for key, value in entries:
        sums[key] = sums[key] + value if key in sums else value
    return sums


def total(figures: Iterable[Figures]) -> Figures:
    """The sum of figures: micro-averaged, every event or value weighs the same."""
    return sum(figures, Figures())
