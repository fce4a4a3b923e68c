import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scoring.alignment import align

ANN, SAM = "Ann B. Roe", "Sam Poe"


def salary(amount=None, date=None, person=ANN, **more):
    values = {"type": "salary", "person": person, "amount": amount, "date": date, **more}
    return {name: value for name, value in values.items() if value is not None}


def leaving(type_, date=None, person=ANN, **more):
    return {"type": type_, "person": person, **({"date": date} if date else {}), **more}


def hire(*roles, person=ANN, **more):
    return {"type": "hire", "person": person, "roles": list(roles), **more}


def verdict(pair, slot):
    found = next(one for one in pair.verdicts if one.slot == slot)
    return found.correct, found.wrong, found.missing, found.spurious


def dates(alignment):
    """The dates of the pairs: those of the label and of the prediction."""
    return [(pair.label.get("date"), pair.prediction.get("date")) for pair in alignment.pairs]


@pytest.mark.parametrize(
    ("label", "prediction", "aligned"),
    [
        (hire(), hire(), True),
        (hire(), hire(person="Mr. Roe"), True),
        (hire(), hire(person=SAM), False),
        (hire(), hire(person="Zoe Roe"), False),
        (hire(), leaving("resignation"), False),
        (leaving("resignation"), leaving("retirement"), True),
        (leaving("departure"), leaving("not_standing_for_reelection"), True),
        (hire(), {"type": "board_appointment", "person": ANN}, False),
        (salary(1), {"type": "bonus", "person": ANN, "amount": 1}, False),
        ({"type": "auditor_change", "firm": "Roe & Poe LLP"},) * 2 + (True,),
        (
            {"type": "auditor_change", "firm": "Roe & Poe LLP"},
            {"type": "auditor_change", "firm": "ROE & POE LLP"},
            True,
        ),
        (
            {"type": "auditor_change", "firm": "Roe & Poe LLP"},
            {"type": "auditor_change", "firm": "Poe LLP"},
            False,
        ),
        (hire(), {"type": "hire", "roles": []}, False),  # a prediction that names nobody
    ],
)
def test_what_may_be_aligned(specs, label, prediction, aligned):
    alignment = align([label], [prediction], specs)
    assert len(alignment.pairs) == aligned
    assert len(alignment.missed) == len(alignment.spurious) == (not aligned)


@pytest.mark.parametrize(
    ("label", "prediction", "agreement"),
    [
        (leaving("resignation"), leaving("resignation"), 21),
        (leaving("resignation"), leaving("retirement"), 11),
        (leaving("resignation", optional=True), leaving("resignation"), 20),
        (salary(1, "2005"), salary(1, "2005"), 27),
        (salary(1, "2005"), salary(1, "2006"), 24),
        (salary(1, "2005"), salary(1), 24),
        (salary(1, "2005", optional_fields=["date"]), salary(1, "2005"), 27),
        (salary(1, announced="2005"), salary(1, announced="2005"), 24),  # no scored slot of a salary
        (hire("CEO", "President"), hire("President", "CEO"), 24),
        (hire("CEO", "President"), hire("CEO"), 21),
        (hire("CFO"), hire("CFO", "principal financial officer"), 24),
        (leaving("resignation", optional_fields=["type"]), leaving("retirement"), 11),
    ],
)
def test_agreement_of_a_pair(specs, label, prediction, agreement):
    assert align([label], [prediction], specs).pairs[0].agreement == agreement


