import copy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.resolving.merging import complete, merge, outdated, tidy, told, yielded
from engine.resolving.state import Proof, Value
from engine.rulebook.compiled import EventType
from engine.rulebook.models import EventRule

SLOTS: dict[str, dict[str, object]] = {
    "person": {},
    "date": {},
    "amount": {},
    "roles": {"many": True},
    "announced": {"unless equal": "date"},
}


def event_type(same="all", *, shared=(), needs=(), slots=None, stale=None):
    keys = {
        "about": "An event for tests.",
        "event": "hire",
        "from": "frame",
        "same": same,
        "shared": shared,
        "needs": needs,
        "group": "g",
        "slots": {
            key: {**SLOTS.get(key, {}), **(slots or {}).get(key, {})} for key in (*SLOTS, *(slots or {}))
        },
        "output": {},
        "stale": stale,
    }
    rule = EventRule.model_validate(keys)
    return EventType("events.hire", rule, {})


def values(drafts):
    return [{name: value.value for name, value in draft.values.items()} for draft in drafts]


MAY, JUNE = "2009-05-04", "2009-06-01"


@pytest.mark.parametrize(
    ("one", "other", "same", "merged"),
    [
        pytest.param({"date": MAY}, {"date": MAY}, "all", [{"date": MAY}], id="equal values"),
        pytest.param(
            {"date": MAY},
            {"date": JUNE},
            "all",
            [{"date": MAY}, {"date": JUNE}],
            id="different values stay two",
        ),
        pytest.param(
            {"date": MAY}, {"amount": 5}, "all", [{"date": MAY, "amount": 5}], id="absent agrees with any"
        ),
        pytest.param({}, {"date": MAY}, "all", [{"date": MAY}], id="nothing agrees with anything"),
        pytest.param({"amount": 5}, {"amount": 6}, ["date"], [{"amount": 5}], id="the first value stays"),
        pytest.param(
            {"roles": ["a", "b"]},
            {"roles": ["B", "c"]},
            "all",
            [{"roles": ["a", "b", "c"]}],
            id="lists are joined",
        ),
        pytest.param(
            {"roles": ["a"]},
            {"roles": ["b"]},
            ["roles"],
            [{"roles": ["a"]}, {"roles": ["b"]}],
            id="unless they tell apart",
        ),
    ],
)
def test_merging_two(draft, one, other, same, merged):
    drafts = [draft("hire", 1, person="Ann Roe", **one), draft("hire", 2, person="Ann Roe", **other)]
    assert values(merge(drafts, event_type(same))) == [{"person": "Ann Roe", **fields} for fields in merged]


def test_other_people_have_other_events(draft):
    drafts = [draft("hire", 1, person="Ann Roe", date=MAY), draft("hire", 2, person="Robert Poe", date=MAY)]
    assert len(merge(drafts, event_type())) == 2


def test_the_first_keeps_its_place_and_takes_the_other_trigger(draft):
    (merged,) = merge(
        [draft("hire", 1, person="A", date=MAY), draft("hire", 9, person="A", amount=5)], event_type()
    )
    assert merged.order == 1
    assert [p.start for p in merged.trigger] == [1, 9]
    assert [p.start for p in merged.values["amount"].proofs] == [9]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param((MAY, True), (JUNE, False), [JUNE], id="a stand-in gives way"),
        pytest.param((MAY, False), (JUNE, True), [MAY], id="in either order"),
        pytest.param((MAY, True), (JUNE, True), [MAY], id="of two the first stays"),
        pytest.param((MAY, False), (JUNE, False), [MAY, JUNE], id="what was found does not"),
    ],
)
def test_stand_ins(draft, first, second, expected):
    drafts = [
        draft("hire", place, person="A", date=date, stand_ins=["date"] if stand_in else [])
        for place, (date, stand_in) in enumerate([first, second])
    ]
    assert [fields["date"] for fields in values(merge(drafts, event_type()))] == expected


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [({"amount": 5}, {"date": MAY}, 2), ({"amount": 5}, {"amount": 5, "date": MAY}, 1), ({}, {}, 2)],
)
def test_shared_fields_must_be_there_in_both(draft, one, other, count):
    drafts = [draft("hire", 1, person="A", **one), draft("hire", 2, person="A", **other)]
    assert len(merge(drafts, event_type(shared=("amount",)))) == count


