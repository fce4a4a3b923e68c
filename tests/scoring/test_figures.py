import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scoring.alignment import align
from engine.scoring.figures import (
    MEASURES,
    SlotTally,
    Tally,
    figures_by_group,
    figures_by_type,
    total,
    values_by_slot,
)

ANN, SAM = "Ann B. Roe", "Sam Poe"


def hire(person=ANN, **more):
    return {"type": "hire", "person": person, **more}


def left(type_, person=ANN, **more):
    return {"type": type_, "person": person, **more}


def salary(amount, person=ANN, **more):
    return {"type": "salary", "person": person, "amount": amount, **more}


def counts(figures):
    """The four measures as (correct, spurious, missed)."""
    tallies = figures.tallies()
    return [(tallies[m].correct, tallies[m].spurious, tallies[m].missed) for m in MEASURES]


@pytest.mark.parametrize(
    ("correct", "spurious", "missed", "figures"),
    [
        (0, 0, 0, (1.0, 1.0, 1.0)),
        (0, 0, 3, (0.0, 0.0, 0.0)),
        (0, 3, 0, (0.0, 0.0, 0.0)),
        (3, 0, 0, (1.0, 1.0, 1.0)),
        (3, 1, 0, (0.75, 1.0, 6 / 7)),
        (3, 0, 1, (1.0, 0.75, 6 / 7)),
        (2, 2, 6, (0.5, 0.25, 1 / 3)),
    ],
)
def test_precision_recall_f1(correct, spurious, missed, figures):
    tally = Tally(correct, spurious, missed)
    assert (tally.precision, tally.recall, tally.f1) == pytest.approx(figures)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_f1_is_the_harmonic_mean(correct, spurious, missed):
    tally = Tally(correct, spurious, missed)
    both = tally.precision + tally.recall
    assert tally.f1 == pytest.approx(2 * tally.precision * tally.recall / both if both else 0.0)


# Each row: labels, predictions, then strict, lenient, slot, exact as (correct, spurious, missed).
@pytest.mark.parametrize(
    ("labels", "predictions", "strict", "lenient", "slot", "exact"),
    [
        pytest.param([], [], (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), id="nothing"),
        pytest.param(
            [hire(roles=["CEO"], age=50)],
            [hire(roles=["CEO"], age=50)],
            *[(1, 0, 0), (1, 0, 0), (4, 0, 0), (1, 0, 0)],
            id="perfect",
        ),
        pytest.param(
            [hire(roles=["CEO", "CFO"], age=50)],
            [],
            *[(0, 0, 1), (0, 0, 1), (0, 0, 5), (0, 0, 1)],
            id="missed",
        ),
        pytest.param(
            [],
            [hire(roles=["CEO"], date="2005")],
            *[(0, 1, 0), (0, 1, 0), (0, 4, 0), (0, 1, 0)],
            id="spurious",
        ),
        pytest.param(
            [hire(age=50)],
            [hire(age=51)],
            *[(1, 0, 0), (1, 0, 0), (2, 1, 1), (0, 1, 1)],
            id="a wrong value",
        ),
        pytest.param(
            [hire(age=50)],
            [hire()],
            *[(1, 0, 0), (1, 0, 0), (2, 0, 1), (0, 1, 1)],
            id="a missing value",
        ),
        pytest.param(
            [hire(person=ANN, age=50), hire(person=SAM, age=60)],
            [hire(person=SAM, age=50), hire(person=ANN, age=60)],
            *[(2, 0, 0), (2, 0, 0), (4, 2, 2), (0, 2, 2)],
            id="swapped persons",
        ),
        pytest.param(
            [hire(roles=["CEO", "CFO"])],
            [hire(roles=["CEO"]), hire(roles=["CFO"])],
            # One half answers with a role missing; the other is spurious with person, type and a role.
            *[(1, 1, 0), (1, 1, 0), (3, 3, 1), (0, 2, 1)],
            id="one event split in two",
        ),
        pytest.param(
            [salary(1, date="2005"), salary(2, date="2006")],
            [salary(1, date="2005")],
            *[(1, 0, 1), (1, 0, 1), (4, 0, 4), (1, 0, 1)],
            id="two events merged into one",
        ),
        pytest.param(
            [left("resignation", date="2005")],
            [left("retirement", date="2005")],
            *[(0, 1, 1), (1, 0, 0), (2, 1, 1), (0, 1, 1)],
            id="another departure",
        ),
        pytest.param(
            [left("resignation", date="2005", optional_fields=["type"])],
            [left("retirement", date="2005")],
            *[(1, 0, 0), (1, 0, 0), (3, 0, 0), (1, 0, 0)],
            id="any departure will do",
        ),
        pytest.param(
            [hire(optional=True, age=50)],
            [hire(age=51)],
            *[(0, 0, 0)] * 4,
            id="optional and found",
        ),
        pytest.param([hire(optional=True, age=50)], [], *[(0, 0, 0)] * 4, id="optional and not found"),
        pytest.param(
            [left("resignation", optional=True)],
            [left("departure")],
            *[(0, 0, 0)] * 4,
            id="optional and found as another departure",
        ),
        pytest.param(
            [hire(age=50, date="2005", optional_fields=["age", "replaces"])],
            [hire(date="2005", replaces="Poe")],
            *[(1, 0, 0), (1, 0, 0), (3, 0, 0), (1, 0, 0)],
            id="optional fields that either side lacks",
        ),
        pytest.param(
            [hire(age=50, date="2005", optional_fields=["age"])],
            [],
            *[(0, 0, 1), (0, 0, 1), (0, 0, 3), (0, 0, 1)],
            id="optional field of a missed event",
        ),
        pytest.param(
            [hire(roles=["CFO", "principal financial officer"])],
            [],
            *[(0, 0, 1), (0, 0, 1), (0, 0, 3), (0, 0, 1)],
            id="designation of a missed event",
        ),
        pytest.param(
            [hire(roles=["CFO"])],
            [hire(roles=["Chief Financial Officer", "Principal Accounting Officer"])],
            *[(1, 0, 0), (1, 0, 0), (3, 0, 0), (1, 0, 0)],
            id="free designation",
        ),
        pytest.param(
            [hire(committees=["audit"])],
            [hire(committees=["pay"])],
            *[(1, 0, 0), (1, 0, 0), (2, 0, 0), (1, 0, 0)],
            id="a field that is only reported",
        ),
    ],
)
def test_figures_of_one_filing(*, specs, labels, predictions, strict, lenient, slot, exact):
    figures = total(figures_by_type(align(labels, predictions, specs)).values())
    assert counts(figures) == [strict, lenient, slot, exact]