@pytest.mark.parametrize(
    ("slot", "label", "prediction", "expected"),  # correct, wrong, missing, spurious
    [
        ("person", hire(), hire(), (1, 0, 0, 0)),
        ("type", hire(), hire(), (1, 0, 0, 0)),
        ("type", leaving("resignation"), leaving("retirement"), (0, 1, 0, 0)),
        ("type", leaving("resignation", optional_fields=["type"]), leaving("death"), (1, 0, 0, 0)),
        ("date", salary(1, "2005"), salary(1, "2005"), (1, 0, 0, 0)),
        ("date", salary(1, "2005"), salary(1, "2006"), (0, 1, 0, 0)),
        ("date", salary(1, "2005"), salary(1), (0, 0, 1, 0)),
        ("date", salary(1), salary(1, "2006"), (0, 0, 0, 1)),
        ("date", salary(1), salary(1), (0, 0, 0, 0)),
        ("date", salary(1, "2005", optional_fields=["date"]), salary(1, "2005"), (1, 0, 0, 0)),
        ("date", salary(1, "2005", optional_fields=["date"]), salary(1, "2006"), (0, 0, 0, 0)),
        ("date", salary(1, "2005", optional_fields=["date"]), salary(1), (0, 0, 0, 0)),
        ("date", salary(1, optional_fields=["date"]), salary(1, "2006"), (0, 0, 0, 0)),
        ("interim", hire(interim=False), hire(), (0, 0, 0, 0)),
        ("interim", hire(interim=True), hire(interim=False), (0, 0, 1, 0)),
        ("roles", hire("CEO", "President"), hire("CEO", "Treasurer"), (1, 1, 0, 0)),
        ("roles", hire("CEO", "President"), hire("CEO"), (1, 0, 1, 0)),
        ("roles", hire("CEO"), hire("CEO", "President", "Treasurer"), (1, 0, 0, 2)),
        ("roles", hire("CEO", "Controller"), hire("President", "Treasurer", "CFO"), (0, 2, 0, 1)),
        (
            "roles",
            hire("CEO", "Controller", optional_fields=["roles"]),
            hire("CEO", "CFO"),
            (1, 0, 0, 0),
        ),
        ("roles", hire("CFO", "principal financial officer"), hire("CFO"), (1, 0, 0, 0)),
        ("roles", hire("CFO"), hire("CFO", "principal financial officer"), (1, 0, 0, 0)),
        ("roles", hire(*["CFO", "principal financial officer"]), hire("Treasurer"), (0, 1, 0, 0)),
        ("roles", hire("CFO"), hire("principal financial officer"), (0, 1, 0, 0)),
        (
            "roles",
            hire("CFO", "principal financial officer"),
            hire("CFO", "Principal Financial Officer"),
            (2, 0, 0, 0),
        ),
    ],
)
def test_verdicts_of_a_pair(specs, slot, label, prediction, expected):
    assert verdict(align([label], [prediction], specs).pairs[0], slot) == expected


def test_other_fields_are_judged_but_not_scored(specs):
    pair = align(
        [leaving("resignation", continues_as=["Director"])],
        [leaving("resignation", continues_as=["Chairman"])],
        specs,
    ).pairs[0]
    assert verdict(pair, "continues_as") == (0, 1, 0, 0)
    assert pair.exact
    assert pair.errors == 0


@pytest.mark.parametrize(
    ("label", "prediction", "exact"),
    [
        (salary(1, "2005"), salary(1, "2005"), True),
        (salary(1, "2005"), salary(1), False),
        (salary(1, "2005", optional_fields=["date"]), salary(1), True),
        (leaving("resignation"), leaving("retirement"), False),
        (leaving("resignation", optional_fields=["type"]), leaving("retirement"), True),
        (hire("CFO", "principal financial officer"), hire("CFO"), True),
    ],
)
def test_exact_pairs(specs, label, prediction, exact):
    assert align([label], [prediction], specs).pairs[0].exact is exact


def test_the_best_total_wins_over_the_best_pair(specs):
    # Greedy would pair the two of 2005 and 100 first, and leave nothing equal for the others.
    labels = [salary(100, "2005", period="year"), salary(100, "2006")]
    predictions = [salary(100, "2005"), salary(200, "2005", period="year")]
    alignment = align(labels, predictions, specs)
    assert sum(pair.agreement for pair in alignment.pairs) == 21 + 6 + 21 + 3
    assert dates(alignment) == [("2005", "2005"), ("2006", "2005")]
    assert [pair.prediction["amount"] for pair in alignment.pairs] == [200, 100]


def test_equal_types_come_before_equal_slots(specs):
    labels = [leaving("resignation", "2005"), leaving("retirement", "2006")]
    predictions = [leaving("resignation", "2006"), leaving("retirement", "2005")]
    alignment = align(labels, predictions, specs)
    assert [pair.label["type"] == pair.prediction["type"] for pair in alignment.pairs] == [True, True]


def test_a_label_that_counts_comes_before_an_optional_one(specs):
    labels = [salary(1, "2005", optional=True), salary(1, "2005")]
    alignment = align(labels, [salary(1, "2005")], specs)
    assert [pair.optional for pair in alignment.pairs] == [False]
    assert alignment.missed == ()  # an optional label is never missed