def test_a_passing_mention_joins_whatever_it_says(draft):
    drafts = [
        draft("hire", 1, person="A", date=MAY, roles=["a"]),
        draft("hire", 2, weak=True, person="A", date=JUNE, roles=["b"], amount=5),
    ]
    assert values(merge(drafts, event_type())) == [{"person": "A", "date": MAY, "roles": ["a"], "amount": 5}]


# -- passing mentions ----------------------------------------------------------------------------------

FAMILIES = {"retirement": "leaving", "resignation": "leaving", "hire": None}


def family_types(**slots):
    """The types of `FAMILIES`, the slots of which are those of all tests with what is given."""
    made = {name: event_type(slots=slots) for name in FAMILIES}
    return {
        name: replace(event, rule=event.rule.model_copy(update={"event": name, "family": FAMILIES[name]}))
        for name, event in made.items()
    }


@pytest.mark.parametrize(
    ("drafts", "kept"),
    [
        ([("hire", "A", False), ("resignation", "A", True)], ["hire A", "resignation A"]),
        ([("retirement", "A", False), ("resignation", "A", True)], ["retirement A"]),
        ([("retirement", "A", False), ("resignation", "B", True)], ["retirement A", "resignation B"]),
        ([("resignation", "A", True), ("resignation", "A", False)], ["resignation A", "resignation A"]),
        ([("resignation", "A", True), ("retirement", "A", True)], ["retirement A"]),
        ([("resignation", "A", False), ("retirement", "A", False)], ["resignation A", "retirement A"]),
    ],
    ids=[
        "no other of the family",
        "told by another type",
        "of another person",
        "of its own type",
        "the first type",
        "strong",
    ],
)
def test_passing_mentions_count_where_nothing_else_tells(draft, drafts, kept):
    made = [
        draft(type_, place, weak=weak, person=person) for place, (type_, person, weak) in enumerate(drafts)
    ]
    found, passing = told(made, family_types())
    assert [f"{d.type} {d.subject}" for d in found] == kept
    assert len(found) + len(passing) == len(made)
    assert all(d.reasons for d in passing)


@pytest.mark.parametrize(
    ("told_roles", "roles", "counts"),
    [
        pytest.param(["Director"], ["Treasurer"], True, id="another office"),
        pytest.param(["Director", "Treasurer"], ["Treasurer"], False, id="the same office"),
        pytest.param(["Chief Financial Officer"], ["CFO"], False, id="in initials"),
        pytest.param(["Chairman of the Board"], ["Chairman"], False, id="shorter"),
        pytest.param(None, ["Treasurer"], False, id="told without an office"),
        pytest.param(["Director"], None, False, id="mentioned without an office"),
    ],
)
def test_a_passing_mention_of_another_office_is_news(draft, told_roles, roles, counts):
    first = {"roles": told_roles} if told_roles else {}
    second = {"roles": roles} if roles else {}
    made = [
        draft("retirement", 1, person="A", **first),
        draft("resignation", 2, weak=True, person="A", **second),
    ]
    found, _ = told(made, family_types())
    assert [d.type for d in found] == (["retirement", "resignation"] if counts else ["retirement"])


@pytest.mark.parametrize(("person", "amount", "stays"), [("A", 5, False), ("B", 5, True), ("A", 6, True)])
def test_a_value_that_another_event_of_the_person_tells_goes(draft, person, amount, stays):
    types = family_types(amount={"unless told": "hire.amount"})
    events = [draft("hire", 1, person="A", amount=5), draft("retirement", 2, person=person, amount=amount)]
    yielded(events, types)
    assert ("amount" in events[1].values) == stays


# -- tidying -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"date": MAY, "announced": MAY}, {"date": MAY}),
        ({"date": MAY, "announced": JUNE}, {"date": MAY, "announced": JUNE}),
        ({"announced": MAY}, {"announced": MAY}),
    ],
)
def test_a_value_that_repeats_another_goes(draft, fields, expected):
    assert values([tidy(draft("hire", **fields), event_type())]) == [expected]