def test_a_pair_of_two_departures_is_shared_between_their_types(specs):
    by_type = figures_by_type(
        align([left("resignation", date="2005")], [left("retirement", date="2005")], specs)
    )
    assert counts(by_type["resignation"]) == [(0, 0, 1), (1, 0, 0), (2, 1, 1), (0, 0, 1)]
    assert counts(by_type["retirement"]) == [(0, 1, 0), (0, 0, 0), (0, 0, 0), (0, 1, 0)]


def test_groups_sum_their_types(specs):
    labels = [hire(), left("death", SAM), salary(1), {"type": "severance", "person": ANN, "months": 12}]
    by_group = figures_by_group(figures_by_type(align(labels, labels, specs)), specs)
    assert {group: figures.strict.correct for group, figures in by_group.items()} == {
        "personnel": 2,
        "equity": 0,
        "pay": 2,
        "auditors": 0,
    }


def test_values_by_slot(specs):
    labels = [hire(roles=["CEO"], age=50), salary(1, date="2005"), salary(7, person=SAM, optional=True)]
    predictions = [hire(roles=["CFO"], age=50, committees=["audit"]), salary(1), salary(8, person=SAM)]
    alignment = align(labels, predictions, specs)
    assert values_by_slot(alignment, scored=True) == {
        "type": SlotTally(correct=2),
        "person": SlotTally(correct=2),
        "roles": SlotTally(wrong=1),
        "date": SlotTally(missing=1),
        "announced": SlotTally(),
        "interim": SlotTally(),
        "replaces": SlotTally(),
        "age": SlotTally(correct=1),
        "amount": SlotTally(correct=1),
        "period": SlotTally(),
        "currency": SlotTally(),
    }
    unscored = values_by_slot(
        align([left("death", continues_as=["CFO"])], [left("death")], specs), scored=False
    )
    assert unscored == {"continues_as": SlotTally(missing=1)}


def test_a_pivot_of_another_name_is_a_value(specs):
    label = {"type": "auditor_change", "firm": "Roe LLP", "action": "engaged", "date": "2005"}
    figures = total(figures_by_type(align([label], [label | {"firm": "ROE LLP"}], specs)).values())
    assert counts(figures) == [(1, 0, 0), (1, 0, 0), (4, 0, 0), (1, 0, 0)]