def test_among_equal_totals_the_fewest_wrong_values(specs):
    # Both labels share the amount with the prediction; of the second the date is free.
    labels = [salary(1, "2004"), salary(1, "2005", optional_fields=["date"])]
    assert dates(align(labels, [salary(1, "2006")], specs)) == [("2005", "2006")]
    # One role is right in either pair, no role slot is equal; the fuller label fits better.
    roles = [hire("CEO", "CFO", "COO"), hire("CEO", "Treasurer")]
    pair = align(roles, [hire("CEO", "CFO", "COO", "Controller")], specs).pairs[0]
    assert pair.label == roles[0]
    # The pair that is wholly right is not torn apart.
    torn = align([salary(date="2005"), salary()], [salary(date="2006"), salary()], specs)
    assert sorted(pair.exact for pair in torn.pairs) == [False, True]


def test_among_equals_the_first_in_the_order_of_their_json(specs):
    labels = [salary(1, quote="b"), salary(1, quote="a")]
    alignment = align(labels, [salary(1)], specs)
    assert alignment.pairs[0].label["quote"] == "a"
    assert alignment.missed[0].event["quote"] == "b"
    crossed = align(labels, [salary(1, vesting="y"), salary(1, vesting="x")], specs)
    assert [(p.label["quote"], p.prediction["vesting"]) for p in crossed.pairs] == [("a", "x"), ("b", "y")]


def test_names_that_contradict_are_kept_apart_in_one_block(specs):
    labels = [hire("CEO", person="Ann Roe"), hire("CFO", person="Zoe Roe")]
    predictions = [hire("CEO", person="Zoe Roe"), hire("CFO", person="Ann Roe")]
    persons = [(p.label["person"], p.prediction["person"]) for p in align(labels, predictions, specs).pairs]
    assert persons == [("Ann Roe", "Ann Roe"), ("Zoe Roe", "Zoe Roe")]


def test_a_surname_alone_takes_whom_the_values_name(specs):
    labels = [hire("CEO", person="Ann Roe"), hire("CFO", person="Zoe Roe")]
    alignment = align(labels, [hire("CFO", person="Ms. Roe")], specs)
    assert alignment.pairs[0].label["person"] == "Zoe Roe"


EVENTS = st.one_of(
    st.builds(
        salary,
        st.sampled_from([None, 1, 2]),
        st.sampled_from([None, "2005", "2006"]),
        st.sampled_from(["Ann Roe", "Zoe Roe", "Ms. Roe", SAM]),
        optional=st.sampled_from([None, True]),
        optional_fields=st.sampled_from([None, ["date"]]),
    ),
    st.builds(
        leaving,
        st.sampled_from(["resignation", "retirement", "departure"]),
        st.sampled_from([None, "2005", "2006"]),
        st.sampled_from(["Ann Roe", "A. Roe", "Zoe Roe"]),
        roles=st.lists(st.sampled_from(["CFO", "Chief Financial Officer", "Director"]), max_size=2),
    ),
)


@given(st.data(), st.lists(EVENTS, max_size=7), st.lists(EVENTS, max_size=7))
def test_the_order_of_events_changes_nothing(specs, data, labels, predictions):
    shuffled = data.draw(st.permutations(labels)), data.draw(st.permutations(predictions))
    assert align(*shuffled, specs) == align(labels, predictions, specs)


@given(st.lists(EVENTS, max_size=7), st.lists(EVENTS, max_size=7))
def test_every_event_is_in_one_place(specs, labels, predictions):
    alignment = align(labels, predictions, specs)
    counting = [label for label in labels if not label.get("optional")]
    paired = [pair for pair in alignment.pairs if not pair.optional]
    assert len(paired) + len(alignment.missed) == len(counting)
    assert len(alignment.pairs) + len(alignment.spurious) == len(predictions)


def total(pairs):
    return sum(pair.agreement for pair in pairs)


def best_total(labels, predictions, specs):
    """The best agreement by trying everything: what the assignment must reach."""
    if not labels:
        return 0
    first, rest = labels[0], labels[1:]
    without = best_total(rest, predictions, specs)
    with_one = (
        total(align([first], [prediction], specs).pairs)
        + best_total(rest, predictions[:at] + predictions[at + 1 :], specs)
        for at, prediction in enumerate(predictions)
    )
    return max([without, *with_one])


@given(st.lists(EVENTS, max_size=3), st.lists(EVENTS, max_size=3))
def test_no_other_assignment_agrees_more(specs, labels, predictions):
    alignment = align(labels, predictions, specs)
    assert total(alignment.pairs) == best_total(labels, predictions, specs)