@pytest.mark.parametrize(
    ("date", "announced", "stays"),
    [
        ("2009-05-04", "2009-05-03", True),
        ("2009-05-04", "2009-06-01", False),
        ("2009-05", "2009-05-31", True),
        ("2009-05", "2009-06-01", False),
        ("2009-06-01", "2009", True),
        (None, "2009-06-01", True),
    ],
)
def test_a_value_that_comes_after_another_goes(draft, date, announced, stays):
    event = event_type(slots={"announced": {"unless after": "date"}})
    fields = {"announced": announced} if date is None else {"announced": announced, "date": date}
    assert ("announced" in tidy(draft("hire", **fields), event).values) is stays


def test_proofs_are_given_once(draft):
    one = draft("hire", person="A")
    one.values["person"] = Value("A", (Proof(1, 2, "r"), Proof(3, 4, "r"), Proof(1, 2, "r")))
    assert tidy(one, event_type()).values["person"].proofs == (Proof(1, 2, "r"), Proof(3, 4, "r"))


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ([], True),
        (["date"], True),
        (["amount"], False),
        ([["amount", "date"]], True),
        (["date", "amount"], False),
    ],
)
def test_an_event_is_complete_with_one_field_of_each_need(draft, needs, expected):
    assert complete(draft("hire", person="A", date=MAY), event_type(needs=needs)) is expected


# -- old news ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2009-06-01", False),
        ("2009-05-02", False),
        ("2009-05-01", True),
        ("2009-05", False),
        ("2009-04", True),
        ("2009", False),
        ("2008", True),
        ("the first day", False),
        (None, False),
    ],
)
def test_what_lies_long_before_the_filings_day_is_old(bench, draft, value, expected):
    event = event_type(stale={"slot": "date", "than": "front", "days": 30})
    clauses = bench.resolve(
        "It was so. On June 1, 2009, it was told. On July 9, 2009, it was told again."
    ).clauses
    one = draft("hire", person="A") if value is None else draft("hire", person="A", date=value)
    assert outdated(one, event, clauses) is expected
    assert bool(one.reasons) is expected


def test_nothing_is_old_where_nothing_says_so(bench, draft):
    clauses = bench.resolve("On June 1, 2009, it was told.").clauses
    assert not outdated(draft("hire", person="A", date="1999-01-01"), event_type(), clauses)
    stale = event_type(stale={"slot": "date", "than": "front", "days": 30})
    assert not outdated(draft("hire", person="A", date="1999-01-01"), stale, [])


# -- laws ----------------------------------------------------------------------------------------------

FIELDS = st.fixed_dictionaries(
    {"person": st.sampled_from("AB")},
    optional={
        "date": st.sampled_from([MAY, JUNE]),
        "amount": st.integers(1, 2),
        "roles": st.lists(st.sampled_from("abc"), min_size=1, unique=True),
    },
)


@given(st.lists(FIELDS, max_size=6), st.data())
def test_merging_is_independent_of_duplicates(draft, many, data):
    drafts = [draft("hire", place, **fields) for place, fields in enumerate(many)]
    again = (
        [copy.deepcopy(d) for d in data.draw(st.lists(st.sampled_from(drafts), max_size=3))] if drafts else []
    )
    once = values(merge(copy.deepcopy(drafts), event_type(["person", "date"])))
    assert values(merge([*copy.deepcopy(drafts), *again], event_type(["person", "date"]))) == once


@given(st.lists(FIELDS, max_size=6))
def test_merging_again_changes_nothing(draft, many):
    event = event_type(["person", "date"])
    once = merge([draft("hire", place, **fields) for place, fields in enumerate(many)], event)
    expected = values(copy.deepcopy(once))
    assert [f for f in values(merge(once, event)) if f not in expected] == []


@given(st.lists(FIELDS, max_size=6))
def test_merging_loses_no_value_that_tells_events_apart(draft, many):
    event = event_type(["person", "date"])
    merged = values(merge([draft("hire", place, **fields) for place, fields in enumerate(many)], event))
    told_before = {(f["person"], f["date"]) for f in many if "date" in f}
    assert {(f["person"], f["date"]) for f in merged if "date" in f} == told_before
    assert {f["person"] for f in merged} == {f["person"] for f in many}
