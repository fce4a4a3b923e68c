"""Hand-computed tallies of the Message Understanding Conferences."""

import pytest

from engine.scoring.figures import SlotTally
from engine.scoring.muc import muc, muc_json, muc_total
from engine.scoring.scores import score


@pytest.mark.parametrize(
    ("values", "bases", "shares"),
    [  # bases: possible, actual; shares: undergeneration, overgeneration, substitution, error
        (SlotTally(), (0, 0), (0.0, 0.0, 0.0, 0.0)),
        (SlotTally(correct=4), (4, 4), (0.0, 0.0, 0.0, 0.0)),
        (SlotTally(missing=3), (3, 0), (1.0, 0.0, 0.0, 1.0)),
        (SlotTally(spurious=2), (0, 2), (0.0, 1.0, 0.0, 1.0)),
        (SlotTally(correct=6, wrong=2, missing=2, spurious=2), (10, 10), (0.2, 0.2, 0.25, 0.5)),
    ],
)
def test_shares_of_errors(values, bases, shares):
    tally = muc(values)
    assert (tally.possible, tally.actual) == bases
    assert (tally.undergeneration, tally.overgeneration, tally.substitution, tally.error) == shares


def test_precision_and_recall_of_the_figures_are_those_of_muc():
    values = SlotTally(correct=6, wrong=1, missing=3, spurious=2)
    tally = muc(values)
    assert values.tally.precision == tally.correct / tally.actual
    assert values.tally.recall == tally.correct / tally.possible


def test_the_total_is_the_sum_of_the_slots(specs):
    label = {"type": "salary", "person": "Ann Roe", "amount": 500, "period": "year"}
    found = {"type": "salary", "person": "Ann Roe", "amount": 600, "date": "2009-05-01"}
    scores = score({"a.txt": [label]}, {"a.txt": [found]}, specs, resamples=1)
    total = muc_total(scores.by_slot.values())
    assert (total.correct, total.incorrect, total.missing, total.spurious) == (2, 1, 1, 1)
    plain = muc_json(scores.by_slot)
    assert plain["amount"]["incorrect"] == plain["period"]["missing"] == plain["date"]["spurious"] == 1
    assert (plain["total"]["correct"], plain["total"]["error"]) == (2, 0.6)
