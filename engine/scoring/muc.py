"""The tallies of the Message Understanding Conferences, for whoever compares with their figures.

Source: N. Chinchor and B. Sundheim, "MUC-5 Evaluation Metrics", 1993. A value is correct, incorrect
(both sides have one, and they differ), missing or spurious; no value is partially correct here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.records import plain
from engine.scoring.figures import SlotTally


@dataclass(frozen=True, slots=True)
class Muc:
    """Values by how they came out, and the shares of errors that MUC made of them; without a base 0.0."""

    correct: int
    incorrect: int
    missing: int
    spurious: int

    @property
    def possible(self) -> int:
        """How many values there are to find."""
        return self.correct + self.incorrect + self.missing

    @property
    def actual(self) -> int:
        """How many values were found."""
        return self.correct + self.incorrect + self.spurious

    @property
    def undergeneration(self) -> float:
        """The part of what was to find for which nothing was found."""
        return _share(self.missing, self.possible)

    @property
    def overgeneration(self) -> float:
        """The part of what was found that answers nothing."""
        return _share(self.spurious, self.actual)

    @property
    def substitution(self) -> float:
        """The part of the values on both sides that differ."""
        return _share(self.incorrect, self.correct + self.incorrect)

    @property
    def error(self) -> float:
        """Errors per value on either side: the figure by which MUC-5 ranked."""
        wrong = self.incorrect + self.missing + self.spurious
        return _share(wrong, self.correct + wrong)


def muc(values: SlotTally) -> Muc:
    """The tally of one slot in the words of MUC."""
    return Muc(values.correct, values.wrong, values.missing, values.spurious)


def muc_total(slots: Iterable[SlotTally]) -> Muc:
    """The tally of all slots together."""
    return muc(sum(slots, SlotTally()))


def muc_json(slots: Mapping[str, SlotTally]) -> dict[str, Any]:
    """The tallies of slots by name, and `total`, as plain JSON values."""
    named = {**{slot: muc(values) for slot, values in slots.items()}, "total": muc_total(slots.values())}
    return {
        name: {
            **plain(tally),
            **{
                kind: getattr(tally, kind)
                for kind in ("undergeneration", "overgeneration", "substitution", "error")
            },
        }
        for name, tally in named.items()
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
